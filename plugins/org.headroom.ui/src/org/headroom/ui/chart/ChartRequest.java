package org.headroom.ui.chart;

import java.time.Instant;
import java.util.List;
import org.headroom.model.gpu.Series;
import org.headroom.ui.cell.Role;

/**
 * One picture of one metric.
 *
 * @param floor value at the lower grid line
 * @param ceiling value at the upper grid line
 * @param width of the whole picture in points, axis included
 * @param zoom of the screen in percent
 * @param font family of the labels
 * @param spans times to tint, such as leases
 */
public record ChartRequest(
        Series series,
        Instant from,
        Instant to,
        double floor,
        double ceiling,
        int width,
        int height,
        int zoom,
        Role curve,
        boolean dark,
        String font,
        List<Span> spans) {
    /** Room on the left for the axis, in points: the same in every chart, so that they stand one under the other. */
    public static final int AXIS = 34;
    /** Room on the right, top and bottom. */
    public static final int MARGIN = 5;

    public ChartRequest {
        spans = List.copyOf(spans);
    }

    /** A time with a name. */
    public record Span(String label, Instant from, Instant to) {}
}
