package org.headroom.nvml.raw;

/**
 * Values of the enums about sensors, clocks, memory errors, power and the like. Made by {@code generate.py}; part of
 * {@link Constants}.
 */
public abstract class DeviceConstants extends GpmConstants {
    DeviceConstants() {}

    // nvmlPerfPolicyType_t
    public static final int NVML_PERF_POLICY_POWER = 0;
    public static final int NVML_PERF_POLICY_THERMAL = 1;
    public static final int NVML_PERF_POLICY_SYNC_BOOST = 2;
    public static final int NVML_PERF_POLICY_BOARD_LIMIT = 3;
    public static final int NVML_PERF_POLICY_LOW_UTILIZATION = 4;
    public static final int NVML_PERF_POLICY_RELIABILITY = 5;
    public static final int NVML_PERF_POLICY_TOTAL_APP_CLOCKS = 10;
    public static final int NVML_PERF_POLICY_TOTAL_BASE_CLOCKS = 11;
    public static final int NVML_PERF_POLICY_COUNT = 12;

    // nvmlThermalTarget_t
    public static final int NVML_THERMAL_TARGET_NONE = 0;
    public static final int NVML_THERMAL_TARGET_GPU = 1;
    public static final int NVML_THERMAL_TARGET_MEMORY = 2;
    public static final int NVML_THERMAL_TARGET_POWER_SUPPLY = 4;
    public static final int NVML_THERMAL_TARGET_BOARD = 8;
    public static final int NVML_THERMAL_TARGET_VCD_BOARD = 9;
    public static final int NVML_THERMAL_TARGET_VCD_INLET = 10;
    public static final int NVML_THERMAL_TARGET_VCD_OUTLET = 11;
    public static final int NVML_THERMAL_TARGET_ALL = 15;
    public static final int NVML_THERMAL_TARGET_UNKNOWN = -1;

    // nvmlThermalController_t
    public static final int NVML_THERMAL_CONTROLLER_NONE = 0;
    public static final int NVML_THERMAL_CONTROLLER_GPU_INTERNAL = 1;
    public static final int NVML_THERMAL_CONTROLLER_ADM1032 = 2;
    public static final int NVML_THERMAL_CONTROLLER_ADT7461 = 3;
    public static final int NVML_THERMAL_CONTROLLER_MAX6649 = 4;
    public static final int NVML_THERMAL_CONTROLLER_MAX1617 = 5;
    public static final int NVML_THERMAL_CONTROLLER_LM99 = 6;
    public static final int NVML_THERMAL_CONTROLLER_LM89 = 7;
    public static final int NVML_THERMAL_CONTROLLER_LM64 = 8;
    public static final int NVML_THERMAL_CONTROLLER_G781 = 9;
    public static final int NVML_THERMAL_CONTROLLER_ADT7473 = 10;
    public static final int NVML_THERMAL_CONTROLLER_SBMAX6649 = 11;
    public static final int NVML_THERMAL_CONTROLLER_VBIOSEVT = 12;
    public static final int NVML_THERMAL_CONTROLLER_OS = 13;
    public static final int NVML_THERMAL_CONTROLLER_NVSYSCON_CANOAS = 14;
    public static final int NVML_THERMAL_CONTROLLER_NVSYSCON_E551 = 15;
    public static final int NVML_THERMAL_CONTROLLER_MAX6649R = 16;
    public static final int NVML_THERMAL_CONTROLLER_ADT7473S = 17;
    public static final int NVML_THERMAL_CONTROLLER_UNKNOWN = -1;

    // nvmlCoolerControl_t
    public static final int NVML_THERMAL_COOLER_SIGNAL_NONE = 0;
    public static final int NVML_THERMAL_COOLER_SIGNAL_TOGGLE = 1;
    public static final int NVML_THERMAL_COOLER_SIGNAL_VARIABLE = 2;
    public static final int NVML_THERMAL_COOLER_SIGNAL_COUNT = 3;

    // nvmlCoolerTarget_t
    public static final int NVML_THERMAL_COOLER_TARGET_NONE = 1;
    public static final int NVML_THERMAL_COOLER_TARGET_GPU = 2;
    public static final int NVML_THERMAL_COOLER_TARGET_MEMORY = 4;
    public static final int NVML_THERMAL_COOLER_TARGET_POWER_SUPPLY = 8;
    public static final int NVML_THERMAL_COOLER_TARGET_GPU_RELATED = 14;

