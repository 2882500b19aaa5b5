package org.headroom.nvml.raw;

/**
 * NVML's constants and enum values by their C names, as {@code int}s: those of 32 bits without a sign, such as
 * {@link #NVML_DEVICE_ARCH_UNKNOWN}, keep their bits.
 */
public final class Constants extends OtherConstants {
    private Constants() {}
}
