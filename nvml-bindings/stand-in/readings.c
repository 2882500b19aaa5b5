/* What a GPU measures: memory, load, heat, power, clocks, fans. */
#include "standin.h"

#include <string.h>
#include <time.h>

typedef struct { unsigned long long total, free, used; } memory_t;
typedef struct {
    unsigned version;
    unsigned long long total, reserved, free, used;
} memory2_t;
typedef struct { unsigned gpu, memory; } utilization_t;
typedef struct { unsigned version, sensor; int celsius; } temperature_t;
typedef struct { unsigned version; int celsius; } margin_t;
typedef struct { unsigned version, fan, speed; } fan_speed_t;
typedef struct { unsigned version, index; int signal, target; } cooler_t;
typedef struct {
    unsigned count;
    struct { int controller, least, most, now, target; } sensor[3];
} thermal_t;
typedef struct {
    unsigned flags;
    struct { unsigned present, percent, increasing, decreasing; } domain[8];
} pstates_t;
typedef struct { unsigned long long timestamp, value; } sample_t;
typedef struct { unsigned long long reference, violation; } violation_t;
_Static_assert(sizeof(memory2_t) == 40, "nvmlMemory_v2_t");
_Static_assert(sizeof(temperature_t) == 12, "nvmlTemperature_v1_t");
_Static_assert(sizeof(thermal_t) == 64, "nvmlGpuThermalSettings_t");
_Static_assert(sizeof(cooler_t) == 16, "nvmlCoolerInfo_v1_t");
_Static_assert(sizeof(pstates_t) == 132, "nvmlGpuDynamicPstatesInfo_t");
_Static_assert(sizeof(sample_t) == 16, "nvmlSample_t");

static unsigned rounded(double value) { return value <= 0 ? 0 : (unsigned) (value + 0.5); }

/* ---- Memory and load ---- */

/* Bytes in all, kept by the driver, and in use; of the part where a part was asked. */
static void memory_of(const reading_t *r, unsigned long long *all, unsigned long long *kept, unsigned long long *used) {
    *all = r->spec->memory_bytes;
    *kept = r->spec->reserved_bytes;
    *used = r->memory_used;
    if (r->mig < 0) return;
    *all = (unsigned long long) r->spec->mig[r->mig].memory_gb << 30;
    *kept = 0;
    *used = (unsigned long long) ((double) *all * (r->busy ? 0.6 : 0.01));
}
EXPORT int nvmlDeviceGetMemoryInfo(device_t device, memory_t *out) {
    READ_PART(nvmlDeviceGetMemoryInfo);
    if (!out) return 2;
    unsigned long long all, kept, used;
    memory_of(&r, &all, &kept, &used);
    *out = (memory_t) {all, all - kept - used, r.spec->sentinel_memory ? ~0ULL : used + kept};
    return 0;
}
EXPORT int nvmlDeviceGetMemoryInfo_v2(device_t device, memory2_t *out) {
    READ_PART(nvmlDeviceGetMemoryInfo_v2);
    if (!out) return 2;
    if (out->version != 0x02000028) return 25;
    unsigned long long all, kept, used;
    memory_of(&r, &all, &kept, &used);
    *out = (memory2_t) {0x02000028, all, kept, all - kept - used, r.spec->sentinel_memory ? ~0ULL : used};
    return 0;
}
EXPORT int nvmlDeviceGetBAR1MemoryInfo(device_t device, memory_t *out) {
    READ(nvmlDeviceGetBAR1MemoryInfo);
    /* A window as large as the memory, to the next power of two. */
    unsigned long long size = 1ULL << 28, used = r.busy ? 33ULL << 20 : 1ULL << 20;
    while (size < r.spec->memory_bytes) size <<= 1;
    GIVE(out, ((memory_t) {size, size - used, used}));
}
EXPORT int nvmlDeviceGetUtilizationRates(device_t device, utilization_t *out) {
    READ(nvmlDeviceGetUtilizationRates);
    if (r.spec->mig_on && r.spec->mig_count > 0) return 3;
    if (r.spec->sentinel_utilization) GIVE(out, ((utilization_t) {~0U, ~0U}));
    GIVE(out, ((utilization_t) {rounded(r.load), rounded(r.memory_load)}));
}
EXPORT int nvmlDeviceGetDynamicPstatesInfo(device_t device, pstates_t *out) {
    READ(nvmlDeviceGetDynamicPstatesInfo);
    if (!out) return 2;
    memset(out, 0, sizeof *out);
    unsigned percent[] = {rounded(r.load), rounded(r.memory_load),
                          rounded(script_value(r.spec, HAPPENS_DECODER, -1, r.t, 0)), rounded(r.load / 20)};
    for (int i = 0; i < 4; i++) {
        out->domain[i].present = 1;
        out->domain[i].percent = percent[i];
    }
    return 0;
}
#define ENGINE(name, what)                                                      \
    EXPORT int name(device_t device, unsigned *out, unsigned *period_us) {      \
        READ(name);                                                             \
        if (period_us) *period_us = 167000;                                     \
        GIVE(out, rounded((what) == HAPPENINGS ? 0 : script_value(r.spec, (what), -1, r.t, 0))); \
    }
