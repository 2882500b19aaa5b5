package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.model.health.HealthRule;

/** One look at the GPUs' health: from a state and what is seen to the next state and what became of alarms. Pure. */
record HealthStep(HealthState state, List<AlarmEvent> events) {
    /** With more time than this between looks the machine slept or the clock was set: it does not count. */
    private static final long GAP_MS = 15_000;

    /** Open alarms about XIDs: a driver that makes up codes does not fill the memory. */
    static final int MOST_XIDS = 256;

    /** A sample older than this says nothing of now. */
    static final long FRESH_SAMPLE_MS = 20_000;

    private static final long FRESH_CONDITION_MS = 300_000;

    static HealthStep step(HealthState before, Observation seen, RuleBook book) {
        return new Pass(before, seen, book).run();
    }

    /** The person has seen an alarm. */
    static HealthStep acknowledge(HealthState before, long id, Instant at, Set<GpuId> present) {
        for (XidCase one : before.xids().values())
            if (one.alarm().id() == id) {
                Map<XidCase.Key, XidCase> xids = new LinkedHashMap<>(before.xids());
                xids.remove(one.key());
                return new HealthStep(with(before, before.machine(), before.gpus(), xids), ended(one.alarm(), at));
            }
        Optional<HealthStep> machine = acknowledge(before.machine(), id, at, true)
                .map(a -> new HealthStep(with(before, a.patient, before.gpus(), before.xids()), a.events));
        if (machine.isPresent()) return machine.get();
        for (Map.Entry<GpuId, Patient> e : before.gpus().entrySet()) {
            Optional<Acknowledged> done = acknowledge(e.getValue(), id, at, present.contains(e.getKey()));
            if (done.isEmpty()) continue;
            Map<GpuId, Patient> gpus = new HashMap<>(before.gpus());
            gpus.put(e.getKey(), done.get().patient);
            return new HealthStep(with(before, before.machine(), gpus, before.xids()), done.get().events);
        }
        return new HealthStep(before, List.of());
    }

    private record Acknowledged(Patient patient, List<AlarmEvent> events) {}

    private static Optional<Acknowledged> acknowledge(Patient patient, long id, Instant at, boolean present) {
        for (int i = 0; i < patient.standings().length; i++) {
            Standing s = patient.standings()[i];
            if (s.alarm().isEmpty() || s.alarm().get().id() != id) continue;
            Alarm alarm = s.alarm().get();
            Check check = RuleBook.CHECKS.get(i);
            boolean ends = switch (check.whenSeen()) {
                case STAYS -> false;
                case ENDS_WITHOUT_EVIDENCE -> s.verdict() == Verdict.UNKNOWN;
                case ENDS -> true;
            };
            // A card that was taken out gives no evidence any more.
            if (ends || !present)
                return Optional.of(new Acknowledged(
                        patient.with(i, Standing.WELL)
                                .with(patient.memory().forgetting(check.rule().id(), at.toEpochMilli())),
                        ended(alarm, at)));
            if (alarm.acknowledgedAt().isPresent()) return Optional.of(new Acknowledged(patient, List.of()));
            Alarm known = alarm.acknowledged(at);
            return Optional.of(new Acknowledged(
                    patient.with(i, s.with(known)), List.of(new AlarmEvent(AlarmEvent.Kind.ACKNOWLEDGED, known))));
        }
        return Optional.empty();
    }

    private static List<AlarmEvent> ended(Alarm alarm, Instant at) {
        Alarm known = alarm.acknowledged(at);
        return List.of(
                new AlarmEvent(AlarmEvent.Kind.ACKNOWLEDGED, known),
                new AlarmEvent(AlarmEvent.Kind.CLEARED, known.cleared(at)));
    }

    private static HealthState with(
            HealthState s, Patient machine, Map<GpuId, Patient> gpus, Map<XidCase.Key, XidCase> xids) {
        return new HealthState(s.at(), s.answered(), machine, gpus, Collections.unmodifiableMap(xids), s.nextId());
    }

    /** The work of one step; never outlives it. */
    private static final class Pass {
        private final HealthState before;
        private final Observation seen;
        private final RuleBook book;
        private final long now;
        /** Time since the last look. */
        private final long passed;
        /** Time that must not count: a gap, or a clock that was set. */
        private final long gap;

        private final boolean answered;
        private final Look look;
        private List<AlarmEvent> events = List.of();
        private long nextId;

