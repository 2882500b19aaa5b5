package org.headroom.renter;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on parts that are slow and fail now and then. */
class ManyRentalsOnSlowPartsTest extends ManyRentalsTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts(20, 10);

    @Override
    Scene.Parts parts() {
        return slow;
    }
}
