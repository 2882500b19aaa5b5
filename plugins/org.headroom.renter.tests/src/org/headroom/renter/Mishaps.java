package org.headroom.renter;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Decides how long the calls to a part take and which of them fail. Reproducible: the delays come from a seeded generator, the
 * failures from the number of the call.
 */
final class Mishaps {
    private final Random random;
    private final int minMillis;
    private final int maxMillis;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();

    Mishaps(long seed, int minMillis, int maxMillis) {
        this.random = new Random(seed);
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
    }

    /** Something is on its way, until {@link #end}. */
    void begin() {
        pending.incrementAndGet();
    }

    void end() {
        pending.decrementAndGet();
    }

    boolean idle() {
        return pending.get() == 0;
    }

    /** Takes its time. @return whether this call, each n-th, is to fail */
    boolean strike(int every) {
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
        boolean fails = calls.incrementAndGet() % every == 0;
        if (fails) failures.incrementAndGet();
        return fails;
    }

    int nextMillis() {
        return minMillis + random.nextInt(maxMillis - minMillis + 1);
    }

    long calls() {
        return calls.get();
    }

    long failures() {
        return failures.get();
    }
}
