package org.headroom.engine;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on parts that are slow and fail now and then; a hundred leases in between are made on quick ones. */
@ExtendWith(SlowPartsTimeout.class)
class BidOnceOnSlowPartsTest extends BidOnceTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts();

    @Override
    RigParts on(RigParts parts) {
        return slow.around(parts);
    }

    @Override
    void beforeOthers() {
        slow.pause(true);
    }

    @Override
    void beforeLastOthers() {
        slow.pause(false);
    }
}