        Pass(HealthState before, Observation seen, RuleBook book) {
            this.before = before;
            this.seen = seen;
            this.book = book;
            now = seen.at().toEpochMilli();
            long since = before.at() == Gate.NEVER ? 0 : now - before.at();
            gap = since < 0 || since > GAP_MS ? since : 0;
            passed = gap == 0 ? since : 0;
            answered = before.answered() || seen.nvml().state() == NvmlStatus.State.OK;
            look = new Look(now, seen.nvml(), RuleBook.CHECKS.getFirst().rule());
            look.answeredBefore = before.answered();
            look.cards = seen.cards();
            nextId = before.nextId();
        }

        HealthStep run() {
            Patient machine = examine(before.machine().under(book, Limits.UNKNOWN), Optional.empty());
            Map<GpuId, Patient> gpus = new HashMap<>(before.gpus());
            for (GpuReading reading : seen.gpus()) {
                GpuId id = reading.identity().id();
                Patient known = before.gpus().get(id);
                Patient patient = known == null ? Patient.fresh(Optional.of(id), book) : known;
                Limits limits = reading.condition().isPresent()
                        ? reading.condition().get().limits()
                        : patient.limits();
                patient = patient.under(book, limits).with(patient.memory().seen(reading, now));
                gpus.put(id, examine(patient, Optional.of(reading)));
            }
            forget(gpus);
            Map<XidCase.Key, XidCase> xids = xids();
            return new HealthStep(
                    new HealthState(now, answered, machine, gpus, Collections.unmodifiableMap(xids), nextId), events);
        }

        // The watch keeps every GPU that it ever saw. One that is gone from its list was never that GPU: it had no name
        // yet.
        private void forget(Map<GpuId, Patient> gpus) {
            if (gpus.size() == seen.gpus().size()) return;
            Set<GpuId> listed = new HashSet<>();
            seen.gpus().forEach(r -> listed.add(r.identity().id()));
            gpus.values().removeIf(p -> {
                if (p.memory().firstSeen() == Gate.NEVER
                        || listed.contains(p.gpu().get())) return false;
                for (Standing s : p.standings())
                    s.alarm().ifPresent(a -> tell(AlarmEvent.Kind.CLEARED, a.cleared(seen.at())));
                return true;
            });
        }

        private Patient examine(Patient patient, Optional<GpuReading> reading) {
            look.reading = reading;
            look.memory = patient.memory();
            Standing[] was = patient.standings();
            Standing[] next = was;
            for (int i = 0; i < was.length; i++) {
                Check check = RuleBook.CHECKS.get(i);
                if ((check.needs() == Check.Needs.MACHINE) == reading.isPresent()) continue;
                Standing s = examine(check, patient.rules()[i], was[i], patient.gpu());
                if (s == was[i]) continue;
                if (next == was) next = was.clone();
                next[i] = s;
            }
            return patient.with(next);
        }

        private Standing examine(Check check, HealthRule rule, Standing was, Optional<GpuId> gpu) {
            if (!rule.enabled()) {
                if (was.alarm().isEmpty()) return Standing.WELL;
                tell(AlarmEvent.Kind.CLEARED, was.alarm().get().cleared(seen.at()));
                return Standing.WELL;
            }
            look.rule = rule;
            look.open = was.gate().open();
            look.restored = was.restored();
            Verdict verdict = verdict(check);
            Gate gate = was.gate()
                    .later(gap)
                    .next(verdict, now, passed, rule.lasting().toMillis());
            if (gate.open() && !was.gate().open()) return raise(check, rule, gpu);
            if (!gate.open() && was.gate().open()) {
                was.alarm().ifPresent(a -> tell(AlarmEvent.Kind.CLEARED, a.cleared(seen.at())));
                return Standing.WELL;
            }
            Standing next = was.with(gate, verdict);
            return was.alarm().isEmpty() ? next : stillOpen(rule, verdict, next);
        }

        private Standing raise(Check check, HealthRule rule, Optional<GpuId> gpu) {
            Alarm alarm = new Alarm(
                    nextId++,
                    gpu,
                    rule.id(),
                    rule.severity(),
                    rule.action(),
                    check.message().apply(look),
                    check.advice().apply(look),
                    seen.at(),
                    Optional.empty(),
                    Optional.empty());
            tell(AlarmEvent.Kind.RAISED, alarm);
            return Standing.open(alarm, now, false);
        }

        private Standing stillOpen(HealthRule rule, Verdict verdict, Standing s) {
            Alarm alarm = s.alarm().get();
            if (alarm.action() != rule.action()) {
                Alarm changed = new Alarm(
                        alarm.id(),
                        alarm.gpu(),
                        alarm.rule(),
                        alarm.severity(),
                        rule.action(),
                        alarm.message(),
                        alarm.advice(),
                        alarm.raisedAt(),
                        Optional.empty(),
                        alarm.acknowledgedAt());
                tell(AlarmEvent.Kind.REPEATED, changed);
                return s.with(changed).toldAt(seen.at());
            }
            boolean due = now - s.told() >= rule.repeat().toMillis();
            if (!due || verdict != Verdict.ILL || alarm.acknowledgedAt().isPresent()) return s;
            tell(AlarmEvent.Kind.REPEATED, alarm);
            return s.toldAt(seen.at());
        }

