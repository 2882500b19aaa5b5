/* NVML's session, its system functions, and who the GPUs are. Signatures and layouts are the ABI's; the rest is ours. */
#include "standin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct {
    char bus_legacy[16];
    unsigned domain, bus, device, pci_device, pci_subsystem;
    char bus_id[32];
} pci_t;
typedef struct {
    unsigned version, domain, bus, device, pci_device, pci_subsystem, base_class, sub_class;
    char bus_id[32];
} pci_ext_t;
typedef struct {
    unsigned version, type;
    char value[44];
} uuid_t;
typedef struct {
    unsigned version;
    char branch[80];
} branch_t;
_Static_assert(sizeof(pci_t) == 68, "nvmlPciInfo_t");
_Static_assert(sizeof(pci_ext_t) == 64, "nvmlPciInfoExt_v1_t");
_Static_assert(sizeof(uuid_t) == 52, "nvmlUUID_v1_t");
_Static_assert(sizeof(branch_t) == 84, "nvmlSystemDriverBranchInfo_v1_t");

static struct gpu_handle { char unused; } handles[MAX_GPUS * (1 + MAX_MIG)];

device_t handle_of(int gpu) { return &handles[gpu]; }
device_t mig_handle_of(int gpu, int instance) { return &handles[MAX_GPUS + gpu * MAX_MIG + instance]; }

/* A handle that never came from here is refused, not followed. */
int read_gpu(device_t device, int function, reading_t *r) {
    uintptr_t p = (uintptr_t) device, base = (uintptr_t) handles;
    if (p < base || p >= base + sizeof handles) return machine_read(-1, function, r);
    int at = (int) (p - base);
    if (at < MAX_GPUS) return machine_read(at, function, r);
    int code = machine_read((at - MAX_GPUS) / MAX_MIG, function, r);
    r->mig = (at - MAX_GPUS) % MAX_MIG;
    return code == 0 && r->mig >= r->spec->mig_count ? 2 : code;
}

int give_text(char *to, unsigned length, const char *text) {
    if (!to) return 2;
    if (strlen(text) + 1 > length) return 7;
    memcpy(to, text, strlen(text) + 1);
    return 0;
}

/* ---- The session and the system ---- */

/* What Headroom shows wherever these GPUs stand. */
EXPORT const char *headroomStandInLabel(void) {
    static char label[TEXT];
    copy_text(label, sizeof label, machine_scenario()->label);
    return label;
}
/* How many calls have reached this GPU, so that a test can see that it was left alone. */
EXPORT unsigned long long headroomStandInCalls(unsigned gpu) { return machine_calls((int) gpu); }

EXPORT int nvmlInitWithFlags(unsigned flags) {
    (void) flags;
    return machine_init();
}
EXPORT int nvmlInit_v2(void) { return machine_init(); }
EXPORT int nvmlInit(void) { return machine_init(); }
EXPORT int nvmlShutdown(void) { return machine_shutdown(); }

EXPORT const char *nvmlErrorString(int code) {
    static const char *const texts[] = {
        "Success", "Uninitialized", "Invalid Argument", "Not Supported", "Insufficient Permissions",
        "Already Initialized", "Not Found", "Insufficient Size", "Insufficient External Power", "Driver Not Loaded",
        "Timeout", "Interrupt Request Issue", "NVML Shared Library Not Found", "Function Not Found", "Corrupted infoROM",
        "GPU is lost", "GPU requires reset", "GPU access blocked by the operating system",
        "Driver/library version mismatch", "In use by another client", "Insufficient Memory", "No data",
        "ECC mode not supported with vGPU enabled", "Insufficient resources", "Frequency not supported",
        "Argument version mismatch", "Deprecated", "Not ready", "GPU not found", "Invalid state",
    };
    if (code >= 0 && (size_t) code < sizeof texts / sizeof texts[0]) return texts[code];
    return "Unknown Error";
}