ENGINE(nvmlDeviceGetEncoderUtilization, HAPPENS_ENCODER)
ENGINE(nvmlDeviceGetDecoderUtilization, HAPPENS_DECODER)
ENGINE(nvmlDeviceGetJpgUtilization, HAPPENINGS)
ENGINE(nvmlDeviceGetOfaUtilization, HAPPENINGS)
EXPORT int nvmlDeviceGetEncoderStats(device_t device, unsigned *sessions, unsigned *fps, unsigned *latency_us) {
    READ(nvmlDeviceGetEncoderStats);
    if (!sessions || !fps || !latency_us) return 2;
    bool on = script_is_on(r.spec, HAPPENS_ENCODER, -1, r.t);
    *sessions = on;
    *fps = on ? 60 : 0;
    *latency_us = on ? 4200 : 0;
    return 0;
}
EXPORT int nvmlDeviceGetEncoderSessions(device_t device, unsigned *count, void *sessions) {
    READ(nvmlDeviceGetEncoderSessions);
    (void) sessions;
    GIVE(count, 0U);
}
EXPORT int nvmlDeviceGetEncoderCapacity(device_t device, unsigned type, unsigned *out) {
    READ(nvmlDeviceGetEncoderCapacity);
    if (type > 1) return 2;
    GIVE(out, 100 - rounded(script_value(r.spec, HAPPENS_ENCODER, -1, r.t, 0)));
}

static double sampled(const reading_t *r, unsigned type) {
    switch (type) {
        case 0: return r->power_w * 1000;
        case 1: return r->load + 0.5;
        case 2: return r->memory_load + 0.5;
        case 3: return script_value(r->spec, HAPPENS_ENCODER, -1, r->t, 0);
        case 4: return script_value(r->spec, HAPPENS_DECODER, -1, r->t, 0);
        case 5: return r->sm_mhz;
        case 6: return r->memory_mhz;
        default: return -1;
    }
}
/* The samples of the last second, one each sixth of it; the card's state stands for all of them. */
EXPORT int nvmlDeviceGetSamples(device_t device, unsigned type, unsigned long long since_us, unsigned *value_type,
                                unsigned *count, sample_t *out) {
    READ(nvmlDeviceGetSamples);
    enum { KEPT = 6, PERIOD_US = 166667 };
    if (!count || !value_type) return 2;
    double value = sampled(&r, type);
    if (value < 0) return 3;
    *value_type = 1;
    if (!out) GIVE(count, (unsigned) KEPT);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    unsigned long long us = (unsigned long long) now.tv_sec * 1000000ULL + (unsigned long long) now.tv_nsec / 1000;
    unsigned n = 0;
    for (int i = KEPT - 1; i >= 0 && n < *count; i--) {
        unsigned long long at = us / PERIOD_US * PERIOD_US - (unsigned long long) i * PERIOD_US;
        if (at > since_us) out[n++] = (sample_t) {at, (unsigned long long) value};
    }
    *count = n;
    return n == 0 ? 6 : 0;
}

/* ---- Heat ---- */

static unsigned core_c(const reading_t *r) { return r->spec->sentinel_temperature ? 255 : rounded(r->core_c); }

