package org.headroom.nvml.raw;

/**
 * Sizes, field offsets and version words of NVML's structs, in bytes, as in the header 13.3.29 on 64-bit machines. One class
 * a struct, one constant a field, named as in the header; a test compares them with a table made from it.
 */
public final class Layouts {
    private Layouts() {}

    /** {@code nvmlPciInfo_t} of {@code nvmlDeviceGetPciInfo_v3}; the older ones fill in all but {@code busId}. */
    public static final class PciInfo {
        public static final String NAME = "nvmlPciInfo_t";
        public static final int SIZE = 68;
        public static final int BUS_ID_LEGACY = 0;
        public static final int DOMAIN = 16;
        public static final int BUS = 20;
        public static final int DEVICE = 24;
        public static final int PCI_DEVICE_ID = 28;
        public static final int PCI_SUB_SYSTEM_ID = 32;
        public static final int BUS_ID = 36;

        private PciInfo() {}
    }

    /** {@code nvmlUtilization_t}: percent. */
    public static final class Utilization {
        public static final String NAME = "nvmlUtilization_t";
        public static final int SIZE = 8;
        public static final int GPU = 0;
        public static final int MEMORY = 4;

        private Utilization() {}
    }

    /** {@code nvmlMemory_t}: bytes; used includes what the driver reserves. */
    public static final class Memory {
        public static final String NAME = "nvmlMemory_t";
        public static final int SIZE = 24;
        public static final int TOTAL = 0;
        public static final int FREE = 8;
        public static final int USED = 16;

        private Memory() {}
    }

    /** {@code nvmlMemory_v2_t}: bytes; what the driver reserves stands apart. */
    public static final class MemoryV2 {
        public static final String NAME = "nvmlMemory_v2_t";
        public static final int SIZE = 40;
        public static final int VERSION_WORD = 0x02000028;
        public static final int VERSION = 0;
        public static final int TOTAL = 8;
        public static final int RESERVED = 16;
        public static final int FREE = 24;
        public static final int USED = 32;

        private MemoryV2() {}
    }

    /** {@code nvmlProcessInfo_v1_t} of the unversioned process functions. */
    public static final class ProcessInfoV1 {
        public static final String NAME = "nvmlProcessInfo_v1_t";
        public static final int SIZE = 16;
        public static final int PID = 0;
        public static final int USED_GPU_MEMORY = 8;

        private ProcessInfoV1() {}
    }

    /** {@code nvmlProcessInfo_t} of the {@code _v2} and {@code _v3} process functions. */
    public static final class ProcessInfo {
        public static final String NAME = "nvmlProcessInfo_t";
        public static final int SIZE = 24;
        public static final int PID = 0;
        public static final int USED_GPU_MEMORY = 8;
        public static final int GPU_INSTANCE_ID = 16;
        public static final int COMPUTE_INSTANCE_ID = 20;

        private ProcessInfo() {}
    }

    /** {@code nvmlFieldValue_t}. */
    public static final class FieldValue {
        public static final String NAME = "nvmlFieldValue_t";
        public static final int SIZE = 40;
        public static final int FIELD_ID = 0;
        public static final int SCOPE_ID = 4;
        public static final int TIMESTAMP = 8;
        public static final int LATENCY_USEC = 16;
        public static final int VALUE_TYPE = 24;
        public static final int NVML_RETURN = 28;
        public static final int VALUE = 32;

        private FieldValue() {}
    }

    /** {@code nvmlTemperature_v1_t}: the temperature is signed. */
    public static final class TemperatureV1 {
        public static final String NAME = "nvmlTemperature_v1_t";
        public static final int SIZE = 12;
        public static final int VERSION_WORD = 0x0100000c;
        public static final int VERSION = 0;
        public static final int SENSOR_TYPE = 4;
        public static final int TEMPERATURE = 8;

        private TemperatureV1() {}
    }

    /** {@code nvmlEventData_t}. */
    public static final class EventData {
        public static final String NAME = "nvmlEventData_t";
        public static final int SIZE = 32;
        public static final int DEVICE = 0;
        public static final int EVENT_TYPE = 8;
        public static final int EVENT_DATA = 16;
        public static final int GPU_INSTANCE_ID = 24;
        public static final int COMPUTE_INSTANCE_ID = 28;

        private EventData() {}
    }
}
