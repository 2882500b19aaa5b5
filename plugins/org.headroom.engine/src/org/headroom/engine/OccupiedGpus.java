package org.headroom.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthAction;
import org.headroom.model.market.LeaseId;

/**
 * GPUs on which the job of a lease that is over may still run: its container could not be ended, or whether there is one is
 * unknown. They get no other job. Any thread.
 */
final class OccupiedGpus {
    private static final Unwell OCCUPIED = new Unwell(
            HealthAction.STOP_BIDDING,
            "a job whose lease is over may still run on it",
            "It is offered again when the container engine says that the job's container is gone. If that lasts, see whether"
                    + " the engine answers, and end the container yourself.");

    /** With the GPUs of each; none where they are not known: it may be any. */
    private final Map<LeaseId, Set<GpuId>> jobs = new ConcurrentHashMap<>();

    private final Runnable changed;
    private volatile boolean known;

    /** @param changed run after each change, on the thread that made it */
    OccupiedGpus(Runnable changed) {
        this.changed = changed;
    }

    /** @param gpus of the lease; empty where they are not known */
    void add(LeaseId lease, Collection<GpuId> gpus) {
        if (jobs.putIfAbsent(lease, Set.copyOf(gpus)) == null) changed.run();
    }

    /** The engine has told the containers that there are. */
    void looked() {
        if (known) return;
        known = true;
        changed.run();
    }

    /** Whether the engine has told since the start which containers there are: one of an earlier life may have any GPU. */
    boolean isKnown() {
        return known;
    }

    void remove(LeaseId lease) {
        if (jobs.remove(lease) != null) changed.run();
    }

    /** Those of a machine's GPUs that are kept from work. */
    Map<GpuId, Unwell> of(List<GpuReading> gpus) {
        Map<GpuId, Unwell> occupied = new HashMap<>();
        for (Set<GpuId> held : jobs.values())
            for (GpuReading gpu : gpus) {
                GpuId id = gpu.identity().id();
                if (held.isEmpty() || held.contains(id)) occupied.put(id, OCCUPIED);
            }
        return occupied;
    }
}
