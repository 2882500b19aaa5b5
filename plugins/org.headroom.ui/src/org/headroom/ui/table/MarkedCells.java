package org.headroom.ui.table;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** Cells that are a small picture: a range with one's own place in it, a switch. UI thread. */
final class MarkedCells {
    private static final int RANGE_WIDTH = 170;
    private static final int RANGE_HEIGHT = 8;
    /** Room left and right of what is on the line, so that a mark at its end is seen whole. */
    private static final int INSET = 7;

    private static final int SWITCH_WIDTH = 26;
    private static final int SWITCH_HEIGHT = 14;

    private MarkedCells() {}

    static boolean range(GC gc, Look look, Cell.Range range, Rectangle in) {
        boolean own = !Double.isNaN(range.own());
        double least = own ? Math.min(range.least(), range.own()) : range.least();
        double most = own ? Math.max(range.most(), range.own()) : range.most();
        int width = Math.min(in.width, RANGE_WIDTH);
        int middle = in.y + in.height / 2;
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(in.x, middle, width, 1);
        int from = x(range.low(), least, most, in.x, width);
        int to = x(range.high(), least, most, in.x, width);
        gc.setBackground(look.color(Role.BAR));
        int bar = Math.max(4, to - from);
        gc.fillRoundRectangle(
                to - from < 4 ? from - 2 : from,
                middle - RANGE_HEIGHT / 2,
                bar,
                RANGE_HEIGHT,
                RANGE_HEIGHT,
                RANGE_HEIGHT);
        gc.setBackground(look.color(Role.TEXT));
        gc.fillRectangle(x(range.middle(), least, most, in.x, width) - 1, middle - 7, 2, 14);
        if (!own) return false;
        int at = x(range.own(), least, most, in.x, width);
        gc.setBackground(look.color(Role.MONEY));
        // Pointed down at the line from above: told apart from the median's tick by its shape.
        gc.fillPolygon(new int[] {at - 5, middle - 11, at + 5, middle - 11, at, middle - 2});
        return false;
    }

    private static int x(double value, double least, double most, int left, int width) {
        double share = most > least ? (value - least) / (most - least) : 0.5;
        return left + INSET + (int) Math.round(share * (width - 2 * INSET));
    }

    static boolean onOff(GC gc, Look look, Cell.Switch s, Rectangle in, boolean faded) {
        int y = in.y + (in.height - SWITCH_HEIGHT) / 2;
        gc.setBackground(look.color(s.on() ? Role.HEALTHY : Role.LINE));
        gc.fillRoundRectangle(in.x, y, SWITCH_WIDTH, SWITCH_HEIGHT, SWITCH_HEIGHT, SWITCH_HEIGHT);
        gc.setBackground(look.color(s.on() ? Role.CONTENT : Role.SECONDARY));
        int knob = SWITCH_HEIGHT - 4;
        gc.fillOval(s.on() ? in.x + SWITCH_WIDTH - knob - 2 : in.x + 2, y + 2, knob, knob);
        gc.setFont(look.font(Look.Size.TEXT, false));
        gc.setForeground(look.color(s.on() && !faded ? Role.TEXT : Role.SECONDARY));
        gc.drawText(s.text(), in.x + SWITCH_WIDTH + 7, Look.baselineTop(gc, in.y, in.height), SWT.DRAW_TRANSPARENT);
        return in.x + SWITCH_WIDTH + 7 + look.width(gc, s.text()) > in.x + in.width;
    }
}
