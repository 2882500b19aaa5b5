package org.headroom.nvml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.Memory;
import org.headroom.nvml.raw.struct.MemoryV2;
import org.headroom.nvml.raw.struct.Utilization;

/**
 * One GPU, or one MIG device. One thread at a time. A reading that the card, the driver or the user's rights do not give is
 * empty, also where the library answers with a number that cannot be (255 °C, 2³²-1 mW); {@link NvmlException} is for a GPU that
 * is lost and other trouble. Each method calls the driver and may take as long as the driver likes.
 *
 * <p>Once its {@link #uuid()} was read, a device finds its GPU again after it was lost, when it is back and the driver gives it
 * a new handle: no new object is needed, only patience, for it asks once a second at most.
 */
public final class NvmlDevice {
    // Beyond these a number is no reading but a sign for "none".
    private static final int MOST_MILLIWATTS = 20_000_000;
    private static final int MOST_MEGAHERTZ = 50_000;
    private static final int HOTTEST = 200;
    private static final int MOST_MIG_DEVICES = 64;

    private final GpuCalls gpu;
    private final Nvml nvml;
    private final IdentityReader identity;
    private final CoolingReader cooling;
    private final HealthReader health;
    private final LinkReader links;
    private final ProcessReader processes;
    private final ProcessUseReader processUse;

    // The same limits hold for many sweeps: their set is made once.
    private long lastMask;
    private Set<NvmlClockLimit> lastLimits = Set.of();

    NvmlDevice(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
        this.identity = new IdentityReader(gpu);
        this.cooling = new CoolingReader(gpu);
        this.health = new HealthReader(gpu);
        this.links = new LinkReader(gpu);
        this.processes = new ProcessReader(gpu);
        this.processUse = new ProcessUseReader(gpu);
    }

    /** The C handle, for {@link NvmlSession#raw()}; it can change when the GPU was lost. Makes no call. */
    public long handle() {
        return gpu.handleNow();
    }

    // ---- Identity ----

    /** The product's name, such as {@code NVIDIA GeForce RTX 4090} ({@code nvmlDeviceGetName}). */
    public Optional<String> name() throws NvmlException {
        return identity.name();
    }

    /**
     * The name for life, such as {@code GPU-5c6b4a2e-…} ({@code nvmlDeviceGetUUID}); whatever follows a well-formed one in the
     * buffer is cut off.
     */
    public Optional<String> uuid() throws NvmlException {
        return identity.uuid();
    }

    /** Where the GPU sits, such as {@code 00000000:01:00.0} ({@code nvmlDeviceGetPciInfo_v3}, else older ones). */
    public Optional<String> pciBusId() throws NvmlException {
        return identity.pciBusId();
    }

    /** CUDA's compute capability, such as {@code 8.9} ({@code nvmlDeviceGetCudaComputeCapability}). */
    public Optional<String> computeCapability() throws NvmlException {
        return identity.computeCapability();
    }

    /** The board's serial number ({@code nvmlDeviceGetSerial}); GeForce cards do not tell. */
    public Optional<String> serial() throws NvmlException {
        return identity.serial();
    }

    /** The VBIOS version ({@code nvmlDeviceGetVbiosVersion}). */
    public Optional<String> vbios() throws NvmlException {
        return identity.vbios();
    }

    /** The chip's family ({@code nvmlDeviceGetArchitecture}). */
    public Optional<NvmlArchitecture> architecture() throws NvmlException {
        return identity.architecture();
    }

    /** What the card is sold as ({@code nvmlDeviceGetBrand}). */
    public Optional<NvmlBrand> brand() throws NvmlException {
        return identity.brand();
    }

    /** Who may compute on it ({@code nvmlDeviceGetComputeMode}). */
    public Optional<NvmlComputeMode> computeMode() throws NvmlException {
        return identity.computeMode();
    }

    /** Whether the driver stays loaded while nobody uses the GPU ({@code nvmlDeviceGetPersistenceMode}). */
    public Optional<Boolean> persistenceMode() throws NvmlException {
        return identity.persistenceMode();
    }

    // ---- Load, memory and power ----