    // nvmlBrandType_t
    public static final int NVML_BRAND_UNKNOWN = 0;
    public static final int NVML_BRAND_QUADRO = 1;
    public static final int NVML_BRAND_TESLA = 2;
    public static final int NVML_BRAND_NVS = 3;
    public static final int NVML_BRAND_GRID = 4;
    public static final int NVML_BRAND_GEFORCE = 5;
    public static final int NVML_BRAND_TITAN = 6;
    public static final int NVML_BRAND_NVIDIA_VAPPS = 7;
    public static final int NVML_BRAND_NVIDIA_VPC = 8;
    public static final int NVML_BRAND_NVIDIA_VCS = 9;
    public static final int NVML_BRAND_NVIDIA_VWS = 10;
    public static final int NVML_BRAND_NVIDIA_CLOUD_GAMING = 11;
    public static final int NVML_BRAND_NVIDIA_VGAMING = 11;
    public static final int NVML_BRAND_QUADRO_RTX = 12;
    public static final int NVML_BRAND_NVIDIA_RTX = 13;
    public static final int NVML_BRAND_NVIDIA = 14;
    public static final int NVML_BRAND_GEFORCE_RTX = 15;
    public static final int NVML_BRAND_TITAN_RTX = 16;
    public static final int NVML_BRAND_COUNT = 18;

    // nvmlTemperatureThresholds_t
    public static final int NVML_TEMPERATURE_THRESHOLD_SHUTDOWN = 0;
    public static final int NVML_TEMPERATURE_THRESHOLD_SLOWDOWN = 1;
    public static final int NVML_TEMPERATURE_THRESHOLD_MEM_MAX = 2;
    public static final int NVML_TEMPERATURE_THRESHOLD_GPU_MAX = 3;
    public static final int NVML_TEMPERATURE_THRESHOLD_ACOUSTIC_MIN = 4;
    public static final int NVML_TEMPERATURE_THRESHOLD_ACOUSTIC_CURR = 5;
    public static final int NVML_TEMPERATURE_THRESHOLD_ACOUSTIC_MAX = 6;
    public static final int NVML_TEMPERATURE_THRESHOLD_GPS_CURR = 7;
    public static final int NVML_TEMPERATURE_THRESHOLD_COUNT = 8;

    // nvmlTemperatureSensors_t
    public static final int NVML_TEMPERATURE_GPU = 0;
    public static final int NVML_TEMPERATURE_COUNT = 1;

    // nvmlComputeMode_t
    public static final int NVML_COMPUTEMODE_DEFAULT = 0;
    public static final int NVML_COMPUTEMODE_EXCLUSIVE_THREAD = 1;
    public static final int NVML_COMPUTEMODE_PROHIBITED = 2;
    public static final int NVML_COMPUTEMODE_EXCLUSIVE_PROCESS = 3;
    public static final int NVML_COMPUTEMODE_COUNT = 4;

    // nvmlMemoryErrorType_t
    public static final int NVML_MEMORY_ERROR_TYPE_CORRECTED = 0;
    public static final int NVML_MEMORY_ERROR_TYPE_UNCORRECTED = 1;
    public static final int NVML_MEMORY_ERROR_TYPE_COUNT = 2;

    // nvmlEccCounterType_t
    public static final int NVML_VOLATILE_ECC = 0;
    public static final int NVML_AGGREGATE_ECC = 1;
    public static final int NVML_ECC_COUNTER_TYPE_COUNT = 2;

    // nvmlClockType_t
    public static final int NVML_CLOCK_GRAPHICS = 0;
    public static final int NVML_CLOCK_SM = 1;
    public static final int NVML_CLOCK_MEM = 2;
    public static final int NVML_CLOCK_VIDEO = 3;
    public static final int NVML_CLOCK_COUNT = 4;

    // nvmlClockId_t
    public static final int NVML_CLOCK_ID_CURRENT = 0;
    public static final int NVML_CLOCK_ID_APP_CLOCK_TARGET = 1;
    public static final int NVML_CLOCK_ID_APP_CLOCK_DEFAULT = 2;
    public static final int NVML_CLOCK_ID_CUSTOMER_BOOST_MAX = 3;
    public static final int NVML_CLOCK_ID_COUNT = 4;

