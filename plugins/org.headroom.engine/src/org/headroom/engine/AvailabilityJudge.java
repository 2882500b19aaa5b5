package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.ClosedBy;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.GpuAvailability.Closed;
import org.headroom.model.availability.GpuAvailability.Closing;
import org.headroom.model.availability.GpuAvailability.Open;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OwnerActivity;
import org.headroom.model.availability.OwnerActivity.GpuUser;
import org.headroom.model.availability.ProgramName;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;

/**
 * Whether the owner lets the rig have each GPU: pure. A GPU closes at once; what closed it must have been gone for a while before
 * it opens, so that it does not flap.
 */
final class AvailabilityJudge {
    /** So long what the owner did has to be over. Input has a time of its own, in the rules. */
    static final Duration SETTLE = Duration.ofMinutes(1);

    /** When something of the owner's was last seen, and what it did. */
    record Trace(Instant at, String did) {}

    /** What the owner does, as it is said while it lasts and afterwards. */
    private record Deed(String does, String did) {}

    /** @param traces by GPU and reason, for the next time */
    record Judgement(Map<GpuId, GpuAvailability> gpus, Map<Map.Entry<GpuId, ClosedBy>, Trace> traces) {
        static final Judgement NONE = new Judgement(Map.of(), Map.of());

        Judgement {
            gpus = Map.copyOf(gpus);
            traces = Map.copyOf(traces);
        }
    }

    private final AvailabilityRules rules;
    private final OwnerActivity seen;
    private final BiPredicate<GpuId, GpuUser> ours;
    private final Map<Map.Entry<GpuId, ClosedBy>, Trace> before;
    private final Map<Map.Entry<GpuId, ClosedBy>, Trace> after = new HashMap<>();
    private final Instant now;

    private AvailabilityJudge(
            AvailabilityRules rules,
            OwnerActivity seen,
            BiPredicate<GpuId, GpuUser> ours,
            Judgement before,
            Instant now) {
        this.rules = rules;
        this.seen = seen;
        this.ours = ours;
        this.before = before.traces();
        this.now = now;
    }

    /** @param ours whether a program on a GPU belongs to a job of ours */
    static Judgement judge(
            AvailabilityRules rules,
            List<GpuIdentity> gpus,
            OwnerActivity seen,
            BiPredicate<GpuId, GpuUser> ours,
            Judgement before,
            Instant now) {
        AvailabilityJudge judge = new AvailabilityJudge(rules, seen, ours, before, now);
        Map<GpuId, GpuAvailability> all = new LinkedHashMap<>();
        for (GpuIdentity gpu : gpus) all.put(gpu.id(), judge.judge(gpu));
        return new Judgement(all, judge.after);
    }

    private GpuAvailability judge(GpuIdentity gpu) {
        GpuId id = gpu.id();
        GpuRules.Mode mode = rules.of(id).mode();
        if (mode == GpuRules.Mode.NEVER) return closed(gpu, ClosedBy.NEVER, "yours alone", Optional.empty());
        Optional<Maintenance> maintenance = rules.nextMaintenance(now);
        if (maintenance.filter(m -> m.at(now)).isPresent()) return repaired(gpu, maintenance.get());
        if (mode == GpuRules.Mode.ALWAYS) return open(gpu, Optional.empty(), maintenance);
        WeekSchedule week = rules.weekOf(id);
        Optional<Instant> change = week.nextChange(now, rules.zone());
        if (!week.open(now, rules.zone())) return scheduled(gpu, change);
        return owner(gpu).<GpuAvailability>map(c -> c).orElseGet(() -> open(gpu, change, maintenance));
    }

    private Closed repaired(GpuIdentity gpu, Maintenance window) {
        String note = window.note().isBlank() ? "" : ": " + window.note().strip();
        return closed(
                gpu,
                ClosedBy.MAINTENANCE,
                "closed for maintenance until " + clock(window.to()) + note,
                Optional.of(window.to()));
    }

    private Closed scheduled(GpuIdentity gpu, Optional<Instant> opens) {
        String until = opens.map(at -> "closed until " + clock(at)).orElse("closed all week");
        return closed(gpu, ClosedBy.SCHEDULE, until + " by your schedule", opens);
    }

    private Open open(GpuIdentity gpu, Optional<Instant> change, Optional<Maintenance> maintenance) {
        Optional<Closing> closing = change.map(at -> new Closing(at, ClosedBy.SCHEDULE));
        Optional<Closing> repair = maintenance.map(m -> new Closing(m.from(), ClosedBy.MAINTENANCE));
        if (repair.isPresent()
                && closing.filter(c -> c.at().isBefore(repair.get().at())).isEmpty()) closing = repair;
        String what = closing.map(c -> "open until " + clock(c.at())
                        + (c.why() == ClosedBy.MAINTENANCE ? ", when maintenance begins" : ""))
                .orElse("open at any time");
        return new Open(gpu.id(), gpu.index(), what, closing);
    }

