package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when streams are said to have paid less than they had paid already, which the contract does not do. Kept over restarts,
 * so that these do not renew the wait. {@code lease-loop} only, after construction.
 */
final class Contradictions {
    private static final Logger LOG = LoggerFactory.getLogger(Contradictions.class);
    private static final String KEY = "contradicted-streams";
    /** No node errs for so long, and a reorganisation is over. */
    private static final Duration WAIT = Duration.ofMinutes(10);
    /** A withdrawal of this rig is in a block for some seconds before it is booked: until then its stream holds less. */
    private static final Duration BOOKED = Duration.ofSeconds(30);

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final LeaseNotes memory;
    private final Map<LeaseId, Instant> since = new LinkedHashMap<>();
    /** Those that the log has. */
    private final Set<LeaseId> told = new HashSet<>();

    private boolean unsaved;

    /** @param now when the program started */
    Contradictions(RigMemory memory, Instant now) {
        this.memory = new LeaseNotes(memory, KEY);
        this.memory.read((lease, at) -> since.put(lease, LeaseNotes.time(at, now)));
    }

    /** A reading says so, for the first time or again. @return whether the log tells it now, once for each that lasts */
    boolean said(LeaseId lease, Instant at) {
        Instant from = since.putIfAbsent(lease, at);
        unsaved |= from == null;
        if (from == null || !at.isAfter(from.plus(BOOKED)) || !told.add(lease)) return false;
        LOG.warn(
                "The stream of {} is said to have paid less than before, which it cannot: not believed for {} minutes."
                        + " The job goes on, and nothing is decided by it",
                lease,
                WAIT.toMinutes());
        return true;
    }

    /** @return whether there was one */
    boolean end(LeaseId lease) {
        told.remove(lease);
        boolean ended = since.remove(lease) != null;
        unsaved |= ended;
        return ended;
    }

    /** Whether what the chain says of the stream is not believed yet. */
    boolean isWaitedFor(LeaseId lease, Instant now) {
        Instant from = since.get(lease);
        return from != null && !now.isAfter(from.plus(WAIT));
    }

    /** The clock was set, or the machine slept: that time does not count. */
    void clockMoved(Duration by) {
        since.replaceAll((lease, at) -> at.plus(by));
        unsaved |= !since.isEmpty();
    }

    /** Forgets leases that are not open. */
    void keepOnly(Collection<LeaseId> open) {
        unsaved |= since.keySet().retainAll(open);
        told.retainAll(open);
    }

    /** Writes what has changed; tried again at the next call where the ledger cannot be written. */
    void save() {
        if (!unsaved) return;
        try {
            memory.write(since, Instant::toString);
            unsaved = false;
        } catch (JournalFailure e) {
            failures.failed("Since when a payment stream is contradicted is not kept yet: " + e.getMessage());
        }
    }
}
