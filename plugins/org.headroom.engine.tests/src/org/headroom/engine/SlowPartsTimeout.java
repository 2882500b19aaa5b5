package org.headroom.engine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives scenarios on slow parts more time. Awaitility has one timeout for all threads and classes run beside each other, so it
 * is longer from the start of the first such class to the end of the last one.
 */
final class SlowPartsTimeout implements BeforeAllCallback, AfterAllCallback {
    private static final Duration LONGER = Duration.ofSeconds(30);
    private static final Object LOCK = new Object();
    private static int running;

    @Override
    public void beforeAll(ExtensionContext context) {
        synchronized (LOCK) {
            if (running++ == 0) Awaitility.setDefaultTimeout(LONGER);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        synchronized (LOCK) {
            if (--running == 0) Awaitility.reset();
        }
    }
}
