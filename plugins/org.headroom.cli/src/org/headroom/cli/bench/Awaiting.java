package org.headroom.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another thread or process brings about. */
final class Awaiting {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Awaiting() {}

    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** @param what for the sentence that tells that it did not come */
    static void await(String what, Duration atMost, Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.holds()) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (System.nanoTime() > end)
                throw new IOException("The bench waited for " + what + " for " + atMost.toSeconds() + " s in vain.");
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Lets time pass. */
    static void pause(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (Thread.interrupted()) throw new InterruptedException();
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }
}
