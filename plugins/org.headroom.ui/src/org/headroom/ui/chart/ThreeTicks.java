package org.headroom.ui.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An axis with a tick at its floor, its middle and its ceiling, whatever they are. */
final class ThreeTicks extends NumberAxis {
    private static final long serialVersionUID = 1;
    private final double floor;
    private final double ceiling;

    ThreeTicks(double floor, double ceiling) {
        this.floor = floor;
        this.ceiling = ceiling;
    }

    @Override
    protected List<NumberTick> refreshTicksVertical(Graphics2D g, Rectangle2D area, RectangleEdge edge) {
        DecimalFormat words = new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT));
        List<NumberTick> ticks = new ArrayList<>();
        for (double value : new double[] {floor, (floor + ceiling) / 2, ceiling})
            ticks.add(new NumberTick(value, words.format(value), TextAnchor.CENTER_RIGHT, TextAnchor.CENTER_RIGHT, 0));
        return ticks;
    }
}
