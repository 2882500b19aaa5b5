package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/**
 * Starting and stopping NVML, and what it says of the driver and the machine. Made by {@code generate.py}; part of
 * {@link Nvml}.
 */
public abstract class SystemCalls extends Calls {
    SystemCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable None nvmlInit_v2;

    /**
     * Starts NVML and looks for GPUs; GPUs that cannot be started do not make it fail. Every start needs a {@link
     * #nvmlShutdown}.
     *
     * <p>C: {@code nvmlInit_v2(void)}
     */
    public final int nvmlInit_v2() {
        Shapes.None f = nvmlInit_v2;
        if (f == null) {
            f = library.bind(Shapes.NONE_SHAPE, "nvmlInit_v2");
            nvmlInit_v2 = f;
        }
        return f.call();
    }

    private volatile Shapes.@Nullable I nvmlInitWithFlags;

    /**
     * Starts NVML as {@code flags} say (NVML_INIT_FLAG_…): without GPUs being there, or without attaching to them.
     *
     * <p>C: {@code nvmlInitWithFlags(unsigned int flags)}
     */
    public final int nvmlInitWithFlags(int flags) {
        Shapes.I f = nvmlInitWithFlags;
        if (f == null) {
            f = library.bind(Shapes.I_SHAPE, "nvmlInitWithFlags");
            nvmlInitWithFlags = f;
        }
        return f.call(flags);
    }

    private volatile Shapes.@Nullable None nvmlShutdown;

    /**
     * Ends one start of NVML; with the last one all handles become invalid.
     *
     * <p>C: {@code nvmlShutdown(void)}
     */
    public final int nvmlShutdown() {
        Shapes.None f = nvmlShutdown;
        if (f == null) {
            f = library.bind(Shapes.NONE_SHAPE, "nvmlShutdown");
            nvmlShutdown = f;
        }
        return f.call();
    }

    private volatile Shapes.@Nullable PI nvmlSystemGetDriverVersion;

