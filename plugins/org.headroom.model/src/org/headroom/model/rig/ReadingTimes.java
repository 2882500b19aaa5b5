package org.headroom.model.rig;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/**
 * The times of the blocks that the parts of a sum were read at. Each part is as of its own block; the sum is not one of any single
 * moment where the two differ.
 *
 * @param oldest the time of the oldest of these blocks
 * @param newest the time of the newest one; not before {@code oldest}
 */
public record ReadingTimes(Instant oldest, Instant newest) {
    public ReadingTimes {
        if (newest.isBefore(oldest)) throw new IllegalArgumentException(newest + " is before " + oldest);
    }

    /** All parts were read at one block. */
    public static ReadingTimes at(Instant block) {
        return new ReadingTimes(block, block);
    }

    /** Empty where there is no time. */
    static Optional<ReadingTimes> of(Collection<Instant> blocks) {
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReadingTimes(Collections.min(blocks), Collections.max(blocks)));
    }
}
