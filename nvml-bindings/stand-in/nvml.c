/* NVML's functions over the simulated machine. Signatures and layouts are the ABI's; everything else is ours. */
#include "standin.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define EXPORT __attribute__((visibility("default")))

typedef struct gpu_handle *device_t;
typedef struct {
    char bus_legacy[16];
    unsigned domain, bus, device, pci_device, pci_subsystem;
    char bus_id[32];
} pci_t;
typedef struct { unsigned long long total, free, used; } memory_t;
typedef struct {
    unsigned version;
    unsigned long long total, reserved, free, used;
} memory2_t;
typedef struct { unsigned gpu, memory; } utilization_t;
typedef struct {
    unsigned pid;
    unsigned long long used;
} process1_t;
typedef struct {
    unsigned pid;
    unsigned long long used;
    unsigned gpu_instance, compute_instance;
} process2_t;
typedef struct {
    unsigned field, scope;
    long long timestamp, latency;
    unsigned type;
    int code;
    union {
        double d;
        unsigned u;
        unsigned long long l;
    } value;
} field_t;
typedef struct { unsigned version, sensor; int celsius; } temperature_t;
typedef struct {
    device_t device;
    unsigned long long type, data;
    unsigned gpu_instance, compute_instance;
} event_t;
typedef struct {
    unsigned long long mask[MAX_GPUS];
    int next[MAX_GPUS];
} event_set_t;

_Static_assert(sizeof(pci_t) == 68, "nvmlPciInfo_t");
_Static_assert(sizeof(memory2_t) == 40, "nvmlMemory_v2_t");
_Static_assert(sizeof(process1_t) == 16, "nvmlProcessInfo_v1_t");
_Static_assert(sizeof(process2_t) == 24, "nvmlProcessInfo_v2_t");
_Static_assert(sizeof(field_t) == 40, "nvmlFieldValue_t");
_Static_assert(sizeof(event_t) == 32, "nvmlEventData_t");
_Static_assert(sizeof(temperature_t) == 12, "nvmlTemperature_v1_t");

static struct gpu_handle { char unused; } handles[MAX_GPUS];

/* A handle that never came from here is refused, not followed. */
static int index_of(device_t device) {
    uintptr_t p = (uintptr_t) device, base = (uintptr_t) handles;
    if (p < base || p >= base + sizeof handles) return -1;
    return (int) ((p - base) / sizeof handles[0]);
}

static int read_gpu(device_t device, const char *function, reading_t *r) {
    return machine_read(index_of(device), function, r);
}

#define READ(device)                                      \
    reading_t r;                                          \
    int code = read_gpu(device, __func__, &r);            \
    if (code != 0) return code

#define GIVE(pointer, value)    \
    do {                        \
        if (!(pointer)) return 2; \
        *(pointer) = (value);   \
        return 0;               \
    } while (0)

#define UNSIGNED(name, value)                           \
    EXPORT int name(device_t device, unsigned *out) {   \
        READ(device);                                   \
        GIVE(out, (unsigned) (value));                  \
    }

static int give_text(char *to, unsigned length, const char *text) {
    if (!to) return 2;
    if (strlen(text) + 1 > length) return 7;
    memcpy(to, text, strlen(text) + 1);
    return 0;
}

EXPORT const char *headroomStandInLabel(void) { return machine_label(); }

EXPORT int nvmlInitWithFlags(unsigned flags) {
    (void) flags;
    return machine_init();
}
EXPORT int nvmlInit_v2(void) { return machine_init(); }
EXPORT int nvmlInit(void) { return machine_init(); }
EXPORT int nvmlShutdown(void) { return machine_shutdown(); }

EXPORT const char *nvmlErrorString(int code) {
    switch (code) {
        case 0: return "Success";
        case 1: return "Uninitialized";
        case 2: return "Invalid Argument";
        case 3: return "Not Supported";
        case 4: return "Insufficient Permissions";
        case 6: return "Not Found";
        case 7: return "Insufficient Size";
        case 9: return "Driver Not Loaded";
        case 10: return "Timeout";
        case 15: return "GPU is lost";
        case 16: return "GPU requires reset";
        case 18: return "Driver/library version mismatch";
        default: return "Unknown Error";
    }
}

EXPORT int nvmlSystemGetDriverVersion(char *version, unsigned length) {
    char text[80];
    machine_versions(text, NULL, sizeof text, NULL);
    return machine_is_up() ? give_text(version, length, text) : 1;
}
EXPORT int nvmlSystemGetNVMLVersion(char *version, unsigned length) {
    char text[80];
    machine_versions(NULL, text, sizeof text, NULL);
    return give_text(version, length, text);
}
EXPORT int nvmlSystemGetCudaDriverVersion(int *version) {
    if (!version) return 2;
    machine_versions(NULL, NULL, 0, version);
    return 0;
}
EXPORT int nvmlSystemGetCudaDriverVersion_v2(int *version) { return nvmlSystemGetCudaDriverVersion(version); }

