package org.headroom.model.lease;

import java.util.Optional;
import org.headroom.model.money.Hash32;

/** What is known of that which a job left behind. It is hashed after the job's end has been recorded. */
public sealed interface JobArtefacts {
    /** @param digest zero where the job left nothing */
    record Hashed(Hash32 digest) implements JobArtefacts {}

    /** The job has ended; what it left is being hashed, or will be. */
    record Pending() implements JobArtefacts {}

    /**
     * There is no digest and there will be none.
     *
     * @param reason a part of a sentence; empty where it was recorded before reasons were
     */
    record NotHashed(String reason) implements JobArtefacts {}

    default boolean pending() {
        return this instanceof Pending;
    }

    /** The digest; empty unless it is known. */
    default Optional<Hash32> known() {
        return this instanceof Hashed h ? Optional.of(h.digest) : Optional.empty();
    }
}
