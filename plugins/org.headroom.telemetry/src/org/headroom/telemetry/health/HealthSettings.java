package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.telemetry.health.RuleBook.Place;

/**
 * The file of settings, as text: {@code core-hot.raise-at=88}, {@code core-hot[GPU-…].enabled=false}. A line that makes no
 * sense is named, has no effect and is kept as it is, and so is every comment.
 *
 * @param problems a sentence for each line without effect
 */
record HealthSettings(List<String> lines, RuleBook book, List<String> problems) {
    private static final Pattern LINE =
            Pattern.compile("\\s*([a-z0-9-]+)(?:\\[([^\\]]+)])?\\.([a-z-]+)\\s*[=:]\\s*(.*?)\\s*");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*(ms|s|min|m|h)?");
    private static final int SHOWN = 60;

    /** What the file says before anything was set. */
    static final List<String> HEADING = List.of(
            "# Headroom's health rules: what differs from how they come. A line sets one thing of one rule, for all GPUs",
            "# or for one, and what is set here for one GPU counts more:",
            "#   core-hot.raise-at=88",
            "#   core-hot[GPU-5c6b4a2e-0000-0000-0000-000000000000].enabled=false",
            "# Things to set: enabled (true, false), raise-at and clear-at (numbers), lasting (10s, 5min, 1h),",
            "# action (warn, stop-bidding, drain, stop-job). The rules and their units are in docs/health.md.");

    HealthSettings {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    static HealthSettings parse(List<String> lines) {
        List<String> problems = new ArrayList<>();
        Map<Place, Map<String, String>> said = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (empty(line)) continue;
            String where = "line " + (i + 1);
            Matcher m = LINE.matcher(line);
            if (!m.matches()) {
                problems.add(where + ": \"" + shown(line) + "\" is not RULE.THING=VALUE. The line has no effect.");
                continue;
            }
            Optional<Check> check = RuleBook.check(m.group(1));
            if (check.isEmpty()) {
                problems.add(where + ": there is no rule \"" + shown(m.group(1)) + "\". The line has no effect.");
                continue;
            }
            if (m.group(2) != null && m.group(2).isBlank()) {
                problems.add(where + ": between [ and ] there must be a GPU's UUID. The line has no effect.");
                continue;
            }
            Place place = new Place(m.group(1), Optional.ofNullable(m.group(2)).map(g -> new GpuId(g.strip())));
            Map<String, String> things = said.computeIfAbsent(place, p -> new HashMap<>());
            Map<String, String> tried = new HashMap<>(things);
            if (tried.put(m.group(3), m.group(4)) != null)
                problems.add(where + ": " + m.group(3) + " of " + m.group(1)
                        + " is set for the second time. This line counts.");
            try {
                setting(check.get(), Map.of(m.group(3), m.group(4)));
                things.put(m.group(3), m.group(4));
            } catch (IllegalArgumentException e) {
                problems.add(where + ": " + e.getMessage() + " The line has no effect.");
            }
        }
        return new HealthSettings(lines, book(said, problems), problems);
    }

    private static RuleBook book(Map<Place, Map<String, String>> said, List<String> problems) {
        RuleBook book = RuleBook.AS_IT_COMES;
        // Those for all GPUs first: those for one stand on them.
        List<Place> places = new ArrayList<>(said.keySet());
        places.sort((a, b) -> Boolean.compare(a.gpu().isPresent(), b.gpu().isPresent()));
        for (Place place : places) {
            Check check = RuleBook.check(place.rule()).orElseThrow();
            try {
                book = adjusted(book, place, setting(check, said.get(place)));
            } catch (IllegalArgumentException e) {
                problems.add(place.rule() + place.gpu().map(g -> "[" + g + "]").orElse("") + ": " + e.getMessage()
                        + " What is set for it has no effect.");
            }
        }
        return book;
    }

    /** @throws IllegalArgumentException with a sentence for the person */
    static RuleBook adjusted(RuleBook book, Place place, RuleSetting setting) {
        Check check = RuleBook.check(place.rule())
                .orElseThrow(() -> new IllegalArgumentException("There is no rule \"" + shown(place.rule()) + "\"."));
        refuse(RuleBook.refusal(check, setting));
        RuleBook next = book.with(place, setting);
        crossed(check, next.rule(check, place.gpu(), Limits.UNKNOWN));
        // What is set for all GPUs must also go with what is set for single ones.
        for (Place other : next.settings().keySet())
            if (other.rule().equals(place.rule())) crossed(check, next.rule(check, other.gpu(), Limits.UNKNOWN));
        return next;
    }

