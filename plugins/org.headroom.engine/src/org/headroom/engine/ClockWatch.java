package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Notices that the wall clock was set or that the machine slept: its time passed unlike the steady time. One thread. */
final class ClockWatch {
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private Optional<Instant> wall = Optional.empty();
    private long steady;

    ClockWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** To be asked often. @return whether more or less time passed on the wall clock than really did, since the last call */
    boolean jumped(Instant now) {
        long nano = nanoTime.getAsLong();
        boolean jumped = wall.map(before -> Duration.between(before, now)
                                .minusNanos(nano - steady)
                                .abs()
                                .compareTo(TOLERANCE)
                        > 0)
                .orElse(false);
        wall = Optional.of(now);
        steady = nano;
        return jumped;
    }
}
