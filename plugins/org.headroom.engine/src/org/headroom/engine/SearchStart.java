package org.headroom.engine;

import java.util.function.BooleanSupplier;
import org.headroom.model.lease.Journal;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets the block from which on the withdrawals of a lease are searched for, in the ledger. {@code lease-loop} only. */
final class SearchStart {
    private static final Logger LOG = LoggerFactory.getLogger(SearchStart.class);
    /** Blocks that may have been replaced since a reading, or that a reading's block may be named too high. */
    private static final long REORGANISED = 64;

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final Journal journal;

    SearchStart(Journal journal) {
        this.journal = journal;
    }

    /** All is explained up to a block, so the search begins there, a reorganisation earlier: a node may have no older logs. */
    void explained(LeaseId lease, long block) {
        long from = early(block);
        set(lease, from, () -> journal.searchedTo(lease).orElse(0L) < from);
    }

    /** A withdrawal in a block vanished: what was searched from a reorganisation earlier on is searched again. */
    void vanished(LeaseId lease, long block) {
        long from = early(block);
        set(lease, from, () -> journal.searchedTo(lease).filter(to -> to > from).isPresent());
    }

    /** Nothing is known of this block and what follows it. */
    void unsearched(LeaseId lease, long from) {
        set(
                lease,
                from,
                () -> journal.searchedTo(lease).filter(to -> to <= from).isEmpty());
    }

    private static long early(long block) {
        return Math.max(0, block - REORGANISED);
    }

    private void set(LeaseId lease, long from, BooleanSupplier where) {
        try {
            if (where.getAsBoolean()) journal.searchedTo(lease, from);
        } catch (JournalFailure e) {
            failures.failed("Where the search for withdrawals begins is not kept: " + e.getMessage());
        }
    }
}