    private static void crossed(Check check, HealthRule rule) {
        refuse(RuleBook.refusal(
                check,
                new RuleSetting(
                        Optional.empty(), rule.raiseAt(), OptionalDouble.empty(), Optional.empty(), Optional.empty())));
        if (rule.raiseAt().isEmpty() || rule.clearAt().isEmpty()) return;
        double raise = rule.raiseAt().getAsDouble();
        double clear = rule.clearAt().getAsDouble();
        if (check.falling() ? clear < raise : clear > raise)
            throw new IllegalArgumentException("The rule " + rule.id() + " would raise at " + RuleBook.plain(raise)
                    + " and clear at " + RuleBook.plain(clear) + ": that is the wrong way round.");
    }

    private static void refuse(Optional<String> why) {
        if (why.isPresent()) throw new IllegalArgumentException(why.get());
    }

    /** @throws IllegalArgumentException with a sentence for the person */
    static RuleSetting setting(Check check, Map<String, String> things) {
        Optional<Boolean> enabled = Optional.empty();
        OptionalDouble raise = OptionalDouble.empty();
        OptionalDouble clear = OptionalDouble.empty();
        Optional<Duration> lasting = Optional.empty();
        Optional<HealthAction> action = Optional.empty();
        for (Map.Entry<String, String> thing : things.entrySet()) {
            String value = thing.getValue();
            switch (thing.getKey()) {
                case "enabled" -> enabled = Optional.of(truth(value));
                case "raise-at" -> raise = OptionalDouble.of(number("raise-at", value));
                case "clear-at" -> clear = OptionalDouble.of(number("clear-at", value));
                case "lasting" -> lasting = Optional.of(time(value));
                case "action" -> action = Optional.of(action(value));
                default ->
                    throw new IllegalArgumentException("\"" + shown(thing.getKey())
                            + "\" cannot be set: it is enabled, raise-at, clear-at, lasting or action.");
            }
        }
        RuleSetting all = new RuleSetting(enabled, raise, clear, lasting, action);
        refuse(RuleBook.refusal(check, all));
        return all;
    }

    private static boolean truth(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("\"" + shown(value) + "\" is neither true nor false.");
        };
    }

    private static double number(String what, String value) {
        if (!value.matches("-?\\d{1,12}(\\.\\d{1,30})?"))
            throw new IllegalArgumentException(what + " \"" + shown(value) + "\" is not a number.");
        return Double.parseDouble(value);
    }

    private static Duration time(String value) {
        Matcher m = TIME.matcher(value);
        if (!m.matches())
            throw new IllegalArgumentException(
                    "lasting \"" + shown(value) + "\" is not a time such as 10s, 5min or 1h.");
        long n = Long.parseLong(m.group(1));
        String unit = m.group(2) == null ? "s" : m.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(n);
            case "m", "min" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofSeconds(n);
        };
    }

    private static HealthAction action(String value) {
        return Arrays.stream(HealthAction.values())
                .filter(a -> a.word().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no action \"" + shown(value) + "\": it is "
                        + Arrays.stream(HealthAction.values())
                                .map(HealthAction::word)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /**
     * The settings with one in place of what there was for its place.
     *
     * @throws IllegalArgumentException with a sentence for the person
     */
    HealthSettings with(Place place, RuleSetting setting) {
        if (place.gpu().isPresent() && !place.gpu().get().uuid().matches("[^\\]\\p{Cntrl}]+"))
            throw new IllegalArgumentException("\"" + shown(place.gpu().get().uuid()) + "\" is not the name of a GPU.");
        RuleBook next = adjusted(book, place, setting);
        List<String> kept = new ArrayList<>(lines.isEmpty() ? HEADING : lines);
        kept.removeIf(line -> about(line, place));
        String name = place.rule() + place.gpu().map(g -> "[" + g + "]").orElse("") + ".";
        setting.enabled().ifPresent(v -> kept.add(name + "enabled=" + v));
        setting.raiseAt().ifPresent(v -> kept.add(name + "raise-at=" + RuleBook.plain(v)));
        setting.clearAt().ifPresent(v -> kept.add(name + "clear-at=" + RuleBook.plain(v)));
        setting.lasting().ifPresent(v -> kept.add(name + "lasting=" + written(v)));
        setting.action().ifPresent(v -> kept.add(name + "action=" + v.word()));
        return new HealthSettings(kept, next, problems);
    }

    private static String written(Duration d) {
        return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
    }

    private static boolean about(String line, Place place) {
        if (empty(line)) return false;
        Matcher m = LINE.matcher(line);
        return m.matches()
                && m.group(1).equals(place.rule())
                && Optional.ofNullable(m.group(2))
                        .map(String::strip)
                        .equals(place.gpu().map(GpuId::uuid));
    }

    private static boolean empty(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("!");
    }

    private static String shown(String text) {
        String plain = text.strip().replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
