package org.headroom.ui.table;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** Draws a table's titles, cells and lines. UI thread. */
final class TablePainter {
    private static final int SORT_MARK = 11;
    private final Look look;
    private final CellPainter cells;

    TablePainter(Look look) {
        this.look = look;
        this.cells = new CellPainter(look);
    }

    void title(GC gc, Column column, Rectangle in, boolean sorted, boolean descending) {
        gc.setFont(look.font(Look.Size.SMALL, sorted));
        gc.setForeground(look.color(sorted ? Role.TEXT : Role.SECONDARY));
        int mark = sorted ? SORT_MARK : 0;
        String text = cells.clip(gc, column.title(), Math.max(0, in.width - mark), false);
        int width = look.width(gc, text);
        int x = column.right() ? in.x + in.width - width - mark : in.x;
        gc.drawText(text, x, Look.baselineTop(gc, in.y, in.height), SWT.DRAW_TRANSPARENT);
        if (!sorted) return;
        gc.setBackground(look.color(Role.ACCENT));
        int left = x + width + 4;
        int top = in.y + in.height / 2 - 2;
        gc.fillPolygon(
                descending
                        ? new int[] {left, top, left + 7, top, left + 3, top + 5}
                        : new int[] {left, top + 5, left + 7, top + 5, left + 3, top});
    }

    void cell(GC gc, Cell cell, Rectangle in, boolean right, boolean faded) {
        gc.setClipping(in.x, in.y, in.width + 2, in.height);
        cells.draw(gc, cell, in, right, faded);
        gc.setClipping((Rectangle) null);
    }

    void line(GC gc, int y, int width) {
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, y, width, 1);
    }

    /** Whether a cell's text has no room; without drawing it. */
    boolean cut(DrawnTable table, Cell cell, Rectangle in) {
        GC gc = new GC(table);
        try {
            return cells.cut(gc, cell, in);
        } finally {
            gc.dispose();
        }
    }
}
