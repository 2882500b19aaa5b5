package org.headroom.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMemory;

/** Short numbers of the leases that are shown, so that not each view reads them from the ledger. {@code lease-loop} only. */
final class LeaseNumbers {
    private final RigMemory memory;
    private final Map<LeaseId, Integer> known = new HashMap<>();

    LeaseNumbers(RigMemory memory) {
        this.memory = memory;
    }

    /** A bid has none: of many few are taken, and leases are counted without gaps. */
    int of(LeaseState lease) {
        Integer number = known.get(lease.id());
        if (number != null) return number;
        if (lease instanceof LeaseState.Bidding) return LeaseView.UNNUMBERED;
        int given = read(lease.id());
        if (given != LeaseView.UNNUMBERED) known.put(lease.id(), given);
        return given;
    }

    /** Not kept in memory. */
    int read(LeaseId lease) {
        try {
            return memory.leaseNumber(lease);
        } catch (JournalFailure e) {
            // The disk is full: the lease is shown all the same, and numbered as soon as that can be kept.
            return LeaseView.UNNUMBERED;
        }
    }

    /** Forgets the numbers of all other leases; the ledger has them. */
    void keepOnly(List<LeaseState> shown) {
        if (known.size() <= shown.size()) return;
        Set<LeaseId> ids = shown.stream().map(LeaseState::id).collect(Collectors.toSet());
        known.keySet().retainAll(ids);
    }

    /** How many are in memory. */
    int size() {
        return known.size();
    }
}
