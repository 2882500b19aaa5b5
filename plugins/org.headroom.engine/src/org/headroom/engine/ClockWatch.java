package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Notices that the clock was set or that the machine slept: its time passed unlike the steady time. One thread. */
final class ClockWatch {
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private Instant before;
    private long steady;

    /** @param nanoTime does not count the time in suspend */
    ClockWatch(LongSupplier nanoTime, Instant now) {
        this.nanoTime = nanoTime;
        this.before = now;
        this.steady = nanoTime.getAsLong();
    }

    /** To be asked often. @return by how much more time passed on the clock than really did, since the last call, if not alike */
    Optional<Duration> jump(Instant now) {
        long nano = nanoTime.getAsLong();
        Duration unlike = Duration.between(before, now).minusNanos(nano - steady);
        before = now;
        steady = nano;
        return unlike.abs().compareTo(TOLERANCE) > 0 ? Optional.of(unlike) : Optional.empty();
    }

    /** The clock was set on purpose: goes on from this reading. */
    void restart(Instant now) {
        before = now;
        steady = nanoTime.getAsLong();
    }
}
