package org.headroom.store;

import org.headroom.model.lease.Journal.JournalFailure;

/**
 * The ledger is missing, damaged or another rig's, so that nothing but a backup brings back what was in it. The message
 * says what to do. Any other failure to open a ledger goes away with its cause.
 */
public final class UnusableLedger extends JournalFailure {
    private static final long serialVersionUID = 1;

    UnusableLedger(String message) {
        super(message);
    }

    UnusableLedger(String message, Throwable cause) {
        super(message, cause);
    }
}