EXPORT int nvmlDeviceGetCount_v2(unsigned *count) {
    if (!machine_is_up()) return 1;
    GIVE(count, (unsigned) machine_gpu_count());
}
EXPORT int nvmlDeviceGetCount(unsigned *count) { return nvmlDeviceGetCount_v2(count); }

static int give_handle(unsigned index, const char *function, device_t *out) {
    reading_t r;
    if (index >= MAX_GPUS) return 2;
    int code = machine_read((int) index, function, &r);
    if (code != 0) return code;
    GIVE(out, &handles[index]);
}
EXPORT int nvmlDeviceGetHandleByIndex_v2(unsigned index, device_t *out) { return give_handle(index, __func__, out); }
EXPORT int nvmlDeviceGetHandleByIndex(unsigned index, device_t *out) { return give_handle(index, __func__, out); }

static int find(const char *text, bool by_bus, const char *function, device_t *out) {
    if (!text) return 2;
    for (int i = 0; i < machine_gpu_count(); i++) {
        reading_t r;
        int code = machine_read(i, function, &r);
        if (code == 1) return code;
        if (strcmp(by_bus ? r.spec.bus : r.spec.uuid, text) != 0) continue;
        if (code != 0) return code;
        GIVE(out, &handles[i]);
    }
    return 6;
}
EXPORT int nvmlDeviceGetHandleByUUID(const char *uuid, device_t *out) { return find(uuid, false, __func__, out); }
EXPORT int nvmlDeviceGetHandleByPciBusId_v2(const char *bus, device_t *out) { return find(bus, true, __func__, out); }
EXPORT int nvmlDeviceGetHandleByPciBusId(const char *bus, device_t *out) { return find(bus, true, __func__, out); }

EXPORT int nvmlDeviceGetName(device_t device, char *name, unsigned length) {
    READ(device);
    return give_text(name, length, r.spec.name);
}
EXPORT int nvmlDeviceGetUUID(device_t device, char *uuid, unsigned length) {
    READ(device);
    if (!uuid) return 2;
    if (!r.spec.sentinel_uuid) return give_text(uuid, length, r.spec.uuid);
    /* The whole buffer filled and no NUL anywhere. */
    size_t n = strlen(r.spec.uuid);
    for (unsigned i = 0; i < length; i++) uuid[i] = i < n ? r.spec.uuid[i] : '\xcc';
    return 0;
}
UNSIGNED(nvmlDeviceGetIndex, r.index)
UNSIGNED(nvmlDeviceGetMinorNumber, r.index)

static int give_pci(const reading_t *r, pci_t *out, bool with_long_id) {
    if (!out) return 2;
    unsigned domain = 0, bus = 0, device = 0;
    if (sscanf(r->spec.bus, "%x:%x:%x", &domain, &bus, &device) != 3) return 999;
    snprintf(out->bus_legacy, sizeof out->bus_legacy, "%04X:%02X:%02X.0", domain & 0xffff, bus & 0xff, device & 0xff);
    out->domain = domain;
    out->bus = bus;
    out->device = device;
    out->pci_device = 0x268410de;
    out->pci_subsystem = 0;
    if (with_long_id) snprintf(out->bus_id, sizeof out->bus_id, "%.31s", r->spec.bus);
    return 0;
}
EXPORT int nvmlDeviceGetPciInfo_v3(device_t device, pci_t *out) {
    READ(device);
    return give_pci(&r, out, true);
}
EXPORT int nvmlDeviceGetPciInfo_v2(device_t device, pci_t *out) {
    READ(device);
    return give_pci(&r, out, false);
}
EXPORT int nvmlDeviceGetPciInfo(device_t device, pci_t *out) {
    READ(device);
    return give_pci(&r, out, false);
}

EXPORT int nvmlDeviceGetMemoryInfo(device_t device, memory_t *out) {
    READ(device);
    if (!out) return 2;
    unsigned long long used = r.spec.sentinel_memory ? ~0ULL : r.memory_used;
    *out = (memory_t) {r.spec.memory_bytes, r.spec.memory_bytes - r.memory_used, used};
    return 0;
}
EXPORT int nvmlDeviceGetMemoryInfo_v2(device_t device, memory2_t *out) {
    READ(device);
    if (!out) return 2;
    if (out->version != 0x02000028) return 25;
    unsigned long long used = r.spec.sentinel_memory ? ~0ULL : r.memory_used;
    *out = (memory2_t) {0x02000028, r.spec.memory_bytes, 0, r.spec.memory_bytes - r.memory_used, used};
    return 0;
}
EXPORT int nvmlDeviceGetUtilizationRates(device_t device, utilization_t *out) {
    READ(device);
    if (r.spec.sentinel_utilization) GIVE(out, ((utilization_t) {~0U, ~0U}));
    GIVE(out, ((utilization_t) {(unsigned) (r.load + 0.5), (unsigned) (r.memory_load + 0.5)}));
}
EXPORT int nvmlDeviceGetEncoderUtilization(device_t device, unsigned *out, unsigned *period) {
    READ(device);
    if (period) *period = 1000000;
    GIVE(out, 0U);
}
EXPORT int nvmlDeviceGetDecoderUtilization(device_t device, unsigned *out, unsigned *period) {
    READ(device);
    if (period) *period = 1000000;
    GIVE(out, 0U);
}

