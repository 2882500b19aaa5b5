package org.headroom.telemetry;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuProcess;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.PcieLink;
import org.headroom.model.gpu.ThrottleReason;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;
import org.headroom.nvml.NvmlClockLimit;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlMemory;
import org.headroom.nvml.NvmlProcess;
import org.headroom.nvml.NvmlUtilization;

/** Reads one GPU through NVML. A value that has not changed keeps its object, so that a sample costs little more than itself. */
final class NvmlReader implements GpuReader {
    private final NvmlDevice device;
    private final GpuId gpu;
    private final NvmlCondition condition;

    private volatile Optional<Watts> power = Optional.empty();
    private volatile Optional<Watts> powerLimit = Optional.empty();
    private volatile Optional<Joules> energy = Optional.empty();
    private volatile Optional<Celsius> core = Optional.empty();
    private volatile Optional<Celsius> memory = Optional.empty();
    private volatile Optional<Celsius> hotspot = Optional.empty();
    private volatile Optional<Percent> load = Optional.empty();
    private volatile Optional<Percent> memoryLoad = Optional.empty();
    private volatile Optional<Percent> encoder = Optional.empty();
    private volatile Optional<Percent> decoder = Optional.empty();
    private volatile Optional<ByteCount> memoryUsed = Optional.empty();
    private volatile Optional<Megahertz> smClock = Optional.empty();
    private volatile Optional<Megahertz> memoryClock = Optional.empty();
    private volatile Optional<Percent> fan = Optional.empty();
    private volatile PcieLink pcie = PcieLink.UNKNOWN;
    private volatile Set<ThrottleReason> throttle = Set.of();
    private volatile List<GpuProcess> processes = List.of();
    private Set<NvmlClockLimit> limitsBefore = Set.of();
    private List<NvmlProcess> processesBefore = List.of();

    NvmlReader(NvmlDevice device, GpuId gpu) {
        this.device = device;
        this.gpu = gpu;
        this.condition = new NvmlCondition(device, gpu);
    }

    NvmlDevice device() {
        return device;
    }

    @Override
    public boolean ask(Question q) throws GpuFault {
        try {
            return q.ofCondition() ? condition.ask(q) : read(q);
        } catch (NvmlException e) {
            forget(q);
            throw NvmlCalls.fault(e);
        }
    }

    private boolean read(Question q) throws NvmlException {
        switch (q) {
            case POWER -> power = watts(power, device.powerMilliwatts());
            case ENERGY -> energy = joules(device.energyMillijoules());
            case MEMORY -> memoryUsed = used(memoryUsed, device.memory());
            case UTILISATION -> {
                NvmlUtilization now = device.utilization();
                load = percent(load, now.gpu());
                memoryLoad = percent(memoryLoad, now.memory());
            }
            default -> {
                return readSlower(q);
            }
        }
        return true;
    }

    private boolean readSlower(Question q) throws NvmlException {
        return switch (q) {
            case CORE_TEMPERATURE -> (core = celsius(core, device.temperature())).isPresent();
            case MEMORY_TEMPERATURE -> (memory = celsius(memory, device.memoryTemperature())).isPresent();
            case HOTSPOT_TEMPERATURE -> (hotspot = celsius(hotspot, device.hotspotTemperature())).isPresent();
            case ENCODER -> (encoder = percent(encoder, device.encoderPercent())).isPresent();
            case DECODER -> (decoder = percent(decoder, device.decoderPercent())).isPresent();
            case SM_CLOCK -> (smClock = megahertz(smClock, device.smClockMegahertz())).isPresent();
            case MEMORY_CLOCK -> (memoryClock = megahertz(memoryClock, device.memoryClockMegahertz())).isPresent();
            case FAN -> (fan = percent(fan, device.fanPercent())).isPresent();
            case POWER_LIMIT -> (powerLimit = watts(powerLimit, device.powerLimitMilliwatts())).isPresent();
            case THROTTLE -> throttle(device.clockLimits());
            case PROCESSES -> processes(device.processes());
            case PCIE_GENERATION -> pcie(device.pcieGeneration(), pcie.generationMax(), pcie.width(), pcie.widthMax());
            case PCIE_WIDTH -> pcie(pcie.generation(), pcie.generationMax(), device.pcieWidth(), pcie.widthMax());
            case PCIE_MOST -> pcie(pcie.generation(), device.pcieGenerationMax(), pcie.width(), device.pcieWidthMax());
            default -> false;
        };
    }

