package org.headroom.nvml;

import static org.headroom.nvml.raw.Constants.NVML_DEVICE_NAME_V2_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_DEVICE_SERIAL_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_DEVICE_UUID_V2_BUFFER_SIZE;
import static org.headroom.nvml.raw.Constants.NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.PciInfo;

/** What a GPU is: names, numbers, and settings that hold for long. Asked once, not in every sweep. */
final class IdentityReader {
    private static final Pattern UUID =
            Pattern.compile("(?:GPU|MIG)-\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern BUS_ID =
            Pattern.compile("\\p{XDigit}{4,8}:\\p{XDigit}{2}:\\p{XDigit}{2}\\.\\p{XDigit}");

    private final GpuCalls gpu;
    private final Nvml nvml;

    IdentityReader(GpuCalls gpu) {
        this.gpu = gpu;
        this.nvml = gpu.nvml;
    }

    private long room() {
        return gpu.zeroed(gpu.out.size());
    }

    private Optional<String> text(String function, int code, int length) throws NvmlException {
        if (gpu.absent(function, code)) return Optional.empty();
        return Optional.of(gpu.out.text(0, length)).filter(s -> !s.isEmpty());
    }

    Optional<String> name() throws NvmlException {
        int code = nvml.nvmlDeviceGetName(gpu.handle(), room(), NVML_DEVICE_NAME_V2_BUFFER_SIZE);
        return text("nvmlDeviceGetName", code, NVML_DEVICE_NAME_V2_BUFFER_SIZE);
    }

    Optional<String> uuid() throws NvmlException {
        int code = nvml.nvmlDeviceGetUUID(gpu.handle(), room(), NVML_DEVICE_UUID_V2_BUFFER_SIZE);
        Optional<String> text = text("nvmlDeviceGetUUID", code, NVML_DEVICE_UUID_V2_BUFFER_SIZE);
        if (text.isEmpty()) return text;
        Matcher wellFormed = UUID.matcher(text.get());
        if (!wellFormed.find()) return text;
        gpu.knownAs(wellFormed.group());
        return Optional.of(wellFormed.group());
    }

    Optional<String> serial() throws NvmlException {
        int code = nvml.nvmlDeviceGetSerial(gpu.handle(), room(), NVML_DEVICE_SERIAL_BUFFER_SIZE);
        return text("nvmlDeviceGetSerial", code, NVML_DEVICE_SERIAL_BUFFER_SIZE);
    }

    Optional<String> vbios() throws NvmlException {
        int code = nvml.nvmlDeviceGetVbiosVersion(gpu.handle(), room(), NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE);
        return text("nvmlDeviceGetVbiosVersion", code, NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE);
    }

    Optional<String> pciBusId() throws NvmlException {
        int code = nvml.nvmlDeviceGetPciInfo_v3(gpu.handle(), room());
        if (superseded(code)) code = nvml.nvmlDeviceGetPciInfo_v2(gpu.handle(), room());
        if (superseded(code)) code = nvml.nvmlDeviceGetPciInfo(gpu.handle(), room());
        if (gpu.absent("nvmlDeviceGetPciInfo", code)) return Optional.empty();
        Matcher id = BUS_ID.matcher(gpu.out.text(PciInfo.BUS_ID, NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE));
        if (id.find()) return Optional.of(id.group());
        Matcher legacy = BUS_ID.matcher(gpu.out.text(PciInfo.BUS_ID_LEGACY, PciInfo.DOMAIN));
        return legacy.find() ? Optional.of(legacy.group()) : Optional.empty();
    }

    /** Whether an older version of the function may do better. */
    static boolean superseded(int code) {
        return code == Constants.NVML_ERROR_FUNCTION_NOT_FOUND
                || code == Constants.NVML_ERROR_ARGUMENT_VERSION_MISMATCH
                || code == Constants.NVML_ERROR_DEPRECATED
                || code == Constants.NVML_ERROR_NOT_SUPPORTED;
    }

    Optional<String> computeCapability() throws NvmlException {
        long at = gpu.blank();
        int code = nvml.nvmlDeviceGetCudaComputeCapability(gpu.handle(), at, at + 4);
        if (gpu.absent("nvmlDeviceGetCudaComputeCapability", code)) return Optional.empty();
        int major = gpu.out.getInt(0);
        int minor = gpu.out.getInt(4);
        boolean sound = major > 0 && major < 100 && minor >= 0 && minor < 100;
        return sound ? Optional.of(major + "." + minor) : Optional.empty();
    }

    Optional<NvmlArchitecture> architecture() throws NvmlException {
        int code = nvml.nvmlDeviceGetArchitecture(gpu.handle(), gpu.blank());
        if (gpu.absent("nvmlDeviceGetArchitecture", code)) return Optional.empty();
        return NvmlArchitecture.of(gpu.out.getInt(0));
    }

    Optional<NvmlBrand> brand() throws NvmlException {
        int code = nvml.nvmlDeviceGetBrand(gpu.handle(), gpu.blank());
        if (gpu.absent("nvmlDeviceGetBrand", code)) return Optional.empty();
        return NvmlBrand.of(gpu.out.getInt(0));
    }

    Optional<NvmlComputeMode> computeMode() throws NvmlException {
        int code = nvml.nvmlDeviceGetComputeMode(gpu.handle(), gpu.blank());
        if (gpu.absent("nvmlDeviceGetComputeMode", code)) return Optional.empty();
        return NvmlComputeMode.of(gpu.out.getInt(0));
    }

    Optional<Boolean> persistenceMode() throws NvmlException {
        int code = nvml.nvmlDeviceGetPersistenceMode(gpu.handle(), gpu.blank());
        return gpu.truth("nvmlDeviceGetPersistenceMode", code);
    }
}