EXPORT int nvmlDeviceGetTemperature(device_t device, unsigned sensor, unsigned *out) {
    READ(device);
    if (sensor != 0) return 2;
    GIVE(out, r.spec.sentinel_temperature ? 255U : (unsigned) (r.core_c + 0.5));
}
EXPORT int nvmlDeviceGetTemperatureV(device_t device, temperature_t *out) {
    READ(device);
    if (!out) return 2;
    if (out->version != 0x0100000c) return 25;
    if (out->sensor != 0) return 2;
    out->celsius = r.spec.sentinel_temperature ? 255 : (int) (r.core_c + 0.5);
    return 0;
}
EXPORT int nvmlDeviceGetTemperatureThreshold(device_t device, unsigned kind, unsigned *out) {
    READ(device);
    if (kind > 3) return 3;
    static const unsigned limits[] = {95, 92, 105, 83};
    GIVE(out, limits[kind]);
}

#define MILLIWATTS(watts) (r.spec.sentinel_power ? ~0U : (unsigned) ((watts) * 1000))
UNSIGNED(nvmlDeviceGetPowerUsage, MILLIWATTS(r.power_w))
UNSIGNED(nvmlDeviceGetPowerManagementLimit, r.spec.limit_w * 1000)
UNSIGNED(nvmlDeviceGetPowerManagementDefaultLimit, r.spec.limit_w * 1000)
UNSIGNED(nvmlDeviceGetEnforcedPowerLimit, r.spec.limit_w * 1000)
EXPORT int nvmlDeviceGetPowerManagementLimitConstraints(device_t device, unsigned *min, unsigned *max) {
    READ(device);
    if (!min || !max) return 2;
    *min = (unsigned) (r.spec.limit_w * 330);
    *max = (unsigned) (r.spec.limit_w * 1330);
    return 0;
}
EXPORT int nvmlDeviceGetTotalEnergyConsumption(device_t device, unsigned long long *out) {
    READ(device);
    GIVE(out, r.spec.sentinel_energy ? ~0ULL : (unsigned long long) (r.energy_j * 1000));
}

static unsigned clock_of(const reading_t *r, unsigned type, bool max) {
    if (type == 2) return max ? r->spec.memory_boost_mhz : r->memory_mhz;
    unsigned mhz = max ? r->spec.sm_boost_mhz : r->sm_mhz;
    return type == 3 ? mhz * 3 / 4 : mhz;
}
EXPORT int nvmlDeviceGetClockInfo(device_t device, unsigned type, unsigned *out) {
    READ(device);
    if (type > 3) return 2;
    GIVE(out, clock_of(&r, type, false));
}
EXPORT int nvmlDeviceGetMaxClockInfo(device_t device, unsigned type, unsigned *out) {
    READ(device);
    if (type > 3) return 2;
    GIVE(out, clock_of(&r, type, true));
}
EXPORT int nvmlDeviceGetClock(device_t device, unsigned type, unsigned id, unsigned *out) {
    READ(device);
    if (type > 3) return 2;
    if (id != 0) return 3;
    GIVE(out, clock_of(&r, type, false));
}

UNSIGNED(nvmlDeviceGetFanSpeed, r.fan_percent)
UNSIGNED(nvmlDeviceGetNumFans, 2)
EXPORT int nvmlDeviceGetFanSpeed_v2(device_t device, unsigned fan, unsigned *out) {
    READ(device);
    if (fan > 1) return 2;
    GIVE(out, r.fan_percent);
}

UNSIGNED(nvmlDeviceGetCurrPcieLinkGeneration, r.pcie_gen_now)
UNSIGNED(nvmlDeviceGetMaxPcieLinkGeneration, r.spec.pcie_gen)
UNSIGNED(nvmlDeviceGetGpuMaxPcieLinkGeneration, r.spec.pcie_gen)
UNSIGNED(nvmlDeviceGetCurrPcieLinkWidth, r.spec.pcie_width)
UNSIGNED(nvmlDeviceGetMaxPcieLinkWidth, r.spec.pcie_width)
EXPORT int nvmlDeviceGetPcieThroughput(device_t device, unsigned counter, unsigned *out) {
    READ(device);
    if (counter > 1) return 2;
    GIVE(out, (unsigned) (r.load * 900));
}
UNSIGNED(nvmlDeviceGetPerformanceState, r.load >= 3 ? 2 : 8)
UNSIGNED(nvmlDeviceGetPowerState, r.load >= 3 ? 2 : 8)

