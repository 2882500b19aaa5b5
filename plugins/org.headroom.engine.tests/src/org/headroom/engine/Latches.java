package org.headroom.engine;

import java.util.concurrent.CountDownLatch;

/** Where a fake waits until its test lets it go on. */
final class Latches {
    private Latches() {}

    /** An interrupt ends the wait. */
    static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
