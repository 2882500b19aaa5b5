package org.headroom.cli.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other processes bring about. */
final class Waits {
    private static final long SLICE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private Waits() {}

    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** @return false if it did not come within so long */
    static boolean until(Duration atMost, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() - end > 0) return false;
            LockSupport.parkNanos(SLICE_NS);
        }
        return true;
    }

    static void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.parkNanos(Math.min(left, SLICE_NS));
        }
    }
}
