package org.headroom.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuRules;
import org.headroom.model.availability.IdleRule;
import org.headroom.model.availability.Maintenance;
import org.headroom.model.availability.OnReturn;
import org.headroom.model.availability.WeekSchedule;
import org.headroom.model.gpu.GpuId;
import org.jspecify.annotations.Nullable;

/**
 * The owner's rules as a person writes them. What is absent is as it comes.
 *
 * @param week by day, {@code monday} to {@code sunday}: the open hours, such as {@code 0-8, 22-24}; a day that is absent is closed
 * @param ignored programs that may be on a GPU
 * @param onReturn finish, drain or stop
 * @param gpus by the GPU's UUID
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AvailabilityJson(
        @Nullable String zone,
        @Nullable Map<String, String> week,
        @Nullable Idle idle,
        @Nullable Boolean otherPrograms,
        @Nullable List<String> ignored,
        @Nullable Boolean battery,
        @Nullable List<String> exclusive,
        @Nullable List<Window> maintenance,
        @Nullable Map<String, Gpu> gpus,
        @Nullable String onReturn,
        @Nullable Long noticeSeconds) {
    /** @param input whether keyboard and mouse count */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Idle(
            @Nullable Boolean input,
            @Nullable Long afterSeconds,
            @Nullable Boolean fullScreen) {
        static Idle of(IdleRule rule) {
            return new Idle(rule.inputCounts(), rule.after().toSeconds(), rule.fullScreenCounts());
        }

        IdleRule rule() {
            IdleRule standard = IdleRule.STANDARD;
            return new IdleRule(
                    either(input, standard.inputCounts()),
                    either(afterSeconds, standard.after()),
                    either(fullScreen, standard.fullScreenCounts()));
        }
    }

    /** Times in ISO 8601, such as {@code 2026-03-01T12:00:00Z}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Window(
            @Nullable String from,
            @Nullable String to,
            @Nullable String note) {
        Maintenance maintenance() {
            return new Maintenance(instant("from", from), instant("to", to), note == null ? "" : note);
        }

        private static Instant instant(String name, @Nullable String text) {
            try {
                if (text != null) return Instant.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        "maintenance." + name + " must be a time such as 2026-03-01T12:00:00Z, not \"" + text + "\".",
                        e);
            }
            throw new IllegalArgumentException("A maintenance window needs both \"from\" and \"to\".");
        }
    }

    /** @param mode inherit, always or never */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gpu(
            @Nullable String mode,
            @Nullable Map<String, String> week,
            @Nullable Idle idle) {
        static Gpu of(GpuRules rules) {
            return new Gpu(
                    rules.mode().word(),
                    rules.schedule().map(AvailabilityJson::hours).orElse(null),
                    rules.idle().map(Idle::of).orElse(null));
        }

        GpuRules rules() {
            Idle own = idle;
            return new GpuRules(
                    mode == null
                            ? GpuRules.Mode.INHERIT
                            : word("mode", mode, GpuRules.Mode.values(), GpuRules.Mode::word),
                    Optional.ofNullable(week).map(AvailabilityJson::schedule),
                    own == null ? Optional.empty() : Optional.of(own.rule()));
        }
    }

    static AvailabilityJson of(AvailabilityRules rules) {
        Map<String, Gpu> gpus = new TreeMap<>();
        rules.gpus().forEach((id, of) -> gpus.put(id.uuid(), Gpu.of(of)));
        return new AvailabilityJson(
                rules.zone().getId(),
                hours(rules.week()),
                Idle.of(rules.idle()),
                rules.processesCount(),
                rules.ignored(),
                rules.batteryCounts(),
                rules.exclusive(),
                rules.maintenance().stream()
                        .map(m -> new Window(m.from().toString(), m.to().toString(), m.note()))
                        .toList(),
                gpus,
                rules.onReturn().word(),
                rules.notice().toSeconds());
    }

    /** @throws IllegalArgumentException with a sentence for a person */
    AvailabilityRules rules(ZoneId here) {
        AvailabilityRules standard = AvailabilityRules.standard(zone == null ? here : zone(zone));
        Map<GpuId, GpuRules> own = new LinkedHashMap<>();
        Map<String, Gpu> others = gpus;
        if (others != null) others.forEach((id, of) -> own.put(new GpuId(id), of.rules()));
        Idle presence = idle;
        List<Window> windows = maintenance;
        return new AvailabilityRules(
                standard.zone(),
                week == null ? standard.week() : schedule(week),
                presence == null ? standard.idle() : presence.rule(),
                either(otherPrograms, standard.processesCount()),
                ignored == null ? standard.ignored() : ignored,
                either(battery, standard.batteryCounts()),
                exclusive == null ? standard.exclusive() : exclusive,
                windows == null
                        ? List.of()
                        : windows.stream().map(Window::maintenance).toList(),
                own,
                onReturn == null ? standard.onReturn() : word("onReturn", onReturn, OnReturn.values(), OnReturn::word),
                either(noticeSeconds, standard.notice()));
    }

    private static boolean either(@Nullable Boolean said, boolean standard) {
        return said == null ? standard : said;
    }

    private static Duration either(@Nullable Long seconds, Duration standard) {
        return seconds == null ? standard : Duration.ofSeconds(seconds);
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone must be one such as Europe/Berlin, not \"" + id + "\".", e);
        }
    }

    private static <T> T word(String name, String text, T[] all, Function<T, String> word) {
        return Arrays.stream(all)
                .filter(t -> word.apply(t).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " must be "
                        + Arrays.stream(all).map(word).collect(Collectors.joining(", ")) + ", not \"" + text + "\"."));
    }

    static Map<String, String> hours(WeekSchedule week) {
        Map<String, String> days = new LinkedHashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) days.put(name(day), DayHours.words(week, day));
        return days;
    }

    static WeekSchedule schedule(Map<String, String> days) {
        List<Integer> bits = new ArrayList<>();
        Map<String, String> left = new LinkedHashMap<>(days);
        for (DayOfWeek day : DayOfWeek.values()) {
            String hours = left.remove(name(day));
            bits.add(hours == null ? 0 : DayHours.bits(name(day), hours));
        }
        if (!left.isEmpty())
            throw new IllegalArgumentException(
                    "There is no day \"" + left.keySet().iterator().next() + "\": they are monday to sunday.");
        return new WeekSchedule(bits);
    }

    private static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
