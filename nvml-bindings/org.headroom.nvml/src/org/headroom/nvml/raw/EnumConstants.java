package org.headroom.nvml.raw;

/** Values of the other enums. Made by {@code generate.py}; part of {@link Constants}. */
public abstract class EnumConstants extends DeviceConstants {
    EnumConstants() {}

    // nvmlProcessMode_t
    public static final int NVML_PROCESS_MODE_COMPUTE = 0;
    public static final int NVML_PROCESS_MODE_GRAPHICS = 1;
    public static final int NVML_PROCESS_MODE_MPS = 2;
    public static final int NVML_PROCESS_MODE_ALL = 3;
    public static final int NVML_PROCESS_MODE_MAX = 4;

    // nvmlDeviceAddressingModeType_t
    public static final int NVML_DEVICE_ADDRESSING_MODE_NONE = 0;
    public static final int NVML_DEVICE_ADDRESSING_MODE_HMM = 1;
    public static final int NVML_DEVICE_ADDRESSING_MODE_ATS = 2;

    // nvmlBridgeChipType_t
    public static final int NVML_BRIDGE_CHIP_PLX = 0;
    public static final int NVML_BRIDGE_CHIP_BRO4 = 1;

    // nvmlNvLinkUtilizationCountUnits_t
    public static final int NVML_NVLINK_COUNTER_UNIT_CYCLES = 0;
    public static final int NVML_NVLINK_COUNTER_UNIT_PACKETS = 1;
    public static final int NVML_NVLINK_COUNTER_UNIT_BYTES = 2;
    public static final int NVML_NVLINK_COUNTER_UNIT_RESERVED = 3;
    public static final int NVML_NVLINK_COUNTER_UNIT_COUNT = 4;

    // nvmlNvLinkUtilizationCountPktTypes_t
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_NOP = 1;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_READ = 2;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_WRITE = 4;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_RATOM = 8;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_NRATOM = 16;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_FLUSH = 32;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_RESPDATA = 64;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_RESPNODATA = 128;
    public static final int NVML_NVLINK_COUNTER_PKTFILTER_ALL = 255;

    // nvmlNvLinkCapability_t
    public static final int NVML_NVLINK_CAP_P2P_SUPPORTED = 0;
    public static final int NVML_NVLINK_CAP_SYSMEM_ACCESS = 1;
    public static final int NVML_NVLINK_CAP_P2P_ATOMICS = 2;
    public static final int NVML_NVLINK_CAP_SYSMEM_ATOMICS = 3;
    public static final int NVML_NVLINK_CAP_SLI_BRIDGE = 4;
    public static final int NVML_NVLINK_CAP_VALID = 5;
    public static final int NVML_NVLINK_CAP_COUNT = 6;

    // nvmlNvLinkErrorCounter_t
    public static final int NVML_NVLINK_ERROR_DL_REPLAY = 0;
    public static final int NVML_NVLINK_ERROR_DL_RECOVERY = 1;
    public static final int NVML_NVLINK_ERROR_DL_CRC_FLIT = 2;
    public static final int NVML_NVLINK_ERROR_DL_CRC_DATA = 3;
    public static final int NVML_NVLINK_ERROR_DL_ECC_DATA = 4;
    public static final int NVML_NVLINK_ERROR_COUNT = 5;

    // nvmlIntNvLinkDeviceType_t
    public static final int NVML_NVLINK_DEVICE_TYPE_GPU = 0;
    public static final int NVML_NVLINK_DEVICE_TYPE_IBMNPU = 1;
    public static final int NVML_NVLINK_DEVICE_TYPE_SWITCH = 2;
    public static final int NVML_NVLINK_DEVICE_TYPE_UNKNOWN = 255;

    // nvmlGpuTopologyLevel_t
    public static final int NVML_TOPOLOGY_INTERNAL = 0;
    public static final int NVML_TOPOLOGY_SINGLE = 10;
    public static final int NVML_TOPOLOGY_MULTIPLE = 20;
    public static final int NVML_TOPOLOGY_HOSTBRIDGE = 30;
    public static final int NVML_TOPOLOGY_NODE = 40;
    public static final int NVML_TOPOLOGY_SYSTEM = 50;

