package org.headroom.cli.rig;

import java.util.ArrayList;
import java.util.List;
import org.headroom.model.VisibleText;

/** Rows whose cells stand below each other. */
final class Columns {
    private Columns() {}

    static List<String> of(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        List<List<String>> shown = rows.stream()
                .map(row -> row.stream().map(VisibleText::line).toList())
                .toList();
        for (List<String> row : shown)
            for (int c = 0; c < widths.length; c++)
                widths[c] = Math.max(widths[c], row.get(c).length());
        List<String> lines = new ArrayList<>();
        for (List<String> row : shown) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++)
                line.append(c == 0 ? "" : "  ")
                        .append(row.get(c))
                        .append(" ".repeat(widths[c] - row.get(c).length()));
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
