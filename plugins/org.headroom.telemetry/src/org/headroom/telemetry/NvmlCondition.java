package org.headroom.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;
import org.headroom.nvml.NvmlClocks;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlEcc;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlFan;
import org.headroom.nvml.NvmlLink;
import org.headroom.nvml.NvmlMig;
import org.headroom.nvml.NvmlPowerLimits;
import org.headroom.nvml.NvmlRemappedRows;
import org.headroom.nvml.NvmlRetiredPages;
import org.headroom.nvml.NvmlTemperatureLimits;

/** Reads one GPU's condition through NVML, a question at a time. One thread at a time asks; any thread looks. */
final class NvmlCondition {
    private final NvmlDevice device;
    private final GpuId gpu;

    private volatile GpuCondition.Limits limits = GpuCondition.Limits.UNKNOWN;
    private volatile List<GpuCondition.Fan> fans = List.of();
    private volatile Optional<GpuCondition.Ecc> ecc = Optional.empty();
    private volatile Optional<GpuCondition.RowRemap> rowRemap = Optional.empty();
    private volatile Optional<GpuCondition.RetiredPages> retiredPages = Optional.empty();
    private volatile OptionalLong pcieReplays = OptionalLong.empty();
    private volatile List<GpuCondition.NvLink> nvLinks = List.of();
    private volatile OptionalInt performanceState = OptionalInt.empty();
    private volatile Optional<Boolean> mig = Optional.empty();

    NvmlCondition(NvmlDevice device, GpuId gpu) {
        this.device = device;
        this.gpu = gpu;
    }

    boolean ask(Question q) throws NvmlException {
        return switch (q) {
            case FANS -> !(fans = device.fans().stream().map(NvmlCondition::fan).toList()).isEmpty();
            case ECC -> (ecc = device.ecc().map(NvmlCondition::ecc)).isPresent();
            case PCIE_REPLAYS -> (pcieReplays = device.pcieReplays()).isPresent();
            case PERFORMANCE_STATE -> (performanceState = device.performanceState()).isPresent();
            case ROW_REMAP -> (rowRemap = device.remappedRows().map(NvmlCondition::rowRemap)).isPresent();
            case RETIRED_PAGES -> (retiredPages = device.retiredPages().map(NvmlCondition::retiredPages)).isPresent();
            case NVLINKS ->
                !(nvLinks = device.nvLinks().stream().map(NvmlCondition::link).toList()).isEmpty();
            case MIG -> (mig = device.mig().map(NvmlMig::enabled)).isPresent();
            case LIMITS -> {
                limits = limits(device.temperatureLimits(), device.maxClocks(), device.powerLimits());
                yield true;
            }
            default -> false;
        };
    }

    /** An answer that did not come leaves nothing; limits do not change, and stay. */
    void forget(Question q) {
        switch (q) {
            case FANS -> fans = List.of();
            case ECC -> ecc = Optional.empty();
            case PCIE_REPLAYS -> pcieReplays = OptionalLong.empty();
            case PERFORMANCE_STATE -> performanceState = OptionalInt.empty();
            case ROW_REMAP -> rowRemap = Optional.empty();
            case RETIRED_PAGES -> retiredPages = Optional.empty();
            case NVLINKS -> nvLinks = List.of();
            case MIG -> mig = Optional.empty();
            default -> {}
        }
    }

    GpuCondition at(Instant at) {
        return new GpuCondition(
                gpu, at, limits, fans, ecc, rowRemap, retiredPages, pcieReplays, nvLinks, performanceState, mig);
    }

    private static GpuCondition.Limits limits(NvmlTemperatureLimits heat, NvmlClocks clocks, NvmlPowerLimits power) {
        return new GpuCondition.Limits(
                celsius(heat.slowdown()),
                celsius(heat.shutdown()),
                celsius(heat.memoryMax()),
                megahertz(clocks.sm()),
                megahertz(clocks.memory()),
                watts(power.byDefault()),
                watts(power.most()));
    }

    private static GpuCondition.Fan fan(NvmlFan f) {
        return new GpuCondition.Fan(f.index(), percent(f.percent()), percent(f.targetPercent()), f.rpm());
    }

    private static GpuCondition.Ecc ecc(NvmlEcc e) {
        return new GpuCondition.Ecc(
                e.enabled(),
                e.correctedVolatile(),
                e.correctedAggregate(),
                e.uncorrectedVolatile(),
                e.uncorrectedAggregate());
    }

    private static GpuCondition.RowRemap rowRemap(NvmlRemappedRows r) {
        return new GpuCondition.RowRemap(r.corrected(), r.uncorrected(), r.pending(), r.failed());
    }

    private static GpuCondition.RetiredPages retiredPages(NvmlRetiredPages p) {
        return new GpuCondition.RetiredPages(
                p.singleBit().orElse(0), p.doubleBit().orElse(0), p.pending());
    }

    private static GpuCondition.NvLink link(NvmlLink l) {
        return new GpuCondition.NvLink(l.index(), l.active(), l.errors());
    }

    private static Optional<Celsius> celsius(OptionalInt v) {
        return v.isPresent() ? Optional.of(new Celsius(v.getAsInt())) : Optional.empty();
    }

    private static Optional<Megahertz> megahertz(OptionalInt v) {
        return v.isPresent() ? Optional.of(new Megahertz(v.getAsInt())) : Optional.empty();
    }

    private static Optional<Percent> percent(OptionalInt v) {
        return v.isPresent() ? Optional.of(new Percent(v.getAsInt())) : Optional.empty();
    }

    private static Optional<Watts> watts(OptionalLong v) {
        return v.isPresent() ? Optional.of(new Watts(v.getAsLong())) : Optional.empty();
    }
}
