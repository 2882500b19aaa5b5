package org.headroom.store;

import org.headroom.model.lease.Journal.JournalFailure;

/**
 * This withdrawal (same stream, same transaction) is in the journal already; it was not counted a second time.
 * Harmless: it comes when the chain is asked again after a crash for what may have been forgotten.
 */
public final class DuplicateWithdrawal extends JournalFailure {
    private static final long serialVersionUID = 1;

    DuplicateWithdrawal(String message) {
        super(message);
    }
}
