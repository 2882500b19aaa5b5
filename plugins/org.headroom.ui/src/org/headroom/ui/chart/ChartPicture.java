package org.headroom.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.time.Instant;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.ui.cell.Role;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** Draws a chart into memory: three grid lines, a band from least to most, a curve. Any thread but the UI's. */
public final class ChartPicture {
    private static final BasicStroke HAIR = new BasicStroke(1f);
    private static final BasicStroke CURVE = new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private ChartPicture() {}

    public static ImageData draw(ChartRequest request) {
        double scale = request.zoom() / 100.0;
        int width = Math.max(1, (int) Math.round(request.width() * scale));
        int height = Math.max(1, (int) Math.round(request.height() * scale));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.scale(scale, scale);
            chart(request).draw(g, new Rectangle2D.Double(0, 0, request.width(), request.height()));
        } finally {
            g.dispose();
        }
        return data(image);
    }

    private static JFreeChart chart(ChartRequest request) {
        NumberAxis time = new NumberAxis();
        time.setRange(request.from().toEpochMilli(), request.to().toEpochMilli());
        time.setVisible(false);
        NumberAxis value = new ThreeTicks(request.floor(), request.ceiling());
        double span = request.ceiling() - request.floor();
        value.setRange(request.floor() - span * 0.02, request.ceiling() + span * 0.06);
        value.setAxisLineVisible(false);
        value.setTickMarksVisible(false);
        value.setTickLabelFont(new Font(request.font(), Font.PLAIN, 11));
        value.setTickLabelPaint(color(Role.SECONDARY, request));
        value.setTickLabelInsets(new RectangleInsets(0, 0, 0, 6));
        YIntervalSeriesCollection runs = runs(request.series());
        XYPlot plot = new XYPlot(runs, time, value, renderer(request, runs.getSeriesCount()));
        AxisSpace space = new AxisSpace();
        space.setLeft(ChartRequest.AXIS);
        plot.setFixedRangeAxisSpace(space);
        plot.setFixedDomainAxisSpace(new AxisSpace());
        plot.setBackgroundPaint(color(Role.CONTENT, request));
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlineStroke(HAIR);
        plot.setRangeGridlinePaint(color(Role.GRID, request));
        plot.setRangeZeroBaselineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setInsets(new RectangleInsets(ChartRequest.MARGIN, 0, ChartRequest.MARGIN, ChartRequest.MARGIN));
        request.spans().forEach(s -> plot.addDomainMarker(marker(s, request), Layer.BACKGROUND));
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(color(Role.CONTENT, request));
        chart.setPadding(RectangleInsets.ZERO_INSETS);
        return chart;
    }

    private static DeviationRenderer renderer(ChartRequest request, int count) {
        DeviationRenderer renderer = new DeviationRenderer(true, false);
        renderer.setAlpha(0.18f);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < count; i++) {
            renderer.setSeriesPaint(i, color(request.curve(), request));
            renderer.setSeriesFillPaint(i, color(request.curve(), request));
            renderer.setSeriesStroke(i, CURVE);
        }
        return renderer;
    }

    /** One series for each stretch without a gap: a gap is a gap, not a line. */
    private static YIntervalSeriesCollection runs(Series series) {
        YIntervalSeriesCollection all = new YIntervalSeriesCollection();
        YIntervalSeries run = new YIntervalSeries(0);
        for (int i = 0; i < series.size(); i++) {
            if (Double.isNaN(series.mean(i))) {
                if (run.getItemCount() > 0) {
                    all.addSeries(run);
                    run = new YIntervalSeries(all.getSeriesCount());
                }
                continue;
            }
            run.add(series.at(i).toEpochMilli(), series.mean(i), series.min(i), series.max(i));
        }
        if (run.getItemCount() > 0) all.addSeries(run);
        return all;
    }

    private static IntervalMarker marker(ChartRequest.Span span, ChartRequest request) {
        Instant from = span.from().isBefore(request.from()) ? request.from() : span.from();
        Instant to = span.to().isAfter(request.to()) ? request.to() : span.to();
        IntervalMarker marker = new IntervalMarker(from.toEpochMilli(), to.toEpochMilli());
        int rgb = Role.MONEY.rgb(request.dark());
        marker.setPaint(new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, 26));
        marker.setAlpha(1f);
        marker.setOutlinePaint(new Color(0, 0, 0, 0));
        double share = (double) (to.toEpochMilli() - from.toEpochMilli())
                / (request.to().toEpochMilli() - request.from().toEpochMilli());
        if (request.series().metric() == Metric.POWER && share * request.width() > 52) {
            marker.setLabel(span.label());
            marker.setLabelFont(new Font(request.font(), Font.PLAIN, 10));
            marker.setLabelPaint(color(Role.MONEY, request));
            marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
            marker.setLabelAnchor(RectangleAnchor.BOTTOM_LEFT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
            marker.setLabelOffset(new RectangleInsets(0, 4, 1, 0));
        }
        return marker;
    }

    private static Color color(Role role, ChartRequest request) {
        return new Color(role.rgb(request.dark()));
    }

    private static ImageData data(BufferedImage image) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        ImageData data =
                new ImageData(image.getWidth(), image.getHeight(), 24, new PaletteData(0xFF0000, 0xFF00, 0xFF));
        for (int y = 0; y < image.getHeight(); y++)
            data.setPixels(0, y, image.getWidth(), pixels, y * image.getWidth());
        return data;
    }
}
