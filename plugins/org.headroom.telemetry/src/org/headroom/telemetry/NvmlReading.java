package org.headroom.telemetry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
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
import org.headroom.nvml.NvmlMemory;
import org.headroom.nvml.NvmlProcess;

/** One reading of one GPU, filled in call by call; {@link #sample()} shows from any thread what has come in so far. */
public final class NvmlReading {
    private final NvmlDevice device;
    private final GpuId gpu;
    private final Instant at;
    private final ReadingPlan plan;

    private Optional<Watts> power = Optional.empty();
    private Optional<Watts> powerLimit = Optional.empty();
    private Optional<Joules> energy = Optional.empty();
    private Optional<Celsius> core = Optional.empty();
    private Optional<Celsius> memory = Optional.empty();
    private Optional<Percent> load = Optional.empty();
    private Optional<Percent> memoryLoad = Optional.empty();
    private Optional<ByteCount> memoryUsed = Optional.empty();
    private Optional<Megahertz> smClock = Optional.empty();
    private Optional<Megahertz> memoryClock = Optional.empty();
    private Optional<Percent> fan = Optional.empty();
    private PcieLink pcie = PcieLink.UNKNOWN;
    private Set<ThrottleReason> throttle = Set.of();
    private List<GpuProcess> processes = List.of();

    /** @param before the last sample: what the plan leaves out is carried over from it */
    public NvmlReading(NvmlDevice device, GpuId gpu, Instant at, Optional<GpuSample> before, ReadingPlan plan) {
        this.device = device;
        this.gpu = gpu;
        this.at = at;
        this.plan = plan;
        before.ifPresent(this::carryOver);
    }

    private void carryOver(GpuSample before) {
        if (!plan.slow()) {
            powerLimit = before.powerLimit();
            core = before.core();
            memory = before.memory();
            smClock = before.smClock();
            memoryClock = before.memoryClock();
            fan = before.fan();
            pcie = before.pcie();
            throttle = before.throttle();
        }
        if (!plan.processes()) processes = before.processes();
    }

    /** What is known so far; any thread. */
    public synchronized GpuSample sample() {
        return new GpuSample(
                gpu,
                at,
                power,
                powerLimit,
                energy,
                core,
                memory,
                Optional.empty(),
                load,
                memoryLoad,
                Optional.empty(),
                Optional.empty(),
                memoryUsed,
                smClock,
                memoryClock,
                fan,
                pcie,
                throttle,
                processes);
    }

    /**
     * Makes the calls; no other thread may use the device meanwhile.
     *
     * @throws GpuFault when the GPU is lost or answers nothing at all
     */
    public GpuSample run() throws GpuFault {
        NvmlCalls calls = new NvmlCalls(this, plan.limit());
        calls.ask(device::powerMilliwatts, v -> power = of(v, Watts::new));
        calls.ask(device::energyMillijoules, v -> energy = of(v, Joules::new));
        calls.ask(device::utilization, v -> {
            load = of(v.gpu(), Percent::new);
            memoryLoad = of(v.memory(), Percent::new);
        });
        calls.ask(device::memory, v -> memoryUsed = used(v));
        if (plan.slow()) readSlow(calls);
        if (plan.processes()) calls.ask(device::processes, v -> processes = translate(v));
        calls.checkAnswered();
        return sample();
    }

    private void readSlow(NvmlCalls calls) throws GpuFault {
        calls.ask(device::temperature, v -> core = of(v, Celsius::new));
        calls.ask(device::memoryTemperature, v -> memory = of(v, Celsius::new));
        calls.ask(device::powerLimitMilliwatts, v -> powerLimit = of(v, Watts::new));
        calls.ask(device::smClockMegahertz, v -> smClock = of(v, Megahertz::new));
        calls.ask(device::memoryClockMegahertz, v -> memoryClock = of(v, Megahertz::new));
        calls.ask(device::fanPercent, v -> fan = of(v, Percent::new));
        calls.ask(device::clockLimits, v -> throttle = translate(v));
        calls.ask(
                device::pcieGeneration,
                v -> pcie = new PcieLink(v, pcie.generationMax(), pcie.width(), pcie.widthMax()));
        calls.ask(
                device::pcieGenerationMax,
                v -> pcie = new PcieLink(pcie.generation(), v, pcie.width(), pcie.widthMax()));
        calls.ask(
                device::pcieWidth,
                v -> pcie = new PcieLink(pcie.generation(), pcie.generationMax(), v, pcie.widthMax()));
        calls.ask(
                device::pcieWidthMax,
                v -> pcie = new PcieLink(pcie.generation(), pcie.generationMax(), pcie.width(), v));
    }

    private static <T> Optional<T> of(OptionalInt value, IntFunction<T> unit) {
        return value.isPresent() ? Optional.of(unit.apply(value.getAsInt())) : Optional.empty();
    }

    private static <T> Optional<T> of(OptionalLong value, LongFunction<T> unit) {
        return value.isPresent() ? Optional.of(unit.apply(value.getAsLong())) : Optional.empty();
    }

    private static Optional<ByteCount> used(Optional<NvmlMemory> memory) {
        return memory.flatMap(m -> of(m.used(), ByteCount::new));
    }

    private static Set<ThrottleReason> translate(Set<NvmlClockLimit> limits) {
        return limits.stream().map(l -> ThrottleReason.valueOf(l.name())).collect(Collectors.toUnmodifiableSet());
    }

    private static List<GpuProcess> translate(List<NvmlProcess> all) {
        return all.stream()
                .map(p -> new GpuProcess(
                        p.pid(),
                        of(p.usedBytes(), ByteCount::new),
                        GpuProcess.Kind.valueOf(p.kind().name())))
                .toList();
    }
}
