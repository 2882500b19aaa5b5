package org.headroom.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets work in the background go on for a quarter of the time, until something closes. One thread. */
final class SparePace implements LedgerChecker.Pace {
    private static final long LONGEST_PAUSE_MS = 500;

    private final CountDownLatch closing;
    private long workedSince = System.nanoTime();

    SparePace(CountDownLatch closing) {
        this.closing = closing;
    }

    @Override
    public boolean goOn() {
        long worked = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - workedSince);
        try {
            return !closing.await(Math.clamp(3 * worked, 1, LONGEST_PAUSE_MS), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            workedSince = System.nanoTime();
        }
    }
}
