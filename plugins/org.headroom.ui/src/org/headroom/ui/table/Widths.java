package org.headroom.ui.table;

import java.util.List;
import org.headroom.ui.cell.Column;

/** Where the columns of a table stand. Pure. */
public record Widths(int[] left, int[] width, int total) {
    /** Gives each column what it needs, and shares out what is over by the columns' growth. */
    public static Widths share(List<Column> columns, int available) {
        int needed = columns.stream().mapToInt(Column::width).sum();
        int growth = columns.stream().mapToInt(Column::grow).sum();
        int over = Math.max(0, available - needed);
        int[] left = new int[columns.size()];
        int[] width = new int[columns.size()];
        int x = 0;
        int given = 0;
        int grown = 0;
        for (int i = 0; i < left.length; i++) {
            grown += columns.get(i).grow();
            int share = growth == 0 ? 0 : (int) ((long) over * grown / growth) - given;
            given += share;
            left[i] = x;
            width[i] = columns.get(i).width() + share;
            x += width[i];
        }
        return new Widths(left, width, Math.max(x, available));
    }

    /** The column at a place, or -1. */
    public int at(int x) {
        for (int i = 0; i < left.length; i++) if (x >= left[i] && x < left[i] + width[i]) return i;
        return -1;
    }
}
