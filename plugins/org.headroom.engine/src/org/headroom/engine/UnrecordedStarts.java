package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;

/** Jobs that run and whose start the ledger has not taken yet. {@code lease-loop} only. */
final class UnrecordedStarts {
    /** How long such a job runs on while its start is tried to be recorded. */
    static final Duration WITHIN = Duration.ofSeconds(5);

    /** Since when it is known that they run. */
    private final Map<LeaseId, Instant> since = new HashMap<>();

    /**
     * @param recorded the lease as the ledger has it
     * @param stands the lease with what the ledger has not taken yet
     */
    Optional<LeaseEvent> overdue(LeaseState recorded, LeaseState stands, Instant now) {
        boolean runs = recorded instanceof LeaseState.Starting && stands instanceof LeaseState.Running;
        if (!runs) {
            since.remove(recorded.id());
            return Optional.empty();
        }
        Instant first = since.computeIfAbsent(recorded.id(), l -> now);
        return now.isBefore(first.plus(WITHIN))
                ? Optional.empty()
                : Optional.of(new LeaseEvent.StopAsked(recorded.id(), StopReason.START_UNRECORDED, now));
    }

    void forget(LeaseId lease) {
        since.remove(lease);
    }
}
