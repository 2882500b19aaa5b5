package org.headroom.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.headroom.model.market.LeaseId;

/**
 * What a check of the whole ledger found.
 *
 * @param events how many events were checked
 * @param damaged the leases whose record is damaged, each with one sentence for a person; {@value #MOST} at most
 * @param problems what else is wrong, one sentence each; {@value #MOST} at most
 * @param complete false where the ledger was closed before the check had ended
 */
public record LedgerCheck(
        long events, Map<LeaseId, String> damaged, List<String> problems, boolean complete, Duration took) {
    static final int MOST = 100;

    public LedgerCheck {
        damaged = Map.copyOf(damaged);
        problems = List.copyOf(problems);
    }

    /** Whether all of the ledger was checked and nothing was found. */
    public boolean sound() {
        return complete && damaged.isEmpty() && problems.isEmpty();
    }

    /** Told of the progress of a check. */
    public interface Progress {
        Progress NONE = (done, of) -> {};

        /** @param done events that were checked, of {@code of} that there were at the beginning */
        void at(long done, long of);
    }
}
