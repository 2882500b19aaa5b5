package org.headroom.telemetry.health;

/**
 * A counter, and how much it grew lately: growth fades with an hour as its time constant, so that the level is about "in the
 * last hour". The first value is where counting starts and no growth; so is a value after the counter went backwards.
 *
 * @param lifetime which of two counters it is: the one over the card's life
 * @param last the counter's last value
 * @param from its value before the growth that has not faded yet
 * @param level growth at {@code at}, milliseconds
 * @param since when counting started, milliseconds
 */
record Growth(boolean lifetime, long last, long from, double level, long at, long since) {
    static final long FADING = 3_600_000;
    // However much comes at once, it fades within hours.
    private static final double MOST = 10_000;
    private static final double FADED = 0.05;

    static Growth starting(boolean lifetime, long value, long now) {
        return new Growth(lifetime, value, value, 0, now, now);
    }

    Growth seen(long value, long now) {
        if (value == last) return this;
        double before = level(now);
        if (value < last) return new Growth(lifetime, value, value, before, now, since);
        double after = Math.min(MOST, before + (value - last));
        return new Growth(lifetime, value, before < FADED ? last : from, after, now, since);
    }

    double level(long now) {
        if (level == 0) return 0;
        double faded = level * Math.exp(-(double) Math.max(0, now - at) / FADING);
        return faded < FADED ? 0 : faded;
    }

    /** Whether it has been watched long enough that no growth means something. */
    boolean watched(long now) {
        return now - since >= FADING;
    }

    /** The person has seen it: it counts from here. */
    Growth forgotten(long now) {
        return new Growth(lifetime, last, last, 0, now, since);
    }
}
