package org.headroom.model.lease;

import java.util.List;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Hash32;

/** The durable list of what happened to leases. Written by {@code lease-loop} alone. */
public interface Journal {
    /** Durable when it returns. @throws JournalFailure if it could not be written: then nothing has happened */
    void append(LeaseEvent event);

    /** Everything, oldest first. */
    List<LeaseEvent> replay();

    /** The next receipt number; asking does not use it up. */
    long nextReceiptNumber();

    /**
     * Binds a receipt's number to its hash for ever, together with the event, in one commit.
     *
     * @throws JournalFailure if the number is bound to another hash, or the lease to another number
     */
    void appendNumbered(LeaseEvent.ReceiptNumbered event);

    /** The hash that a number is bound to, if any. */
    java.util.Optional<Hash32> hashOf(long receiptNumber);

    /** The receipts that were numbered, oldest first. */
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
