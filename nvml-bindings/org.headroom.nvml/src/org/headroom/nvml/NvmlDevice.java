package org.headroom.nvml;

import static org.headroom.nvml.raw.Constants.NVML_DEVICE_NAME_V2_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_DEVICE_UUID_V2_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_FI_DEV_MEMORY_TEMP;
import static org.headroom.nvml.raw.Constants.NVML_TEMPERATURE_GPU;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Layouts.FieldValue;
import org.headroom.nvml.raw.Layouts.Memory;
import org.headroom.nvml.raw.Layouts.MemoryV2;
import org.headroom.nvml.raw.Layouts.PciInfo;
import org.headroom.nvml.raw.Layouts.TemperatureV1;
import org.headroom.nvml.raw.Layouts.Utilization;
import org.headroom.nvml.raw.NvmlFunctions;
import org.headroom.nvml.raw.Shapes;

/**
 * One GPU. One thread at a time. A reading that the card, the driver or the user's rights do not give is empty, also where the
 * library answers with a number that cannot be (255 °C, 2³²-1 mW); {@link NvmlException} is for a GPU that is lost and other
 * trouble. Each method calls the driver and may take as long as the driver likes.
 */
public final class NvmlDevice {
    private static final Pattern UUID =
            Pattern.compile("(?:GPU|MIG)-\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern BUS_ID =
            Pattern.compile("\\p{XDigit}{4,8}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.\\p{XDigit}");

    // Beyond these a number is no reading but a sign for "none".
    private static final long MOST_MILLIWATTS = 20_000_000;
    private static final long MOST_MEGAHERTZ = 50_000;
    private static final int COLDEST = -60;
    private static final int HOTTEST = 200;

    private final NvmlFunctions functions;
    private final long handle;
    private final NativeBuffer out = new NativeBuffer(256);
    private final ProcessReader processes;

    NvmlDevice(NvmlFunctions functions, long handle) {
        this.functions = functions;
        this.handle = handle;
        this.processes = new ProcessReader(functions, handle);
    }

    long handle() {
        return handle;
    }

    /** The product's name, such as {@code NVIDIA GeForce RTX 4090}. */
    public Optional<String> name() throws NvmlException {
        out.clear(out.size());
        int code = functions.deviceGetName.call(handle, out.address(), NVML_DEVICE_NAME_V2_BUFFER_SIZE);
        if (absent("nvmlDeviceGetName", code)) return Optional.empty();
        return Optional.of(out.text(0, NVML_DEVICE_NAME_V2_BUFFER_SIZE)).filter(s -> !s.isEmpty());
    }

    /** The name for life, such as {@code GPU-5c6b4a2e-…}; whatever follows a well-formed one in the buffer is cut off. */
    public Optional<String> uuid() throws NvmlException {
        out.clear(out.size());
        int code = functions.deviceGetUuid.call(handle, out.address(), NVML_DEVICE_UUID_V2_BUFFER_SIZE);
        if (absent("nvmlDeviceGetUUID", code)) return Optional.empty();
        String text = out.text(0, NVML_DEVICE_UUID_V2_BUFFER_SIZE);
        Matcher wellFormed = UUID.matcher(text);
        return Optional.of(wellFormed.find() ? wellFormed.group() : text).filter(s -> !s.isEmpty());
    }

    /** Where the GPU sits, such as {@code 00000000:01:00.0}. */
    public Optional<String> pciBusId() throws NvmlException {
        out.clear(out.size());
        int code = functions.deviceGetPciInfo.call(handle, out.address());
        if (absent("nvmlDeviceGetPciInfo", code)) return Optional.empty();
        Matcher id = BUS_ID.matcher(out.text(PciInfo.BUS_ID, NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE));
        if (id.find()) return Optional.of(id.group());
        Matcher legacy = BUS_ID.matcher(out.text(PciInfo.BUS_ID_LEGACY, PciInfo.DOMAIN));
        return legacy.find() ? Optional.of(legacy.group()) : Optional.empty();
    }

    /** CUDA's compute capability, such as {@code 8.9}. */
    public Optional<String> computeCapability() throws NvmlException {
        out.putLong(0, -1);
        int code = functions.deviceGetCudaComputeCapability.call(handle, out.address(), out.address() + 4);
        if (absent("nvmlDeviceGetCudaComputeCapability", code)) return Optional.empty();
        int major = out.getInt(0);
        int minor = out.getInt(4);
        return major > 0 && major < 100 && minor >= 0 && minor < 100
                ? Optional.of(major + "." + minor)
                : Optional.empty();
    }

    /** Bytes in all and in use. */
    public Optional<NvmlMemory> memory() throws NvmlException {
        out.fill(0, MemoryV2.SIZE, (byte) 0);
        out.putInt(MemoryV2.VERSION, MemoryV2.VERSION_WORD);
        int code = functions.deviceGetMemoryInfoV2.call(handle, out.address());
        if (code == 0) {
            Optional<NvmlMemory> memory = memory(out.getLong(MemoryV2.TOTAL), out.getLong(MemoryV2.USED));
            if (memory.isPresent()) return memory;
        } else if (!NvmlReturn.of(code).meansAbsent()) {
            throw new NvmlException("nvmlDeviceGetMemoryInfo_v2", code);
        }
        out.fill(0, Memory.SIZE, (byte) 0);
        code = functions.deviceGetMemoryInfo.call(handle, out.address());
        if (absent("nvmlDeviceGetMemoryInfo", code)) return Optional.empty();
        return memory(out.getLong(Memory.TOTAL), out.getLong(Memory.USED));
    }

    private static Optional<NvmlMemory> memory(long total, long used) {
        if (total <= 0 || total > 1L << 50) return Optional.empty();
        return Optional.of(
                new NvmlMemory(total, used >= 0 && used <= total ? OptionalLong.of(used) : OptionalLong.empty()));
    }

    /** Percent busy. */
    public NvmlUtilization utilization() throws NvmlException {
        out.putLong(0, -1);
        int code = functions.deviceGetUtilizationRates.call(handle, out.address());
        if (absent("nvmlDeviceGetUtilizationRates", code))
            return new NvmlUtilization(OptionalInt.empty(), OptionalInt.empty());
        return new NvmlUtilization(
                within(out.getInt(Utilization.GPU), 0, 100), within(out.getInt(Utilization.MEMORY), 0, 100));
    }

    /** Degrees Celsius of the GPU's core. */
    public OptionalInt temperature() throws NvmlException {
        out.putInt(0, -1);
        int code = functions.deviceGetTemperature.call(handle, NVML_TEMPERATURE_GPU, out.address());
        if (code == 0) return celsius(out.getInt(0));
        absent("nvmlDeviceGetTemperature", code);
        out.putInt(TemperatureV1.VERSION, TemperatureV1.VERSION_WORD);
        out.putInt(TemperatureV1.SENSOR_TYPE, NVML_TEMPERATURE_GPU);
        out.putInt(TemperatureV1.TEMPERATURE, -1);
        code = functions.deviceGetTemperatureV.call(handle, out.address());
        return absent("nvmlDeviceGetTemperatureV", code)
                ? OptionalInt.empty()
                : celsius(out.getInt(TemperatureV1.TEMPERATURE));
    }

    private static OptionalInt celsius(int degrees) {
        // -1 is what the buffer held before the call, and what some libraries give for "none".
        return degrees == -1 ? OptionalInt.empty() : within(degrees, COLDEST, HOTTEST);
    }

    /** Degrees Celsius of the memory; most GeForce cards do not tell. */
    public OptionalInt memoryTemperature() throws NvmlException {
        OptionalLong value = field(NVML_FI_DEV_MEMORY_TEMP);
        // A card without the sensor may say 0.
        return value.isEmpty() ? OptionalInt.empty() : within(value.getAsLong(), 1, HOTTEST);
    }

    /** A number out of {@code nvmlDeviceGetFieldValues}; empty where the card does not have it. */
    public OptionalLong field(int fieldId) throws NvmlException {
        out.clear(FieldValue.SIZE);
        out.putInt(FieldValue.FIELD_ID, fieldId);
        out.putInt(FieldValue.NVML_RETURN, NvmlReturn.NO_DATA.code());
        int code = functions.deviceGetFieldValues.call(handle, 1, out.address());
        if (absent("nvmlDeviceGetFieldValues", code)) return OptionalLong.empty();
        if (absent("nvmlDeviceGetFieldValues", out.getInt(FieldValue.NVML_RETURN))) return OptionalLong.empty();
        return switch (out.getInt(FieldValue.VALUE_TYPE)) {
            case Constants.NVML_VALUE_TYPE_DOUBLE -> OptionalLong.of(Math.round(out.getDouble(FieldValue.VALUE)));
            case Constants.NVML_VALUE_TYPE_UNSIGNED_INT ->
                OptionalLong.of(Integer.toUnsignedLong(out.getInt(FieldValue.VALUE)));
            case Constants.NVML_VALUE_TYPE_SIGNED_INT -> OptionalLong.of(out.getInt(FieldValue.VALUE));
            case Constants.NVML_VALUE_TYPE_UNSIGNED_SHORT -> OptionalLong.of(out.getInt(FieldValue.VALUE) & 0xffff);
            case Constants.NVML_VALUE_TYPE_UNSIGNED_LONG,
                    Constants.NVML_VALUE_TYPE_UNSIGNED_LONG_LONG,
                    Constants.NVML_VALUE_TYPE_SIGNED_LONG_LONG -> OptionalLong.of(out.getLong(FieldValue.VALUE));
            default -> OptionalLong.empty();
        };
    }

    /** Milliwatts drawn now (on recent cards the mean of the last second). */
    public OptionalLong powerMilliwatts() throws NvmlException {
        return unsigned("nvmlDeviceGetPowerUsage", functions.deviceGetPowerUsage, MOST_MILLIWATTS);
    }

    /** Milliwatts that the GPU is set to stay under. */
    public OptionalLong powerLimitMilliwatts() throws NvmlException {
        OptionalLong set =
                unsigned("nvmlDeviceGetPowerManagementLimit", functions.deviceGetPowerManagementLimit, MOST_MILLIWATTS);
        return set.isPresent()
                ? set
                : unsigned("nvmlDeviceGetEnforcedPowerLimit", functions.deviceGetEnforcedPowerLimit, MOST_MILLIWATTS);
    }

    /** Millijoules used since the driver was loaded. */
    public OptionalLong energyMillijoules() throws NvmlException {
        out.putLong(0, -1);
        int code = functions.deviceGetTotalEnergyConsumption.call(handle, out.address());
        if (absent("nvmlDeviceGetTotalEnergyConsumption", code)) return OptionalLong.empty();
        long millijoules = out.getLong(0);
        // 32 bits of ones are a sentinel too; a counter passes that value for less than a second in 50 days.
        boolean sentinel = millijoules < 0 || millijoules == 0xffff_ffffL;
        return sentinel ? OptionalLong.empty() : OptionalLong.of(millijoules);
    }

    /** MHz of the streaming multiprocessors. */
    public OptionalInt smClockMegahertz() throws NvmlException {
        return clock(Constants.NVML_CLOCK_SM);
    }

    /** MHz of the memory. */
    public OptionalInt memoryClockMegahertz() throws NvmlException {
        return clock(Constants.NVML_CLOCK_MEM);
    }

    private OptionalInt clock(int type) throws NvmlException {
        out.putInt(0, -1);
        int code = functions.deviceGetClockInfo.call(handle, type, out.address());
        if (absent("nvmlDeviceGetClockInfo", code)) return OptionalInt.empty();
        return within(out.getInt(0), 0, MOST_MEGAHERTZ);
    }

    /** Percent that the (first) fan is told to run at; may be over 100; empty for passive cards. */
    public OptionalInt fanPercent() throws NvmlException {
        out.putInt(0, -1);
        int code = functions.deviceGetFanSpeed.call(handle, out.address());
        if (code == 0) return within(out.getInt(0), 0, 250);
        absent("nvmlDeviceGetFanSpeed", code);
        out.putInt(0, -1);
        code = functions.deviceGetFanSpeedV2.call(handle, 0, out.address());
        return absent("nvmlDeviceGetFanSpeed_v2", code) ? OptionalInt.empty() : within(out.getInt(0), 0, 250);
    }

    /** PCI Express generation now; lower than the maximum while the GPU saves power. */
    public OptionalInt pcieGeneration() throws NvmlException {
        return narrow("nvmlDeviceGetCurrPcieLinkGeneration", functions.deviceGetCurrPcieLinkGeneration, 1, 16);
    }

    /** The highest PCI Express generation of GPU and slot together. */
    public OptionalInt pcieGenerationMax() throws NvmlException {
        return narrow("nvmlDeviceGetMaxPcieLinkGeneration", functions.deviceGetMaxPcieLinkGeneration, 1, 16);
    }

    /** PCI Express lanes now. */
    public OptionalInt pcieWidth() throws NvmlException {
        return narrow("nvmlDeviceGetCurrPcieLinkWidth", functions.deviceGetCurrPcieLinkWidth, 1, 64);
    }

    /** The most lanes that GPU and slot have together. */
    public OptionalInt pcieWidthMax() throws NvmlException {
        return narrow("nvmlDeviceGetMaxPcieLinkWidth", functions.deviceGetMaxPcieLinkWidth, 1, 64);
    }

    /** Why the clocks are lower than they could be; empty where nothing holds them back or the card does not tell. */
    public Set<NvmlClockLimit> clockLimits() throws NvmlException {
        out.putLong(0, 0);
        int code = functions.deviceGetCurrentClocksEventReasons.call(handle, out.address());
        if (absent("nvmlDeviceGetCurrentClocksEventReasons", code)) {
            out.putLong(0, 0);
            code = functions.deviceGetCurrentClocksThrottleReasons.call(handle, out.address());
            if (absent("nvmlDeviceGetCurrentClocksThrottleReasons", code)) return Set.of();
        }
        long mask = out.getLong(0);
        return mask == -1 ? Set.of() : NvmlClockLimit.of(mask);
    }

    /** Processes that hold memory of this GPU, compute first. Slow in real drivers (milliseconds): ask seldom. */
    public List<NvmlProcess> processes() throws NvmlException {
        return processes.read();
    }

    private OptionalLong unsigned(String name, Shapes.PP function, long most) throws NvmlException {
        out.putInt(0, -1);
        int code = function.call(handle, out.address());
        if (absent(name, code)) return OptionalLong.empty();
        long value = Integer.toUnsignedLong(out.getInt(0));
        return value <= most ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private OptionalInt narrow(String name, Shapes.PP function, int least, int most) throws NvmlException {
        OptionalLong value = unsigned(name, function, most);
        return value.isEmpty() ? OptionalInt.empty() : within(value.getAsLong(), least, most);
    }

    private static OptionalInt within(long value, long least, long most) {
        return value >= least && value <= most ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    static boolean absent(String function, int code) throws NvmlException {
        if (code == 0) return false;
        if (NvmlReturn.of(code).meansAbsent()) return true;
        throw new NvmlException(function, code);
    }
}
