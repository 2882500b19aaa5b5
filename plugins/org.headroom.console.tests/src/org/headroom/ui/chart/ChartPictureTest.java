package org.headroom.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.junit.jupiter.api.Test;

class ChartPictureTest {
    private static final Instant FROM = Instant.parse("2026-11-23T04:00:00Z");
    private static final int CONTENT = Role.CONTENT.rgb(false);
    private static final Slots SLOTS = Slots.of(
            new TimeView(Duration.ofMinutes(5), Optional.of(FROM.plusSeconds(300))), FROM.plusSeconds(900), 300);

    private static Series series(double... mean) {
        long[] at = new long[mean.length];
        for (int i = 0; i < at.length; i++) at[i] = FROM.toEpochMilli() + i * 300_000L / mean.length;
        return new Series(Metric.POWER, Series.Status.COMPLETE, at, mean, mean, mean);
    }

    private static ChartScene scene(Series series, List<ChartBand> bands) {
        return new ChartScene(
                List.of(new ChartScene.Curve(series, Role.ACCENT, false)),
                bands,
                SLOTS,
                new Scale(0, 450),
                400,
                120,
                100,
                false,
                "Sans",
                true,
                false);
    }

    private static BufferedImage draw(ChartScene scene) {
        BufferedImage image = new BufferedImage(400, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        ChartPicture.paint(g, scene);
        g.dispose();
        return image;
    }

    /** Whether a column of the plot has something of the curve's colour in it. */
    private static boolean curveAt(BufferedImage image, double share) {
        int x = ChartScene.AXIS + (int) (share * ChartScene.plotWidth(400));
        for (int y = 0; y < image.getHeight(); y++) {
            int rgb = image.getRGB(x, y) & 0xFFFFFF;
            if ((rgb & 0xFF) > 200 && (rgb >> 16) < 120) return true;
        }
        return false;
    }

    @Test
    void aGapIsAGapAndNotALine() {
        double[] values = new double[100];
        Arrays.fill(values, 200);
        Arrays.fill(values, 40, 60, Double.NaN);
        BufferedImage image = draw(scene(series(values), List.of()));
        assertThat(curveAt(image, 0.2)).isTrue();
        assertThat(curveAt(image, 0.5)).isFalse();
        assertThat(curveAt(image, 0.8)).isTrue();
    }

    @Test
    void aSinglePointBetweenGapsCanBeSeen() {
        double[] values = new double[11];
        Arrays.fill(values, Double.NaN);
        values[5] = 200;
        BufferedImage image = draw(scene(series(values), List.of()));
        boolean seen = false;
        for (double share = 0.43; share < 0.48; share += 0.002) seen |= curveAt(image, share);
        assertThat(seen).isTrue();
    }

    @Test
    void aLeaseIsTintedWhereItWasAndNotElsewhere() {
        ChartBand lease = new ChartBand(
                "L-0061",
                "Lease L-0061",
                FROM.plusSeconds(100),
                Optional.of(FROM.plusSeconds(200)),
                Role.MONEY,
                Optional.empty());
        BufferedImage image = draw(scene(series(Double.NaN), List.of(lease)));
        assertThat(image.getRGB(ChartScene.AXIS + 180, 40) & 0xFFFFFF).isNotEqualTo(CONTENT);
        assertThat(image.getRGB(ChartScene.AXIS + 60, 40) & 0xFFFFFF).isEqualTo(CONTENT);
        assertThat(image.getRGB(ChartScene.AXIS + 300, 40) & 0xFFFFFF).isEqualTo(CONTENT);
    }

    @Test
    void anAlarmOfAMomentCanBeSeen() {
        ChartBand alarm = new ChartBand(
                "XID",
                "XID 79",
                FROM.plusSeconds(150),
                Optional.of(FROM.plusSeconds(150)),
                Role.SICK,
                Optional.of(Mark.SICK));
        BufferedImage image = draw(scene(series(Double.NaN), List.of(alarm)));
        int x = ChartScene.AXIS + ChartScene.plotWidth(400) / 2;
        assertThat(image.getRGB(x, 60) & 0xFFFFFF).isNotEqualTo(CONTENT);
    }

    @Property(tries = 500, seed = "20261123")
    void aValueBeyondTheScaleWidensIt(@ForAll @DoubleRange(min = 0, max = 100_000) double value) {
        Scale fitting = ChartPicture.fitting(scene(series(10, value), List.of()));
        assertThat(fitting.share(value)).isBetween(0.0, 1.0 + 1e-9);
        assertThat(fitting.ceiling()).isGreaterThanOrEqualTo(450);
        if (value <= 450) assertThat(fitting).isEqualTo(new Scale(0, 450));
    }

    @Test
    void theReadoutIsOfThePointUnderThePointerAndNothingInAGap() {
        Series s = series(10, 20, Double.NaN, 40);
        assertThat(ChartScene.point(s, FROM.plusSeconds(80), 1000)).contains(1);
        assertThat(ChartScene.point(s, FROM.plusSeconds(170), 1000)).isEmpty();
        assertThat(ChartScene.point(s, FROM.plusSeconds(225), 1000)).contains(3);
        assertThat(ChartScene.point(s, FROM.minusSeconds(1), 1000)).isEmpty();
        // What is after the last point is not known yet.
        assertThat(ChartScene.point(s, FROM.plusSeconds(290), 1000)).isEmpty();
    }

    @Test
    void aHistoryThatBeginsWithinThePictureSaysWhen() {
        double[] values = {Double.NaN, Double.NaN, 5, 6};
        long[] at = new long[4];
        for (int i = 0; i < 4; i++) at[i] = FROM.toEpochMilli() + i * 60_000L;
        Series filling = new Series(Metric.POWER, Series.Status.FILLING, at, values, values, values);
        assertThat(scene(filling, List.of()).begins()).contains(FROM.plusSeconds(120));
        assertThat(scene(series(5, 6), List.of()).begins()).isEmpty();
    }
}
