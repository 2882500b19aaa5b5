package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Measured values beside their limits, part by part. */
record LimitsReport(List<Part> parts) {
    /** @param key its name in JSON */
    record Part(String key, String title, List<Figure> figures) {
        Part {
            figures = List.copyOf(figures);
        }
    }

    LimitsReport {
        parts = List.copyOf(parts);
    }

    /** What is over its limit, as sentences. */
    List<String> over() {
        return parts.stream()
                .flatMap(p -> p.figures().stream())
                .filter(Figure::over)
                .map(f -> f.name() + ": " + number(f.value()) + "; at most "
                        + number(f.atMost().orElseThrow()))
                .toList();
    }

    int exitCode() {
        return over().isEmpty() ? 0 : 1;
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (Part part : parts) {
            ObjectNode object = root.putObject(part.key());
            for (Figure figure : part.figures()) {
                ObjectNode one = object.putObject(figure.key());
                one.put("value", Math.round(figure.value() * 1000) / 1000.0);
                figure.atMost().ifPresent(most -> one.put("atMost", most));
            }
        }
        over().forEach(root.putArray("over")::add);
        return root;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(String.format(Locale.ROOT, "%-66s%12s%12s%n", part.title(), "measured", "at most"));
            for (Figure figure : part.figures())
                text.append(String.format(
                        Locale.ROOT,
                        "  %-64s%12s%12s%s%n",
                        figure.name(),
                        number(figure.value()),
                        figure.atMost().map(LimitsReport::number).orElse(""),
                        figure.over() ? "  over" : ""));
            text.append('\n');
        }
        return text.toString();
    }

    private static String number(double value) {
        if (value == Math.rint(value)) return String.format(Locale.ROOT, "%.0f", value);
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
    }
}
