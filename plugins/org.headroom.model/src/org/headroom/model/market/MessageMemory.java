package org.headroom.model.market;

import java.util.List;
import org.headroom.model.money.Hash32;

/** Which messages were heard: knows a replay and an equivocation, over a restart too. Any thread. */
public interface MessageMemory {
    /** What a memory makes of a message. */
    sealed interface Finding {
        /** New, or heard before, or a renewal: the same said again with another validity. */
        record InOrder() implements Finding {}

        /** Its author has used the nonce for another message. */
        record Replayed() implements Finding {}

        /** Its author has signed other contents under the same id. @param first what was heard before */
        record Equivocal(String subject, Hash32 first) implements Finding {}
    }

    Finding IN_ORDER = new Finding.InOrder();

    Finding REPLAYED = new Finding.Replayed();

    /**
     * Remembers messages until nobody takes them for valid any more. All outlive the program when this returns, and a power
     * cut from the next event of a lease on, so before anything binding follows from them; of a message that is not in
     * order nothing is remembered but the evidence.
     *
     * @return one for each, in the same order; each is judged as if those before it had come earlier
     */
    List<Finding> remember(List<Sighting> heard);

    /** The proofs that are kept, newest first; bounded. */
    List<Equivocation> equivocations();
}
