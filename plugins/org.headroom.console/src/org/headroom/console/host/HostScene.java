package org.headroom.console.host;

import java.util.Arrays;
import java.util.List;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;

/**
 * What the view of the machine shows. Pure data, equal by value.
 *
 * @param identity one line: system, processor, cores, how long it has run
 */
record HostScene(String identity, List<Figure> figures, List<Section> sections) {
    HostScene {
        identity = VisibleText.line(identity);
    }

    /**
     * One of the figures that matter, with its last ten minutes.
     *
     * @param spark 0 to 1, NaN for a gap; empty for no curve
     */
    record Figure(String label, String value, String unit, double[] spark, Role role, String tip) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Figure f
                    && label.equals(f.label)
                    && value.equals(f.value)
                    && unit.equals(f.unit)
                    && Arrays.equals(spark, f.spark)
                    && role == f.role
                    && tip.equals(f.tip);
        }

        @Override
        public int hashCode() {
            return label.hashCode() * 31 + value.hashCode();
        }
    }

    /** Lines under a title. */
    record Section(String title, String tip, List<Line> lines) {}

    /**
     * One line of a section.
     *
     * @param share 0 to 1 for a bar with the value inside; negative for none
     * @param note smaller, after the value
     */
    record Line(String label, double share, String value, String note, Role role, String tip) {
        Line {
            label = VisibleText.line(label);
            value = VisibleText.line(value);
            note = VisibleText.line(note);
            tip = VisibleText.block(tip);
        }

        static Line of(String label, String value, String tip) {
            return new Line(label, -1, value, "", Role.TEXT, tip);
        }
    }
}
