package org.headroom.ui.cell;

import java.util.Arrays;
import java.util.Optional;
import org.headroom.model.VisibleText;

/**
 * One cell of a table. Its texts may be a stranger's: they are shown as {@link VisibleText} has them.
 *
 * @param order what the column is sorted by; NaN sorts by the text
 * @param tip what the pointer is told; empty for nothing but the text itself, and that only where it is cut off
 */
public record Cell(Content content, double order, String tip) {
    public Cell {
        tip = VisibleText.block(tip);
    }

    /** What is drawn. */
    public sealed interface Content {
        /** What a reader without eyes is told. */
        String words();
    }

    /**
     * Text, perhaps with an icon before it and the tag SIMULATED after it.
     *
     * @param lead a part before the text that is pointed at; may be empty
     */
    public record Words(String lead, Optional<Mark> mark, String text, Role role, boolean simulated)
            implements Content {
        public Words {
            lead = VisibleText.line(lead);
            text = VisibleText.line(text);
        }

        @Override
        public String words() {
            return (lead.isEmpty() ? "" : lead + " ") + text + (simulated ? " (simulated)" : "");
        }
    }

    /** A bar with its text inside. {@code share} is 0 to 1. */
    public record Bar(double share, String text, Role fill) implements Content {
        public Bar {
            text = VisibleText.line(text);
        }

        @Override
        public String words() {
            return text;
        }
    }

    /** A small curve; NaN is a gap. Equal by value. */
    public record Spark(double[] values, double floor, double ceiling, Role role) implements Content {
        @Override
        public String words() {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double v : values) {
                if (Double.isNaN(v)) continue;
                least = Math.min(least, v);
                most = Math.max(most, v);
            }
            return least > most ? "" : Math.round(least) + " to " + Math.round(most);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Spark s
                    && Arrays.equals(values, s.values)
                    && floor == s.floor
                    && ceiling == s.ceiling
                    && role == s.role;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /**
     * A range on a line from {@code least} to {@code most}: a bar from {@code low} to {@code high} with a tick at
     * {@code middle}, and a mark of one's own where there is one, even where that is beyond the others.
     *
     * @param own NaN where there is none
     */
    public record Range(double least, double low, double middle, double high, double most, double own, String words)
            implements Content {
        public Range {
            words = VisibleText.line(words);
        }
    }

    /** On or off, with a word. Pressing it is the table's editor's to hear. */
    public record Switch(boolean on, String text) implements Content {
        public Switch {
            text = VisibleText.line(text);
        }

        @Override
        public String words() {
            return text;
        }
    }

    /** A text that can be changed in place. */
    public record Field(String text, Role role) implements Content {
        public Field {
            text = VisibleText.line(text);
        }

        @Override
        public String words() {
            return text;
        }
    }

    public static final Cell NONE = secondary("–");

    public static Cell text(String text) {
        return words("", Optional.empty(), text, Role.TEXT, false);
    }

    public static Cell text(String text, Role role) {
        return words("", Optional.empty(), text, role, false);
    }

    public static Cell secondary(String text) {
        return text(text, Role.SECONDARY);
    }

    public static Cell number(String text, double order) {
        return text(text).sortedBy(order);
    }

    public static Cell state(Mark mark, String text, Role role) {
        return words("", Optional.of(mark), text, role, false);
    }

    /** A name with its number in front, such as a GPU's. */
    public static Cell named(String lead, String name, boolean simulated) {
        return words(lead, Optional.empty(), name, Role.TEXT, simulated);
    }

    public static Cell bar(double share, String text, Role fill) {
        return new Cell(new Bar(Math.clamp(share, 0, 1), text, fill), share, "");
    }

    public static Cell spark(double[] values, double floor, double ceiling, Role role) {
        double last = values.length == 0 ? 0 : values[values.length - 1];
        return new Cell(new Spark(values.clone(), floor, ceiling, role), last, "");
    }

    public static Cell range(Range range) {
        return new Cell(range, range.middle(), range.words());
    }

    public static Cell onOff(boolean on, String text) {
        return new Cell(new Switch(on, text), on ? 0 : 1, "");
    }

    public static Cell field(String text, Role role) {
        return new Cell(new Field(text, role), Double.NaN, "");
    }

    private static Cell words(String lead, Optional<Mark> mark, String text, Role role, boolean simulated) {
        return new Cell(new Words(lead, mark, text, role, simulated), Double.NaN, "");
    }

    public Cell sortedBy(double by) {
        return new Cell(content, by, tip);
    }

    public Cell withTip(String text) {
        return new Cell(content, order, text);
    }

    public String words() {
        return content.words();
    }

    /** How two cells of one column stand to each other; one without a number stands after all that have one. */
    public static int compare(Cell a, Cell b) {
        return compare(a, b, false);
    }

    /** As {@link #compare(Cell, Cell)}, or the other way round; what has no number stays at the end. */
    public static int compare(Cell a, Cell b, boolean descending) {
        boolean first = Double.isNaN(a.order);
        boolean second = Double.isNaN(b.order);
        if (first != second) return first ? 1 : -1;
        int by = first ? a.words().compareToIgnoreCase(b.words()) : Double.compare(a.order, b.order);
        return descending ? -by : by;
    }
}
