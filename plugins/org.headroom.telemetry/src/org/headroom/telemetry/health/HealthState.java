package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.Alarm;

/**
 * Everything that the rules know from one look to the next. Immutable.
 *
 * @param at the last look, milliseconds; {@link Gate#NEVER} before the first
 * @param answered whether NVML was ever seen to answer
 * @param nextId for the next alarm
 */
record HealthState(
        long at,
        boolean answered,
        Patient machine,
        Map<GpuId, Patient> gpus,
        Map<XidCase.Key, XidCase> xids,
        long nextId) {
    static HealthState fresh(long nextId) {
        return new HealthState(
                Gate.NEVER, false, Patient.fresh(Optional.empty(), RuleBook.AS_IT_COMES), Map.of(), Map.of(), nextId);
    }

    /**
     * With alarms that were open when the program ended. Those of rules that there are no more are left out.
     *
     * @param bootedAt when the machine was started: what a restart heals may clear then
     */
    HealthState restored(List<Alarm> open, Instant now, Optional<Instant> bootedAt) {
        Patient itself = machine;
        Map<GpuId, Patient> all = new HashMap<>(gpus);
        Map<XidCase.Key, XidCase> cases = new LinkedHashMap<>(xids);
        long millis = now.toEpochMilli();
        // Two open alarms of one rule cannot be; should a file say so, the newest counts.
        List<Alarm> oldestFirst =
                open.stream().sorted(Comparator.comparing(Alarm::raisedAt)).toList();
        for (Alarm alarm : oldestFirst) {
            if (alarm.rule().equals(XidRule.ID)) {
                XidCase one = XidCase.restored(alarm, millis, bootedAt);
                cases.put(one.key(), one);
                continue;
            }
            int check = index(alarm.rule());
            if (check < 0) continue;
            Standing standing = Standing.open(alarm, millis, true);
            if (alarm.gpu().isEmpty()) itself = itself.with(check, standing);
            else {
                Patient patient = all.getOrDefault(alarm.gpu().get(), Patient.fresh(alarm.gpu(), RuleBook.AS_IT_COMES));
                all.put(alarm.gpu().get(), patient.with(check, standing));
            }
        }
        return new HealthState(at, answered, itself, Map.copyOf(all), Collections.unmodifiableMap(cases), nextId);
    }

    static int index(String rule) {
        for (int i = 0; i < RuleBook.CHECKS.size(); i++)
            if (RuleBook.CHECKS.get(i).rule().id().equals(rule)) return i;
        return -1;
    }

    /** Open alarms, the most serious first, then the newest. */
    List<Alarm> open() {
        List<Alarm> all = new ArrayList<>();
        collect(machine, all);
        gpus.values().forEach(p -> collect(p, all));
        xids.values().forEach(x -> all.add(x.alarm()));
        all.sort(Comparator.comparing(Alarm::severity)
                .thenComparing(Alarm::raisedAt)
                .thenComparing(Alarm::id)
                .reversed());
        return List.copyOf(all);
    }

    private static void collect(Patient patient, List<Alarm> into) {
        for (Standing s : patient.standings()) s.alarm().ifPresent(into::add);
    }
}
