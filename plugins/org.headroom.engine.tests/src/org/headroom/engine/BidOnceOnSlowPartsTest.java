package org.headroom.engine;

import org.headroom.model.market.LeaseId;
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

    /** Leases whose closing failed at first are closed in another order, so that another one than the first may be left out. */
    @Override
    void requireNotRestored(LeaseId lease) {
        // Which bids were made is asserted all the same.
    }
}
