package org.headroom.nvml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What NVML's functions answer ({@code nvmlReturn_t}): the code, what it means, and what a person can do about it. */
public enum NvmlReturn {
    SUCCESS(0, "success", ""),
    UNINITIALIZED(1, "NVML was not initialised or was shut down", "the session has to be opened again"),
    INVALID_ARGUMENT(2, "NVML does not accept the argument", ""),
    NOT_SUPPORTED(3, "the GPU does not support this", ""),
    NO_PERMISSION(4, "this user may not read it", "run as a user with access to the NVIDIA devices"),
    ALREADY_INITIALIZED(5, "NVML is initialised already", ""),
    NOT_FOUND(6, "NVML did not find it", ""),
    INSUFFICIENT_SIZE(7, "the buffer is too small", ""),
    INSUFFICIENT_POWER(8, "a power cable of the GPU is not attached", "check the GPU's power connectors"),
    DRIVER_NOT_LOADED(9, "NVIDIA's kernel driver is not loaded", "install or load the NVIDIA driver"),
    TIMEOUT(10, "NVML gave up waiting", ""),
    IRQ_ISSUE(11, "the kernel has a problem with the GPU's interrupts", "look at the kernel's log"),
    LIBRARY_NOT_FOUND(12, "NVML did not find a library it needs", "install the NVIDIA driver again"),
    FUNCTION_NOT_FOUND(13, "not supported by this driver", "a newer NVIDIA driver may have the function"),
    CORRUPTED_INFOROM(14, "the GPU's infoROM is damaged", "the GPU may need service"),
    GPU_IS_LOST(
            15,
            "the GPU has fallen off the bus or cannot be reached",
            "check power and seating, then restart the machine"),
    RESET_REQUIRED(16, "the GPU needs a reset before it can be used again", "reset the GPU or restart the machine"),
    OPERATING_SYSTEM(17, "the operating system blocks the GPU", "look at the kernel's log"),
    LIB_RM_VERSION_MISMATCH(
            18,
            "NVIDIA's library and its kernel driver are of different versions",
            "the driver was updated: restart the machine"),
    IN_USE(19, "the GPU is in use", ""),
    MEMORY(20, "not enough memory", ""),
    NO_DATA(21, "there is no data", ""),
    VGPU_ECC_NOT_SUPPORTED(22, "not possible while ECC is on", ""),
    INSUFFICIENT_RESOURCES(23, "the GPU has run out of something other than memory", ""),
    FREQ_NOT_SUPPORTED(24, "the frequency is not supported", ""),
    ARGUMENT_VERSION_MISMATCH(25, "the driver does not know this version of the argument", ""),
    DEPRECATED(26, "the function is no longer served", ""),
    NOT_READY(27, "the system is not ready yet", "try again soon"),
    GPU_NOT_FOUND(28, "no GPU was found", "check that the machine sees the GPU (lspci)"),
    INVALID_STATE(29, "not possible in the GPU's present state", ""),
    RESET_TYPE_NOT_SUPPORTED(30, "this kind of reset is not supported", ""),
    UNKNOWN(999, "the driver reports an internal error", "look at the kernel's log for NVRM lines");

    // Every call's answer is looked up, and values() makes a copy each time.
    private static final @Nullable NvmlReturn[] BY_CODE = new NvmlReturn[64];

    static {
        for (NvmlReturn r : values()) if (r.code < BY_CODE.length) BY_CODE[r.code] = r;
    }

    private final int code;
    private final String meaning;
    private final String advice;

    NvmlReturn(int code, String meaning, String advice) {
        this.code = code;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** The number in the header. */
    public int code() {
        return code;
    }

    /** What it means, in plain words, without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, where something can be done. */
    public Optional<String> advice() {
        return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
    }

    /** The constant of a code; {@link #UNKNOWN} for one that the header does not have. */
    public static NvmlReturn of(int code) {
        NvmlReturn r = code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        return r == null ? UNKNOWN : r;
    }

    /**
     * Whether a reading with this answer is simply not to be had from this card, driver or user, the GPU being well
     * otherwise.
     */
    public boolean meansAbsent() {
        return switch (this) {
            case NOT_SUPPORTED,
                    FUNCTION_NOT_FOUND,
                    NO_PERMISSION,
                    NO_DATA,
                    NOT_FOUND,
                    INVALID_ARGUMENT,
                    ARGUMENT_VERSION_MISMATCH,
                    DEPRECATED,
                    NOT_READY,
                    CORRUPTED_INFOROM,
                    INSUFFICIENT_SIZE,
                    INSUFFICIENT_POWER,
                    FREQ_NOT_SUPPORTED,
                    VGPU_ECC_NOT_SUPPORTED,
                    IN_USE -> true;
            default -> false;
        };
    }
}
