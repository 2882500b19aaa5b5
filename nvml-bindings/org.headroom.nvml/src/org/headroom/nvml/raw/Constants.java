package org.headroom.nvml.raw;

/** NVML's constants and enum values by their C names; a test compares them with a table made from the header. */
public final class Constants {
    public static final int NVML_CLOCK_GRAPHICS = 0;
    public static final int NVML_CLOCK_SM = 1;
    public static final int NVML_CLOCK_MEM = 2;
    public static final int NVML_CLOCK_VIDEO = 3;
    public static final int NVML_TEMPERATURE_GPU = 0;
    public static final int NVML_FI_DEV_MEMORY_TEMP = 82;
    public static final int NVML_VALUE_TYPE_DOUBLE = 0;
    public static final int NVML_VALUE_TYPE_UNSIGNED_INT = 1;
    public static final int NVML_VALUE_TYPE_UNSIGNED_LONG = 2;
    public static final int NVML_VALUE_TYPE_UNSIGNED_LONG_LONG = 3;
    public static final int NVML_VALUE_TYPE_SIGNED_LONG_LONG = 4;
    public static final int NVML_VALUE_TYPE_SIGNED_INT = 5;
    public static final int NVML_VALUE_TYPE_UNSIGNED_SHORT = 6;
    public static final int NVML_DEVICE_NAME_V2_BUFFER_SIZE = 96;
    public static final int NVML_DEVICE_UUID_V2_BUFFER_SIZE = 96;
    public static final int NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE = 32;
    public static final int NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE = 80;
    public static final int NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE = 80;

    private Constants() {}
}
