/* MIG: a GPU cut into instances, each with one compute instance over all of it. */
#include "standin.h"

#include <string.h>

typedef struct { unsigned start, size; } placement_t;
typedef struct {
    device_t device;
    unsigned id, profile;
    placement_t placement;
} gpu_instance_info_t;
typedef struct {
    device_t device;
    void *gpu_instance;
    unsigned id, profile;
    placement_t placement;
} compute_instance_info_t;
typedef struct {
    unsigned multiprocessors, copy, decoder, encoder, jpeg, ofa, gpu_slices, compute_slices;
    unsigned long long memory_mib;
} attributes_t;
typedef struct {
    unsigned id, peer_to_peer, slices, instances, multiprocessors, copy, decoders, encoders, jpeg, ofa;
    unsigned long long memory_mib;
} profile_t;
_Static_assert(sizeof(gpu_instance_info_t) == 24, "nvmlGpuInstanceInfo_t");
_Static_assert(sizeof(compute_instance_info_t) == 32, "nvmlComputeInstanceInfo_t");
_Static_assert(sizeof(attributes_t) == 40, "nvmlDeviceAttributes_t");
_Static_assert(sizeof(profile_t) == 48, "nvmlGpuInstanceProfileInfo_t");

static struct instance { char unused; } gpu_instances[MAX_GPUS * MAX_MIG], compute_instances[MAX_GPUS * MAX_MIG];

static int number_in(const struct instance *all, const void *handle) {
    uintptr_t p = (uintptr_t) handle, base = (uintptr_t) all;
    return p < base || p >= base + sizeof gpu_instances ? -1 : (int) (p - base);
}
static unsigned profile_of(unsigned slices) {
    static const unsigned profiles[] = {0, 19, 14, 9, 5, 0, 0, 0};
    return slices < 8 ? profiles[slices] : 0;
}
static bool is_cut(const reading_t *r) { return r->spec->mig_on && r->spec->mig_count > 0; }

EXPORT int nvmlDeviceGetMigMode(device_t device, unsigned *current, unsigned *pending) {
    READ(nvmlDeviceGetMigMode);
    if (!current || !pending) return 2;
    if (!r.spec->model.mig) return 3;
    *current = *pending = r.spec->mig_on;
    return 0;
}
EXPORT int nvmlDeviceIsMigDeviceHandle(device_t device, unsigned *is) {
    READ_PART(nvmlDeviceIsMigDeviceHandle);
    GIVE(is, r.mig >= 0);
}
UNSIGNED(nvmlDeviceGetMaxMigDeviceCount, true, r.spec->model.mig ? MAX_MIG : 0)
EXPORT int nvmlDeviceGetMigDeviceHandleByIndex(device_t device, unsigned index, device_t *part) {
    READ(nvmlDeviceGetMigDeviceHandleByIndex);
    if (!r.spec->model.mig) return 3;
    if (index >= MAX_MIG) return 2;
    if (!is_cut(&r) || index >= (unsigned) r.spec->mig_count) return 6;
    GIVE(part, mig_handle_of(r.index, (int) index));
}
EXPORT int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(device_t device, device_t *whole) {
    READ_PART(nvmlDeviceGetDeviceHandleFromMigDeviceHandle);
    if (r.mig < 0) return 2;
    GIVE(whole, handle_of(r.index));
}
EXPORT int nvmlDeviceGetGpuInstanceId(device_t device, unsigned *id) {
    READ_PART(nvmlDeviceGetGpuInstanceId);
    if (r.mig < 0) return 3;
    GIVE(id, (unsigned) r.mig + 1);
}
EXPORT int nvmlDeviceGetComputeInstanceId(device_t device, unsigned *id) {
    READ_PART(nvmlDeviceGetComputeInstanceId);
    if (r.mig < 0) return 3;
    GIVE(id, 0U);
}

