/* Who uses a GPU. */
#include "standin.h"

#include <string.h>
#include <time.h>

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
    unsigned pid;
    unsigned long long timestamp;
    unsigned sm, memory, encoder, decoder;
} process_sample_t;
typedef struct {
    unsigned version, count;
    unsigned long long since;
    void *samples;
} process_samples_t;
typedef struct {
    unsigned long long timestamp;
    unsigned pid, sm, memory, encoder, decoder, jpeg, ofa;
} process_info_t;
typedef struct {
    unsigned pid;
    unsigned long long used;
    unsigned gpu_instance, compute_instance;
    unsigned long long protected_memory;
} process_detail_t;
typedef struct {
    unsigned version, mode, count;
    process_detail_t *details;
} process_details_t;
_Static_assert(sizeof(process1_t) == 16, "nvmlProcessInfo_v1_t");
_Static_assert(sizeof(process2_t) == 24, "nvmlProcessInfo_v2_t");
_Static_assert(sizeof(process_sample_t) == 32, "nvmlProcessUtilizationSample_t");
_Static_assert(sizeof(process_samples_t) == 24, "nvmlProcessesUtilizationInfo_v1_t");
_Static_assert(sizeof(process_info_t) == 40, "nvmlProcessUtilizationInfo_v1_t");
_Static_assert(sizeof(process_detail_t) == 32, "nvmlProcessDetail_v1_t");
_Static_assert(sizeof(process_details_t) == 24, "nvmlProcessDetailList_v1_t");

enum { MOST = 256, COMPUTE = 0, GRAPHICS = 1, BOTH = 2 };

/* Those of the scenario that run now, or the job that makes the load. */
static unsigned list(const reading_t *r, int kind, process_t *out) {
    const gpu_spec_t *g = r->spec;
    unsigned n = 0;
    for (int i = 0; i < g->process_count && n < MOST; i++) {
        const process_t *p = &g->processes[i];
        if (r->t < p->from_s || r->t >= p->to_s || (kind != BOTH && p->graphics != (kind == GRAPHICS))) continue;
        out[n++] = *p;
    }
    if (g->process_count == 0 && r->busy && kind != GRAPHICS)
        out[n++] = (process_t) {
            .pid = g->job_pid,
            .bytes = (unsigned long long) ((double) g->memory_bytes * (0.08 + 0.5 * r->load / 100))};
    return n;
}

static int give_processes(const reading_t *r, int kind, unsigned *count, void *out, size_t size) {
    process_t running[MOST];
    if (!count) return 2;
    unsigned room = *count, n = list(r, kind, running);
    *count = n;
    if (n > room) return 7;
    if (n > 0 && !out) return 2;
    char *to = out;
    for (unsigned i = 0; i < n; i++, to += size) {
        process2_t info;
        memset(&info, 0, sizeof info);
        info.pid = running[i].pid;
        info.used = running[i].bytes;
        info.gpu_instance = info.compute_instance = ~0U;
        memcpy(to, &info, size);
    }
    return 0;
}
#define PROCESSES(name, kind, type)                                     \
    EXPORT int name(device_t device, unsigned *count, type *out) {      \
        READ_PART(name);                                                \
        return give_processes(&r, kind, count, out, sizeof(type));      \
    }
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v3, COMPUTE, process2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses_v2, COMPUTE, process2_t)
PROCESSES(nvmlDeviceGetComputeRunningProcesses, COMPUTE, process1_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v3, GRAPHICS, process2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses_v2, GRAPHICS, process2_t)
PROCESSES(nvmlDeviceGetGraphicsRunningProcesses, GRAPHICS, process1_t)
#define NO_PROCESSES(name)                                              \
    EXPORT int name(device_t device, unsigned *count, void *out) {      \
        READ_PART(name);                                                \
        (void) out;                                                     \
        GIVE(count, 0U);                                                \
    }
NO_PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v3)
NO_PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses_v2)
NO_PROCESSES(nvmlDeviceGetMPSComputeRunningProcesses)

EXPORT int nvmlDeviceGetRunningProcessDetailList(device_t device, process_details_t *out) {
    READ_PART(nvmlDeviceGetRunningProcessDetailList);
    if (!out) return 2;
    if (out->version != 0x01000018) return 25;
    if (out->mode > 2) return 2;
    process_t running[MOST];
    unsigned room = out->count, n = out->mode == 2 ? 0 : list(&r, out->mode == 0 ? COMPUTE : GRAPHICS, running);
    out->count = n;
    if (n > room || (n > 0 && !out->details)) return 7;
    for (unsigned i = 0; i < n; i++)
        out->details[i] = (process_detail_t) {running[i].pid, running[i].bytes, ~0U, ~0U, 0};
    return 0;
}

static unsigned long long now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (unsigned long long) t.tv_sec * 1000000ULL + (unsigned long long) t.tv_nsec / 1000;
}

/* The load is the running processes', in equal parts. */
static unsigned shares(const reading_t *r, process_info_t *out) {
    process_t running[MOST];
    unsigned n = list(r, BOTH, running);
    for (unsigned i = 0; i < n; i++)
        out[i] = (process_info_t) {
            now_us(), running[i].pid, (unsigned) (r->load / n + 0.5), (unsigned) (r->memory_load / n + 0.5),
            (unsigned) script_value(r->spec, HAPPENS_ENCODER, -1, r->t, 0) / n,
            (unsigned) script_value(r->spec, HAPPENS_DECODER, -1, r->t, 0) / n, 0, 0};
    return n;
}
EXPORT int nvmlDeviceGetProcessUtilization(device_t device, process_sample_t *out, unsigned *count,
                                           unsigned long long since_us) {
    READ(nvmlDeviceGetProcessUtilization);
    process_info_t info[MOST];
    if (!count) return 2;
    unsigned room = *count, n = shares(&r, info);
    (void) since_us;
    *count = n;
    if (n == 0) return 6;
    if (!out || n > room) return 7;
    for (unsigned i = 0; i < n; i++)
        out[i] = (process_sample_t) {info[i].pid, info[i].timestamp, info[i].sm, info[i].memory, info[i].encoder,
                                     info[i].decoder};
    return 0;
}
EXPORT int nvmlDeviceGetProcessesUtilizationInfo(device_t device, process_samples_t *out) {
    READ(nvmlDeviceGetProcessesUtilizationInfo);
    if (!out) return 2;
    if (out->version != 0x01000018) return 25;
    process_info_t info[MOST];
    unsigned room = out->count, n = shares(&r, info);
    out->count = n;
    if (n == 0) return 6;
    if (!out->samples || n > room) return 7;
    memcpy(out->samples, info, n * sizeof info[0]);
    return 0;
}
EXPORT int nvmlDeviceGetAccountingPids(device_t device, unsigned *count, unsigned *pids) {
    READ(nvmlDeviceGetAccountingPids);
    (void) pids;
    GIVE(count, 0U);
}
