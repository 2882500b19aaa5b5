package org.headroom.console.alarms;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.console.desk.GpuNames;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.health.Severity;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Durations;

/** Rows and words of the view of alarms. Pure. */
public final class AlarmsPresenter {
    /** How far back the view looks. */
    public enum Reach {
        OPEN("open", Duration.ZERO),
        DAY("day", Duration.ofDays(1)),
        WEEK("week", Duration.ofDays(7)),
        YEAR("year", Duration.ofDays(366));

        final String label;
        final Duration back;

        Reach(String label, Duration back) {
            this.label = label;
            this.back = back;
        }
    }

    static final List<Column> COLUMNS = List.of(
            Column.left("State", 176, 0),
            Column.left("GPU", 172, 0),
            Column.left("What happened", 300, 8),
            Column.left("The rig", 104, 0),
            Column.right("Raised", 92, 0),
            Column.right("Lasted", 84, 0));

    private AlarmsPresenter() {}

    /** Open alarms as they are now, and what the history has besides, the newest first below the open ones. */
    public static List<Alarm> together(List<Alarm> open, List<Alarm> past) {
        Map<Long, Alarm> all = new LinkedHashMap<>();
        open.forEach(a -> all.put(a.id(), a));
        // The history is written behind: what it calls open and is not any more has been cleared a moment ago.
        past.stream().filter(a -> !a.open()).forEach(a -> all.putIfAbsent(a.id(), a));
        return List.copyOf(all.values());
    }

    public static List<Row> rows(List<Alarm> alarms, List<GpuReading> gpus, Instant now, ZoneId zone) {
        return alarms.stream().map(a -> row(a, gpus, now, zone)).toList();
    }

    private static Row row(Alarm alarm, List<GpuReading> gpus, Instant now, ZoneId zone) {
        Instant end = alarm.clearedAt().orElse(now);
        return Row.of(
                        alarm.id(),
                        state(alarm),
                        gpu(alarm, gpus),
                        Cell.text(alarm.message()).withTip(alarm.advice()),
                        Cell.secondary(asks(alarm.action())).withTip(meaning(alarm.action())),
                        Cell.text(Durations.clock(alarm.raisedAt(), now, zone))
                                .sortedBy(alarm.raisedAt().toEpochMilli()),
                        Cell.text(Durations.words(Duration.between(alarm.raisedAt(), end)))
                                .sortedBy(
                                        Duration.between(alarm.raisedAt(), end).toMillis()))
                .fadedIf(!alarm.open());
    }

    static Cell state(Alarm alarm) {
        if (!alarm.open()) return Cell.state(Mark.DONE, "Over", Role.SECONDARY).sortedBy(-1);
        Role role = role(alarm.severity());
        Mark mark = alarm.severity() == Severity.CRITICAL ? Mark.SICK : Mark.WARNING;
        String word = word(alarm.severity()) + (alarm.acknowledgedAt().isPresent() ? ", acknowledged" : "");
        return Cell.state(mark, word, role).sortedBy(alarm.severity().ordinal());
    }

    static Role role(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Role.SICK;
            case WARNING -> Role.WARNING;
            case NOTE -> Role.TEXT;
        };
    }

    static String word(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "Critical";
            case WARNING -> "Warning";
            case NOTE -> "Note";
        };
    }

    private static Cell gpu(Alarm alarm, List<GpuReading> gpus) {
        if (alarm.gpu().isEmpty()) return Cell.secondary("this machine");
        GpuId id = alarm.gpu().get();
        return GpuNames.find(gpus, id)
                .map(GpuReading::identity)
                .map(AlarmsPresenter::named)
                .orElse(Cell.secondary("not here now").withTip(id.uuid()));
    }

    private static Cell named(GpuIdentity gpu) {
        return Cell.named(Integer.toString(gpu.index()), GpuNames.brief(gpu.name()), gpu.simulated())
                .sortedBy(gpu.index())
                .withTip(gpu.name() + ", " + gpu.id());
    }

    /** What an action makes the rig do, in the words of a column. */
    static String asks(HealthAction action) {
        return switch (action) {
            case WARN -> "goes on";
            case STOP_BIDDING -> "does not bid";
            case DRAIN -> "drains";
            case STOP_JOB -> "stops the job";
        };
    }

    static String meaning(HealthAction action) {
        return switch (action) {
            case WARN -> "You are notified; nothing else changes.";
            case STOP_BIDDING -> "This GPU's offer is taken back and no bid is made with it. A job that runs goes on.";
            case DRAIN -> "No new job on this GPU. The one that runs may end, and its renter is notified.";
            case STOP_JOB ->
                "The job on this GPU is stopped now; its renter is notified, and what ran is paid. No new job.";
        };
    }

    /** The few words under the chosen alarm's advice. */
    public static String rule(Alarm alarm, Optional<HealthWatch> health) {
        return health.stream()
                .flatMap(h -> h.rules().stream())
                .filter(r -> r.id().equals(alarm.rule()))
                .findFirst()
                .map(r -> r.title() + ". " + r.meaning() + " Seen through " + r.source() + limits(r) + ".")
                .orElse("Rule " + alarm.rule() + ".");
    }

    private static String limits(HealthRule rule) {
        return rule.raiseAt().isEmpty()
                ? ""
                : "; raised at " + RulesPresenter.number(rule.raiseAt().getAsDouble()) + " " + rule.unit();
    }

    /** Whether saying "seen" would change anything. */
    public static boolean canBeSeen(Alarm alarm) {
        return alarm.open() && alarm.acknowledgedAt().isEmpty();
    }

    /** What the view says where there is no alarm. */
    public static Empty empty(Optional<HealthWatch> health, Reach reach, int gpus) {
        if (health.isEmpty())
            return new Empty("The health watch is not running", "Alarms will be here as soon as it has started.");
        if (reach != Reach.OPEN) return new Empty("No alarm in this time", "Alarms are kept for a year.");
        if (gpus == 0)
            return new Empty("No GPU to watch", "Alarms appear here when a GPU of this machine is unhealthy.");
        return new Empty(
                gpus == 1 ? "The GPU is healthy" : "All " + gpus + " GPUs are healthy",
                "Alarms appear here by themselves. What is looked at, and from where on, stands in File, Preferences,"
                        + " Health rules.");
    }
}
