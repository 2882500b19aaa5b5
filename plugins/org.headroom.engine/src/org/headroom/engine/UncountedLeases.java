package org.headroom.engine;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.RigMemory;

/**
 * The latest leases whose energy is not from the counters of their GPUs, kept over a restart: more than a start restores.
 * {@code lease-loop} only.
 */
final class UncountedLeases {
    private static final String KEY = "energy-not-counted";
    private static final int MOST = 5 * LeaseBook.RECENT;

    private final RigMemory memory;
    private final SequencedSet<String> leases = new LinkedHashSet<>();
    private boolean unsaved;

    UncountedLeases(RigMemory memory) {
        this.memory = memory;
        memory.get(KEY).stream().flatMap(String::lines).limit(MOST).forEach(leases::add);
    }

    boolean contains(LeaseId lease) {
        return leases.contains(lease.value());
    }

    void add(LeaseId lease) {
        if (!leases.add(lease.value())) return;
        if (leases.size() > MOST) leases.removeFirst();
        unsaved = true;
        save();
    }

    /** Saves what a full disk has kept from being saved. */
    void save() {
        if (!unsaved) return;
        try {
            memory.put(KEY, String.join("\n", leases));
            unsaved = false;
        } catch (JournalFailure e) {
            // The end of the job cannot be recorded either; both are tried again.
        }
    }
}
