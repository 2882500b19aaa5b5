package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Notices that the wall clock was set or that the machine slept: its time passed unlike the steady time. One thread. */
final class ClockWatch {
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private Instant wall;
    private long steady;

    /** @param now what the wall clock says */
    ClockWatch(LongSupplier nanoTime, Instant now) {
        this.nanoTime = nanoTime;
        this.wall = now;
        this.steady = nanoTime.getAsLong();
    }

    /** To be asked often. @return whether more or less time passed on the wall clock than really did, since the last call */
    boolean jumped(Instant now) {
        long nano = nanoTime.getAsLong();
        Duration unlike = Duration.between(wall, now).minusNanos(nano - steady);
        wall = now;
        steady = nano;
        return unlike.abs().compareTo(TOLERANCE) > 0;
    }
}
