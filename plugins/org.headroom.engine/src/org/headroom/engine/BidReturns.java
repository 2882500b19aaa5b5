package org.headroom.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when the market has been within reach again, for each bid that is out. Kept over restarts: a restart of this program is
 * no break of the market and gives renters no more time. {@code lease-loop} only, after construction.
 */
final class BidReturns {
    private static final Logger LOG = LoggerFactory.getLogger(BidReturns.class);
    private static final String KEY = "bids-back-since";

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final LeaseNotes memory;
    private final Map<LeaseId, Instant> back = new HashMap<>();
    /** When the link came up, as this program has seen it last. */
    private Optional<Instant> seen = Optional.empty();

    BidReturns(RigMemory memory) {
        this.memory = new LeaseNotes(memory, KEY);
        this.memory.read((bid, since) -> back.put(bid, LeaseNotes.time(since, Instant.MAX)));
    }

    /**
     * @param upSince since when the link is up
     * @return since when the market is back for this bid; empty where the link does not say since when it is up
     */
    Optional<Instant> since(LeaseId bid, Optional<Instant> upSince) {
        if (upSince.isEmpty()) return Optional.empty();
        Instant up = upSince.get();
        // It came up anew while this program ran: a break that renters had, too.
        if (seen.filter(s -> s.isBefore(up)).isPresent()) back.clear();
        seen = upSince;
        Instant kept = back.get(bid);
        // What the ledger has of an earlier run cannot be later, unless it is damaged or the clock was set back.
        if (kept == null || kept.isAfter(up)) {
            back.put(bid, up);
            keep();
        }
        return Optional.ofNullable(back.get(bid));
    }

    /** Forgets the bids that are over. */
    void keepOnly(Predicate<LeaseId> open) {
        if (back.keySet().removeIf(open.negate())) keep();
    }

    private void keep() {
        try {
            memory.write(back, Instant::toString);
        } catch (JournalFailure e) {
            failures.failed("Since when the market is back is not kept: " + e.getMessage());
        }
    }
}