    // nvmlGpuP2PStatus_t
    public static final int NVML_P2P_STATUS_OK = 0;
    public static final int NVML_P2P_STATUS_CHIPSET_NOT_SUPPORED = 1;
    public static final int NVML_P2P_STATUS_CHIPSET_NOT_SUPPORTED = 1;
    public static final int NVML_P2P_STATUS_GPU_NOT_SUPPORTED = 2;
    public static final int NVML_P2P_STATUS_IOH_TOPOLOGY_NOT_SUPPORTED = 3;
    public static final int NVML_P2P_STATUS_DISABLED_BY_REGKEY = 4;
    public static final int NVML_P2P_STATUS_NOT_SUPPORTED = 5;
    public static final int NVML_P2P_STATUS_UNKNOWN = 6;

    // nvmlGpuP2PCapsIndex_t
    public static final int NVML_P2P_CAPS_INDEX_READ = 0;
    public static final int NVML_P2P_CAPS_INDEX_WRITE = 1;
    public static final int NVML_P2P_CAPS_INDEX_NVLINK = 2;
    public static final int NVML_P2P_CAPS_INDEX_ATOMICS = 3;
    public static final int NVML_P2P_CAPS_INDEX_PCI = 4;
    public static final int NVML_P2P_CAPS_INDEX_PROP = 4;
    public static final int NVML_P2P_CAPS_INDEX_UNKNOWN = 5;

    // nvmlSamplingType_t
    public static final int NVML_TOTAL_POWER_SAMPLES = 0;
    public static final int NVML_GPU_UTILIZATION_SAMPLES = 1;
    public static final int NVML_MEMORY_UTILIZATION_SAMPLES = 2;
    public static final int NVML_ENC_UTILIZATION_SAMPLES = 3;
    public static final int NVML_DEC_UTILIZATION_SAMPLES = 4;
    public static final int NVML_PROCESSOR_CLK_SAMPLES = 5;
    public static final int NVML_MEMORY_CLK_SAMPLES = 6;
    public static final int NVML_MODULE_POWER_SAMPLES = 7;
    public static final int NVML_JPG_UTILIZATION_SAMPLES = 8;
    public static final int NVML_OFA_UTILIZATION_SAMPLES = 9;
    public static final int NVML_SAMPLINGTYPE_COUNT = 10;

    // nvmlPcieUtilCounter_t
    public static final int NVML_PCIE_UTIL_TX_BYTES = 0;
    public static final int NVML_PCIE_UTIL_RX_BYTES = 1;
    public static final int NVML_PCIE_UTIL_COUNT = 2;

    // nvmlValueType_t
    public static final int NVML_VALUE_TYPE_DOUBLE = 0;
    public static final int NVML_VALUE_TYPE_UNSIGNED_INT = 1;
    public static final int NVML_VALUE_TYPE_UNSIGNED_LONG = 2;
    public static final int NVML_VALUE_TYPE_UNSIGNED_LONG_LONG = 3;
    public static final int NVML_VALUE_TYPE_SIGNED_LONG_LONG = 4;
    public static final int NVML_VALUE_TYPE_SIGNED_INT = 5;
    public static final int NVML_VALUE_TYPE_UNSIGNED_SHORT = 6;
    public static final int NVML_VALUE_TYPE_COUNT = 7;

    // nvmlUUIDType_t
    public static final int NVML_UUID_TYPE_NONE = 0;
    public static final int NVML_UUID_TYPE_ASCII = 1;
    public static final int NVML_UUID_TYPE_BINARY = 2;

    // nvmlEnableState_t
    public static final int NVML_FEATURE_DISABLED = 0;
    public static final int NVML_FEATURE_ENABLED = 1;

    // nvmlDriverModel_t
    public static final int NVML_DRIVER_WDDM = 0;
    public static final int NVML_DRIVER_WDM = 1;
    public static final int NVML_DRIVER_MCDM = 2;

    // nvmlGpuOperationMode_t
    public static final int NVML_GOM_ALL_ON = 0;
    public static final int NVML_GOM_COMPUTE = 1;
    public static final int NVML_GOM_LOW_DP = 2;