    // An answer that did not come is no reading: the old one must not go on as if it were.
    private void forget(Question q) {
        switch (q) {
            case POWER -> power = Optional.empty();
            case ENERGY -> energy = Optional.empty();
            case MEMORY -> memoryUsed = Optional.empty();
            case UTILISATION -> {
                load = Optional.empty();
                memoryLoad = Optional.empty();
            }
            case CORE_TEMPERATURE -> core = Optional.empty();
            case MEMORY_TEMPERATURE -> memory = Optional.empty();
            case HOTSPOT_TEMPERATURE -> hotspot = Optional.empty();
            case SM_CLOCK -> smClock = Optional.empty();
            case MEMORY_CLOCK -> memoryClock = Optional.empty();
            case FAN -> fan = Optional.empty();
            case POWER_LIMIT -> powerLimit = Optional.empty();
            case ENCODER -> encoder = Optional.empty();
            case DECODER -> decoder = Optional.empty();
            case THROTTLE -> throttle(Set.of());
            case PROCESSES -> processes(List.of());
            case PCIE_GENERATION, PCIE_WIDTH, PCIE_MOST -> pcie = PcieLink.UNKNOWN;
            default -> condition.forget(q);
        }
    }

    @Override
    public GpuSample sample(Instant at) {
        return new GpuSample(
                gpu,
                at,
                power,
                powerLimit,
                energy,
                core,
                memory,
                hotspot,
                load,
                memoryLoad,
                encoder,
                decoder,
                memoryUsed,
                smClock,
                memoryClock,
                fan,
                pcie,
                throttle,
                processes);
    }

    @Override
    public void beginRound() {
        energy = Optional.empty();
    }

    @Override
    public GpuCondition condition(Instant at) {
        return condition.at(at);
    }

    private boolean pcie(OptionalInt generation, OptionalInt generationMax, OptionalInt width, OptionalInt widthMax) {
        PcieLink now = new PcieLink(generation, generationMax, width, widthMax);
        if (!now.equals(pcie)) pcie = now;
        return true;
    }

    private boolean throttle(Set<NvmlClockLimit> limits) {
        if (limits.equals(limitsBefore)) return true;
        EnumSet<ThrottleReason> reasons = EnumSet.noneOf(ThrottleReason.class);
        for (NvmlClockLimit limit : limits) reasons.add(ThrottleReason.valueOf(limit.name()));
        throttle = Set.copyOf(reasons);
        limitsBefore = limits;
        return true;
    }

    private boolean processes(List<NvmlProcess> all) {
        if (all.equals(processesBefore)) return true;
        processes = all.stream()
                .map(p -> new GpuProcess(
                        p.pid(),
                        p.usedBytes().isPresent()
                                ? Optional.of(new ByteCount(p.usedBytes().getAsLong()))
                                : Optional.empty(),
                        GpuProcess.Kind.valueOf(p.kind().name())))
                .toList();
        processesBefore = all;
        return true;
    }

    private static Optional<Watts> watts(Optional<Watts> before, OptionalLong now) {
        if (now.isEmpty()) return Optional.empty();
        boolean same = before.isPresent() && before.get().milliwatts() == now.getAsLong();
        return same ? before : Optional.of(new Watts(now.getAsLong()));
    }

    private static Optional<Joules> joules(OptionalLong now) {
        return now.isEmpty() ? Optional.empty() : Optional.of(new Joules(now.getAsLong()));
    }

    private static Optional<ByteCount> used(Optional<ByteCount> before, Optional<NvmlMemory> now) {
        if (now.isEmpty() || now.get().used().isEmpty()) return Optional.empty();
        long bytes = now.get().used().getAsLong();
        return before.isPresent() && before.get().bytes() == bytes ? before : Optional.of(new ByteCount(bytes));
    }

    private static Optional<Celsius> celsius(Optional<Celsius> before, OptionalInt now) {
        if (now.isEmpty()) return Optional.empty();
        boolean same = before.isPresent() && before.get().degrees() == now.getAsInt();
        return same ? before : Optional.of(new Celsius(now.getAsInt()));
    }

    private static Optional<Percent> percent(Optional<Percent> before, OptionalInt now) {
        if (now.isEmpty()) return Optional.empty();
        boolean same = before.isPresent() && before.get().value() == now.getAsInt();
        return same ? before : Optional.of(new Percent(now.getAsInt()));
    }

    private static Optional<Megahertz> megahertz(Optional<Megahertz> before, OptionalInt now) {
        if (now.isEmpty()) return Optional.empty();
        boolean same = before.isPresent() && before.get().value() == now.getAsInt();
        return same ? before : Optional.of(new Megahertz(now.getAsInt()));
    }
}
