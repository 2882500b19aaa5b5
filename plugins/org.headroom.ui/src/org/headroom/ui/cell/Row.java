package org.headroom.ui.cell;

import java.util.List;
import java.util.Locale;

/**
 * One row of a table.
 *
 * @param key what the row is about; a selection stays with it when the rows change
 * @param faded drawn in the secondary colour: over, or no longer there
 * @param names what a filter finds the row by; empty for the words of all its cells
 */
public record Row(Object key, List<Cell> cells, boolean faded, String names) {
    public Row {
        cells = List.copyOf(cells);
    }

    public Row(Object key, List<Cell> cells, boolean faded) {
        this(key, cells, faded, "");
    }

    public static Row of(Object key, Cell... cells) {
        return new Row(key, List.of(cells), false);
    }

    public Row fadedIf(boolean over) {
        return new Row(key, cells, over, names);
    }

    public Row foundBy(String words) {
        return new Row(key, cells, faded, words);
    }

    /** Whether the row has every one of these words in it, in any case and order. No words fit every row. */
    public boolean fits(List<String> lowerCaseWords) {
        if (lowerCaseWords.isEmpty()) return true;
        StringBuilder all = new StringBuilder(names);
        if (names.isEmpty()) for (Cell cell : cells) all.append(cell.words()).append('\n');
        String text = all.toString().toLowerCase(Locale.ROOT);
        for (String word : lowerCaseWords) if (!text.contains(word)) return false;
        return true;
    }
}