EXPORT int nvmlDeviceGetCurrentClocksEventReasons(device_t device, unsigned long long *out) {
    READ(device);
    GIVE(out, r.throttle);
}
EXPORT int nvmlDeviceGetCurrentClocksThrottleReasons(device_t device, unsigned long long *out) {
    READ(device);
    GIVE(out, r.throttle);
}
EXPORT int nvmlDeviceGetCudaComputeCapability(device_t device, int *major, int *minor) {
    READ(device);
    if (!major || !minor) return 2;
    *major = r.spec.compute_major;
    *minor = r.spec.compute_minor;
    return 0;
}

static int give_processes(const reading_t *r, bool graphics, unsigned *count, void *out, size_t size) {
    if (!count) return 2;
    unsigned room = *count, n = 0;
    for (int i = 0; i < r->spec.process_count; i++)
        if (r->spec.processes[i].graphics == graphics) n++;
    *count = n;
    if (n > room) return 7;
    if (n > 0 && !out) return 2;
    char *to = out;
    for (int i = 0; i < r->spec.process_count; i++) {
        const process_t *p = &r->spec.processes[i];
        if (p->graphics != graphics) continue;
        process2_t info = {p->pid, p->bytes, ~0U, ~0U};
        memcpy(to, &info, size);
        to += size;
    }
    return 0;
}
#define PROCESSES(name, graphics, type)                                    \
    EXPORT int name(device_t device, unsigned *count, type *out) {         \
        READ(device);                                                      \
        return give_processes(&r, graphics, count, out, sizeof(type));     \
    }
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, false, process2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, false, process2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses, false, process1_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3, true, process2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2, true, process2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses, true, process1_t)
EXPORT int nvmlDeviceGetMPSComputeRunningProcesses_v3(device_t device, unsigned *count, process2_t *out) {
    READ(device);
    (void) out;
    GIVE(count, 0U);
}

EXPORT int nvmlDeviceGetFieldValues(device_t device, int count, field_t *values) {
    READ(device);
    if (count <= 0 || !values) return 2;
    for (int i = 0; i < count; i++) {
        field_t *f = &values[i];
        f->code = 0;
        if (f->field == 82) {
            f->type = 1;
            f->value.u = r.spec.sentinel_temperature ? 255U : (unsigned) (r.memory_c + 0.5);
        } else if (f->field == 83) {
            f->type = 3;
            f->value.l = (unsigned long long) (r.energy_j * 1000);
        } else {
            f->code = 3;
        }
    }
    return 0;
}

EXPORT int nvmlEventSetCreate(void **set) {
    if (!machine_is_up()) return 1;
    GIVE(set, calloc(1, sizeof(event_set_t)));
}
EXPORT int nvmlEventSetFree(void *set) {
    free(set);
    return 0;
}
EXPORT int nvmlDeviceGetSupportedEventTypes(device_t device, unsigned long long *types) {
    READ(device);
    GIVE(types, 8ULL);
}
EXPORT int nvmlDeviceRegisterEvents(device_t device, unsigned long long types, void *set) {
    READ(device);
    if (!set) return 2;
    if (types & ~8ULL) return 3;
    ((event_set_t *) set)->mask[r.index] |= types;
    return 0;
}
EXPORT int nvmlEventSetWait_v2(void *opaque, event_t *out, unsigned timeout_ms) {
    event_set_t *set = opaque;
    if (!set || !out) return 2;
    for (unsigned waited = 0;; waited += 10) {
        for (int i = 0; i < machine_gpu_count(); i++) {
            if (!set->mask[i]) continue;
            reading_t r;
            int code = machine_read(i, __func__, &r);
            if (code != 0 && code != 15) return code;
            int k = set->next[i];
            if (k >= r.spec.xid_count || r.since_init_s < r.spec.xids[k].at_s) continue;
            set->next[i]++;
            *out = (event_t) {&handles[i], 8, r.spec.xids[k].code, ~0U, ~0U};
            return 0;
        }
        if (waited >= timeout_ms) return 10;
        struct timespec nap = {0, 10000000L};
        nanosleep(&nap, NULL);
    }
}
EXPORT int nvmlEventSetWait(void *set, event_t *out, unsigned timeout_ms) {
    return nvmlEventSetWait_v2(set, out, timeout_ms);
}
