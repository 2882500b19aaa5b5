package org.headroom.ui.chart;

import org.eclipse.swt.graphics.Rectangle;

/**
 * Where charts stand on a board: a line of words on top, the charts in columns below it, one time axis for each column at the
 * foot. Where they do not fit, the charts scroll between the two lines. In points.
 */
public record BoardLayout(int width, int height, int count, int columns, int cellWidth, int cellHeight) {
    /** The line of words. */
    public static final int TOP = 26;
    /** The time axis. */
    public static final int AXIS = 22;
    /** A chart's own title. */
    public static final int TITLE = 24;

    /** Under a chart, before the next one's title. */
    private static final int BETWEEN = 5;

    static final int MARGIN = 14;
    private static final int GAP = 14;
    private static final int LEAST_WIDTH = 215;
    private static final int LEAST_HEIGHT = 104;
    private static final int MOST_HEIGHT = 300;
    private static final int SMALL_WIDTH = 150;
    private static final int SMALL_HEIGHT = 84;
    /** From here on one column of charts is a stretched one. */
    private static final int WIDE = 1000;

    /** @param small whether there may be many, each with less room */
    public static BoardLayout of(int width, int height, int count, boolean small) {
        int room = Math.max(1, width - 2 * MARGIN);
        int leastWidth = small ? SMALL_WIDTH : LEAST_WIDTH;
        int leastHeight = small ? SMALL_HEIGHT : LEAST_HEIGHT;
        int view = Math.max(1, height - TOP - AXIS);
        int mostColumns =
                Math.clamp((room + GAP) / (leastWidth + GAP), 1, small ? Math.max(1, count) : Math.clamp(count, 1, 2));
        int columns = room > WIDE ? Math.min(mostColumns, Math.min(2, Math.max(1, count))) : 1;
        while (columns < mostColumns && rows(count, columns) * leastHeight > view) columns++;
        int rows = Math.max(1, rows(count, columns));
        int cellWidth = Math.max(1, (room - (columns - 1) * GAP) / columns);
        int cellHeight = Math.clamp(view / rows, leastHeight, MOST_HEIGHT);
        return new BoardLayout(width, height, count, columns, cellWidth, cellHeight);
    }

    private static int rows(int count, int columns) {
        return (count + columns - 1) / columns;
    }

    public int rows() {
        return rows(count, columns);
    }

    /** Height of the room between the two lines. */
    public int viewHeight() {
        return Math.max(1, height - TOP - AXIS);
    }

    public int contentHeight() {
        return rows() * cellHeight;
    }

    public int mostScroll() {
        return Math.max(0, contentHeight() - viewHeight());
    }

    /** A chart's place on the board when it is scrolled down by so much. */
    public Rectangle cell(int index, int scroll) {
        return new Rectangle(
                columnLeft(index % columns), TOP + index / columns * cellHeight - scroll, cellWidth, cellHeight);
    }

    public int columnLeft(int column) {
        return MARGIN + column * (cellWidth + GAP);
    }

    /** The picture's part of a chart. */
    public static Rectangle picture(Rectangle cell) {
        return new Rectangle(cell.x, cell.y + TITLE, cell.width, Math.max(1, cell.height - TITLE - BETWEEN));
    }

    public boolean visible(int index, int scroll) {
        Rectangle r = cell(index, scroll);
        return r.y + r.height > TOP && r.y < TOP + viewHeight();
    }

    /** Where the time axis begins: under the charts, at the foot where they reach it. */
    public int axisTop() {
        return TOP + Math.min(viewHeight(), contentHeight());
    }

    /** Where in a plot a place is, 0 to 1 from left to right; NaN beside a plot. */
    public double share(int x) {
        int plot = ChartScene.plotWidth(cellWidth);
        for (int column = 0; column < columns; column++) {
            int at = x - columnLeft(column) - ChartScene.AXIS;
            if (at >= 0 && at <= plot) return at / (double) plot;
        }
        return Double.NaN;
    }

    /** The chart at a place, or -1. */
    public int at(int x, int y, int scroll) {
        if (y < TOP || y >= TOP + viewHeight()) return -1;
        for (int i = 0; i < count; i++) if (cell(i, scroll).contains(x, y)) return i;
        return -1;
    }
}
