package org.headroom.console.gpu;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.console.desk.LeaseFigures;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.Severity;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.ChartBand;
import org.headroom.ui.chart.TimeWords;

/** What stands behind the curves of a GPU: its leases and its alarms. Pure. */
public final class Bands {
    private Bands() {}

    /** The leases that fall into a time, by GPU, the newest first. */
    public static Map<GpuId, List<ChartBand>> leases(Optional<RigView> rig, Instant from, Instant to) {
        Map<GpuId, List<ChartBand>> all = new HashMap<>();
        rig.stream()
                .flatMap(r -> r.leases().stream())
                .map(l -> new LeaseFigures(l, to))
                .filter(f -> f.startedAt().isPresent())
                .forEach(f -> {
                    ChartBand band = lease(f);
                    if (band.meets(from, to))
                        for (GpuId gpu : f.lease().state().terms().bid().gpuIds())
                            all.computeIfAbsent(gpu, k -> new ArrayList<>()).add(band);
                });
        return all;
    }

    private static ChartBand lease(LeaseFigures figures) {
        String label = figures.lease().label();
        return new ChartBand(
                label,
                "Lease " + label,
                figures.startedAt().orElseThrow(),
                figures.endedAt(),
                Role.MONEY,
                Optional.empty());
    }

    /** Alarms of a GPU and those about all GPUs, each once, the open ones as they are now. */
    public static List<ChartBand> alarms(
            List<Alarm> open, List<Alarm> past, List<HealthRule> rules, GpuId gpu, ZoneId zone, Instant now) {
        Map<String, String> titles =
                rules.stream().collect(Collectors.toMap(HealthRule::id, HealthRule::title, (a, b) -> a));
        Map<Long, Alarm> newest = open.stream().collect(Collectors.toMap(Alarm::id, Function.identity(), (a, b) -> a));
        return Stream.concat(open.stream(), past.stream().filter(a -> !newest.containsKey(a.id())))
                .filter(a -> a.gpu().isEmpty() || a.gpu().get().equals(gpu))
                .map(a -> alarm(a, titles.getOrDefault(a.rule(), a.rule()), zone, now))
                .toList();
    }

    private static ChartBand alarm(Alarm alarm, String title, ZoneId zone, Instant now) {
        String time = alarm.clearedAt()
                .map(c -> TimeWords.span(alarm.raisedAt(), c, zone, now))
                .orElseGet(() -> "since " + TimeWords.since(alarm.raisedAt(), zone, now));
        return new ChartBand(
                title,
                title + ", " + time + ": " + alarm.message(),
                alarm.raisedAt(),
                alarm.clearedAt(),
                role(alarm.severity()),
                Optional.of(alarm.severity() == Severity.CRITICAL ? Mark.SICK : Mark.WARNING));
    }

    private static Role role(Severity severity) {
        return switch (severity) {
            case NOTE -> Role.SECONDARY;
            case WARNING -> Role.WARNING;
            case CRITICAL -> Role.SICK;
        };
    }
}
