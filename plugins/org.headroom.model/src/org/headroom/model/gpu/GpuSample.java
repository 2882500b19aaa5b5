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
 * @param powerLimit the limit in force ({@code nvmlDeviceGetEnforcedPowerLimit})
 * @param energy counter since the driver was loaded ({@code nvmlDeviceGetTotalEnergyConsumption})
 * @param hotspot the hottest spot of the chip, where the driver tells it
 * @param load share of the last period in which a kernel ran ({@code nvmlDeviceGetUtilizationRates})
 * @param fan the fastest fan
 */
public record GpuSample(
        GpuId gpu,
        Instant at,
        Optional<Watts> power,
        Optional<Watts> powerLimit,
        Optional<Joules> energy,
        Optional<Celsius> core,
        Optional<Celsius> memory,
        Optional<Celsius> hotspot,
        Optional<Percent> load,
        Optional<Percent> memoryLoad,
        Optional<Percent> encoder,
        Optional<Percent> decoder,
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

    /** A sample to fill in; what is not said stays empty. */
    public static SampleDraft of(GpuId gpu, Instant at) {
        return new SampleDraft(gpu, at);
    }
}