    /** Bytes in all and in use ({@code nvmlDeviceGetMemoryInfo_v2}, else the older one). */
    public Optional<NvmlMemory> memory() throws NvmlException {
        int code = nvml.nvmlDeviceGetMemoryInfo_v2(
                gpu.handle(), gpu.versioned(MemoryV2.SIZE_BYTES, MemoryV2.VERSION_WORD));
        if (!gpu.absent("nvmlDeviceGetMemoryInfo_v2", code)) {
            long total = gpu.out.getLong(MemoryV2.TOTAL);
            if (sound(total)) return memory(total, gpu.out.getLong(MemoryV2.USED));
        }
        code = nvml.nvmlDeviceGetMemoryInfo(gpu.handle(), gpu.zeroed(Memory.SIZE_BYTES));
        if (gpu.absent("nvmlDeviceGetMemoryInfo", code)) return Optional.empty();
        long total = gpu.out.getLong(Memory.TOTAL);
        return sound(total) ? memory(total, gpu.out.getLong(Memory.USED)) : Optional.empty();
    }

    private static boolean sound(long total) {
        return total > 0 && total <= 1L << 50;
    }

    private static Optional<NvmlMemory> memory(long total, long used) {
        return Optional.of(
                new NvmlMemory(total, used >= 0 && used <= total ? OptionalLong.of(used) : OptionalLong.empty()));
    }

    /** Percent busy ({@code nvmlDeviceGetUtilizationRates}). */
    public NvmlUtilization utilization() throws NvmlException {
        int code = nvml.nvmlDeviceGetUtilizationRates(gpu.handle(), gpu.blank());
        if (gpu.absent("nvmlDeviceGetUtilizationRates", code))
            return new NvmlUtilization(OptionalInt.empty(), OptionalInt.empty());
        return new NvmlUtilization(
                GpuCalls.within(gpu.out.getInt(Utilization.GPU), 0, 100),
                GpuCalls.within(gpu.out.getInt(Utilization.MEMORY), 0, 100));
    }

    /** Percent that the video encoders are busy ({@code nvmlDeviceGetEncoderUtilization}). */
    public OptionalInt encoderPercent() throws NvmlException {
        long at = gpu.blank();
        int code = nvml.nvmlDeviceGetEncoderUtilization(gpu.handle(), at, at + 8);
        return gpu.number("nvmlDeviceGetEncoderUtilization", code, 0, 100);
    }

    /** Percent that the video decoders are busy ({@code nvmlDeviceGetDecoderUtilization}). */
    public OptionalInt decoderPercent() throws NvmlException {
        long at = gpu.blank();
        int code = nvml.nvmlDeviceGetDecoderUtilization(gpu.handle(), at, at + 8);
        return gpu.number("nvmlDeviceGetDecoderUtilization", code, 0, 100);
    }

    /** Milliwatts drawn now, on recent cards the mean of the last second ({@code nvmlDeviceGetPowerUsage}). */
    public OptionalLong powerMilliwatts() throws NvmlException {
        int code = nvml.nvmlDeviceGetPowerUsage(gpu.handle(), gpu.blank());
        return gpu.unsigned("nvmlDeviceGetPowerUsage", code, MOST_MILLIWATTS);
    }

    /**
     * Milliwatts that the GPU is set to stay under ({@code nvmlDeviceGetPowerManagementLimit}, else
     * {@code nvmlDeviceGetEnforcedPowerLimit}).
     */
    public OptionalLong powerLimitMilliwatts() throws NvmlException {
        OptionalLong set = setLimit();
        return set.isPresent() ? set : enforcedLimit();
    }

    private OptionalLong setLimit() throws NvmlException {
        int code = nvml.nvmlDeviceGetPowerManagementLimit(gpu.handle(), gpu.blank());
        return gpu.unsigned("nvmlDeviceGetPowerManagementLimit", code, MOST_MILLIWATTS);
    }

    private OptionalLong enforcedLimit() throws NvmlException {
        int code = nvml.nvmlDeviceGetEnforcedPowerLimit(gpu.handle(), gpu.blank());
        return gpu.unsigned("nvmlDeviceGetEnforcedPowerLimit", code, MOST_MILLIWATTS);
    }

