package org.headroom.model.rig;

import org.headroom.model.Subscription;
import org.headroom.model.units.ByteCount;

/**
 * Disk space that is allocated beside the ledger and given up when the disk is full, so that what runs can be recorded to
 * its end. Any thread.
 */
public interface LedgerReserve {
    /** What has become of the space. */
    enum Phase {
        /** No reserve is wanted. */
        NOT_SET,
        BEING_ALLOCATED,
        HELD,
        /** It was given up, or there was never room for it. */
        GIVEN_UP
    }

    /**
     * @param wanted as it is set
     * @param held what is allocated now; less than is wanted on a small disk
     * @param takesWork false from the moment it is given up until it is restored: until then no new work may be taken
     * @param message one sentence for a person
     */
    record State(Phase phase, ByteCount wanted, ByteCount held, boolean takesWork, String message) {}

    State state();

    /** Frees the space. @return whether there was any to free */
    boolean release();

    /** Begins to allocate it again if there is room for it twice over; done by itself every ten seconds, too. Returns at once. */
    void restore();

    /** The phase changed. On any thread; the listener must not block. */
    Subscription onChange(Runnable listener);
}