    // nvmlInforomObject_t
    public static final int NVML_INFOROM_OEM = 0;
    public static final int NVML_INFOROM_ECC = 1;
    public static final int NVML_INFOROM_POWER = 2;
    public static final int NVML_INFOROM_DEN = 3;
    public static final int NVML_INFOROM_COUNT = 4;

    // nvmlReturn_t
    public static final int NVML_SUCCESS = 0;
    public static final int NVML_ERROR_UNINITIALIZED = 1;
    public static final int NVML_ERROR_INVALID_ARGUMENT = 2;
    public static final int NVML_ERROR_NOT_SUPPORTED = 3;
    public static final int NVML_ERROR_NO_PERMISSION = 4;
    public static final int NVML_ERROR_ALREADY_INITIALIZED = 5;
    public static final int NVML_ERROR_NOT_FOUND = 6;
    public static final int NVML_ERROR_INSUFFICIENT_SIZE = 7;
    public static final int NVML_ERROR_INSUFFICIENT_POWER = 8;
    public static final int NVML_ERROR_DRIVER_NOT_LOADED = 9;
    public static final int NVML_ERROR_TIMEOUT = 10;
    public static final int NVML_ERROR_IRQ_ISSUE = 11;
    public static final int NVML_ERROR_LIBRARY_NOT_FOUND = 12;
    public static final int NVML_ERROR_FUNCTION_NOT_FOUND = 13;
    public static final int NVML_ERROR_CORRUPTED_INFOROM = 14;
    public static final int NVML_ERROR_GPU_IS_LOST = 15;
    public static final int NVML_ERROR_RESET_REQUIRED = 16;
    public static final int NVML_ERROR_OPERATING_SYSTEM = 17;
    public static final int NVML_ERROR_LIB_RM_VERSION_MISMATCH = 18;
    public static final int NVML_ERROR_IN_USE = 19;
    public static final int NVML_ERROR_MEMORY = 20;
    public static final int NVML_ERROR_NO_DATA = 21;
    public static final int NVML_ERROR_VGPU_ECC_NOT_SUPPORTED = 22;
    public static final int NVML_ERROR_INSUFFICIENT_RESOURCES = 23;
    public static final int NVML_ERROR_FREQ_NOT_SUPPORTED = 24;
    public static final int NVML_ERROR_ARGUMENT_VERSION_MISMATCH = 25;
    public static final int NVML_ERROR_DEPRECATED = 26;
    public static final int NVML_ERROR_NOT_READY = 27;
    public static final int NVML_ERROR_GPU_NOT_FOUND = 28;
    public static final int NVML_ERROR_INVALID_STATE = 29;
    public static final int NVML_ERROR_RESET_TYPE_NOT_SUPPORTED = 30;
    public static final int NVML_ERROR_UNKNOWN = 999;

    // nvmlRestrictedAPI_t
    public static final int NVML_RESTRICTED_API_SET_APPLICATION_CLOCKS = 0;
    public static final int NVML_RESTRICTED_API_SET_AUTO_BOOSTED_CLOCKS = 1;
    public static final int NVML_RESTRICTED_API_COUNT = 2;

    // nvmlGpuVirtualizationMode_t
    public static final int NVML_GPU_VIRTUALIZATION_MODE_NONE = 0;
    public static final int NVML_GPU_VIRTUALIZATION_MODE_PASSTHROUGH = 1;
    public static final int NVML_GPU_VIRTUALIZATION_MODE_VGPU = 2;
    public static final int NVML_GPU_VIRTUALIZATION_MODE_HOST_VGPU = 3;
    public static final int NVML_GPU_VIRTUALIZATION_MODE_HOST_VSGA = 4;

    // nvmlHostVgpuMode_t
    public static final int NVML_HOST_VGPU_MODE_NON_SRIOV = 0;
    public static final int NVML_HOST_VGPU_MODE_SRIOV = 1;

    // nvmlVgpuVmIdType_t
    public static final int NVML_VGPU_VM_ID_DOMAIN_ID = 0;
    public static final int NVML_VGPU_VM_ID_UUID = 1;