    /** All power limits, in milliwatts. */
    public NvmlPowerLimits powerLimits() throws NvmlException {
        OptionalLong enforced = enforcedLimit();
        OptionalLong set = setLimit();
        int code = nvml.nvmlDeviceGetPowerManagementDefaultLimit(gpu.handle(), gpu.blank());
        OptionalLong byDefault = gpu.unsigned("nvmlDeviceGetPowerManagementDefaultLimit", code, MOST_MILLIWATTS);
        long at = gpu.blank();
        code = nvml.nvmlDeviceGetPowerManagementLimitConstraints(gpu.handle(), at, at + 4);
        boolean none = gpu.absent("nvmlDeviceGetPowerManagementLimitConstraints", code);
        return new NvmlPowerLimits(
                enforced,
                set,
                byDefault,
                none ? OptionalLong.empty() : gpu.unsignedAt(0, MOST_MILLIWATTS),
                none ? OptionalLong.empty() : gpu.unsignedAt(4, MOST_MILLIWATTS));
    }

    /** Millijoules used since the driver was loaded ({@code nvmlDeviceGetTotalEnergyConsumption}). */
    public OptionalLong energyMillijoules() throws NvmlException {
        int code = nvml.nvmlDeviceGetTotalEnergyConsumption(gpu.handle(), gpu.blank());
        OptionalLong millijoules = gpu.counter("nvmlDeviceGetTotalEnergyConsumption", code);
        // 32 bits of ones are a sentinel too; a counter passes that value for less than a second in 50 days.
        boolean sentinel = millijoules.isPresent() && millijoules.getAsLong() == 0xffff_ffffL;
        return sentinel ? OptionalLong.empty() : millijoules;
    }

    /** 0 (fastest) to 15 ({@code nvmlDeviceGetPerformanceState}). */
    public OptionalInt performanceState() throws NvmlException {
        int code = nvml.nvmlDeviceGetPerformanceState(gpu.handle(), gpu.blank());
        return gpu.number("nvmlDeviceGetPerformanceState", code, 0, 15);
    }

    // ---- Temperatures and fans ----

    /** Degrees Celsius of the GPU's core ({@code nvmlDeviceGetTemperature}, else {@code nvmlDeviceGetTemperatureV}). */
    public OptionalInt temperature() throws NvmlException {
        return cooling.core();
    }

    /** Degrees Celsius of the memory; most GeForce cards do not tell ({@code NVML_FI_DEV_MEMORY_TEMP}). */
    public OptionalInt memoryTemperature() throws NvmlException {
        OptionalLong value = field(Constants.NVML_FI_DEV_MEMORY_TEMP);
        // A card without the sensor may say 0.
        return value.isEmpty() ? OptionalInt.empty() : GpuCalls.within(value.getAsLong(), 1, HOTTEST);
    }

    /**
     * Degrees Celsius of the chip's hottest spot: the highest of several sensors on the GPU in
     * {@code nvmlDeviceGetThermalSettings}. Empty where the card lists only one, which is the core's.
     */
    public OptionalInt hotspotTemperature() throws NvmlException {
        return cooling.hotspot();
    }

    /** The card's own list of sensors ({@code nvmlDeviceGetThermalSettings}); at most three. */
    public List<NvmlThermalSensor> thermalSensors() throws NvmlException {
        return cooling.sensors();
    }

    /** Degrees Celsius at which the card protects itself ({@code nvmlDeviceGetTemperatureThreshold}). */
    public NvmlTemperatureLimits temperatureLimits() throws NvmlException {
        return cooling.limits();
    }

    /**
     * Percent that the (first) fan is told to run at; may be over 100; empty for passive cards
     * ({@code nvmlDeviceGetFanSpeed}, else {@code nvmlDeviceGetFanSpeed_v2}).
     */
    public OptionalInt fanPercent() throws NvmlException {
        return cooling.firstFan();
    }

    /** The card's own fans, one by one ({@code nvmlDeviceGetNumFans}); none for passive cards. */
    public List<NvmlFan> fans() throws NvmlException {
        return cooling.fans();
    }

    // ---- Clocks ----

    /** MHz of the streaming multiprocessors ({@code nvmlDeviceGetClockInfo}). */
    public OptionalInt smClockMegahertz() throws NvmlException {
        return clock(Constants.NVML_CLOCK_SM);
    }

    /** MHz of the memory ({@code nvmlDeviceGetClockInfo}). */
    public OptionalInt memoryClockMegahertz() throws NvmlException {
        return clock(Constants.NVML_CLOCK_MEM);
    }

    private OptionalInt clock(int type) throws NvmlException {
        int code = nvml.nvmlDeviceGetClockInfo(gpu.handle(), type, gpu.blank());
        return gpu.number("nvmlDeviceGetClockInfo", code, 0, MOST_MEGAHERTZ);
    }

