package org.headroom.model.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.market.LeaseId;

/** Ends the jobs that run past their time, also when the rig is not there to do it. Any thread. */
public interface JobGuard {
    /** Ends nothing. */
    JobGuard NONE = new JobGuard() {
        @Override
        public void cover(Cover cover) {}

        @Override
        public void release(LeaseId lease) {}

        @Override
        public void keepOnly(Set<LeaseId> leases) {}

        @Override
        public Optional<GuardedEnd> ended(LeaseId lease) {
            return Optional.empty();
        }
    };

    /**
     * By when a job has to end if the guard hears nothing more.
     *
     * @param container empty while it is not known
     * @param untilStop from now to the moment at which the rig would tell it to stop
     * @param untilKill from now to the end of its grace
     * @param stopping whether it has been told to stop
     * @param why why it would be stopped, or is
     */
    record Cover(
            LeaseId lease,
            Optional<ContainerRef> container,
            Duration untilStop,
            Duration untilKill,
            boolean stopping,
            StopReason why) {}

    /**
     * What the guard did to a job, by the rig's clock.
     *
     * @param container the id of the container that it ended
     * @param begun when it began to end it
     * @param over when no process of it was left; empty where that is not known
     */
    record GuardedEnd(String container, StopReason why, Instant begun, Optional<Instant> over) {}

    /** Replaces what was said of the lease before. Never waits. */
    void cover(Cover cover);

    /** The lease has no container that may run, and its end is on record. Never waits. */
    void release(LeaseId lease);

    /** As {@link #release} for all but these. Never waits. */
    void keepOnly(Set<LeaseId> leases);

    /** What the guard did to the job of a lease; empty where it did nothing. Reads a file. */
    Optional<GuardedEnd> ended(LeaseId lease);
}
