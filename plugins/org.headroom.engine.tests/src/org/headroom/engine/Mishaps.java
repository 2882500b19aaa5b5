package org.headroom.engine;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides how long the calls to a part take and which of them fail. Reproducible for each part: the delays come from a
 * seeded generator, the failures from the number of the call.
 */
final class Mishaps {
    private final Random random;
    private final int minMillis;
    private final int maxMillis;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean paused;

    Mishaps(long seed, int minMillis, int maxMillis) {
        this.random = new Random(seed);
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
    }

    /** Calls that are made meanwhile take no time, do not fail and are not counted. */
    void pause(boolean paused) {
        this.paused = paused;
    }

    int nextMillis() {
        return paused ? 0 : minMillis + random.nextInt(maxMillis - minMillis + 1);
    }

    /** Takes its time. @return whether this call, each n-th, is to fail */
    boolean strike(int every) {
        if (paused) return false;
        long end = System.nanoTime() + Duration.ofMillis(nextMillis()).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            // An interrupt is for what is called, and would make each wait return at once.
            if (Thread.currentThread().isInterrupted()) break;
            LockSupport.parkNanos(left);
        }
        return fails(every);
    }

    /** Counts a call whose delay is made elsewhere. @return whether it, each n-th, is to fail */
    boolean fails(int every) {
        if (paused) return false;
        boolean fails = calls.incrementAndGet() % every == 0;
        if (fails) failures.incrementAndGet();
        return fails;
    }

    long calls() {
        return calls.get();
    }

    long failures() {
        return failures.get();
    }
}
