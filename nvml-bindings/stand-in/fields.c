/* nvmlDeviceGetFieldValues: numbers by the header's field numbers. */
#define _GNU_SOURCE
#include "standin.h"

#include <math.h>
#include <string.h>
#include <time.h>

typedef struct {
    unsigned field, scope;
    long long timestamp_us, latency_us;
    unsigned type;
    int code;
    union {
        double d;
        unsigned u;
        unsigned long long l;
    } value;
} field_t;
_Static_assert(sizeof(field_t) == 40, "nvmlFieldValue_t");

enum { TYPE_UNSIGNED = 1, TYPE_LONG = 3, TYPE_SIGNED = 5, L1 = 0, L2 = 1, DRAM = 2, REGISTERS = 3 };

static int give(field_t *f, unsigned value) {
    f->type = TYPE_UNSIGNED;
    f->value.l = 0;
    f->value.u = value;
    return 0;
}
static int give_long(field_t *f, unsigned long long value) {
    f->type = TYPE_LONG;
    f->value.l = value;
    return 0;
}

/* Fields 3 to 28: totals first, then place by place, volatile before aggregate, corrected before uncorrected. */
static int ecc(const reading_t *r, field_t *f) {
    static const signed char place[] = {L1, L1, L2, L2, DRAM, DRAM, REGISTERS, REGISTERS, 4, 4, 6};
    if (!r->spec->model.ecc) return 3;
    if (f->field <= 2) return give(f, r->spec->ecc_on);
    if (!r->spec->ecc_on) return 3;
    if (f->field <= 6) return give_long(f, ecc_count(r, f->field % 2 == 0, f->field >= 5, -1));
    bool aggregate = f->field >= 18;
    unsigned at = f->field - (aggregate ? 18 : 7);
    return give_long(f, ecc_count(r, at == 10 || at % 2 == 1, aggregate, place[at]));
}

static int retired(const reading_t *r, field_t *f) {
    const gpu_spec_t *g = r->spec;
    const uint64_t lines =
        1ULL << HAPPENS_RETIRE_SINGLE | 1ULL << HAPPENS_RETIRE_DOUBLE | 1ULL << HAPPENS_RETIRE_PENDING;
    if (!g->model.page_retirement && !(g->happens & lines)) return 3;
    bool pending = script_is_on(g, HAPPENS_RETIRE_PENDING, -1, r->t);
    if (f->field == 29) return give_long(f, (unsigned long long) script_sum(g, HAPPENS_RETIRE_SINGLE, -1, -INFINITY, r->t));
    if (f->field == 30) return give_long(f, (unsigned long long) script_sum(g, HAPPENS_RETIRE_DOUBLE, -1, -INFINITY, r->t));
    return give(f, f->field == 92 ? 0 : pending);
}

static int remapped(const reading_t *r, field_t *f) {
    const gpu_spec_t *g = r->spec;
    const uint64_t lines = 1ULL << HAPPENS_REMAP_CORRECTED | 1ULL << HAPPENS_REMAP_UNCORRECTED
        | 1ULL << HAPPENS_REMAP_PENDING | 1ULL << HAPPENS_REMAP_FAILED;
    if (!g->model.row_remap && !(g->happens & lines)) return 3;
    switch (f->field) {
        case 142: return give(f, (unsigned) remapped_rows(r, false));
        case 143: return give(f, (unsigned) remapped_rows(r, true));
        case 144: return give(f, script_is_on(g, HAPPENS_REMAP_PENDING, -1, r->t));
        case 145: return give(f, script_is_on(g, HAPPENS_REMAP_FAILED, -1, r->t));
        default: return give(f, 0);
    }
}

/* Each kind of NVLink error has six links and a total from first on, and six more links from second on. */
static int link_errors(const reading_t *r, field_t *f, unsigned first, unsigned second, int counter) {
    int link = f->field >= second ? (int) (f->field - second) + 6 : (int) (f->field - first);
    if (f->field == first + 6) link = -1;
    if (link >= (int) r->spec->model.nvlinks) return 3;
    return give_long(f, nvlink_errors(r, counter, link));
}

