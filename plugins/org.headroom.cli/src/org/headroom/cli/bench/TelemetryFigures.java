package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the watch was measured to cost, each beside its limit where it has one. */
final class TelemetryFigures {
    /**
     * One figure.
     *
     * @param limit the most it may be; NaN where there is none
     */
    private record Figure(String key, String words, String unit, double value, double limit) {
        boolean within() {
            return Double.isNaN(limit) || value <= limit;
        }
    }

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(String key, String words, String unit, double value) {
        add(key, words, unit, value, Double.NaN);
    }

    void add(String key, String words, String unit, double value, double limit) {
        figures.add(new Figure(key, words, unit, value, limit));
    }

    /** Something that was not measured, and why. */
    void note(String words) {
        notes.add(words);
    }

    boolean allWithin() {
        return figures.stream().allMatch(Figure::within);
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (Figure f : figures) {
            ObjectNode one = root.putObject(f.key());
            one.put("value", Math.round(f.value() * 1000) / 1000.0).put("unit", f.unit());
            if (!Double.isNaN(f.limit())) one.put("limit", f.limit()).put("within", f.within());
        }
        notes.forEach(root.putArray("notes")::add);
        return root;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        for (Figure f : figures) {
            String limit = Double.isNaN(f.limit())
                    ? ""
                    : String.format(Locale.ROOT, "  at most %s: %s", number(f.limit()), f.within() ? "yes" : "NO");
            text.append(String.format(Locale.ROOT, "%-62s%9s %-7s%s%n", f.words(), number(f.value()), f.unit(), limit));
        }
        notes.forEach(n -> text.append(n).append('\n'));
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
    }
}
