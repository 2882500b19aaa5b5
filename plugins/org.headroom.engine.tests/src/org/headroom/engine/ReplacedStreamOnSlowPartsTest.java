package org.headroom.engine;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on parts that are slow and fail now and then. */
@ExtendWith(SlowPartsTimeout.class)
class ReplacedStreamOnSlowPartsTest extends ReplacedStreamTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts();

    @Override
    RigParts on(RigParts parts) {
        return slow.around(parts);
    }

    @Override
    Duration missingAtMost() {
        return Duration.ofSeconds(8);
    }

    /** Not run here: it holds back one answer, and a second question behind that one never comes back. */
    @Override
    void whatWasAskedUnderTheOldNumberIsNotBelievedOfTheNewOne() {}
}
