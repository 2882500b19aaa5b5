package org.headroom.ui.chart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Role;

/**
 * One chart as it stands on a board: what is written around its picture.
 *
 * @param key what it is about; the same cell has the same key
 * @param tip what it is, where it comes from, in which unit
 * @param note a line in the place of the curve; empty while there is a curve
 * @param stale whether what is shown is not of now
 * @param simulated whether it must say so
 * @param scale the least that the picture shows; a curve beyond it widens it
 */
public record ChartCell(
        Object key,
        String title,
        String unit,
        String tip,
        List<Line> lines,
        Scale scale,
        Optional<String> note,
        boolean stale,
        boolean simulated) {
    public ChartCell {
        title = VisibleText.line(title);
        tip = VisibleText.block(tip);
        note = note.map(VisibleText::line);
        lines = List.copyOf(lines);
    }

    /**
     * One curve of a chart.
     *
     * @param label empty where the chart has one curve
     * @param newest its value now; empty where there is none
     * @param words how a value is written
     */
    public record Line(String label, Role role, boolean dashed, OptionalDouble newest, DoubleFunction<String> words) {
        public Line {
            label = VisibleText.line(label);
        }

        public String figure(double value) {
            return Double.isNaN(value) ? "–" : words.apply(value);
        }
    }
}
