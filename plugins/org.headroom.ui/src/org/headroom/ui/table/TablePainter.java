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
    private static final int UNIT_GAP = 4;
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
        int unit = unitWidth(gc, column);
        gc.setFont(look.font(Look.Size.SMALL, sorted));
        String text = cells.clip(gc, column.title(), Math.max(0, in.width - mark - unit), false);
        int title = look.width(gc, text);
        int width = title + unit;
        int x = column.right() ? in.x + in.width - width - mark : in.x;
        int y = Look.baselineTop(gc, in.y, in.height);
        int ascent = gc.getFontMetrics().getAscent();
        gc.drawText(text, x, y, SWT.DRAW_TRANSPARENT);
        if (unit > 0) {
            gc.setFont(look.font(Look.Size.AXIS, false));
            gc.setForeground(look.color(Role.SECONDARY));
            // On the title's baseline.
            y += ascent - gc.getFontMetrics().getAscent();
            gc.drawText(column.unit(), x + title + UNIT_GAP, y, SWT.DRAW_TRANSPARENT);
        }
        if (!sorted) return;
        gc.setBackground(look.color(Role.ACCENT));
        int left = x + width + 4;
        int top = in.y + in.height / 2 - 2;
        gc.fillPolygon(
                descending
                        ? new int[] {left, top, left + 7, top, left + 3, top + 5}
                        : new int[] {left, top + 5, left + 7, top + 5, left + 3, top});
    }

    /** What the unit after a title takes, its gap included. */
    private int unitWidth(GC gc, Column column) {
        if (column.unit().isEmpty()) return 0;
        gc.setFont(look.font(Look.Size.AXIS, false));
        return UNIT_GAP + look.width(gc, column.unit());
    }

    void cell(GC gc, Cell cell, Rectangle in, boolean right, boolean faded) {
        // The box of a field stands one pixel outside.
        gc.setClipping(in.x - 1, in.y, in.width + 3, in.height);
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
