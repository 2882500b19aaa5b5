package org.headroom.engine;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.headroom.model.Subscription;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.gpu.GpuId;

/** What the lease loop asks of the owner's rules. Any thread; answers at once. */
public interface OwnerRules {
    AvailabilityRules rules();

    Optional<GpuAvailability> of(GpuId gpu);

    /** Told when rules or availability change: hand over and return at once. */
    Subscription onChange(Runnable listener);

    /** From now on the programs of these jobs are told from the owner's. Until it is called no container's program counts. */
    void jobs(Supplier<OurJobs> jobs);

    /**
     * @param containers the ids of our jobs' containers
     * @param held GPUs on which a job of ours may be, so that what is not known to be the owner's counts as ours
     * @param starting GPUs on which a container of ours may be that is not known yet
     */
    record OurJobs(Set<String> containers, Set<GpuId> held, Set<GpuId> starting) {
        public static final OurJobs NONE = new OurJobs(Set.of(), Set.of(), Set.of());

        public OurJobs {
            containers = Set.copyOf(containers);
            held = Set.copyOf(held);
            starting = Set.copyOf(starting);
        }
    }
}