    // nvmlPstates_t
    public static final int NVML_PSTATE_0 = 0;
    public static final int NVML_PSTATE_1 = 1;
    public static final int NVML_PSTATE_2 = 2;
    public static final int NVML_PSTATE_3 = 3;
    public static final int NVML_PSTATE_4 = 4;
    public static final int NVML_PSTATE_5 = 5;
    public static final int NVML_PSTATE_6 = 6;
    public static final int NVML_PSTATE_7 = 7;
    public static final int NVML_PSTATE_8 = 8;
    public static final int NVML_PSTATE_9 = 9;
    public static final int NVML_PSTATE_10 = 10;
    public static final int NVML_PSTATE_11 = 11;
    public static final int NVML_PSTATE_12 = 12;
    public static final int NVML_PSTATE_13 = 13;
    public static final int NVML_PSTATE_14 = 14;
    public static final int NVML_PSTATE_15 = 15;
    public static final int NVML_PSTATE_UNKNOWN = 32;

    // nvmlMemoryLocation_t
    public static final int NVML_MEMORY_LOCATION_L1_CACHE = 0;
    public static final int NVML_MEMORY_LOCATION_L2_CACHE = 1;
    public static final int NVML_MEMORY_LOCATION_DRAM = 2;
    public static final int NVML_MEMORY_LOCATION_DEVICE_MEMORY = 2;
    public static final int NVML_MEMORY_LOCATION_REGISTER_FILE = 3;
    public static final int NVML_MEMORY_LOCATION_TEXTURE_MEMORY = 4;
    public static final int NVML_MEMORY_LOCATION_TEXTURE_SHM = 5;
    public static final int NVML_MEMORY_LOCATION_CBU = 6;
    public static final int NVML_MEMORY_LOCATION_SRAM = 7;
    public static final int NVML_MEMORY_LOCATION_COUNT = 8;

    // nvmlPageRetirementCause_t
    public static final int NVML_PAGE_RETIREMENT_CAUSE_MULTIPLE_SINGLE_BIT_ECC_ERRORS = 0;
    public static final int NVML_PAGE_RETIREMENT_CAUSE_DOUBLE_BIT_ECC_ERROR = 1;
    public static final int NVML_PAGE_RETIREMENT_CAUSE_COUNT = 2;

    // nvmlGpuUtilizationDomainId_t
    public static final int NVML_GPU_UTILIZATION_DOMAIN_GPU = 0;
    public static final int NVML_GPU_UTILIZATION_DOMAIN_FB = 1;
    public static final int NVML_GPU_UTILIZATION_DOMAIN_VID = 2;
    public static final int NVML_GPU_UTILIZATION_DOMAIN_BUS = 3;

    // nvmlFanState_t
    public static final int NVML_FAN_NORMAL = 0;
    public static final int NVML_FAN_FAILED = 1;

    // nvmlClockLimitId_t
    public static final int NVML_CLOCK_LIMIT_ID_RANGE_START = 0xffffff00;
    public static final int NVML_CLOCK_LIMIT_ID_TDP = 0xffffff01;
    public static final int NVML_CLOCK_LIMIT_ID_UNLIMITED = 0xffffff02;

    // nvmlPowerProfileType_t
    public static final int NVML_POWER_PROFILE_MAX_P = 0;
    public static final int NVML_POWER_PROFILE_MAX_Q = 1;
    public static final int NVML_POWER_PROFILE_COMPUTE = 2;
    public static final int NVML_POWER_PROFILE_MEMORY_BOUND = 3;
    public static final int NVML_POWER_PROFILE_NETWORK = 4;
    public static final int NVML_POWER_PROFILE_BALANCED = 5;
    public static final int NVML_POWER_PROFILE_LLM_INFERENCE = 6;
    public static final int NVML_POWER_PROFILE_LLM_TRAINING = 7;
    public static final int NVML_POWER_PROFILE_RBM = 8;
    public static final int NVML_POWER_PROFILE_DCPCIE = 9;
    public static final int NVML_POWER_PROFILE_HMMA_SPARSE = 10;
    public static final int NVML_POWER_PROFILE_HMMA_DENSE = 11;
    public static final int NVML_POWER_PROFILE_SYNC_BALANCED = 12;
    public static final int NVML_POWER_PROFILE_HPC = 13;
    public static final int NVML_POWER_PROFILE_MIG = 14;
    public static final int NVML_POWER_PROFILE_MAX = 15;

    // nvmlPowerProfileOperation_t
    public static final int NVML_POWER_PROFILE_OPERATION_CLEAR = 0;
    public static final int NVML_POWER_PROFILE_OPERATION_SET = 1;
    public static final int NVML_POWER_PROFILE_OPERATION_SET_AND_OVERWRITE = 2;
    public static final int NVML_POWER_PROFILE_OPERATION_MAX = 3;
}