    /**
     * The kernel driver's version as text; {@code length} is the buffer's size, 80 bytes do.
     *
     * <p>C: {@code nvmlSystemGetDriverVersion(char *version, unsigned int length)}
     */
    public final int nvmlSystemGetDriverVersion(long version, int length) {
        Shapes.PI f = nvmlSystemGetDriverVersion;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlSystemGetDriverVersion");
            nvmlSystemGetDriverVersion = f;
        }
        return f.call(version, length);
    }

    private volatile Shapes.@Nullable PI nvmlSystemGetNVMLVersion;

    /**
     * The library's own version as text; {@code length} is the buffer's size, 80 bytes do.
     *
     * <p>C: {@code nvmlSystemGetNVMLVersion(char *version, unsigned int length)}
     */
    public final int nvmlSystemGetNVMLVersion(long version, int length) {
        Shapes.PI f = nvmlSystemGetNVMLVersion;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlSystemGetNVMLVersion");
            nvmlSystemGetNVMLVersion = f;
        }
        return f.call(version, length);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetCudaDriverVersion;

    /**
     * The newest CUDA that the library was made for, as 1000 times major plus 10 times minor.
     *
     * <p>C: {@code nvmlSystemGetCudaDriverVersion(int *cudaDriverVersion)}
     */
    public final int nvmlSystemGetCudaDriverVersion(long cudaDriverVersion) {
        Shapes.P f = nvmlSystemGetCudaDriverVersion;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetCudaDriverVersion");
            nvmlSystemGetCudaDriverVersion = f;
        }
        return f.call(cudaDriverVersion);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetCudaDriverVersion_v2;

    /**
     * The newest CUDA that the installed driver serves, as 1000 times major plus 10 times minor.
     *
     * <p>C: {@code nvmlSystemGetCudaDriverVersion_v2(int *cudaDriverVersion)}
     */
    public final int nvmlSystemGetCudaDriverVersion_v2(long cudaDriverVersion) {
        Shapes.P f = nvmlSystemGetCudaDriverVersion_v2;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetCudaDriverVersion_v2");
            nvmlSystemGetCudaDriverVersion_v2 = f;
        }
        return f.call(cudaDriverVersion);
    }

    private volatile Shapes.@Nullable IPI nvmlSystemGetProcessName;

    /**
     * The name of a process by its number, cut off where {@code length} bytes are too few.
     *
     * <p>C: {@code nvmlSystemGetProcessName(unsigned int pid, char *name, unsigned int length)}
     */
    public final int nvmlSystemGetProcessName(int pid, long name, int length) {
        Shapes.IPI f = nvmlSystemGetProcessName;
        if (f == null) {
            f = library.bind(Shapes.IPI_SHAPE, "nvmlSystemGetProcessName");
            nvmlSystemGetProcessName = f;
        }
        return f.call(pid, name, length);
    }

    private volatile Shapes.@Nullable PP nvmlSystemGetHicVersion;

    /**
     * Host interface cards of S-class units with their firmware; {@code hwbcCount} is the room in and the number out.
     *
     * <p>C: {@code nvmlSystemGetHicVersion(unsigned int *hwbcCount, nvmlHwbcEntry_t *hwbcEntries)}
     */
    public final int nvmlSystemGetHicVersion(long hwbcCount, long hwbcEntries) {
        Shapes.PP f = nvmlSystemGetHicVersion;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlSystemGetHicVersion");
            nvmlSystemGetHicVersion = f;
        }
        return f.call(hwbcCount, hwbcEntries);
    }

    private volatile Shapes.@Nullable IPP nvmlSystemGetTopologyGpuSet;

    /**
     * The GPUs near a CPU core; {@code count} is the room in and the number out.
     *
     * <p>C: {@code nvmlSystemGetTopologyGpuSet(unsigned int cpuNumber, unsigned int *count, nvmlDevice_t *deviceArray)}
     */
    public final int nvmlSystemGetTopologyGpuSet(int cpuNumber, long count, long deviceArray) {
        Shapes.IPP f = nvmlSystemGetTopologyGpuSet;
        if (f == null) {
            f = library.bind(Shapes.IPP_SHAPE, "nvmlSystemGetTopologyGpuSet");
            nvmlSystemGetTopologyGpuSet = f;
        }
        return f.call(cpuNumber, count, deviceArray);
    }

    private volatile Shapes.@Nullable PI nvmlSystemGetDriverBranch;

    /**
     * The branch that the driver was released from, such as {@code r580_00}; {@code length} is the text's room.
     *
     * <p>C: {@code nvmlSystemGetDriverBranch(nvmlSystemDriverBranchInfo_t *branchInfo, unsigned int length)}
     */
    public final int nvmlSystemGetDriverBranch(long branchInfo, int length) {
        Shapes.PI f = nvmlSystemGetDriverBranch;
        if (f == null) {
            f = library.bind(Shapes.PI_SHAPE, "nvmlSystemGetDriverBranch");
            nvmlSystemGetDriverBranch = f;
        }
        return f.call(branchInfo, length);
    }

    private volatile Shapes.@Nullable P nvmlSystemGetCPER_v1;

    /**
     * The next platform error records (CPER) of the GPUs, as raw bytes, from the cursor in the struct on.
     *
     * <p>C: {@code nvmlSystemGetCPER_v1(nvmlGetCPER_v1_t *cper)}
     */
    public final int nvmlSystemGetCPER_v1(long cper) {
        Shapes.P f = nvmlSystemGetCPER_v1;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlSystemGetCPER_v1");
            nvmlSystemGetCPER_v1 = f;
        }
        return f.call(cper);
    }

    private volatile Shapes.@Nullable P nvmlGetExcludedDeviceCount;

    /**
     * How many GPUs the driver was told to leave alone.
     *
     * <p>C: {@code nvmlGetExcludedDeviceCount(unsigned int *deviceCount)}
     */
    public final int nvmlGetExcludedDeviceCount(long deviceCount) {
        Shapes.P f = nvmlGetExcludedDeviceCount;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlGetExcludedDeviceCount");
            nvmlGetExcludedDeviceCount = f;
        }
        return f.call(deviceCount);
    }

    private volatile Shapes.@Nullable IP nvmlGetExcludedDeviceInfoByIndex;

    /**
     * PCI address and UUID of a GPU that the driver was told to leave alone.
     *
     * <p>C: {@code nvmlGetExcludedDeviceInfoByIndex(unsigned int index, nvmlExcludedDeviceInfo_t *info)}
     */
    public final int nvmlGetExcludedDeviceInfoByIndex(int index, long info) {
        Shapes.IP f = nvmlGetExcludedDeviceInfoByIndex;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlGetExcludedDeviceInfoByIndex");
            nvmlGetExcludedDeviceInfoByIndex = f;
        }
        return f.call(index, info);
    }

    private volatile Shapes.@Nullable None nvmlInit;

    /**
     * Starts NVML the old way: one GPU that cannot be started makes all of it fail.
     *
     * <p>C: {@code nvmlInit(void)}
     */
    public final int nvmlInit() {
        Shapes.None f = nvmlInit;
        if (f == null) {
            f = library.bind(Shapes.NONE_SHAPE, "nvmlInit");
            nvmlInit = f;
        }
        return f.call();
    }
}