    /** All clocks now, in MHz ({@code nvmlDeviceGetClockInfo}). */
    public NvmlClocks clocks() throws NvmlException {
        return new NvmlClocks(
                clock(Constants.NVML_CLOCK_GRAPHICS),
                clock(Constants.NVML_CLOCK_SM),
                clock(Constants.NVML_CLOCK_MEM),
                clock(Constants.NVML_CLOCK_VIDEO));
    }

    /** The highest clocks that the card can have, in MHz ({@code nvmlDeviceGetMaxClockInfo}). */
    public NvmlClocks maxClocks() throws NvmlException {
        return new NvmlClocks(
                maxClock(Constants.NVML_CLOCK_GRAPHICS),
                maxClock(Constants.NVML_CLOCK_SM),
                maxClock(Constants.NVML_CLOCK_MEM),
                maxClock(Constants.NVML_CLOCK_VIDEO));
    }

    private OptionalInt maxClock(int type) throws NvmlException {
        int code = nvml.nvmlDeviceGetMaxClockInfo(gpu.handle(), type, gpu.blank());
        return gpu.number("nvmlDeviceGetMaxClockInfo", code, 1, MOST_MEGAHERTZ);
    }

    /**
     * Why the clocks are lower than they could be; empty where nothing holds them back or the card does not tell
     * ({@code nvmlDeviceGetCurrentClocksEventReasons}, else {@code nvmlDeviceGetCurrentClocksThrottleReasons}).
     */
    public Set<NvmlClockLimit> clockLimits() throws NvmlException {
        int code = nvml.nvmlDeviceGetCurrentClocksEventReasons(gpu.handle(), gpu.zeroed(8));
        if (gpu.absent("nvmlDeviceGetCurrentClocksEventReasons", code)) {
            code = nvml.nvmlDeviceGetCurrentClocksThrottleReasons(gpu.handle(), gpu.zeroed(8));
            if (gpu.absent("nvmlDeviceGetCurrentClocksThrottleReasons", code)) return Set.of();
        }
        long mask = gpu.out.getLong(0);
        if (mask == -1) return Set.of();
        if (mask != lastMask) {
            lastLimits = Set.copyOf(NvmlClockLimit.of(mask));
            lastMask = mask;
        }
        return lastLimits;
    }

    /** How long each limit held the GPU back since the driver was loaded, in nanoseconds. */
    public NvmlThrottleTimes throttleTimes() throws NvmlException {
        return health.throttleTimes();
    }

    // ---- PCI Express and NVLink ----

    /** PCI Express generation now; lower than the maximum while the GPU saves power. */
    public OptionalInt pcieGeneration() throws NvmlException {
        int code = nvml.nvmlDeviceGetCurrPcieLinkGeneration(gpu.handle(), gpu.blank());
        return gpu.number("nvmlDeviceGetCurrPcieLinkGeneration", code, 1, 16);
    }

    /** The highest PCI Express generation of GPU and slot together. */
    public OptionalInt pcieGenerationMax() throws NvmlException {
        int code = nvml.nvmlDeviceGetMaxPcieLinkGeneration(gpu.handle(), gpu.blank());
        return gpu.number("nvmlDeviceGetMaxPcieLinkGeneration", code, 1, 16);
    }

    /** PCI Express lanes now. */
    public OptionalInt pcieWidth() throws NvmlException {
        int code = nvml.nvmlDeviceGetCurrPcieLinkWidth(gpu.handle(), gpu.blank());
        return gpu.number("nvmlDeviceGetCurrPcieLinkWidth", code, 1, 64);
    }

    /** The most lanes that GPU and slot have together. */
    public OptionalInt pcieWidthMax() throws NvmlException {
        int code = nvml.nvmlDeviceGetMaxPcieLinkWidth(gpu.handle(), gpu.blank());
        return gpu.number("nvmlDeviceGetMaxPcieLinkWidth", code, 1, 64);
    }

    /** PCI Express packets sent again since the driver was loaded ({@code nvmlDeviceGetPcieReplayCounter}). */
    public OptionalLong pcieReplays() throws NvmlException {
        int code = nvml.nvmlDeviceGetPcieReplayCounter(gpu.handle(), gpu.blank());
        return gpu.unsigned("nvmlDeviceGetPcieReplayCounter", code, 0xffff_fffeL);
    }

