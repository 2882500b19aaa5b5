package org.headroom.ui.cell;

/**
 * One column of a table.
 *
 * @param id the name under which its place, width and order are remembered; unique in its table
 * @param width the least it needs, in pixels, its padding included
 * @param grow its share of what is left over
 * @param about what it shows, where that comes from and in which unit: told to the pointer; may be empty
 * @param shown whether it is there before a person chooses
 * @param unit of its figures, drawn after the title; empty where the cells have it or there is none
 */
public record Column(
        String id, String title, int width, int grow, boolean right, String about, boolean shown, String unit) {
    public static Column left(String title, int width, int grow) {
        return new Column(title, title, width, grow, false, "", true, "");
    }

    public static Column right(String title, int width, int grow) {
        return new Column(title, title, width, grow, true, "", true, "");
    }

    public Column as(String newId) {
        return new Column(newId, title, width, grow, right, about, shown, unit);
    }

    public Column about(String words) {
        return new Column(id, title, width, grow, right, words, shown, unit);
    }

    /** Not there until a person chooses it. */
    public Column onDemand() {
        return new Column(id, title, width, grow, right, about, false, unit);
    }

    public Column in(String newUnit) {
        return new Column(id, title, width, grow, right, about, shown, newUnit);
    }

    /** Title and unit as text: {@code Earned, USDC}. */
    public String heading() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /** As wide as a person made it, and no wider. */
    public Column fixed(int newWidth) {
        return new Column(id, title, newWidth, 0, right, about, shown, unit);
    }
}
