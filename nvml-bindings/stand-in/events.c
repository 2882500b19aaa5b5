/* Event sets: XIDs and ECC errors, given to whoever waits as soon as they are due. */
#include "standin.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
    device_t device;
    unsigned long long type, data;
    unsigned gpu_instance, compute_instance;
} event_data_t;
_Static_assert(sizeof(event_data_t) == 32, "nvmlEventData_t");

enum { SINGLE_BIT = 1, DOUBLE_BIT = 2, XID = 8, POLL_MS = 900 };

typedef struct {
    unsigned magic;
    unsigned long long mask[MAX_GPUS];
    int next[MAX_GPUS]; /* how many of the GPU's events this set has been given or has passed over */
} event_set_t;

enum { MAGIC = 0x6e766576 };

/* How many of a GPU's events any set was given: a set that comes later is not given them again. */
static atomic_int given[MAX_GPUS];

static unsigned long long type_of(const event_t *e) {
    return e->what == HAPPENS_XID ? XID : e->what == HAPPENS_ECC_CORRECTED ? SINGLE_BIT
        : e->what == HAPPENS_ECC_UNCORRECTED ? DOUBLE_BIT : 0;
}

static event_set_t *set_of(void *opaque) {
    event_set_t *set = opaque;
    return set && ((uintptr_t) opaque & 7) == 0 && set->magic == MAGIC ? set : NULL;
}

EXPORT int nvmlEventSetCreate(void **out) {
    int code = machine_enter(FN_nvmlEventSetCreate);
    if (code != 0) return code;
    if (!out) return 2;
    event_set_t *set = calloc(1, sizeof *set);
    if (!set) return 20;
    set->magic = MAGIC;
    *out = set;
    return 0;
}
EXPORT int nvmlEventSetFree(void *opaque) {
    event_set_t *set = set_of(opaque);
    if (!set) return 2;
    set->magic = 0;
    free(set);
    return 0;
}

static unsigned long long supported(const reading_t *r) {
    return r->spec->ecc_on ? SINGLE_BIT | DOUBLE_BIT | XID : XID;
}
EXPORT int nvmlDeviceGetSupportedEventTypes(device_t device, unsigned long long *types) {
    READ(nvmlDeviceGetSupportedEventTypes);
    GIVE(types, supported(&r));
}
EXPORT int nvmlDeviceRegisterEvents(device_t device, unsigned long long types, void *opaque) {
    READ(nvmlDeviceRegisterEvents);
    event_set_t *set = set_of(opaque);
    if (!set) return 2;
    if (types & ~supported(&r)) return 3;
    if (!set->mask[r.index]) set->next[r.index] = atomic_load(&given[r.index]);
    set->mask[r.index] |= types;
    return 0;
}

static double monotonic_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

/* The next of this GPU's events that the set wants; true when it is due, else *due_s says when it will be. */
static bool take(event_set_t *set, int gpu, double t, event_data_t *out, double *due_s) {
    const scenario_t *s = machine_scenario();
    if (!set->mask[gpu] || gpu >= s->gpu_count) return false;
    const gpu_spec_t *g = &s->gpus[gpu];
    int nth = 0;
    for (int k = 0; k < g->event_count; k++) {
        const event_t *e = &g->events[k];
        unsigned long long type = type_of(e);
        if (type == 0 || nth++ < set->next[gpu]) continue;
        if (e->at_s > t) {
            if (e->at_s < *due_s) *due_s = e->at_s;
            return false;
        }
        set->next[gpu] = nth;
        if (!(set->mask[gpu] & type)) continue;
        int before = atomic_load(&given[gpu]);
        while (before < nth && !atomic_compare_exchange_weak(&given[gpu], &before, nth)) {
        }
        *out = (event_data_t) {handle_of(gpu), type, type == XID ? (unsigned long long) e->value : 0, ~0U, ~0U};
        return true;
    }
    return false;
}

static int wait_for(int function, void *opaque, event_data_t *out, unsigned timeout_ms) {
    int code = machine_enter(function);
    if (code != 0) return code;
    event_set_t *set = set_of(opaque);
    if (!set || !out) return 2;
    double until = monotonic_s() + timeout_ms / 1000.0;
    for (;;) {
        double due_s = 1e18, t = machine_time();
        for (int i = 0; i < MAX_GPUS; i++)
            if (take(set, i, t, out, &due_s)) return 0;
        double left = until - monotonic_s();
        if (left <= 0) return 10;
        /* Not longer than this, because the scenario may be another one by then. */
        double nap = POLL_MS / 1000.0, due = due_s < 1e17 ? machine_until(due_s) + 0.004 : nap;
        if (due < nap) nap = due;
        if (left < nap) nap = left;
        if (nap < 0.0005) nap = 0.0005;
        struct timespec ts = {0, (long) (nap * 1e9)};
        nanosleep(&ts, NULL);
        code = machine_enter(function);
        if (code != 0) return code;
    }
}
EXPORT int nvmlEventSetWait_v2(void *set, event_data_t *out, unsigned timeout_ms) {
    return wait_for(FN_nvmlEventSetWait_v2, set, out, timeout_ms);
}
EXPORT int nvmlEventSetWait(void *set, event_data_t *out, unsigned timeout_ms) {
    return wait_for(FN_nvmlEventSetWait, set, out, timeout_ms);
}
