package org.headroom.model;

import java.time.Instant;

/**
 * A quantity over time as a chart shows it, oldest first. Point i covers the time from {@code at(i)}; NaN is a gap, not a
 * line. Immutable.
 */
public interface TimePoints {
    int size();

    Instant at(int i);

    double min(int i);

    double mean(int i);

    double max(int i);

    /** Whether it begins where it does because nothing was kept before. */
    boolean filling();
}
