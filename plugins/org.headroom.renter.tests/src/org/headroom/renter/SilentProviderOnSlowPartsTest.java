package org.headroom.renter;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on parts that are slow and fail now and then. */
class SilentProviderOnSlowPartsTest extends SilentProviderTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts(100, 50);

    @Override
    Scene.Parts parts() {
        return slow;
    }
}