EXPORT int nvmlDeviceGetTemperature(device_t device, unsigned sensor, unsigned *out) {
    READ(nvmlDeviceGetTemperature);
    if (sensor != 0) return 2;
    GIVE(out, core_c(&r));
}
EXPORT int nvmlDeviceGetTemperatureV(device_t device, temperature_t *out) {
    READ(nvmlDeviceGetTemperatureV);
    if (!out) return 2;
    if (out->version != 0x0100000c) return 25;
    if (out->sensor != 0) return 2;
    out->celsius = (int) core_c(&r);
    return 0;
}
EXPORT int nvmlDeviceGetTemperatureThreshold(device_t device, unsigned kind, unsigned *out) {
    READ(nvmlDeviceGetTemperatureThreshold);
    const model_t *m = &r.spec->model;
    const unsigned limits[] = {m->shutdown_c, m->slowdown_c, m->memory_max_c, m->gpu_max_c};
    if (kind > 7) return 2;
    if (kind > 3 || limits[kind] == 0) return 3;
    GIVE(out, limits[kind]);
}
EXPORT int nvmlDeviceGetMarginTemperature(device_t device, margin_t *out) {
    READ(nvmlDeviceGetMarginTemperature);
    if (!out) return 2;
    if (out->version != 0x01000008) return 25;
    out->celsius = (int) r.spec->model.slowdown_c - (int) core_c(&r);
    return 0;
}
/* The core first; then the hotspot as a second sensor of the GPU, and the memory, where the card tells them. */
EXPORT int nvmlDeviceGetThermalSettings(device_t device, unsigned index, thermal_t *out) {
    READ(nvmlDeviceGetThermalSettings);
    enum { INTERNAL = 1, GPU = 1, MEMORY = 2, ALL = 15 };
    if (!out) return 2;
    const model_t *m = &r.spec->model;
    thermal_t all = {.count = 1, .sensor[0] = {INTERNAL, -40, (int) m->shutdown_c, (int) core_c(&r), GPU}};
    int hotspot = r.spec->sentinel_temperature ? 255 : (int) rounded(r.hotspot_c);
    int memory = r.spec->sentinel_temperature ? 255 : (int) rounded(r.memory_c);
    if (m->hotspot) {
        all.sensor[all.count].controller = INTERNAL;
        all.sensor[all.count].least = -40;
        all.sensor[all.count].most = (int) m->shutdown_c + 10;
        all.sensor[all.count].now = hotspot;
        all.sensor[all.count++].target = GPU;
    }
    if (m->memory_rise_c >= 0) {
        all.sensor[all.count].controller = INTERNAL;
        all.sensor[all.count].least = -40;
        all.sensor[all.count].most = (int) m->memory_max_c;
        all.sensor[all.count].now = memory;
        all.sensor[all.count++].target = MEMORY;
    }
    if (index != ALL) {
        if (index >= all.count) return 2;
        all.sensor[0] = all.sensor[index];
        all.count = 1;
    }
    *out = all;
    return 0;
}

/* ---- Power ---- */

#define MILLIWATTS(watts) (r.spec->sentinel_power ? ~0U : (unsigned) ((watts) * 1000))
UNSIGNED(nvmlDeviceGetPowerUsage, true, MILLIWATTS(r.power_w))
UNSIGNED(nvmlDeviceGetPowerManagementLimit, true, r.spec->model.limit_w * 1000)
UNSIGNED(nvmlDeviceGetPowerManagementDefaultLimit, true, r.spec->model.limit_w * 1000)
UNSIGNED(nvmlDeviceGetEnforcedPowerLimit, true, r.spec->model.limit_w * 1000)
EXPORT int nvmlDeviceGetPowerManagementLimitConstraints(device_t device, unsigned *min, unsigned *max) {
    READ(nvmlDeviceGetPowerManagementLimitConstraints);
    if (!min || !max) return 2;
    *min = (unsigned) (r.spec->model.least_w * 1000);
    *max = (unsigned) (r.spec->model.most_w * 1000);
    return 0;
}
EXPORT int nvmlDeviceGetTotalEnergyConsumption(device_t device, unsigned long long *out) {
    READ(nvmlDeviceGetTotalEnergyConsumption);
    GIVE(out, r.spec->sentinel_energy ? ~0ULL : (unsigned long long) (r.energy_j * 1000));
}
EXPORT int nvmlDeviceGetViolationStatus(device_t device, unsigned policy, violation_t *out) {
    READ(nvmlDeviceGetViolationStatus);
    if (policy > 11) return 2;
    double seconds = policy == 0 ? r.power_violation_s : policy == 1 ? r.thermal_violation_s : 0;
    GIVE(out, ((violation_t) {(unsigned long long) (r.t * 1e6), (unsigned long long) (seconds * 1e9)}));
}

/* ---- Clocks ---- */