static int nvlink(const reading_t *r, field_t *f) {
    const model_t *m = &r->spec->model;
    unsigned id = f->field;
    if (id == 91) return give(f, m->nvlinks);
    if (m->nvlinks == 0) return 3;
    unsigned mbps = m->nvlink_version >= 6 ? 26562 : m->nvlink_version >= 4 ? 25000 : 25781;
    if ((id >= 32 && id <= 38) || (id >= 96 && id <= 101)) return link_errors(r, f, 32, 96, 2);
    if ((id >= 39 && id <= 45) || (id >= 102 && id <= 107)) return link_errors(r, f, 39, 102, 3);
    if ((id >= 46 && id <= 52) || (id >= 108 && id <= 113)) return link_errors(r, f, 46, 108, 0);
    if ((id >= 53 && id <= 59) || (id >= 114 && id <= 119)) return link_errors(r, f, 53, 114, 1);
    if (id >= 84 && id <= 90) return give(f, id == 90 || nvlink_is_up(r, (int) id - 84) ? mbps : 0);
    if (id >= 132 && id <= 137) return give(f, nvlink_is_up(r, (int) id - 126) ? mbps : 0);
    if (id >= 138 && id <= 141) return give_long(f, (unsigned long long) (r->energy_j * 6000));
    if (f->scope >= m->nvlinks) return 2;
    int link = (int) f->scope;
    switch (id) {
        case 161: return give_long(f, nvlink_errors(r, 0, link));
        case 162: return give_long(f, nvlink_errors(r, 1, link));
        case 163: return give_long(f, nvlink_errors(r, 2, link));
        case 164: return give(f, nvlink_is_up(r, link) ? mbps : 0);
        case 165: return give(f, nvlink_is_up(r, link));
        case 166: return give(f, m->nvlink_version);
        default: return 3;
    }
}

static int read_field(const reading_t *r, field_t *f) {
    const gpu_spec_t *g = r->spec;
    const model_t *m = &g->model;
    unsigned milliwatts = g->sentinel_power ? ~0U : (unsigned) (r->power_w * 1000);
    if (f->field >= 1 && f->field <= 28) return ecc(r, f);
    if ((f->field >= 29 && f->field <= 31) || f->field == 92 || f->field == 93) return retired(r, f);
    if ((f->field >= 142 && f->field <= 145) || f->field == 301 || f->field == 302) return remapped(r, f);
    if ((f->field >= 32 && f->field <= 73) || (f->field >= 84 && f->field <= 91)
        || (f->field >= 96 && f->field <= 141) || (f->field >= 146 && f->field <= 168))
        return nvlink(r, f);
    switch (f->field) {
        case 74: return give_long(f, (unsigned long long) (r->power_violation_s * 1e9));
        case 75: return give_long(f, (unsigned long long) (r->thermal_violation_s * 1e9));
        case 76: case 77: case 78: case 79: case 80: case 81: return give_long(f, 0);
        case 82:
            if (m->memory_rise_c < 0) return 3;
            return give(f, g->sentinel_temperature ? 255U : (unsigned) (r->memory_c + 0.5));
        case 83: return give_long(f, g->sentinel_energy ? ~0ULL : (unsigned long long) (r->energy_j * 1000));
        case 94: return give(f, (unsigned) pcie_replays(r));
        case 95: return give(f, 0);
        case 173: case 174: case 175: case 176: case 177: case 178: case 179: case 180: return give(f, 0);
        case 185: case 186:
            if (f->scope > 0) return 3;
            return give(f, milliwatts);
        case 187: return give(f, (unsigned) (m->least_w * 1000));
        case 188: return give(f, (unsigned) (m->most_w * 1000));
        case 189: case 190: case 192: return give(f, (unsigned) (m->limit_w * 1000));
        /* How far it is from each limit; a negative one is over it. */
        case 193: case 194: case 195: case 196:
            f->type = TYPE_SIGNED;
            f->value.l = 0;
            f->value.u = (unsigned) ((int) m->slowdown_c
                                     - (int) (f->field == 193 ? m->shutdown_c
                                              : f->field == 194 ? m->slowdown_c
                                              : f->field == 195 ? m->memory_max_c : m->gpu_max_c));
            return 0;
        case 197: return give_long(f, (unsigned long long) (r->energy_j * 2000));
        case 198: return give_long(f, (unsigned long long) (r->energy_j * 5000));
        case 226: case 227: case 230: return give(f, 0);
        case 269: return give_long(f, (unsigned long long) (r->thermal_violation_s * 1e9));
        case 270: case 271: return give_long(f, 0);
        default: return 3;
    }
}

EXPORT int nvmlDeviceGetFieldValues(device_t device, int count, field_t *values) {
    READ(nvmlDeviceGetFieldValues);
    if (count <= 0 || !values) return 2;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME_COARSE, &now);
    for (int i = 0; i < count; i++) {
        field_t *f = &values[i];
        f->timestamp_us = (long long) now.tv_sec * 1000000 + now.tv_nsec / 1000;
        f->latency_us = 0;
        f->code = read_field(&r, f);
    }
    return 0;
}
EXPORT int nvmlDeviceClearFieldValues(device_t device, int count, field_t *values) {
    READ(nvmlDeviceClearFieldValues);
    return count <= 0 || !values ? 2 : 4;
}
