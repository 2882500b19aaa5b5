package org.headroom.renter;

import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same on parts that are slow and fail now and then. */
class RunningStreamOnSlowPartsTest extends RunningStreamTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts(100, 50);

    @Override
    Scene.Parts parts() {
        return slow;
    }

    /** Below the minute after which a provider stops the job. */
    @Override
    Duration again() {
        return Duration.ofSeconds(55);
    }
}
