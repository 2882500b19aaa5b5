package org.headroom.engine;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on parts that are slow and fail now and then. */
@ExtendWith(SlowPartsTimeout.class)
class JobEndOnSlowPartsTest extends JobEndTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts();

    @Override
    RigParts on(RigParts parts) {
        return slow.around(parts);
    }

    /** Of two hundred, some would fail five times in a row, and the pauses between the attempts grow to half a minute. */
    @Override
    void beforeManyRemovals() {
        slow.pause(true);
    }
}