static unsigned clock_of(const reading_t *r, unsigned type, bool max) {
    const model_t *m = &r->spec->model;
    if (type == 2) return max ? m->memory_boost_mhz : r->memory_mhz;
    unsigned mhz = max ? m->sm_boost_mhz : r->sm_mhz;
    return type == 3 ? mhz * 3 / 4 : mhz;
}
#define CLOCK(name, where, max)                                          \
    EXPORT int name(device_t device, unsigned type, unsigned *out) {     \
        READ(name);                                                      \
        if (type > 3) return 2;                                          \
        if (!(where)) return 3;                                          \
        GIVE(out, clock_of(&r, type, max));                              \
    }
CLOCK(nvmlDeviceGetClockInfo, true, false)
CLOCK(nvmlDeviceGetMaxClockInfo, true, true)
CLOCK(nvmlDeviceGetMaxCustomerBoostClock, r.spec->model.ecc, true)
CLOCK(nvmlDeviceGetApplicationsClock, r.spec->model.ecc, true)
CLOCK(nvmlDeviceGetDefaultApplicationsClock, r.spec->model.ecc, true)
EXPORT int nvmlDeviceGetClock(device_t device, unsigned type, unsigned id, unsigned *out) {
    READ(nvmlDeviceGetClock);
    if (type > 3) return 2;
    if (id != 0 && id != 3) return 3;
    GIVE(out, clock_of(&r, type, id == 3));
}
UNSIGNED(nvmlDeviceGetPerformanceState, true, r.busy ? r.spec->model.pstate_busy : r.spec->model.pstate_idle)
UNSIGNED(nvmlDeviceGetPowerState, true, r.busy ? r.spec->model.pstate_busy : r.spec->model.pstate_idle)
UNSIGNED(nvmlDeviceGetAdaptiveClockInfoStatus, true, 1)

#define REASONS(name, value)                                        \
    EXPORT int name(device_t device, unsigned long long *out) {     \
        READ(name);                                                 \
        GIVE(out, (value));                                         \
    }
REASONS(nvmlDeviceGetCurrentClocksEventReasons, r.throttle)
REASONS(nvmlDeviceGetCurrentClocksThrottleReasons, r.throttle)
REASONS(nvmlDeviceGetSupportedClocksEventReasons, 0x1ffULL)
REASONS(nvmlDeviceGetSupportedClocksThrottleReasons, 0x1ffULL)

/* ---- Fans ---- */

static double fan_now(const reading_t *r, unsigned fan) {
    return script_is_on(r->spec, HAPPENS_FAN_STUCK, (int) fan, r->t) ? 0 : r->fan_target;
}
UNSIGNED(nvmlDeviceGetFanSpeed, r.spec->model.fans > 0, fan_now(&r, 0))
UNSIGNED(nvmlDeviceGetNumFans, true, r.spec->model.fans)
#define FAN(name, value)                                             \
    EXPORT int name(device_t device, unsigned fan, unsigned *out) {  \
        READ(name);                                                  \
        if (r.spec->model.fans == 0) return 3;                       \
        if (fan >= r.spec->model.fans) return 2;                     \
        GIVE(out, (unsigned) (value));                               \
    }
FAN(nvmlDeviceGetFanSpeed_v2, fan_now(&r, fan))
FAN(nvmlDeviceGetTargetFanSpeed, r.fan_target)
FAN(nvmlDeviceGetFanControlPolicy_v2, 0)
EXPORT int nvmlDeviceGetFanSpeedRPM(device_t device, fan_speed_t *out) {
    READ(nvmlDeviceGetFanSpeedRPM);
    if (!out) return 2;
    if (out->version != 0x0100000c) return 25;
    if (r.spec->model.fans == 0) return 3;
    if (out->fan >= r.spec->model.fans) return 2;
    bool blocked = script_is_on(r.spec, HAPPENS_FAN_BLOCKED, (int) out->fan, r.t);
    out->speed = blocked ? 0 : (unsigned) (fan_now(&r, out->fan) * 32);
    return 0;
}
EXPORT int nvmlDeviceGetMinMaxFanSpeed(device_t device, unsigned *min, unsigned *max) {
    READ(nvmlDeviceGetMinMaxFanSpeed);
    if (!min || !max) return 2;
    if (r.spec->model.fans == 0) return 3;
    *min = 30;
    *max = 100;
    return 0;
}
EXPORT int nvmlDeviceGetCoolerInfo(device_t device, cooler_t *out) {
    READ(nvmlDeviceGetCoolerInfo);
    if (!out) return 2;
    if (out->version != 0x01000010) return 25;
    if (r.spec->model.fans == 0) return 3;
    if (out->index >= r.spec->model.fans) return 2;
    out->signal = 2;
    out->target = 14;
    return 0;
}
