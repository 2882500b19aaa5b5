package org.headroom.ui.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.headroom.model.TimePoints;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;

/**
 * Draws a chart into memory: three grid lines, bands, a tint from least to most, curves. Drawn directly: that costs a fraction
 * of a charting library's millisecond, and charts are drawn all day. Any thread but the UI's.
 */
public final class ChartPicture {
    private static final BasicStroke HAIR = new BasicStroke(1f);
    private static final BasicStroke CURVE = new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {5f, 3f}, 0f);
    private static final int BAND_ALPHA = 46;
    private static final int LEASE_ALPHA = 26;
    private static final int ALARM_ALPHA = 34;
    /** Room above the upper grid line, where bands have their names. */
    static final int ABOVE = 14;

    private static final int BELOW = 3;

    private ChartPicture() {}

    /** A picture of its own, for the screen. */
    public static ImageData draw(ChartScene scene) {
        double zoom = scene.zoom() / 100.0;
        int width = Math.max(1, (int) Math.round(scene.width() * zoom));
        int height = Math.max(1, (int) Math.round(scene.height() * zoom));
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.scale(zoom, zoom);
            paint(g, scene);
        } finally {
            g.dispose();
        }
        return data(image);
    }

    /** Into a larger picture, at its origin. */
    public static void paint(Graphics2D g, ChartScene scene) {
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(color(Role.CONTENT, scene));
        g.fillRect(0, 0, scene.width(), scene.height());
        Scale scale = fitting(scene);
        Plot plot = new Plot(scene, scale);
        Shape clip = g.getClip();
        g.clip(new Rectangle2D.Double(plot.left(), 0, plot.width(), scene.height()));
        scene.bands().stream().filter(b -> b.mark().isEmpty()).forEach(b -> band(g, b, scene, plot, new BitSet()));
        // Alarms come in clusters: where they lie over each other, the most serious is seen, and no tint grows darker.
        BitSet taken = new BitSet();
        scene.bands().stream()
                .filter(b -> b.mark().isPresent())
                .sorted(Comparator.comparing(b -> b.role() != Role.SICK))
                .forEach(b -> band(g, b, scene, plot, taken));
        g.setClip(clip);
        grid(g, scene, plot);
        g.clip(new Rectangle2D.Double(plot.left(), 0, plot.width() + 1.0, scene.height()));
        scene.curves().forEach(c -> tint(g, c, scene, plot));
        scene.curves().forEach(c -> curve(g, c, scene, plot));
        g.setClip(clip);
        if (scene.named()) names(g, scene, plot);
    }

    /** The scene's scale, widened where a curve leaves it: a value that cannot be seen is worse than another scale. */
    static Scale fitting(ChartScene scene) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (ChartScene.Curve curve : scene.curves()) {
            TimePoints s = curve.series();
            for (int i = 0; i < s.size(); i++) {
                if (Double.isNaN(s.mean(i))) continue;
                least = Math.min(least, s.min(i));
                most = Math.max(most, s.max(i));
            }
        }
        return most < least ? scene.scale() : scene.scale().holding(Math.max(0, least), most);
    }

    /** Where things stand in a picture, in points. */
    private record Plot(ChartScene scene, Scale scale) {
        double left() {
            return ChartScene.AXIS;
        }

        double width() {
            return ChartScene.plotWidth(scene.width());
        }

        double top() {
            return ABOVE;
        }

        double bottom() {
            return scene.height() - BELOW - 5.0;
        }

        double x(java.time.Instant at) {
            return left() + Math.clamp(scene.share(at), -1, 2) * width();
        }

        double y(double value) {
            return bottom() - Math.clamp(scale.share(value), -0.04, 1.06) * (bottom() - top());
        }
    }

    private static void grid(Graphics2D g, ChartScene scene, Plot plot) {
        g.setFont(new Font(scene.font(), Font.PLAIN, 11));
        FontMetrics m = g.getFontMetrics();
        g.setStroke(HAIR);
        for (double value : plot.scale().ticks()) {
            double y = Math.round(plot.y(value)) + 0.5;
            g.setColor(color(Role.GRID, scene));
            g.fill(new Rectangle2D.Double(plot.left(), y - 0.5, plot.width(), 1));
            String words = Scale.words(value);
            g.setColor(color(Role.SECONDARY, scene));
            g.drawString(words, (float) plot.left() - 6 - m.stringWidth(words), (float) y + m.getAscent() / 2f - 1.5f);
        }
    }

    /** @param taken columns of pixels that are tinted already; this band's are added */
    private static void band(Graphics2D g, ChartBand band, ChartScene scene, Plot plot, BitSet taken) {
        double from = Math.max(plot.left(), plot.x(band.from()));
        double right = plot.left() + plot.width();
        double to = Math.min(right, band.to().map(plot::x).orElse(right));
        if (to < plot.left() || from > right) return;
        Color c = color(band.role(), scene);
        boolean alarm = band.mark().isPresent();
        Color tint = new Color(c.getRed(), c.getGreen(), c.getBlue(), alarm ? ALARM_ALPHA : LEASE_ALPHA);
        int first = (int) Math.floor(from);
        int end = (int) Math.max(Math.ceil(to), first + (alarm ? 2.0 : 1.0));
        double top = plot.top() - 3;
        for (int x = taken.nextClearBit(first); x < end; ) {
            int next = taken.nextSetBit(x);
            int until = next < 0 ? end : Math.min(next, end);
            g.setColor(tint);
            g.fill(new Rectangle2D.Double(x, top, until - (double) x, plot.bottom() - top));
            g.setColor(c);
            // An alarm has an edge on top too: it may be a minute in a month.
            if (alarm) g.fill(new Rectangle2D.Double(x, top, until - (double) x, 2));
            x = taken.nextClearBit(until);
        }
        taken.set(first, end);
    }

    private static void tint(Graphics2D g, ChartScene.Curve curve, ChartScene scene, Plot plot) {
        Color c = color(curve.role(), scene);
        g.setColor(new Color(c.getRed(), c.getGreen(), c.getBlue(), curve.dashed() ? BAND_ALPHA / 2 : BAND_ALPHA));
        TimePoints s = curve.series();
        for (int from = next(s, 0); from < s.size(); ) {
            int end = end(s, from);
            Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, 2 * (end - from) + 2);
            boolean thick = false;
            for (int i = from; i < end; i++) {
                thick |= s.max(i) > s.min(i);
                line(path, i == from, plot.x(s.at(i)), plot.y(s.max(i)));
            }
            for (int i = end - 1; i >= from; i--) line(path, false, plot.x(s.at(i)), plot.y(s.min(i)));
            path.closePath();
            if (thick && end - from > 1) g.fill(path);
            from = next(s, end);
        }
    }

    private static void curve(Graphics2D g, ChartScene.Curve curve, ChartScene scene, Plot plot) {
        Color c = color(curve.role(), scene);
        g.setColor(scene.stale() ? mixed(c, color(Role.CONTENT, scene)) : c);
        g.setStroke(curve.dashed() ? DASHED : CURVE);
        TimePoints s = curve.series();
        for (int from = next(s, 0); from < s.size(); ) {
            int end = end(s, from);
            Path2D.Double path = new Path2D.Double(Path2D.WIND_NON_ZERO, end - from + 1);
            for (int i = from; i < end; i++) line(path, i == from, plot.x(s.at(i)), plot.y(s.mean(i)));
            // A single point between two gaps is a dot: a line of no length would not be drawn.
            if (end - from == 1) path.lineTo(plot.x(s.at(from)) + 0.8, plot.y(s.mean(from)));
            g.draw(path);
            from = next(s, end);
        }
    }

    private static void line(Path2D.Double path, boolean begin, double x, double y) {
        if (begin) path.moveTo(x, y);
        else path.lineTo(x, y);
    }

    private static int next(TimePoints s, int from) {
        int i = from;
        while (i < s.size() && Double.isNaN(s.mean(i))) i++;
        return i;
    }

    private static int end(TimePoints s, int from) {
        int i = from;
        while (i < s.size() && !Double.isNaN(s.mean(i))) i++;
        return i;
    }

    /** Names of leases at the foot of their bands, of alarms on top; none where there is no room for it. */
    private static void names(Graphics2D g, ChartScene scene, Plot plot) {
        g.setFont(new Font(scene.font(), Font.PLAIN, 10));
        FontMetrics m = g.getFontMetrics();
        double right = plot.left() + plot.width();
        double free = plot.left();
        for (ChartBand band : scene.bands().stream()
                .sorted(Comparator.comparing(ChartBand::from))
                .toList()) {
            double from = Math.max(plot.left(), plot.x(band.from()));
            double to = Math.min(right, band.to().map(plot::x).orElse(right));
            if (to <= plot.left() || from >= right) continue;
            int width = m.stringWidth(band.label());
            g.setColor(color(band.role(), scene));
            if (band.mark().isEmpty()) {
                if (to - from > width + 8) g.drawString(band.label(), (float) from + 4, (float) plot.bottom() - 3);
                continue;
            }
            double x = Math.clamp(from, plot.left(), Math.max(plot.left(), right - 9));
            if (x < free) continue;
            mark(g, band.mark(), x, plot.top() - 13);
            free = x + 12;
            if (right - x - 12 < width || !band.label().isEmpty() && nextMark(scene, band, plot) < x + 16 + width)
                continue;
            g.drawString(band.label(), (float) x + 12, (float) plot.top() - 5);
            free = x + 16 + width;
        }
    }

    private static double nextMark(ChartScene scene, ChartBand after, Plot plot) {
        return scene.bands().stream()
                .filter(b -> b.mark().isPresent() && b.from().isAfter(after.from()))
                .mapToDouble(b -> plot.x(b.from()))
                .min()
                .orElse(Double.MAX_VALUE);
    }

    private static void mark(Graphics2D g, Optional<Mark> mark, double x, double y) {
        Path2D.Double path = new Path2D.Double();
        if (mark.filter(m -> m == Mark.SICK).isPresent()) {
            g.setStroke(CURVE);
            path.moveTo(x + 1.5, y + 1.5);
            path.lineTo(x + 7.5, y + 7.5);
            path.moveTo(x + 7.5, y + 1.5);
            path.lineTo(x + 1.5, y + 7.5);
            g.draw(path);
            return;
        }
        path.moveTo(x + 4.5, y + 1);
        path.lineTo(x + 9, y + 8.5);
        path.lineTo(x, y + 8.5);
        path.closePath();
        g.fill(path);
    }

    static Color color(Role role, ChartScene scene) {
        return new Color(role.rgb(scene.dark()));
    }

    private static Color mixed(Color a, Color b) {
        return new Color(
                (a.getRed() + b.getRed()) / 2, (a.getGreen() + b.getGreen()) / 2, (a.getBlue() + b.getBlue()) / 2);
    }

    /** With the bytes in the order in which they go to the screen, so that nothing is converted there. */
    static ImageData data(BufferedImage image) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        byte[] bytes = new byte[pixels.length * 4];
        int to = 0;
        for (int rgb : pixels) {
            bytes[to] = (byte) rgb;
            bytes[to + 1] = (byte) (rgb >> 8);
            bytes[to + 2] = (byte) (rgb >> 16);
            bytes[to + 3] = (byte) 0xFF;
            to += 4;
        }
        PaletteData palette = new PaletteData(0xFF00, 0xFF0000, 0xFF000000);
        return new ImageData(image.getWidth(), image.getHeight(), 32, palette, 4, bytes);
    }
}
