package org.headroom.ui.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;

/** The values at the lower and the upper grid line. */
public record Scale(double floor, double ceiling) {
    private static final double[] ROUND = {1, 2, 3, 4, 5, 6, 8, 10};

    public Scale {
        if (!(ceiling > floor)) throw new IllegalArgumentException("a scale from " + floor + " to " + ceiling);
    }

    /** Three figures to read: floor, middle and ceiling. */
    public List<Double> ticks() {
        return List.of(floor, (floor + ceiling) / 2, ceiling);
    }

    /** The same, or wider to round values where a value lies outside. */
    public Scale holding(double least, double most) {
        double upper = most > ceiling ? floor + round(most - floor) : ceiling;
        double lower = least < floor ? upper - round(upper - least) : floor;
        return upper == ceiling && lower == floor ? this : new Scale(lower, upper);
    }

    /** The next round value at or above. */
    public static double round(double value) {
        if (!(value > 0)) return 1;
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : ROUND) if (step * power >= value * (1 - 1e-9)) return step * power;
        return 10 * power;
    }

    /** Where a value stands: 0 at the floor, 1 at the ceiling. */
    public double share(double value) {
        return (value - floor) / (ceiling - floor);
    }

    public static String words(double value) {
        String words = new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
        return words.equals("-0") ? "0" : words;
    }
}
