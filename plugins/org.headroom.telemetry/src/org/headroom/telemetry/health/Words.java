package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.Locale;

/** Numbers as messages say them. */
final class Words {
    private Words() {}

    static String degrees(double celsius) {
        return Math.round(celsius) + " °C";
    }

    static String watts(double watts) {
        return String.format(Locale.ROOT, "%.0f W", watts);
    }

    /** A length of time in the largest units that fit: {@code 45 s}, {@code 5 min}, {@code 2 h}. */
    static String time(Duration d) {
        long seconds = d.toSeconds();
        if (seconds < 120) return seconds + " s";
        if (seconds < 7200) return seconds / 60 + " min";
        return seconds / 3600 + " h";
    }

    /** {@code 1 page}, {@code 3 pages}. */
    static String count(long n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }
}
