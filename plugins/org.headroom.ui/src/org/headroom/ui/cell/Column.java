package org.headroom.ui.cell;

/**
 * One column of a table.
 *
 * @param width the least it needs, in pixels, its padding included
 * @param grow its share of what is left over
 */
public record Column(String title, int width, int grow, boolean right) {
    public static Column left(String title, int width, int grow) {
        return new Column(title, width, grow, false);
    }

    public static Column right(String title, int width, int grow) {
        return new Column(title, width, grow, true);
    }
}
