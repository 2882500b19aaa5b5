package org.headroom.nvml.raw;

/**
 * The functions in use, under the header's names without their prefix. To add one: a field of its shape and a line here; the
 * test against the header's table checks name and shape. Where several versions take the same struct, the newest that the
 * library has is tied; where the struct differs, each has a field of its own.
 */
public final class NvmlFunctions {
    // Library and system
    public final Shapes.None init;
    public final Shapes.None shutdown;
    public final Shapes.PI systemGetDriverVersion;
    public final Shapes.PI systemGetNvmlVersion;
    public final Shapes.P systemGetCudaDriverVersion;

    // Devices and their identity
    public final Shapes.P deviceGetCount;
    public final Shapes.IP deviceGetHandleByIndex;
    public final Shapes.PP deviceGetHandleByUuid;
    public final Shapes.PPI deviceGetName;
    public final Shapes.PPI deviceGetUuid;
    public final Shapes.PP deviceGetPciInfo;
    public final Shapes.PPP deviceGetCudaComputeCapability;

    // Readings
    public final Shapes.PP deviceGetMemoryInfoV2;
    public final Shapes.PP deviceGetMemoryInfo;
    public final Shapes.PP deviceGetUtilizationRates;
    public final Shapes.PIP deviceGetTemperature;
    public final Shapes.PP deviceGetTemperatureV;
    public final Shapes.PIP deviceGetFieldValues;
    public final Shapes.PP deviceGetPowerUsage;
    public final Shapes.PP deviceGetPowerManagementLimit;
    public final Shapes.PP deviceGetEnforcedPowerLimit;
    public final Shapes.PP deviceGetTotalEnergyConsumption;
    public final Shapes.PIP deviceGetClockInfo;
    public final Shapes.PP deviceGetFanSpeed;
    public final Shapes.PIP deviceGetFanSpeedV2;
    public final Shapes.PP deviceGetCurrPcieLinkGeneration;
    public final Shapes.PP deviceGetMaxPcieLinkGeneration;
    public final Shapes.PP deviceGetCurrPcieLinkWidth;
    public final Shapes.PP deviceGetMaxPcieLinkWidth;
    public final Shapes.PP deviceGetCurrentClocksEventReasons;
    public final Shapes.PP deviceGetCurrentClocksThrottleReasons;

    // Processes
    public final Shapes.PPP deviceGetComputeRunningProcesses;
    public final Shapes.PPP deviceGetComputeRunningProcessesV1;
    public final Shapes.PPP deviceGetGraphicsRunningProcesses;
    public final Shapes.PPP deviceGetGraphicsRunningProcessesV1;

    // Events
    public final Shapes.P eventSetCreate;
    public final Shapes.PLP deviceRegisterEvents;
    public final Shapes.PP deviceGetSupportedEventTypes;
    public final Shapes.PPI eventSetWait;
    public final Shapes.P eventSetFree;

    public NvmlFunctions(Binder b) {
        init = b.bind(Shapes.NONE_SHAPE, "nvmlInit_v2", "nvmlInit");
        shutdown = b.bind(Shapes.NONE_SHAPE, "nvmlShutdown");
        systemGetDriverVersion = b.bind(Shapes.PI_SHAPE, "nvmlSystemGetDriverVersion");
        systemGetNvmlVersion = b.bind(Shapes.PI_SHAPE, "nvmlSystemGetNVMLVersion");
        systemGetCudaDriverVersion =
                b.bind(Shapes.P_SHAPE, "nvmlSystemGetCudaDriverVersion_v2", "nvmlSystemGetCudaDriverVersion");

        deviceGetCount = b.bind(Shapes.P_SHAPE, "nvmlDeviceGetCount_v2", "nvmlDeviceGetCount");
        deviceGetHandleByIndex = b.bind(Shapes.IP_SHAPE, "nvmlDeviceGetHandleByIndex_v2", "nvmlDeviceGetHandleByIndex");
        deviceGetHandleByUuid = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHandleByUUID");
        deviceGetName = b.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetName");
        deviceGetUuid = b.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetUUID");
        deviceGetPciInfo =
                b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPciInfo_v3", "nvmlDeviceGetPciInfo_v2", "nvmlDeviceGetPciInfo");
        deviceGetCudaComputeCapability = b.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetCudaComputeCapability");

        deviceGetMemoryInfoV2 = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMemoryInfo_v2");
        deviceGetMemoryInfo = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMemoryInfo");
        deviceGetUtilizationRates = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetUtilizationRates");
        deviceGetTemperature = b.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetTemperature");
        deviceGetTemperatureV = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetTemperatureV");
        deviceGetFieldValues = b.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetFieldValues");
        deviceGetPowerUsage = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerUsage");
        deviceGetPowerManagementLimit = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetPowerManagementLimit");
        deviceGetEnforcedPowerLimit = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetEnforcedPowerLimit");
        deviceGetTotalEnergyConsumption = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetTotalEnergyConsumption");
        deviceGetClockInfo = b.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetClockInfo");
        deviceGetFanSpeed = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetFanSpeed");
        deviceGetFanSpeedV2 = b.bind(Shapes.PIP_SHAPE, "nvmlDeviceGetFanSpeed_v2");
        deviceGetCurrPcieLinkGeneration = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrPcieLinkGeneration");
        deviceGetMaxPcieLinkGeneration = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMaxPcieLinkGeneration");
        deviceGetCurrPcieLinkWidth = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrPcieLinkWidth");
        deviceGetMaxPcieLinkWidth = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetMaxPcieLinkWidth");
        deviceGetCurrentClocksEventReasons = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrentClocksEventReasons");
        deviceGetCurrentClocksThrottleReasons = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetCurrentClocksThrottleReasons");

        deviceGetComputeRunningProcesses = b.bind(
                Shapes.PPP_SHAPE, "nvmlDeviceGetComputeRunningProcesses_v3", "nvmlDeviceGetComputeRunningProcesses_v2");
        deviceGetComputeRunningProcessesV1 = b.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetComputeRunningProcesses");
        deviceGetGraphicsRunningProcesses = b.bind(
                Shapes.PPP_SHAPE,
                "nvmlDeviceGetGraphicsRunningProcesses_v3",
                "nvmlDeviceGetGraphicsRunningProcesses_v2");
        deviceGetGraphicsRunningProcessesV1 = b.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetGraphicsRunningProcesses");

        eventSetCreate = b.bind(Shapes.P_SHAPE, "nvmlEventSetCreate");
        deviceRegisterEvents = b.bind(Shapes.PLP_SHAPE, "nvmlDeviceRegisterEvents");
        deviceGetSupportedEventTypes = b.bind(Shapes.PP_SHAPE, "nvmlDeviceGetSupportedEventTypes");
        eventSetWait = b.bind(Shapes.PPI_SHAPE, "nvmlEventSetWait_v2", "nvmlEventSetWait");
        eventSetFree = b.bind(Shapes.P_SHAPE, "nvmlEventSetFree");
    }
}
