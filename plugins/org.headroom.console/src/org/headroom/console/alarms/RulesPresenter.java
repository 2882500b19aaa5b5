package org.headroom.console.alarms;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.headroom.ui.text.Durations;

/** Rows and words of the preferences of health rules. Pure. */
public final class RulesPresenter {
    static final List<Column> COLUMNS = List.of(
            Column.left("Rule", 200, 3),
            Column.left("State", 70, 0),
            Column.right("From", 78, 0),
            Column.right("Back at", 78, 0),
            Column.right("For", 66, 0),
            Column.left("Then the rig", 110, 0));

    /** What a person may have typed, and what is wrong with it. */
    public record Input(Optional<RuleSetting> setting, String fault) {}

    private RulesPresenter() {}

    public static List<Row> rows(List<HealthRule> rules) {
        return rules.stream().map(RulesPresenter::row).toList();
    }

    private static Row row(HealthRule rule) {
        return Row.of(
                        rule.id(),
                        Cell.text(rule.title()).withTip(rule.meaning() + " From " + rule.source() + "."),
                        rule.enabled()
                                ? Cell.state(Mark.DONE, "on", Role.HEALTHY)
                                : Cell.state(Mark.PAUSED, "off", Role.SECONDARY),
                        limit(rule.raiseAt(), rule.unit()),
                        limit(rule.clearAt(), rule.unit()),
                        Cell.text(rule.lasting().isZero() ? "at once" : Durations.words(rule.lasting()))
                                .sortedBy(rule.lasting().toMillis()),
                        Cell.text(AlarmsPresenter.asks(rule.action())).withTip(AlarmsPresenter.meaning(rule.action())))
                .fadedIf(!rule.enabled());
    }

    private static Cell limit(OptionalDouble value, String unit) {
        return value.isPresent()
                ? Cell.number(number(value.getAsDouble()) + " " + unit, value.getAsDouble())
                : Cell.NONE;
    }

    static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }

    /** Reads the fields of the form; what is empty stays as it comes. */
    public static Input read(boolean enabled, String raise, String clear, String seconds, HealthAction action) {
        try {
            OptionalDouble raiseAt = value(raise, "From");
            OptionalDouble clearAt = value(clear, "Back at");
            OptionalDouble lasting = value(seconds, "For");
            if (lasting.isPresent()
                    && lasting.getAsDouble() > Duration.ofDays(1).toSeconds())
                return new Input(Optional.empty(), "For: at most a day, 86400 seconds.");
            return new Input(
                    Optional.of(new RuleSetting(
                            Optional.of(enabled),
                            raiseAt,
                            clearAt,
                            lasting.isPresent()
                                    ? Optional.of(Duration.ofMillis(Math.round(lasting.getAsDouble() * 1000)))
                                    : Optional.empty(),
                            Optional.of(action))),
                    "");
        } catch (IllegalArgumentException e) {
            return new Input(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static OptionalDouble value(String text, String field) {
        if (text.isBlank()) return OptionalDouble.empty();
        try {
            double value = Double.parseDouble(text.strip().replace(',', '.'));
            if (!Double.isFinite(value) || value < 0) throw new NumberFormatException();
            return OptionalDouble.of(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(field + ": “" + text.strip() + "” is not a number from 0 up.");
        }
    }
}
