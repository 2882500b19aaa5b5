package org.headroom.engine;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;

/** Has the containers and disks removed that no lease needs, left behind by a crash or by an engine that was away. {@code lease-loop} only. */
final class LeftContainers {
    private static final int DISKS_EACH = 10;

    private final JobRunner jobs;
    private final OccupiedGpus occupied;
    private final RigState state;
    private final Supplier<LeaseBook> book;
    private int sweeps;

    /** @param book any thread */
    LeftContainers(JobRunner jobs, OccupiedGpus occupied, RigState state, Supplier<LeaseBook> book) {
        this.jobs = jobs;
        this.occupied = occupied;
        this.state = state;
        this.book = book;
    }

    /** Looks for containers, and each tenth time for disks, which reads the folders of all leases. */
    void sweep() {
        if (begins(sweeps % DISKS_EACH == 0)) sweeps++;
    }

    /**
     * Until the engine has told the containers of an earlier life, none of its jobs is known to be over. Disks that could
     * not be looked for are looked for again, too.
     */
    void sweepUntilKnown() {
        if (!occupied.isKnown() || jobs.disksAreDue()) begins(false);
    }

    private boolean begins(boolean disks) {
        return state.isRestored() && jobs.sweep(this::isNeeded, this::gpusOf, disks, occupied::looked);
    }

    private Collection<GpuId> gpusOf(LeaseId lease) {
        return book.get().find(lease).map(s -> s.terms().bid().gpuIds()).orElse(List.of());
    }

    private boolean isNeeded(LeaseId lease) {
        return book.get()
                .find(lease)
                .filter(s -> s.holdsGpu() || s instanceof LeaseState.Ended || s instanceof LeaseState.Numbered)
                .isPresent();
    }
}
