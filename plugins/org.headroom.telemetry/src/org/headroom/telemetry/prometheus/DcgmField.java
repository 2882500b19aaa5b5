package org.headroom.telemetry.prometheus;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuCondition.Ecc;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;

/**
 * What is published of a GPU under the names that NVIDIA's DCGM exporter uses, in its units, so that dashboards made for it
 * work. A reading that the card does not have is left out, never zero.
 */
enum DcgmField {
    DCGM_FI_DEV_SM_CLOCK(false, "Clock of the streaming multiprocessors, MHz.", of(Metric.SM_CLOCK)),
    DCGM_FI_DEV_MEM_CLOCK(false, "Clock of the memory, MHz.", of(Metric.MEMORY_CLOCK)),
    DCGM_FI_DEV_MEMORY_TEMP(false, "Temperature of the memory, degrees Celsius.", of(Metric.MEMORY_TEMPERATURE)),
    DCGM_FI_DEV_GPU_TEMP(false, "Temperature of the core, degrees Celsius.", of(Metric.CORE_TEMPERATURE)),
    DCGM_FI_DEV_POWER_USAGE(false, "Power the GPU draws, watts.", of(Metric.POWER)),
    DCGM_FI_DEV_POWER_MGMT_LIMIT(
            false, "Power limit in force, watts.", sample(s -> s.powerLimit().map(w -> w.milliwatts() / 1000.0))),
    DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION(
            true,
            "Energy used since the driver was loaded, millijoules.",
            sample(s -> s.energy().map(Joules::millijoules).map(Long::doubleValue))),
    DCGM_FI_DEV_FAN_SPEED(false, "Speed of the fastest fan, percent.", of(Metric.FAN)),
    DCGM_FI_DEV_PCIE_REPLAY_COUNTER(true, "Retries on the PCI Express link.", condition(c -> number(c.pcieReplays()))),
    DCGM_FI_DEV_PCIE_LINK_GEN(
            false,
            "Generation of the PCI Express link now.",
            sample(s -> count(s.pcie().generation()))),
    DCGM_FI_DEV_PCIE_LINK_WIDTH(
            false,
            "Width of the PCI Express link now, lanes.",
            sample(s -> count(s.pcie().width()))),
    DCGM_FI_DEV_GPU_UTIL(false, "Share of time in which a kernel ran, percent.", of(Metric.LOAD)),
    DCGM_FI_DEV_MEM_COPY_UTIL(false, "Share of time in which memory was moved, percent.", of(Metric.MEMORY_LOAD)),
    DCGM_FI_DEV_ENC_UTIL(false, "Use of the video encoder, percent.", of(Metric.ENCODER)),
    DCGM_FI_DEV_DEC_UTIL(false, "Use of the video decoder, percent.", of(Metric.DECODER)),
    DCGM_FI_DEV_FB_FREE(false, "Free memory, MiB.", DcgmField::free),
    DCGM_FI_DEV_FB_USED(false, "Used memory, MiB.", sample(s -> s.memoryUsed().map(DcgmField::mebibytes))),
    DCGM_FI_DEV_FB_TOTAL(
            false, "All memory, MiB.", r -> or(r.identity().memoryTotal().map(DcgmField::mebibytes))),
    DCGM_FI_DEV_ECC_SBE_VOL_TOTAL(
            true, "Corrected memory errors since the driver was loaded.", ecc(Ecc::correctedVolatile)),
    DCGM_FI_DEV_ECC_DBE_VOL_TOTAL(
            true, "Uncorrected memory errors since the driver was loaded.", ecc(Ecc::uncorrectedVolatile)),
    DCGM_FI_DEV_ECC_SBE_AGG_TOTAL(true, "Corrected memory errors in the card's life.", ecc(Ecc::correctedAggregate)),
    DCGM_FI_DEV_ECC_DBE_AGG_TOTAL(
            true, "Uncorrected memory errors in the card's life.", ecc(Ecc::uncorrectedAggregate)),
    DCGM_FI_DEV_RETIRED_SBE(
            true,
            "Pages retired for single-bit errors.",
            condition(c -> c.retiredPages().map(p -> (double) p.singleBit()))),
    DCGM_FI_DEV_RETIRED_DBE(
            true,
            "Pages retired for a double-bit error.",
            condition(c -> c.retiredPages().map(p -> (double) p.doubleBit()))),
    DCGM_FI_DEV_RETIRED_PENDING(
            false,
            "Whether pages wait to be retired at the next restart.",
            condition(c -> c.retiredPages().map(p -> p.pending() ? 1.0 : 0.0))),
    DCGM_FI_DEV_UNCORRECTABLE_REMAPPED_ROWS(
            true,
            "Rows of memory replaced for uncorrectable errors.",
            condition(c -> c.rowRemap().map(r -> (double) r.uncorrected()))),
    DCGM_FI_DEV_CORRECTABLE_REMAPPED_ROWS(
            true,
            "Rows of memory replaced for correctable errors.",
            condition(c -> c.rowRemap().map(r -> (double) r.corrected()))),
    DCGM_FI_DEV_ROW_REMAP_FAILURE(
            false,
            "Whether replacing a row of memory has failed.",
            condition(c -> c.rowRemap().map(r -> r.failed() ? 1.0 : 0.0))),
    DCGM_FI_DEV_ROW_REMAP_PENDING(
            false,
            "Whether a row of memory waits to be replaced at the next restart.",
            condition(c -> c.rowRemap().map(r -> r.pending() ? 1.0 : 0.0))),
    DCGM_FI_DEV_PSTATE(
            false,
            "Performance state, 0 (fastest) to 15.",
            condition(c -> c.performanceState().isPresent()
                    ? Optional.of((double) c.performanceState().getAsInt())
                    : Optional.empty()));