    /** The GPU's NVLinks with their error counters; none where the card has none. */
    public List<NvmlLink> nvLinks() throws NvmlException {
        return links.read();
    }

    // ---- Wear and errors ----

    /** Whether memory errors are corrected, and how many there were; empty where the card has no ECC. */
    public Optional<NvmlEcc> ecc() throws NvmlException {
        return health.ecc();
    }

    /** Memory errors in one place of the GPU ({@code nvmlDeviceGetMemoryErrorCounter}). */
    public NvmlMemoryErrors memoryErrors(NvmlMemoryErrors.Place place) throws NvmlException {
        return health.errors(place);
    }

    /** Rows of memory that spare ones stand in for; empty where the card cannot do that (before Ampere). */
    public Optional<NvmlRemappedRows> remappedRows() throws NvmlException {
        return health.remappedRows();
    }

    /** Pages of memory out of use; empty where the card does not do that (since Ampere, and most GeForce cards). */
    public Optional<NvmlRetiredPages> retiredPages() throws NvmlException {
        return health.retiredPages();
    }

    // ---- MIG ----

    /** Whether the GPU is split into MIG devices; empty where it cannot be ({@code nvmlDeviceGetMigMode}). */
    public Optional<NvmlMig> mig() throws NvmlException {
        long at = gpu.blank();
        int code = nvml.nvmlDeviceGetMigMode(gpu.handle(), at, at + 4);
        if (gpu.absent("nvmlDeviceGetMigMode", code)) return Optional.empty();
        int current = gpu.out.getInt(0);
        int pending = gpu.out.getInt(4);
        if (current < 0 || current > 1) return Optional.empty();
        return Optional.of(new NvmlMig(current == 1, pending == 1, mostMigDevices()));
    }

    private int mostMigDevices() throws NvmlException {
        int code = nvml.nvmlDeviceGetMaxMigDeviceCount(gpu.handle(), gpu.blank());
        return gpu.number("nvmlDeviceGetMaxMigDeviceCount", code, 0, MOST_MIG_DEVICES)
                .orElse(0);
    }

    /** The MIG devices that the GPU is split into now, each with a name and UUID of its own; none without MIG. */
    public List<NvmlDevice> migDevices() throws NvmlException {
        int most = mostMigDevices();
        List<NvmlDevice> all = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int code = nvml.nvmlDeviceGetMigDeviceHandleByIndex(gpu.handle(), i, gpu.zeroed(8));
            if (GpuCalls.missing("nvmlDeviceGetMigDeviceHandleByIndex", code)) continue;
            all.add(new NvmlDevice(new GpuCalls(nvml, gpu.out.getLong(0))));
        }
        return List.copyOf(all);
    }

    // ---- Processes and other numbers ----

    /** Processes that hold memory of this GPU, compute first. Slow in real drivers (milliseconds): ask seldom. */
    public List<NvmlProcess> processes() throws NvmlException {
        return processes.read();
    }

    /**
     * How much of the GPU processes used.
     *
     * @param sinceMicros only samples after that, in microseconds since 1970; 0 for all that the driver has kept
     */
    public List<NvmlProcessUse> processUtilization(long sinceMicros) throws NvmlException {
        return processUse.since(sinceMicros);
    }

    /** Whether the driver keeps account of processes ({@code nvmlDeviceGetAccountingMode}). */
    public Optional<Boolean> accountingMode() throws NvmlException {
        return processUse.accountingMode();
    }

    /** The processes of which account was kept ({@code nvmlDeviceGetAccountingPids}), those that ended included. */
    public List<Long> accountedPids() throws NvmlException {
        return processUse.accountedPids();
    }

    /** What a process used over its life; empty where no account of it was kept. */
    public Optional<NvmlAccounting> accounting(long pid) throws NvmlException {
        return processUse.accounting(pid);
    }

    /** A number out of {@code nvmlDeviceGetFieldValues}; empty where the card does not have it. */
    public OptionalLong field(int fieldId) throws NvmlException {
        return gpu.field(fieldId, 0);
    }

    /** The same for a field with a scope, such as a link. */
    public OptionalLong field(int fieldId, int scope) throws NvmlException {
        return gpu.field(fieldId, scope);
    }
}
