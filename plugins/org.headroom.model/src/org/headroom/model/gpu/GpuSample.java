package org.headroom.model.gpu;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;

/**
 * What one GPU said at one moment. A reading the card does not have is empty, never -1.
 *
 * @param load share of the last period in which a kernel ran ({@code nvmlDeviceGetUtilizationRates})
 * @param energy counter since the driver was loaded ({@code nvmlDeviceGetTotalEnergyConsumption})
 */
public record GpuSample(
        GpuId gpu,
        Instant at,
        Optional<Watts> power,
        Optional<Watts> powerLimit,
        Optional<Joules> energy,
        Optional<Celsius> core,
        Optional<Celsius> memory,
        Optional<Percent> load,
        Optional<Percent> memoryLoad,
        Optional<ByteCount> memoryUsed,
        Optional<Megahertz> smClock,
        Optional<Megahertz> memoryClock,
        Optional<Percent> fan,
        PcieLink pcie,
        Set<ThrottleReason> throttle,
        List<GpuProcess> processes) {
    public GpuSample {
        throttle = Set.copyOf(throttle);
        processes = List.copyOf(processes);
    }
}