    private Optional<Closed> owner(GpuIdentity gpu) {
        IdleRule idle = rules.idleOf(gpu.id());
        Optional<Deed> battery = rules.batteryCounts() && seen.onBattery().orElse(false)
                ? Optional.of(new Deed("the machine runs on its battery", "the machine ran on its battery"))
                : Optional.empty();
        Optional<Deed> screen = idle.fullScreenCounts()
                ? seen.fullScreen().map(p -> new Deed(p + " fills the screen", p + " filled the screen"))
                : Optional.empty();
        Optional<Deed> process = rules.processesCount() ? foreign(gpu.id()) : Optional.empty();
        // Each is asked, and not only until one is found: what they leave behind is remembered.
        List<Optional<Closed>> reasons = List.of(
                seen(gpu, ClosedBy.BATTERY, battery),
                seen(gpu, ClosedBy.EXCLUSIVE_PROGRAM, exclusive()),
                seen(gpu, ClosedBy.FULL_SCREEN, screen),
                seen(gpu, ClosedBy.FOREIGN_PROCESS, process),
                input(gpu, idle));
        List<Closed> found = reasons.stream().flatMap(Optional::stream).toList();
        // What is there now goes before what has just gone.
        return found.stream()
                .filter(c -> c.until().isEmpty())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private Optional<Deed> exclusive() {
        if (seen.running().isEmpty() || rules.exclusive().isEmpty()) return Optional.empty();
        String names = String.join(" and ", new TreeSet<>(seen.running()));
        return Optional.of(new Deed(names + (seen.running().size() == 1 ? " runs" : " run"), names + " ran"));
    }

    private Optional<Deed> foreign(GpuId gpu) {
        List<GpuUser> users = new ArrayList<>();
        for (GpuUser user : seen.users().getOrDefault(gpu, List.of()))
            if (!ours.test(gpu, user) && rules.ignored().stream().noneMatch(i -> ProgramName.same(i, user.program())))
                users.add(user);
        if (users.isEmpty()) return Optional.empty();
        GpuUser first = users.getFirst();
        String name = first.program() + " (process " + first.pid() + ")";
        if (users.size() == 1) return Optional.of(new Deed(name + " uses it", name + " used it"));
        String all = name + " and " + (users.size() - 1) + " more ";
        return Optional.of(new Deed(all + "use it", all + "used it"));
    }

    private Optional<Closed> seen(GpuIdentity gpu, ClosedBy why, Optional<Deed> deed) {
        Map.Entry<GpuId, ClosedBy> key = Map.entry(gpu.id(), why);
        if (deed.isPresent()) {
            after.put(key, new Trace(now, deed.get().did()));
            return Optional.of(closed(gpu, why, "closed while " + deed.get().does(), Optional.empty()));
        }
        Trace trace = before.get(key);
        if (trace == null || !counts(why, gpu.id())) return Optional.empty();
        Duration gone = Duration.between(trace.at(), now);
        // Negative where the clock was set back: then it begins anew.
        if (gone.compareTo(SETTLE) >= 0) return Optional.empty();
        if (gone.isNegative()) trace = new Trace(now, trace.did());
        after.put(key, trace);
        Instant opens = trace.at().plus(SETTLE);
        return Optional.of(new Closed(
                gpu.id(),
                gpu.index(),
                why,
                "closed for another "
                        + RigSentence.spoken(Duration.between(now, opens).plusMillis(999)) + " after " + trace.did(),
                "closed for " + RigSentence.spoken(SETTLE) + " after " + trace.did(),
                Optional.of(opens)));
    }

    /** A rule that was turned off is turned off at once. */
    private boolean counts(ClosedBy why, GpuId gpu) {
        return switch (why) {
            case BATTERY -> rules.batteryCounts();
            case EXCLUSIVE_PROGRAM -> !rules.exclusive().isEmpty();
            case FULL_SCREEN -> rules.idleOf(gpu).fullScreenCounts();
            case FOREIGN_PROCESS -> rules.processesCount();
            case NEVER, MAINTENANCE, SCHEDULE, OWNER_ACTIVE -> true;
        };
    }

    private Optional<Closed> input(GpuIdentity gpu, IdleRule rule) {
        if (!rule.inputCounts()) return Optional.empty();
        return seen.sinceInput()
                .filter(since -> since.compareTo(rule.after()) < 0)
                .map(since -> new Closed(
                        gpu.id(),
                        gpu.index(),
                        ClosedBy.OWNER_ACTIVE,
                        "closed while you are at the machine: last input " + RigSentence.spoken(since)
                                + " ago, it opens after " + RigSentence.spoken(rule.after()) + " without",
                        "closed while you are at the machine",
                        Optional.of(seen.at().minus(since).plus(rule.after()))));
    }

    private static Closed closed(GpuIdentity gpu, ClosedBy why, String what, Optional<Instant> until) {
        return new Closed(gpu.id(), gpu.index(), why, what, until);
    }

    private String clock(Instant at) {
        return WallClock.spoken(at, now, rules.zone());
    }
}
