package org.headroom.console.availability;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.headroom.console.availability.AvailabilityScene.Row;
import org.headroom.console.availability.AvailabilityScene.Sentence;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.ReturnCost;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** Puts the owner's rules into words. Pure. */
final class AvailabilityPresenter {
    static final Empty EMPTY = new Empty(
            "The rules are not there yet",
            "When the rig has started, you say here when your GPUs may work and what happens when you need them.");
    static final List<Duration> AFTER = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(3),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(30),
            Duration.ofHours(1));
    static final List<Duration> NOTICE = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1));
    private static final int MOST_SENTENCES = 4;
    private static final int MOST_NAMED = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private AvailabilityPresenter() {}

    /** @param whose empty: all GPUs */
    static AvailabilityScene scene(
            AvailabilityDesk desk,
            AvailabilityRules rules,
            List<GpuReading> gpus,
            Optional<RigView> rig,
            Optional<GpuId> whose,
            Instant now) {
        LocalDateTime there = LocalDateTime.ofInstant(now, rules.zone());
        WeekSchedule week = RuleEdits.week(rules, whose);
        boolean counts =
                whose.map(g -> rules.of(g).mode() == GpuRules.Mode.INHERIT).orElse(true);
        List<String> notes = new ArrayList<>(desk.activity().blind());
        if (whose.isEmpty() && !rules.gpus().isEmpty()) notes.addFirst(differs(rules, gpus));
        return new AvailabilityScene(
                sentences(desk, gpus, whose),
                week,
                weekNote(rules, week, whose),
                counts,
                there.getDayOfWeek(),
                there.getHour(),
                rows(rules, gpus, rig, whose, now),
                notes);
    }

    private static List<Sentence> sentences(AvailabilityDesk desk, List<GpuReading> gpus, Optional<GpuId> whose) {
        Map<String, List<GpuAvailability>> alike = new LinkedHashMap<>();
        gpus.stream()
                .map(g -> g.identity().id())
                .filter(id -> whose.isEmpty() || whose.get().equals(id))
                .flatMap(id -> desk.of(id).stream())
                .forEach(a ->
                        alike.computeIfAbsent(a.what(), w -> new ArrayList<>()).add(a));
        List<List<GpuAvailability>> groups = List.copyOf(alike.values());
        if (groups.size() > MOST_SENTENCES) return counted(groups);
        return groups.stream().map(AvailabilityPresenter::sentence).toList();
    }

    /** Of GPUs that are open or closed for the same reason. */
    private static Sentence sentence(List<GpuAvailability> alike) {
        GpuAvailability first = alike.getFirst();
        boolean open = first.closed().isEmpty();
        if (alike.size() == 1) return new Sentence(open, first.sentence());
        String who = alike.size() > MOST_NAMED
                ? alike.size() + " GPUs"
                : "GPUs "
                        + alike.subList(0, alike.size() - 1).stream()
                                .map(a -> Integer.toString(a.index()))
                                .collect(Collectors.joining(", "))
                        + " and " + alike.getLast().index();
        return new Sentence(open, who + " are " + first.what() + ".");
    }

    /** The closed ones are what somebody looks for. */
    private static List<Sentence> counted(List<List<GpuAvailability>> groups) {
        List<List<GpuAvailability>> closed =
                groups.stream().filter(g -> g.getFirst().closed().isPresent()).toList();
        List<Sentence> shown = new ArrayList<>();
        int named = Math.min(MOST_SENTENCES - 1, closed.size());
        closed.subList(0, named).forEach(g -> shown.add(sentence(g)));
        int more = closed.subList(named, closed.size()).stream()
                .mapToInt(List::size)
                .sum();
        int open = groups.stream()
                .filter(g -> g.getFirst().closed().isEmpty())
                .mapToInt(List::size)
                .sum();
        List<String> rest = new ArrayList<>();
        if (open > 0) rest.add(Amounts.count(open, "GPU is open", "GPUs are open"));
        if (more > 0) rest.add(more + " more " + (more == 1 ? "is" : "are") + " closed");
        if (!rest.isEmpty()) shown.add(new Sentence(more == 0, String.join(", ", rest) + "."));
        return shown;
    }

    private static String differs(AvailabilityRules rules, List<GpuReading> gpus) {
        List<String> own = gpus.stream()
                .filter(g -> rules.gpus().containsKey(g.identity().id()))
                .map(g -> "GPU " + g.identity().index())
                .toList();
        return own.isEmpty()
                ? "There are rules for GPUs that are not in this machine now."
                : String.join(", ", own) + (own.size() == 1 ? " has rules of its own." : " have rules of their own.");
    }

    private static String weekNote(AvailabilityRules rules, WeekSchedule week, Optional<GpuId> whose) {
        int all = WeekSchedule.DAYS * WeekSchedule.HOURS;
        String hours = week.hours() == all ? "open at any time" : "open " + week.hours() + " of " + all + " h";
        GpuRules own = whose.map(rules::of).orElse(GpuRules.INHERIT);
        String by = switch (own.mode()) {
            case ALWAYS -> "this GPU is always open";
            case NEVER -> "this GPU is never open";
            case INHERIT -> whose.isEmpty() || own.schedule().isPresent() ? hours : hours + ", as all GPUs";
        };
        return by + " · " + zone(rules.zone());
    }

    static String zone(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static List<Row> rows(
            AvailabilityRules rules, List<GpuReading> gpus, Optional<RigView> rig, Optional<GpuId> whose, Instant now) {
        List<Row> rows = new ArrayList<>();
        whose.ifPresent(gpu -> own(rows, rules, gpu));
        boolean idles =
                whose.map(g -> rules.of(g).mode() == GpuRules.Mode.INHERIT).orElse(true);
        rows.add(Row.title(whose.isEmpty() ? "Closed while" : "This GPU is closed while"));
        IdleRule idle = RuleEdits.idle(rules, whose);
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.INPUT,
                "you use keyboard or mouse",
                "until " + Durations.brief(idle.after()) + " without ▾",
                RuleEdits.AFTER,
                idle.inputCounts(),
                idles,
                "The GPU closes at the first key and opens when there was none for so long."));
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.SCREEN,
                "a program fills the screen",
                "games, films",
                "",
                idle.fullScreenCounts(),
                idles,
                "It opens a minute after the program has ended."));
        if (whose.isPresent()) return rows;
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.PROCESSES,
                "another program uses it",
                "but for " + rules.ignored().size() + " names ▾",
                RuleEdits.IGNORED,
                rules.processesCount(),
                true,
                "Programs that draw the desktop and browsers do not count, nor does what the rig itself runs."));
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.BATTERY,
                "the machine runs on its battery",
                "",
                "",
                rules.batteryCounts(),
                true,
                "Where the machine has none this changes nothing."));
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.EXCLUSIVE,
                "one of these programs runs",
                (rules.exclusive().isEmpty() ? "none" : String.join(", ", rules.exclusive())) + " ▾",
                RuleEdits.EXCLUSIVE,
                !rules.exclusive().isEmpty(),
                true,
                "Whether it uses a GPU or not, all of them are yours as long as it runs."));
        returns(rows, rules, rig, now);
        maintenance(rows, rules, now);
        return rows;
    }

    private static void own(List<Row> rows, AvailabilityRules rules, GpuId gpu) {
        GpuRules own = rules.of(gpu);
        rows.add(Row.title("This GPU is open"));
        for (GpuRules.Mode mode : GpuRules.Mode.values())
            rows.add(new Row(
                    Row.Kind.RADIO,
                    RuleEdits.MODE + mode,
                    switch (mode) {
                        case INHERIT -> "by the week and the rules";
                        case ALWAYS -> "always, whatever you do";
                        case NEVER -> "never";
                    },
                    "",
                    "",
                    own.mode() == mode,
                    true,
                    mode == GpuRules.Mode.ALWAYS ? "Only maintenance closes it." : ""));
        boolean inherits = own.mode() == GpuRules.Mode.INHERIT;
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.OWN_WEEK,
                "a week of its own",
                "",
                "",
                own.schedule().isPresent(),
                inherits,
                "Painting hours here makes one."));
        rows.add(new Row(
                Row.Kind.SWITCH,
                RuleEdits.OWN_IDLE,
                "its own rule for your presence",
                "",
                "",
                own.idle().isPresent(),
                inherits,
                "What keyboard, mouse and full screen mean for this GPU."));
    }

    private static void returns(List<Row> rows, AvailabilityRules rules, Optional<RigView> rig, Instant now) {
        List<LeaseState.Running> running = rig.map(RigView::leases).orElse(List.of()).stream()
                .map(LeaseView::state)
                .filter(LeaseState.Running.class::isInstance)
                .map(LeaseState.Running.class::cast)
                .toList();
        rows.add(Row.title(
                running.isEmpty()
                        ? "When a GPU closes, the job on it · nothing runs now"
                        : "When a GPU closes, the job on it · what that costs now"));
        for (OnReturn choice : OnReturn.values()) {
            Usdc lost = running.stream()
                    .map(r -> ReturnCost.of(r, choice, rules.notice(), now))
                    .reduce(Usdc.ZERO, Usdc::plus);
            String cost = running.isEmpty()
                    ? ""
                    : lost.equals(Usdc.ZERO) ? "costs nothing" : "−" + UsdcFormat.EXACT.withUnit(lost);
            rows.add(new Row(
                    Row.Kind.RADIO,
                    RuleEdits.RETURN + choice,
                    switch (choice) {
                        case FINISH -> "finishes";
                        case DRAIN -> "is stopped after " + Durations.brief(rules.notice()) + " notice ▾";
                        case STOP -> "is stopped at once";
                    },
                    cost,
                    "",
                    rules.onReturn() == choice,
                    true,
                    switch (choice) {
                        case FINISH -> "Nothing follows it. You share the GPU until then.";
                        case DRAIN -> "The renter is notified, and pays for what has run.";
                        case STOP -> "The renter is notified with the reason, and pays for what has run.";
                    }));
        }
    }

    private static void maintenance(List<Row> rows, AvailabilityRules rules, Instant now) {
        rows.add(Row.title("Maintenance · jobs are given notice, then stopped"));
        for (int i = 0; i < rules.maintenance().size(); i++) {
            Maintenance m = rules.maintenance().get(i);
            if (!m.to().isAfter(now)) continue;
            rows.add(new Row(
                    Row.Kind.LINK,
                    "",
                    span(m, rules.zone()) + (m.note().isBlank() ? "" : " · " + m.note()),
                    "Remove",
                    RuleEdits.REMOVE_MAINTENANCE + i,
                    m.at(now),
                    true,
                    ""));
        }
        rows.add(new Row(
                Row.Kind.LINK,
                RuleEdits.ADD_MAINTENANCE,
                "Add a window…",
                "",
                "",
                false,
                true,
                "Every GPU is closed then, whatever else is allowed."));
    }

    static String span(Maintenance m, ZoneId zone) {
        LocalDateTime from = LocalDateTime.ofInstant(m.from(), zone);
        LocalDateTime to = LocalDateTime.ofInstant(m.to(), zone);
        boolean day = from.toLocalDate().equals(to.toLocalDate());
        return DAY.format(from) + " – " + (day ? TIME : DAY).format(to);
    }
}
