package org.headroom.ui.cell;

import java.util.List;

/**
 * One row of a table.
 *
 * @param key what the row is about; a selection stays with it when the rows change
 * @param faded drawn in the secondary colour: over, or no longer there
 */
public record Row(Object key, List<Cell> cells, boolean faded) {
    public Row {
        cells = List.copyOf(cells);
    }

    public static Row of(Object key, Cell... cells) {
        return new Row(key, List.of(cells), false);
    }

    public Row fadedIf(boolean over) {
        return new Row(key, cells, over);
    }
}