    // nvmlVgpuGuestInfoState_t
    public static final int NVML_VGPU_INSTANCE_GUEST_INFO_STATE_UNINITIALIZED = 0;
    public static final int NVML_VGPU_INSTANCE_GUEST_INFO_STATE_INITIALIZED = 1;

    // nvmlGridLicenseFeatureCode_t
    public static final int NVML_GRID_LICENSE_FEATURE_CODE_UNKNOWN = 0;
    public static final int NVML_GRID_LICENSE_FEATURE_CODE_VGPU = 1;
    public static final int NVML_GRID_LICENSE_FEATURE_CODE_NVIDIA_RTX = 2;
    public static final int NVML_GRID_LICENSE_FEATURE_CODE_VWORKSTATION = 2;
    public static final int NVML_GRID_LICENSE_FEATURE_CODE_GAMING = 3;
    public static final int NVML_GRID_LICENSE_FEATURE_CODE_COMPUTE = 4;

    // nvmlVgpuCapability_t
    public static final int NVML_VGPU_CAP_NVLINK_P2P = 0;
    public static final int NVML_VGPU_CAP_GPUDIRECT = 1;
    public static final int NVML_VGPU_CAP_MULTI_VGPU_EXCLUSIVE = 2;
    public static final int NVML_VGPU_CAP_EXCLUSIVE_TYPE = 3;
    public static final int NVML_VGPU_CAP_EXCLUSIVE_SIZE = 4;
    public static final int NVML_VGPU_CAP_COUNT = 5;

    // nvmlVgpuDriverCapability_t
    public static final int NVML_VGPU_DRIVER_CAP_HETEROGENEOUS_MULTI_VGPU = 0;
    public static final int NVML_VGPU_DRIVER_CAP_WARM_UPDATE = 1;
    public static final int NVML_VGPU_DRIVER_CAP_COUNT = 2;

    // nvmlDeviceVgpuCapability_t
    public static final int NVML_DEVICE_VGPU_CAP_FRACTIONAL_MULTI_VGPU = 0;
    public static final int NVML_DEVICE_VGPU_CAP_HETEROGENEOUS_TIMESLICE_PROFILES = 1;
    public static final int NVML_DEVICE_VGPU_CAP_HETEROGENEOUS_TIMESLICE_SIZES = 2;
    public static final int NVML_DEVICE_VGPU_CAP_READ_DEVICE_BUFFER_BW = 3;
    public static final int NVML_DEVICE_VGPU_CAP_WRITE_DEVICE_BUFFER_BW = 4;
    public static final int NVML_DEVICE_VGPU_CAP_DEVICE_STREAMING = 5;
    public static final int NVML_DEVICE_VGPU_CAP_MINI_QUARTER_GPU = 6;
    public static final int NVML_DEVICE_VGPU_CAP_COMPUTE_MEDIA_ENGINE_GPU = 7;
    public static final int NVML_DEVICE_VGPU_CAP_WARM_UPDATE = 8;
    public static final int NVML_DEVICE_VGPU_CAP_HOMOGENEOUS_PLACEMENTS = 9;
    public static final int NVML_DEVICE_VGPU_CAP_MIG_TIMESLICING_SUPPORTED = 10;
    public static final int NVML_DEVICE_VGPU_CAP_MIG_TIMESLICING_ENABLED = 11;
    public static final int NVML_DEVICE_VGPU_CAP_COUNT = 12;

    // nvmlDeviceGpuRecoveryAction_t
    public static final int NVML_GPU_RECOVERY_ACTION_NONE = 0;
    public static final int NVML_GPU_RECOVERY_ACTION_GPU_RESET = 1;
    public static final int NVML_GPU_RECOVERY_ACTION_NODE_REBOOT = 2;
    public static final int NVML_GPU_RECOVERY_ACTION_DRAIN_P2P = 3;
    public static final int NVML_GPU_RECOVERY_ACTION_DRAIN_AND_RESET = 4;
    public static final int NVML_GPU_RECOVERY_ACTION_RECOVER_IMEX_DOMAIN = 5;

    // nvmlLedColor_t
    public static final int NVML_LED_COLOR_GREEN = 0;
    public static final int NVML_LED_COLOR_AMBER = 1;