static int give_attributes(const reading_t *r, attributes_t *out) {
    if (r->mig < 0) return 3;
    const mig_spec_t *m = &r->spec->mig[r->mig];
    GIVE(out, ((attributes_t) {r->spec->model.sms / 7 * m->slices, m->slices, m->slices / 2, 0, 0, 0, m->slices,
                               m->slices, m->memory_gb * 1024ULL}));
}
EXPORT int nvmlDeviceGetAttributes_v2(device_t device, attributes_t *out) {
    READ_PART(nvmlDeviceGetAttributes_v2);
    return give_attributes(&r, out);
}
EXPORT int nvmlDeviceGetAttributes(device_t device, attributes_t *out) {
    READ_PART(nvmlDeviceGetAttributes);
    return give_attributes(&r, out);
}
/* Profiles by their number in the header: 0 to 3 have one to four slices, 4 has seven. */
EXPORT int nvmlDeviceGetGpuInstanceProfileInfo(device_t device, unsigned profile, profile_t *out) {
    READ(nvmlDeviceGetGpuInstanceProfileInfo);
    if (!r.spec->model.mig || profile > 4) return 3;
    unsigned slices = profile == 4 ? 7 : profile + 1;
    GIVE(out, ((profile_t) {profile_of(slices), 0, slices, 7 / slices, r.spec->model.sms / 7 * slices, slices, slices / 2,
                            0, 0, 0, (r.spec->memory_bytes >> 20) / 8 * (slices == 7 ? 8 : slices)}));
}

/* The instances of one profile. */
EXPORT int nvmlDeviceGetGpuInstances(device_t device, unsigned profile, struct instance **out, unsigned *count) {
    READ(nvmlDeviceGetGpuInstances);
    if (!out || !count) return 2;
    if (!is_cut(&r)) return 3;
    *count = 0;
    for (int i = 0; i < r.spec->mig_count; i++)
        if (profile_of(r.spec->mig[i].slices) == profile) out[(*count)++] = &gpu_instances[r.index * MAX_MIG + i];
    return 0;
}
EXPORT int nvmlDeviceGetGpuInstanceById(device_t device, unsigned id, struct instance **out) {
    READ(nvmlDeviceGetGpuInstanceById);
    if (!is_cut(&r)) return 3;
    if (id == 0 || id > (unsigned) r.spec->mig_count) return 6;
    GIVE(out, &gpu_instances[r.index * MAX_MIG + (int) id - 1]);
}
EXPORT int nvmlGpuInstanceGetInfo(struct instance *instance, gpu_instance_info_t *out) {
    int n = number_in(gpu_instances, instance);
    reading_t r;
    if (n < 0) return 2;
    int code = machine_read(n / MAX_MIG, FN_nvmlGpuInstanceGetInfo, &r);
    if (code != 0) return code;
    if (n % MAX_MIG >= r.spec->mig_count) return 6;
    const mig_spec_t *m = &r.spec->mig[n % MAX_MIG];
    GIVE(out, ((gpu_instance_info_t) {handle_of(r.index), (unsigned) (n % MAX_MIG) + 1, profile_of(m->slices),
                                      {m->start, m->slices}}));
}
/* A compute instance takes all of its GPU instance: its profile's number in the header is one less than the slices. */
EXPORT int nvmlGpuInstanceGetComputeInstances(struct instance *instance, unsigned profile, struct instance **out,
                                              unsigned *count) {
    int n = number_in(gpu_instances, instance);
    reading_t r;
    if (n < 0 || !out || !count) return 2;
    int code = machine_read(n / MAX_MIG, FN_nvmlGpuInstanceGetComputeInstances, &r);
    if (code != 0) return code;
    if (n % MAX_MIG >= r.spec->mig_count) return 6;
    *count = r.spec->mig[n % MAX_MIG].slices - 1 == profile;
    if (*count) out[0] = &compute_instances[n];
    return 0;
}
EXPORT int nvmlGpuInstanceGetComputeInstanceById(struct instance *instance, unsigned id, struct instance **out) {
    int n = number_in(gpu_instances, instance);
    if (n < 0) return 2;
    if (id != 0) return 6;
    GIVE(out, &compute_instances[n]);
}
static int give_compute_instance(int function, const struct instance *instance, compute_instance_info_t *out) {
    int n = number_in(compute_instances, instance);
    reading_t r;
    if (n < 0) return 2;
    int code = machine_read(n / MAX_MIG, function, &r);
    if (code != 0) return code;
    if (n % MAX_MIG >= r.spec->mig_count) return 6;
    unsigned slices = r.spec->mig[n % MAX_MIG].slices;
    GIVE(out, ((compute_instance_info_t) {handle_of(r.index), &gpu_instances[n], 0, slices - 1, {0, slices}}));
}
EXPORT int nvmlComputeInstanceGetInfo_v2(struct instance *instance, compute_instance_info_t *out) {
    return give_compute_instance(FN_nvmlComputeInstanceGetInfo_v2, instance, out);
}
EXPORT int nvmlComputeInstanceGetInfo(struct instance *instance, compute_instance_info_t *out) {
    return give_compute_instance(FN_nvmlComputeInstanceGetInfo, instance, out);
}
