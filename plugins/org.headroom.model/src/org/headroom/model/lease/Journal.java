package org.headroom.model.lease;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;

/**
 * The durable list of what happened to leases. Written by {@code lease-loop} alone; read from any thread. A lease is open
 * until {@link #close} or until it lapsed or was refused; what is done at start depends on open leases alone.
 */
public interface Journal {
    /** Durable when it returns. @throws JournalFailure if it could not be written: then nothing has happened */
    void append(LeaseEvent event);

    /** Everything, oldest first. Takes longer the longer the history: for checks and exports, not for the start. */
    List<LeaseEvent> replay();

    /** The events of leases that are open, oldest first; without the leases of {@link #damaged}. */
    List<LeaseEvent> replayOpen();

    /**
     * The open leases whose record is damaged, so that nobody can tell how they stand, as of the last {@link #replayOpen}.
     * Each with one sentence for a person.
     */
    default Map<LeaseId, String> damaged() {
        return Map.of();
    }

    /**
     * The events of one lease, open or closed, oldest first; empty where it is unknown.
     *
     * @throws JournalFailure if the record of this lease is damaged; the message says what that means
     */
    List<LeaseEvent> events(LeaseId lease);

    /** Whether a bid was ever made for this order. */
    boolean hasBidFor(OrderId order);

    /** The lease that a stream pays or paid for, open or closed. */
    Optional<LeaseId> paidBy(StreamRef stream);

    /** Takes a lease out of the open ones for good. Durable. Closing a closed lease changes nothing. */
    void close(LeaseSummary lease);

    /** As {@link #close} for each, in as few commits as possible. */
    default void closeAll(List<LeaseSummary> leases) {
        leases.forEach(this::close);
    }

    /**
     * A page of the closed leases that ran or were refused after they were taken, the latest closed first.
     *
     * @param skip how many to leave out at the beginning
     */
    List<LeaseSummary> closed(long skip, int limit);

    /** Over all closed leases. */
    LedgerTotals totals();

    /**
     * Replaces what the chain was last believed to say of the streams of these leases; that of other leases stays. Outlives
     * the program; a power cut may take the last seconds. Ignored for leases that are not open, and forgotten when a lease
     * closes.
     */
    void believed(Map<LeaseId, StreamState> streams);

    /** What the chain was last believed to say, also before a restart. Of open leases only. */
    Map<LeaseId, StreamState> believed();

    /** The first block that has not been searched for withdrawals from this lease's stream; empty before the first search. */
    Optional<Long> searchedTo(LeaseId lease);

    /** Keeps the progress of a search for withdrawals. A power cut may take the last seconds, so that they are searched again. */
    void searchedTo(LeaseId lease, long next);

    /** The next receipt number; asking does not use it up. */
    long nextReceiptNumber();

    /**
     * Binds a receipt's number to its hash for ever, together with the event, in one commit.
     *
     * @throws JournalFailure if the number is bound to another hash, or the lease to another number
     */
    void appendNumbered(LeaseEvent.ReceiptNumbered event);

    /** The hash that a number is bound to, if any. */
    Optional<Hash32> hashOf(long receiptNumber);

    /** The receipts that were numbered, oldest first. For checks and exports. */
    List<Receipt> receipts();

    /** The journal could not do its work: disk full, file damaged. The message says what to do. */
    class JournalFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        public JournalFailure(String message) {
            super(message);
        }

        public JournalFailure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