    // nvmlEncoderType_t
    public static final int NVML_ENCODER_QUERY_H264 = 0;
    public static final int NVML_ENCODER_QUERY_HEVC = 1;
    public static final int NVML_ENCODER_QUERY_AV1 = 2;
    public static final int NVML_ENCODER_QUERY_UNKNOWN = 255;

    // nvmlFBCSessionType_t
    public static final int NVML_FBC_SESSION_TYPE_UNKNOWN = 0;
    public static final int NVML_FBC_SESSION_TYPE_TOSYS = 1;
    public static final int NVML_FBC_SESSION_TYPE_CUDA = 2;
    public static final int NVML_FBC_SESSION_TYPE_VID = 3;
    public static final int NVML_FBC_SESSION_TYPE_HWENC = 4;

    // nvmlDetachGpuState_t
    public static final int NVML_DETACH_GPU_KEEP = 0;
    public static final int NVML_DETACH_GPU_REMOVE = 1;

    // nvmlPcieLinkState_t
    public static final int NVML_PCIE_LINK_KEEP = 0;
    public static final int NVML_PCIE_LINK_SHUT_DOWN = 1;

    // nvmlCPERType_t
    public static final int NVML_CPER_ACCESS_TYPE_GPU = 1;

    // nvmlNvlinkVersion_t
    public static final int NVML_NVLINK_VERSION_INVALID = 0;
    public static final int NVML_NVLINK_VERSION_1_0 = 1;
    public static final int NVML_NVLINK_VERSION_2_0 = 2;
    public static final int NVML_NVLINK_VERSION_2_2 = 3;
    public static final int NVML_NVLINK_VERSION_3_0 = 4;
    public static final int NVML_NVLINK_VERSION_3_1 = 5;
    public static final int NVML_NVLINK_VERSION_4_0 = 6;
    public static final int NVML_NVLINK_VERSION_5_0 = 7;
    public static final int NVML_NVLINK_VERSION_6_0 = 8;

    // nvmlVgpuVmCompatibility_t
    public static final int NVML_VGPU_VM_COMPATIBILITY_NONE = 0;
    public static final int NVML_VGPU_VM_COMPATIBILITY_COLD = 1;
    public static final int NVML_VGPU_VM_COMPATIBILITY_HIBERNATE = 2;
    public static final int NVML_VGPU_VM_COMPATIBILITY_SLEEP = 4;
    public static final int NVML_VGPU_VM_COMPATIBILITY_LIVE = 8;

    // nvmlVgpuPgpuCompatibilityLimitCode_t
    public static final int NVML_VGPU_COMPATIBILITY_LIMIT_NONE = 0;
    public static final int NVML_VGPU_COMPATIBILITY_LIMIT_HOST_DRIVER = 1;
    public static final int NVML_VGPU_COMPATIBILITY_LIMIT_GUEST_DRIVER = 2;
    public static final int NVML_VGPU_COMPATIBILITY_LIMIT_GPU = 4;
    public static final int NVML_VGPU_COMPATIBILITY_LIMIT_OTHER = 0x80000000;

    // nvmlPRMCounterId_t
    public static final int NVML_PRM_COUNTER_ID_NONE = 0;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PHYSICAL_LAYER_CTRS_LINK_DOWN_EVENTS = 1;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PHYSICAL_LAYER_CTRS_SUCCESSFUL_RECOVERY_EVENTS = 2;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_RECOVERY_CTRS_TOTAL_SUCCESSFUL_RECOVERY_EVENTS = 101;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_RECOVERY_CTRS_TIME_SINCE_LAST_RECOVERY = 102;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_RECOVERY_CTRS_TIME_BETWEEN_LAST_TWO_RECOVERIES = 103;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PORTCOUNTERS_PORT_XMIT_WAIT = 201;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_RCV_CODES = 301;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_RCV_CODE_ERR = 302;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_RCV_UNCORRECTABLE_CODE = 303;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_XMIT_CODES = 304;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_XMIT_RETRY_CODES = 305;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_XMIT_RETRY_EVENTS = 306;
    public static final int NVML_PRM_COUNTER_ID_PPCNT_PLR_SYNC_EVENTS = 307;
    public static final int NVML_PRM_COUNTER_ID_PPRM_OPER_RECOVERY = 1001;
}