    private static final double MIB = 1L << 20;

    private final boolean counter;
    private final String help;
    private final ToDoubleFunction<GpuReading> value;

    DcgmField(boolean counter, String help, ToDoubleFunction<GpuReading> value) {
        this.counter = counter;
        this.help = help;
        this.value = value;
    }

    /** True where DCGM calls it a counter: it only grows until the driver is loaded anew. */
    boolean counter() {
        return counter;
    }

    String help() {
        return help;
    }

    /** NaN where the GPU does not say. */
    double of(GpuReading gpu) {
        return value.applyAsDouble(gpu);
    }

    private static ToDoubleFunction<GpuReading> of(Metric metric) {
        return r -> r.latest().map(metric::of).orElse(Double.NaN);
    }

    private static ToDoubleFunction<GpuReading> sample(Function<GpuSample, Optional<Double>> part) {
        return r -> or(r.latest().flatMap(part));
    }

    private static ToDoubleFunction<GpuReading> condition(Function<GpuCondition, Optional<Double>> part) {
        return r -> or(r.condition().flatMap(part));
    }

    private static ToDoubleFunction<GpuReading> ecc(Function<Ecc, OptionalLong> part) {
        return condition(c -> c.ecc().filter(Ecc::enabled).map(part).flatMap(DcgmField::number));
    }

    private static double free(GpuReading gpu) {
        return or(gpu.identity()
                .memoryTotal()
                .flatMap(total -> gpu.latest()
                        .flatMap(GpuSample::memoryUsed)
                        .map(used -> mebibytes(new ByteCount(Math.max(0, total.bytes() - used.bytes()))))));
    }

    private static Optional<Double> number(OptionalLong value) {
        return value.isPresent() ? Optional.of((double) value.getAsLong()) : Optional.empty();
    }

    private static Optional<Double> count(OptionalInt value) {
        return value.isPresent() ? Optional.of((double) value.getAsInt()) : Optional.empty();
    }

    private static double mebibytes(ByteCount bytes) {
        return Math.floor(bytes.bytes() / MIB);
    }

    private static double or(Optional<Double> value) {
        return value.orElse(Double.NaN);
    }
}
