package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the chain was asked about the payment of leases whose job is over, and gave no answer that settles them. The
 * time between two failed questions counts; the time in which nothing was asked does not, as while the rig is off. Kept over
 * restarts, which lose a minute at most. {@code lease-loop} only, after construction.
 */
final class UnansweredStreams {
    private static final Logger LOG = LoggerFactory.getLogger(UnansweredStreams.class);
    private static final String KEY = "unanswered-streams";
    /** Three times what ended leases are read at most apart: more than that was not asked, or the clock was set. */
    private static final Duration MOST_BETWEEN = Duration.ofMinutes(30);
    /** Time that a restart may lose. */
    private static final Duration UNKEPT = Duration.ofMinutes(1);

    private final RepeatedLog failures = new RepeatedLog(LOG::warn);
    private final LeaseNotes memory;
    private final Map<LeaseId, Duration> unanswered = new LinkedHashMap<>();
    private final Map<LeaseId, Instant> lastAsked = new HashMap<>();
    private Map<LeaseId, Duration> kept = Map.of();

    UnansweredStreams(RigMemory memory) {
        this.memory = new LeaseNotes(memory, KEY);
        this.memory.read(
                (lease, seconds) -> unanswered.put(lease, LeaseNotes.duration(seconds, Deadlines.PAYMENT_UNKNOWN)));
        kept = Map.copyOf(unanswered);
    }

    /** A lease was asked about in vain. */
    void failed(LeaseId lease, Instant at) {
        Instant before = lastAsked.put(lease, at);
        Duration more = before == null ? Duration.ZERO : Duration.between(before, at);
        if (more.isNegative()) more = Duration.ZERO;
        Duration sum = of(lease).plus(Deadlines.lesser(more, MOST_BETWEEN));
        boolean wasOver = isOverdue(lease);
        unanswered.put(lease, sum);
        if (!wasOver && isOverdue(lease))
            LOG.warn(
                    "The stream of {} could not be read for {} days in which it was asked for: what its lease is paid is not settled before it can be"
                            + " read",
                    lease,
                    Deadlines.PAYMENT_UNKNOWN.toDays());
    }

    /** It was read, or is not asked about any more. */
    void answered(LeaseId lease) {
        unanswered.remove(lease);
        lastAsked.remove(lease);
    }

    /** The clock jumped or the machine slept: the time in between does not count. */
    void interrupted() {
        lastAsked.clear();
    }

    boolean contains(LeaseId lease) {
        return unanswered.containsKey(lease);
    }

    boolean isOverdue(LeaseId lease) {
        return of(lease).compareTo(Deadlines.PAYMENT_UNKNOWN) >= 0;
    }

    private Duration of(LeaseId lease) {
        return unanswered.getOrDefault(lease, Duration.ZERO);
    }

    /** Forgets leases that are not open. */
    void keepOnly(Collection<LeaseId> open) {
        unanswered.keySet().retainAll(open);
        lastAsked.keySet().retainAll(open);
    }

    /** Writes what has changed by more than a restart may lose. */
    void save() {
        if (!isToBeKept()) return;
        try {
            memory.write(unanswered, sum -> Long.toString(sum.toSeconds()));
            kept = Map.copyOf(unanswered);
        } catch (JournalFailure e) {
            failures.failed("For how long streams could not be read is not kept yet: " + e.getMessage());
        }
    }

    private boolean isToBeKept() {
        return !unanswered.keySet().containsAll(kept.keySet())
                || unanswered.entrySet().stream()
                        .anyMatch(e -> e.getValue()
                                        .minus(kept.getOrDefault(e.getKey(), Duration.ZERO))
                                        .compareTo(UNKEPT)
                                >= 0);
    }
}