        private Verdict verdict(Check check) {
            if (readable(check.needs())) return check.probe().apply(look);
            boolean asleep = look.reading.isPresent() && look.reading.get().state() == GpuReading.State.ASLEEP;
            if (!asleep) return Verdict.UNKNOWN;
            // A counter does not move while the card sleeps, and its growth fades with time alone.
            return check.whenSeen() == Check.WhenSeen.ENDS ? check.probe().apply(look) : check.asleep();
        }

        private boolean readable(Check.Needs needs) {
            if (needs == Check.Needs.MACHINE || needs == Check.Needs.GPU) return true;
            if (look.reading.isEmpty() || look.reading.get().state() != GpuReading.State.OK) return false;
            if (needs == Check.Needs.SAMPLE) {
                Optional<GpuSample> s = look.sample();
                return s.isPresent() && now - s.get().at().toEpochMilli() <= FRESH_SAMPLE_MS;
            }
            Optional<GpuCondition> c = look.condition();
            return c.isPresent() && now - c.get().at().toEpochMilli() <= FRESH_CONDITION_MS;
        }

        private Map<XidCase.Key, XidCase> xids() {
            if (before.xids().isEmpty() && seen.xids().isEmpty()) return before.xids();
            Map<XidCase.Key, XidCase> cases = new LinkedHashMap<>(before.xids());
            for (XidEvent event : seen.xids()) xid(event, cases);
            cases.replaceAll((key, one) -> answers(key) ? one.later(gap) : one.away(now));
            cases.values().removeIf(one -> {
                boolean off = !rule(one.key().gpu()).enabled();
                if (!off && !one.over(now)) return false;
                tell(AlarmEvent.Kind.CLEARED, one.alarm().cleared(seen.at()));
                return true;
            });
            return cases;
        }

        private void xid(XidEvent event, Map<XidCase.Key, XidCase> cases) {
            HealthRule rule = rule(event.gpu());
            if (!rule.enabled()) return;
            XidCase.Key key = new XidCase.Key(event.gpu(), event.code());
            XidCase known = cases.get(key);
            if (known == null) {
                XidCase first = XidCase.raised(nextId++, event, name(event.gpu()), rule, now);
                if (cases.size() >= MOST_XIDS) giveWay(cases);
                tell(AlarmEvent.Kind.RAISED, first.alarm());
                cases.put(key, first);
                return;
            }
            XidCase again = known.again(name(event.gpu()), rule, now);
            boolean more = again.alarm().action() != known.alarm().action();
            if (more || now - known.told() >= rule.repeat().toMillis()) {
                tell(AlarmEvent.Kind.REPEATED, again.alarm());
                again = again.toldAt(now);
            }
            cases.put(key, again);
        }

        /** Of those that ask for the least the oldest is cleared. */
        private void giveWay(Map<XidCase.Key, XidCase> cases) {
            XidCase least = cases.values().stream()
                    .min(Comparator.comparing((XidCase one) -> one.alarm().action())
                            .thenComparing(one -> one.alarm().id()))
                    .orElseThrow();
            tell(AlarmEvent.Kind.CLEARED, least.alarm().cleared(seen.at()));
            cases.remove(least.key());
        }

        private HealthRule rule(Optional<GpuId> gpu) {
            return book.rule(RuleBook.check(XidRule.ID).orElseThrow(), gpu, Limits.UNKNOWN);
        }

        private String name(Optional<GpuId> gpu) {
            if (gpu.isEmpty()) return "one of the GPUs";
            return seen.gpus().stream()
                    .filter(r -> r.identity().id().equals(gpu.get()))
                    .findFirst()
                    .map(r -> "GPU " + r.identity().index())
                    .orElse(gpu.get().uuid());
        }

        private boolean answers(XidCase.Key key) {
            if (seen.nvml().state() != NvmlStatus.State.OK) return false;
            if (key.gpu().isEmpty()) return true;
            for (GpuReading r : seen.gpus())
                if (r.identity().id().equals(key.gpu().get()))
                    // A driver that puts a card to sleep has it in hand.
                    return r.state() == GpuReading.State.OK || r.state() == GpuReading.State.ASLEEP;
            return false;
        }

        private void tell(AlarmEvent.Kind kind, Alarm alarm) {
            if (events.isEmpty()) events = new ArrayList<>();
            events.add(new AlarmEvent(kind, alarm));
        }
    }
}
