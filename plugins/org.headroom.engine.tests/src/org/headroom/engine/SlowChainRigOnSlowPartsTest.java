package org.headroom.engine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The same scenarios on parts that are slow and fail now and then. */
class SlowChainRigOnSlowPartsTest extends SlowChainRigTest {
    private final SlowParts slow = new SlowParts();

    @BeforeAll
    static void allowForDelays() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @AfterAll
    static void restoreTimeout() {
        Awaitility.reset();
    }

    @Override
    RigParts on(RigParts parts) {
        return slow.around(parts);
    }

    @AfterEach
    void report() {
        System.out.println(getClass().getSimpleName() + ": " + slow.summary());
    }
}