#define ENTER(function)                        \
    int code = machine_enter(FN_##function);   \
    if (code != 0) return code

EXPORT int nvmlSystemGetDriverVersion(char *version, unsigned length) {
    ENTER(nvmlSystemGetDriverVersion);
    return give_text(version, length, machine_scenario()->driver);
}
EXPORT int nvmlSystemGetNVMLVersion(char *version, unsigned length) {
    int code = machine_enter_down(FN_nvmlSystemGetNVMLVersion);
    return code != 0 ? code : give_text(version, length, machine_scenario()->nvml);
}
EXPORT int nvmlSystemGetDriverBranch(branch_t *out, unsigned length) {
    ENTER(nvmlSystemGetDriverBranch);
    if (!out || length < 5) return 2;
    if (out->version != 0x01000054) return 25;
    char text[80];
    snprintf(text, sizeof text, "r%.3s_00", machine_scenario()->driver);
    return give_text(out->branch, length < sizeof out->branch ? length : sizeof out->branch, text);
}
static int give_cuda(int function, int *version) {
    int code = machine_enter_down(function);
    if (code != 0) return code;
    GIVE(version, machine_scenario()->cuda);
}
EXPORT int nvmlSystemGetCudaDriverVersion(int *version) { return give_cuda(FN_nvmlSystemGetCudaDriverVersion, version); }
EXPORT int nvmlSystemGetCudaDriverVersion_v2(int *version) {
    return give_cuda(FN_nvmlSystemGetCudaDriverVersion_v2, version);
}
EXPORT int nvmlSystemGetProcessName(unsigned pid, char *name, unsigned length) {
    ENTER(nvmlSystemGetProcessName);
    if (!name || length == 0) return 2;
    char path[64];
    snprintf(path, sizeof path, "/proc/%u/cmdline", pid);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(name, 1, length - 1, f) : 0;
    if (f) fclose(f);
    /* A process of the scenario is most likely none of the system's. */
    if (n == 0) n = (size_t) snprintf(name, length, "process-%u", pid);
    name[n < length ? n : length - 1] = '\0';
    return 0;
}
EXPORT int nvmlUnitGetCount(unsigned *count) {
    ENTER(nvmlUnitGetCount);
    GIVE(count, 0U);
}
EXPORT int nvmlGetExcludedDeviceCount(unsigned *count) { GIVE(count, 0U); }

/* ---- Finding GPUs ---- */

static int give_count(int function, unsigned *count) {
    int code = machine_enter(function);
    if (code != 0) return code;
    GIVE(count, (unsigned) machine_gpu_count());
}
EXPORT int nvmlDeviceGetCount_v2(unsigned *count) { return give_count(FN_nvmlDeviceGetCount_v2, count); }
EXPORT int nvmlDeviceGetCount(unsigned *count) { return give_count(FN_nvmlDeviceGetCount, count); }

static int give_handle(unsigned index, int function, device_t *out) {
    reading_t r;
    int code = machine_enter(function);
    if (code != 0) return code;
    if (index >= (unsigned) machine_gpu_count()) return 2;
    code = machine_read((int) index, function, &r);
    if (code != 0) return code;
    GIVE(out, handle_of((int) index));
}
EXPORT int nvmlDeviceGetHandleByIndex_v2(unsigned index, device_t *out) {
    return give_handle(index, FN_nvmlDeviceGetHandleByIndex_v2, out);
}
EXPORT int nvmlDeviceGetHandleByIndex(unsigned index, device_t *out) {
    return give_handle(index, FN_nvmlDeviceGetHandleByIndex, out);
}

static void mig_uuid(const gpu_spec_t *g, int instance, char *to, size_t size) {
    snprintf(to, size, "MIG-%.35s%x", g->uuid + 4, (unsigned) instance + 1);
}
static int find(const char *text, size_t offset, int function, device_t *out) {
    int code = machine_enter(function);
    if (code != 0) return code;
    if (!text) return 2;
    const scenario_t *s = machine_scenario();
    int count = machine_gpu_count();
    for (int i = 0; i < count && i < s->gpu_count; i++) {
        if (strcasecmp((const char *) &s->gpus[i] + offset, text) == 0) {
            reading_t r;
            code = machine_read(i, function, &r);
            if (code != 0) return code;
            GIVE(out, handle_of(i));
        }
        for (int k = 0; k < s->gpus[i].mig_count; k++) {
            char part[48];
            mig_uuid(&s->gpus[i], k, part, sizeof part);
            if (strcmp(part, text) == 0) GIVE(out, mig_handle_of(i, k));
        }
    }
    return 6;
}
EXPORT int nvmlDeviceGetHandleByUUID(const char *uuid, device_t *out) {
    return find(uuid, offsetof(gpu_spec_t, uuid), FN_nvmlDeviceGetHandleByUUID, out);
}
EXPORT int nvmlDeviceGetHandleByUUIDV(const uuid_t *uuid, device_t *out) {
    if (!uuid) return 2;
    if (uuid->version != 0x01000034) return 25;
    if (uuid->type != 1) return 3;
    char text[42];
    memcpy(text, uuid->value, 41);
    text[41] = '\0';
    return find(text, offsetof(gpu_spec_t, uuid), FN_nvmlDeviceGetHandleByUUIDV, out);
}
EXPORT int nvmlDeviceGetHandleBySerial(const char *serial, device_t *out) {
    return find(serial, offsetof(gpu_spec_t, serial), FN_nvmlDeviceGetHandleBySerial, out);
}
EXPORT int nvmlDeviceGetHandleByPciBusId_v2(const char *bus, device_t *out) {
    return find(bus, offsetof(gpu_spec_t, bus), FN_nvmlDeviceGetHandleByPciBusId_v2, out);
}
EXPORT int nvmlDeviceGetHandleByPciBusId(const char *bus, device_t *out) {
    return find(bus, offsetof(gpu_spec_t, bus), FN_nvmlDeviceGetHandleByPciBusId, out);
}

/* ---- Who a GPU is ---- */

EXPORT int nvmlDeviceGetName(device_t device, char *name, unsigned length) {
    READ_PART(nvmlDeviceGetName);
    if (r.mig < 0) return give_text(name, length, r.spec->name);
    char part[TEXT + 40];
    const mig_spec_t *m = &r.spec->mig[r.mig];
    snprintf(part, sizeof part, "%s MIG %ug.%ugb", r.spec->name, m->slices, m->memory_gb);
    return give_text(name, length, part);
}
EXPORT int nvmlDeviceGetUUID(device_t device, char *uuid, unsigned length) {
    READ_PART(nvmlDeviceGetUUID);
    if (!uuid) return 2;
    char part[48];
    mig_uuid(r.spec, r.mig, part, sizeof part);
    if (r.mig >= 0) return give_text(uuid, length, part);
    if (!r.spec->sentinel_uuid) return give_text(uuid, length, r.spec->uuid);
    /* The whole buffer filled and no NUL anywhere. */
    size_t n = strlen(r.spec->uuid);
    for (unsigned i = 0; i < length; i++) uuid[i] = i < n ? r.spec->uuid[i] : '\xcc';
    return 0;
}
EXPORT int nvmlDeviceGetSerial(device_t device, char *serial, unsigned length) {
    READ(nvmlDeviceGetSerial);
    /* GeForce cards keep theirs to themselves. */
    return r.spec->model.brand == 5 ? 3 : give_text(serial, length, r.spec->serial);
}
EXPORT int nvmlDeviceGetVbiosVersion(device_t device, char *version, unsigned length) {
    READ(nvmlDeviceGetVbiosVersion);
    return give_text(version, length, r.spec->vbios);
}
EXPORT int nvmlDeviceGetBoardPartNumber(device_t device, char *number, unsigned length) {
    READ(nvmlDeviceGetBoardPartNumber);
    char text[24];
    snprintf(text, sizeof text, "900-%05X-0000-000", r.spec->model.pci_device);
    return give_text(number, length, text);
}
EXPORT int nvmlDeviceGetInforomImageVersion(device_t device, char *version, unsigned length) {
    READ(nvmlDeviceGetInforomImageVersion);
    return give_text(version, length, "G001.0000.03.03");
}
UNSIGNED(nvmlDeviceGetIndex, true, r.index)
UNSIGNED(nvmlDeviceGetMinorNumber, true, r.index)
UNSIGNED(nvmlDeviceGetModuleId, true, r.index + 1)
UNSIGNED(nvmlDeviceGetBoardId, true, (r.index + 1) << 8)
UNSIGNED(nvmlDeviceGetMultiGpuBoard, true, 0)
UNSIGNED(nvmlDeviceGetBrand, true, r.spec->model.brand)
UNSIGNED(nvmlDeviceGetArchitecture, true, r.spec->model.arch)
UNSIGNED(nvmlDeviceGetNumGpuCores, true, r.spec->model.cores)
UNSIGNED(nvmlDeviceGetMemoryBusWidth, true, r.spec->model.bus_bits)
UNSIGNED(nvmlDeviceGetBusType, true, 2)
UNSIGNED(nvmlDeviceGetIrqNum, true, 64 + r.index)
UNSIGNED(nvmlDeviceGetPowerSource, true, 0)
UNSIGNED(nvmlDeviceGetPersistenceMode, true, r.spec->persistence)
UNSIGNED(nvmlDeviceGetComputeMode, true, 0)
UNSIGNED(nvmlDeviceGetDisplayMode, true, 1)
UNSIGNED(nvmlDeviceGetDisplayActive, true, 1)
UNSIGNED(nvmlDeviceGetPowerManagementMode, true, 1)
UNSIGNED(nvmlDeviceGetAccountingMode, true, 0)
UNSIGNED(nvmlDeviceGetAccountingBufferSize, true, 4000)
UNSIGNED(nvmlDeviceGetNumaNodeId, true, 0)
UNSIGNED(nvmlDeviceGetVirtualizationMode, true, 0)
EXPORT int nvmlDeviceGetCudaComputeCapability(device_t device, int *major, int *minor) {
    READ_PART(nvmlDeviceGetCudaComputeCapability);
    if (!major || !minor) return 2;
    *major = r.spec->model.compute_major;
    *minor = r.spec->model.compute_minor;
    return 0;
}
EXPORT int nvmlDeviceOnSameBoard(device_t one, device_t other, int *same) { GIVE(same, one == other); }
EXPORT int nvmlDeviceGetTopologyCommonAncestor(device_t device, device_t other, unsigned *level) {
    READ(nvmlDeviceGetTopologyCommonAncestor);
    GIVE(level, device == other ? 0U : 30U);
}

static bool bus_parts(const reading_t *r, unsigned *domain, unsigned *bus, unsigned *device) {
    return sscanf(r->spec->bus, "%x:%x:%x", domain, bus, device) == 3;
}
static int give_pci(const reading_t *r, pci_t *out, bool with_long_id) {
    if (!out) return 2;
    if (!bus_parts(r, &out->domain, &out->bus, &out->device)) return 999;
    snprintf(out->bus_legacy, sizeof out->bus_legacy, "%04X:%02X:%02X.0", out->domain & 0xffff, out->bus & 0xff,
             out->device & 0xff);
    out->pci_device = r->spec->model.pci_device << 16 | 0x10de;
    out->pci_subsystem = 0;
    if (with_long_id) snprintf(out->bus_id, sizeof out->bus_id, "%.31s", r->spec->bus);
    return 0;
}
EXPORT int nvmlDeviceGetPciInfo_v3(device_t device, pci_t *out) {
    READ(nvmlDeviceGetPciInfo_v3);
    return give_pci(&r, out, true);
}
EXPORT int nvmlDeviceGetPciInfo_v2(device_t device, pci_t *out) {
    READ(nvmlDeviceGetPciInfo_v2);
    return give_pci(&r, out, false);
}
EXPORT int nvmlDeviceGetPciInfo(device_t device, pci_t *out) {
    READ(nvmlDeviceGetPciInfo);
    return give_pci(&r, out, false);
}
EXPORT int nvmlDeviceGetPciInfoExt(device_t device, pci_ext_t *out) {
    READ(nvmlDeviceGetPciInfoExt);
    if (!out) return 2;
    if (out->version != 0x01000040) return 25;
    if (!bus_parts(&r, &out->domain, &out->bus, &out->device)) return 999;
    out->pci_device = r.spec->model.pci_device << 16 | 0x10de;
    out->pci_subsystem = 0;
    out->base_class = 3;
    out->sub_class = r.spec->model.fans ? 0 : 2;
    snprintf(out->bus_id, sizeof out->bus_id, "%.31s", r.spec->bus);
    return 0;
}
