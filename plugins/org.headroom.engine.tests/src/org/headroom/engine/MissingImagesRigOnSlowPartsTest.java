package org.headroom.engine;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same scenarios on parts that are slow and fail now and then. */
@ExtendWith(SlowPartsTimeout.class)
class MissingImagesRigOnSlowPartsTest extends MissingImagesRigTest {
    @RegisterExtension
    final SlowParts slow = new SlowParts();

    @Override
    RigParts on(RigParts parts) {
        return slow.around(parts);
    }
}
