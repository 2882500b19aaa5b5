package org.headroom.ui.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Row;

/** Which rows are shown, in which order. Pure. */
public final class TableRows {
    private TableRows() {}

    /** @param sortBy index of a cell, or -1 for the order that is given; rows that are alike stay in that order */
    public static List<Row> shown(List<Row> rows, String filter, int sortBy, boolean descending) {
        List<String> words = words(filter);
        List<Row> shown = new ArrayList<>(rows.size());
        for (Row row : rows) if (row.fits(words)) shown.add(row);
        if (sortBy >= 0) shown.sort((a, b) -> Cell.compare(cell(a, sortBy), cell(b, sortBy), descending));
        return List.copyOf(shown);
    }

    private static Cell cell(Row row, int index) {
        return index < row.cells().size() ? row.cells().get(index) : Cell.NONE;
    }

    static List<String> words(String filter) {
        String clean = filter.strip().toLowerCase(Locale.ROOT);
        return clean.isEmpty() ? List.of() : List.of(clean.split("\\s+"));
    }

    /** The next row, from one on and round again, with a cell that begins with what was typed. */
    public static Optional<Integer> beginning(List<Row> rows, int from, String typed) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        for (int step = 0; step < rows.size(); step++) {
            int i = Math.floorMod(from + step, rows.size());
            for (Cell cell : rows.get(i).cells()) {
                if (!(cell.content() instanceof Cell.Words words)) continue;
                if (words.words().toLowerCase(Locale.ROOT).startsWith(wanted)
                        || words.text().toLowerCase(Locale.ROOT).startsWith(wanted)) return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
