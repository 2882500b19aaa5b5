package org.headroom.agent.control;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.health.HealthWatch;
import org.headroom.model.rig.RigDesk;

/**
 * The rig as the socket shows and works it.
 *
 * @param name what its offers call it; empty where it has no settings
 * @param desk empty where it only watches its GPUs
 * @param restored whether the ledger has been read: until then its leases and sums are not known
 */
public record ControlledRig(
        Optional<String> name,
        Optional<RigDesk> desk,
        BooleanSupplier restored,
        GpuWatch gpus,
        HealthWatch health,
        AvailabilityDesk availability) {}
