package org.headroom.nvml.raw;

import org.jspecify.annotations.Nullable;

/** Which GPUs there are, their handles, names and numbers. Made by {@code generate.py}; part of {@link Nvml}. */
public abstract class IdentityCalls extends UnitCalls {
    IdentityCalls(Binder library) {
        super(library);
    }

    private volatile Shapes.@Nullable P nvmlDeviceGetCount_v2;

    /**
     * How many GPUs there are, those that this user may not use included.
     *
     * <p>C: {@code nvmlDeviceGetCount_v2(unsigned int *deviceCount)}
     */
    public final int nvmlDeviceGetCount_v2(long deviceCount) {
        Shapes.P f = nvmlDeviceGetCount_v2;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceGetCount_v2");
            nvmlDeviceGetCount_v2 = f;
        }
        return f.call(deviceCount);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAttributes_v2;

    /**
     * What a MIG device has: multiprocessors, engines, slices, and memory in MiB.
     *
     * <p>C: {@code nvmlDeviceGetAttributes_v2(nvmlDevice_t device, nvmlDeviceAttributes_t *attributes)}
     */
    public final int nvmlDeviceGetAttributes_v2(long device, long attributes) {
        Shapes.PP f = nvmlDeviceGetAttributes_v2;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAttributes_v2");
            nvmlDeviceGetAttributes_v2 = f;
        }
        return f.call(device, attributes);
    }

    private volatile Shapes.@Nullable IP nvmlDeviceGetHandleByIndex_v2;

    /**
     * The handle of a GPU by its number from 0, in the order of PCI addresses; that order can change at a restart.
     *
     * <p>C: {@code nvmlDeviceGetHandleByIndex_v2(unsigned int index, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleByIndex_v2(int index, long device) {
        Shapes.IP f = nvmlDeviceGetHandleByIndex_v2;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlDeviceGetHandleByIndex_v2");
            nvmlDeviceGetHandleByIndex_v2 = f;
        }
        return f.call(index, device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHandleBySerial;

    /**
     * The handle of a GPU by its board's serial number, which boards with several GPUs share.
     *
     * <p>C: {@code nvmlDeviceGetHandleBySerial(const char *serial, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleBySerial(long serial, long device) {
        Shapes.PP f = nvmlDeviceGetHandleBySerial;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHandleBySerial");
            nvmlDeviceGetHandleBySerial = f;
        }
        return f.call(serial, device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHandleByUUID;

    /**
     * The handle of a GPU or MIG device by its UUID as text.
     *
     * <p>C: {@code nvmlDeviceGetHandleByUUID(const char *uuid, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleByUUID(long uuid, long device) {
        Shapes.PP f = nvmlDeviceGetHandleByUUID;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHandleByUUID");
            nvmlDeviceGetHandleByUUID = f;
        }
        return f.call(uuid, device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetHandleByUUIDV;

    /**
     * The handle of a GPU or MIG device by its UUID as text or as bytes.
     *
     * <p>C: {@code nvmlDeviceGetHandleByUUIDV(const nvmlUUID_t *uuid, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleByUUIDV(long uuid, long device) {
        Shapes.PP f = nvmlDeviceGetHandleByUUIDV;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetHandleByUUIDV");
            nvmlDeviceGetHandleByUUIDV = f;
        }
        return f.call(uuid, device);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetName;

    /**
     * The product's name as text; 96 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetName(nvmlDevice_t device, char *name, unsigned int length)}
     */
    public final int nvmlDeviceGetName(long device, long name, int length) {
        Shapes.PPI f = nvmlDeviceGetName;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetName");
            nvmlDeviceGetName = f;
        }
        return f.call(device, name, length);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetBrand;

    /**
     * What the GPU is sold as (NVML_BRAND_…).
     *
     * <p>C: {@code nvmlDeviceGetBrand(nvmlDevice_t device, nvmlBrandType_t *type)}
     */
    public final int nvmlDeviceGetBrand(long device, long type) {
        Shapes.PP f = nvmlDeviceGetBrand;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetBrand");
            nvmlDeviceGetBrand = f;
        }
        return f.call(device, type);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetIndex;

    /**
     * A GPU's number from 0, the reverse of {@link #nvmlDeviceGetHandleByIndex_v2}.
     *
     * <p>C: {@code nvmlDeviceGetIndex(nvmlDevice_t device, unsigned int *index)}
     */
    public final int nvmlDeviceGetIndex(long device, long index) {
        Shapes.PP f = nvmlDeviceGetIndex;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetIndex");
            nvmlDeviceGetIndex = f;
        }
        return f.call(device, index);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetSerial;

    /**
     * The serial number printed on the board, as text; 30 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetSerial(nvmlDevice_t device, char *serial, unsigned int length)}
     */
    public final int nvmlDeviceGetSerial(long device, long serial, int length) {
        Shapes.PPI f = nvmlDeviceGetSerial;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetSerial");
            nvmlDeviceGetSerial = f;
        }
        return f.call(device, serial, length);
    }

    private volatile Shapes.@Nullable PPI nvmlDeviceGetUUID;

    /**
     * The GPU's name for life, as text; 96 bytes do.
     *
     * <p>C: {@code nvmlDeviceGetUUID(nvmlDevice_t device, char *uuid, unsigned int length)}
     */
    public final int nvmlDeviceGetUUID(long device, long uuid, int length) {
        Shapes.PPI f = nvmlDeviceGetUUID;
        if (f == null) {
            f = library.bind(Shapes.PPI_SHAPE, "nvmlDeviceGetUUID");
            nvmlDeviceGetUUID = f;
        }
        return f.call(device, uuid, length);
    }

    private volatile Shapes.@Nullable PPP nvmlDeviceGetCudaComputeCapability;

    /**
     * CUDA's compute capability, such as 8 and 9 for 8.9.
     *
     * <p>C: {@code nvmlDeviceGetCudaComputeCapability(nvmlDevice_t device, int *major, int *minor)}
     */
    public final int nvmlDeviceGetCudaComputeCapability(long device, long major, long minor) {
        Shapes.PPP f = nvmlDeviceGetCudaComputeCapability;
        if (f == null) {
            f = library.bind(Shapes.PPP_SHAPE, "nvmlDeviceGetCudaComputeCapability");
            nvmlDeviceGetCudaComputeCapability = f;
        }
        return f.call(device, major, minor);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetArchitecture;

    /**
     * The chip's family (NVML_DEVICE_ARCH_…).
     *
     * <p>C: {@code nvmlDeviceGetArchitecture(nvmlDevice_t device, nvmlDeviceArchitecture_t *arch)}
     */
    public final int nvmlDeviceGetArchitecture(long device, long arch) {
        Shapes.PP f = nvmlDeviceGetArchitecture;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetArchitecture");
            nvmlDeviceGetArchitecture = f;
        }
        return f.call(device, arch);
    }

    private volatile Shapes.@Nullable P nvmlDeviceGetCount;

    /**
     * How many GPUs this user may use; the first version.
     *
     * <p>C: {@code nvmlDeviceGetCount(unsigned int *deviceCount)}
     */
    public final int nvmlDeviceGetCount(long deviceCount) {
        Shapes.P f = nvmlDeviceGetCount;
        if (f == null) {
            f = library.bind(Shapes.P_SHAPE, "nvmlDeviceGetCount");
            nvmlDeviceGetCount = f;
        }
        return f.call(deviceCount);
    }

    private volatile Shapes.@Nullable IP nvmlDeviceGetHandleByIndex;

    /**
     * The handle of a GPU by its number among those that this user may use; the first version.
     *
     * <p>C: {@code nvmlDeviceGetHandleByIndex(unsigned int index, nvmlDevice_t *device)}
     */
    public final int nvmlDeviceGetHandleByIndex(int index, long device) {
        Shapes.IP f = nvmlDeviceGetHandleByIndex;
        if (f == null) {
            f = library.bind(Shapes.IP_SHAPE, "nvmlDeviceGetHandleByIndex");
            nvmlDeviceGetHandleByIndex = f;
        }
        return f.call(index, device);
    }

    private volatile Shapes.@Nullable PP nvmlDeviceGetAttributes;

    /**
     * What a MIG device has; the first version, with the same struct.
     *
     * <p>C: {@code nvmlDeviceGetAttributes(nvmlDevice_t device, nvmlDeviceAttributes_t *attributes)}
     */
    public final int nvmlDeviceGetAttributes(long device, long attributes) {
        Shapes.PP f = nvmlDeviceGetAttributes;
        if (f == null) {
            f = library.bind(Shapes.PP_SHAPE, "nvmlDeviceGetAttributes");
            nvmlDeviceGetAttributes = f;
        }
        return f.call(device, attributes);
    }
}
