/* What is wrong with a GPU's memory: ECC, rows that were remapped, pages that were retired. */
#include "standin.h"

#include <math.h>
#include <string.h>

typedef struct { unsigned long long l1, l2, dram, registers; } ecc_counts_t;
typedef struct {
    unsigned version;
    unsigned long long aggregate_parity, aggregate_secded, aggregate_corrected, volatile_parity, volatile_secded,
        volatile_corrected, bucket_l2, bucket_sm, bucket_pcie, bucket_mcu, bucket_other;
    unsigned threshold_exceeded;
} sram_t;
typedef struct { unsigned max, high, partial, low, none; } histogram_t;
typedef struct { unsigned active, inactive, uncorrected_active, uncorrected_inactive, pending, failed; } remaps_t;
typedef struct { unsigned version, channel_pending, tpc_pending; } repair_t;
_Static_assert(sizeof(ecc_counts_t) == 32, "nvmlEccErrorCounts_t");
_Static_assert(sizeof(sram_t) == 104, "nvmlEccSramErrorStatus_v1_t");
_Static_assert(sizeof(remaps_t) == 24, "nvmlRemappedRowsInfo_v2_t");

enum { L1 = 0, L2 = 1, DRAM = 2, REGISTERS = 3, LOCATIONS = 8, SRAM = 7 };

/* The volatile counters begin with the driver, at second 0; the aggregate ones with the card. */
unsigned long long ecc_count(const reading_t *r, bool uncorrected, bool aggregate, int location) {
    happening_t what = uncorrected ? HAPPENS_ECC_UNCORRECTED : HAPPENS_ECC_CORRECTED;
    return (unsigned long long) script_sum(r->spec, what, location, aggregate ? -INFINITY : 0, r->t);
}

static bool has_ecc(const reading_t *r) { return r->spec->model.ecc; }

EXPORT int nvmlDeviceGetEccMode(device_t device, unsigned *current, unsigned *pending) {
    READ(nvmlDeviceGetEccMode);
    if (!current || !pending) return 2;
    if (!has_ecc(&r)) return 3;
    *current = *pending = r.spec->ecc_on;
    return 0;
}
UNSIGNED(nvmlDeviceGetDefaultEccMode, has_ecc(&r), 1)
EXPORT int nvmlDeviceGetTotalEccErrors(device_t device, unsigned type, unsigned counter, unsigned long long *out) {
    READ(nvmlDeviceGetTotalEccErrors);
    if (type > 1 || counter > 1) return 2;
    if (!r.spec->ecc_on) return 3;
    GIVE(out, ecc_count(&r, type == 1, counter == 1, -1));
}
EXPORT int nvmlDeviceGetDetailedEccErrors(device_t device, unsigned type, unsigned counter, ecc_counts_t *out) {
    READ(nvmlDeviceGetDetailedEccErrors);
    if (type > 1 || counter > 1 || !out) return 2;
    if (!r.spec->ecc_on) return 3;
    bool unc = type == 1, agg = counter == 1;
    *out = (ecc_counts_t) {ecc_count(&r, unc, agg, L1), ecc_count(&r, unc, agg, L2), ecc_count(&r, unc, agg, DRAM),
                           ecc_count(&r, unc, agg, REGISTERS)};
    return 0;
}
EXPORT int nvmlDeviceGetMemoryErrorCounter(device_t device, unsigned type, unsigned counter, unsigned location,
                                           unsigned long long *out) {
    READ(nvmlDeviceGetMemoryErrorCounter);
    if (type > 1 || counter > 1 || location >= LOCATIONS) return 2;
    if (!r.spec->ecc_on) return 3;
    GIVE(out, ecc_count(&r, type == 1, counter == 1, (int) location));
}
EXPORT int nvmlDeviceGetSramEccErrorStatus(device_t device, sram_t *out) {
    READ(nvmlDeviceGetSramEccErrorStatus);
    if (!out) return 2;
    if (out->version != 0x01000068) return 25;
    if (!r.spec->ecc_on || !r.spec->model.row_remap) return 3;
    unsigned long long uncorrected = ecc_count(&r, true, true, SRAM), l2 = ecc_count(&r, true, true, L2);
    *out = (sram_t) {
        .version = 0x01000068,
        .aggregate_secded = uncorrected + l2,
        .aggregate_corrected = ecc_count(&r, false, true, SRAM) + ecc_count(&r, false, true, L2),
        .volatile_secded = ecc_count(&r, true, false, SRAM) + ecc_count(&r, true, false, L2),
        .volatile_corrected = ecc_count(&r, false, false, SRAM) + ecc_count(&r, false, false, L2),
        .bucket_l2 = l2,
        .bucket_sm = uncorrected,
        .threshold_exceeded = uncorrected + l2 > 4};
    return 0;
}

/* ---- Rows ---- */

static bool has_rows(const reading_t *r) {
    const uint64_t lines = 1ULL << HAPPENS_REMAP_CORRECTED | 1ULL << HAPPENS_REMAP_UNCORRECTED
        | 1ULL << HAPPENS_REMAP_PENDING | 1ULL << HAPPENS_REMAP_FAILED;
    return r->spec->model.row_remap || (r->spec->happens & lines);
}
unsigned long long remapped_rows(const reading_t *r, bool uncorrected) {
    happening_t what = uncorrected ? HAPPENS_REMAP_UNCORRECTED : HAPPENS_REMAP_CORRECTED;
    return (unsigned long long) script_sum(r->spec, what, -1, -INFINITY, r->t);
}
EXPORT int nvmlDeviceGetRemappedRows(device_t device, unsigned *corrected, unsigned *uncorrected, unsigned *pending,
                                     unsigned *failed) {
    READ(nvmlDeviceGetRemappedRows);
    if (!corrected || !uncorrected || !pending || !failed) return 2;
    if (!has_rows(&r)) return 3;
    *corrected = (unsigned) remapped_rows(&r, false);
    *uncorrected = (unsigned) remapped_rows(&r, true);
    *pending = script_is_on(r.spec, HAPPENS_REMAP_PENDING, -1, r.t);
    *failed = script_is_on(r.spec, HAPPENS_REMAP_FAILED, -1, r.t);
    return 0;
}
EXPORT int nvmlDeviceGetRemappedRows_v2(device_t device, remaps_t *out) {
    READ(nvmlDeviceGetRemappedRows_v2);
    if (!out) return 2;
    if (!has_rows(&r)) return 3;
    *out = (remaps_t) {(unsigned) remapped_rows(&r, false), 0, (unsigned) remapped_rows(&r, true), 0,
                       script_is_on(r.spec, HAPPENS_REMAP_PENDING, -1, r.t),
                       script_is_on(r.spec, HAPPENS_REMAP_FAILED, -1, r.t)};
    return 0;
}
EXPORT int nvmlDeviceGetRowRemapperHistogram(device_t device, histogram_t *out) {
    READ(nvmlDeviceGetRowRemapperHistogram);
    enum { BANKS = 640 };
    if (!has_rows(&r)) return 3;
    unsigned used = (unsigned) (remapped_rows(&r, false) + remapped_rows(&r, true));
    bool failed = script_is_on(r.spec, HAPPENS_REMAP_FAILED, -1, r.t);
    if (used > BANKS - 1) used = BANKS - 1;
    GIVE(out, ((histogram_t) {BANKS - used - failed, used, 0, 0, failed}));
}
EXPORT int nvmlDeviceGetRepairStatus(device_t device, repair_t *out) {
    READ(nvmlDeviceGetRepairStatus);
    if (!out) return 2;
    if (out->version != 0x0100000c) return 25;
    if (!has_rows(&r)) return 3;
    *out = (repair_t) {0x0100000c, script_is_on(r.spec, HAPPENS_REMAP_PENDING, -1, r.t), 0};
    return 0;
}

/* ---- Pages ---- */

static bool has_pages(const reading_t *r) {
    const uint64_t lines =
        1ULL << HAPPENS_RETIRE_SINGLE | 1ULL << HAPPENS_RETIRE_DOUBLE | 1ULL << HAPPENS_RETIRE_PENDING;
    return r->spec->model.page_retirement || (r->spec->happens & lines);
}
static int give_pages(const reading_t *r, unsigned cause, unsigned *count, unsigned long long *addresses,
                      unsigned long long *times) {
    if (cause > 1 || !count) return 2;
    if (!has_pages(r)) return 3;
    happening_t what = cause == 0 ? HAPPENS_RETIRE_SINGLE : HAPPENS_RETIRE_DOUBLE;
    unsigned n = (unsigned) script_sum(r->spec, what, -1, -INFINITY, r->t), room = *count;
    *count = n;
    if (!addresses) return 0;
    if (n > room) return 7;
    for (unsigned i = 0; i < n; i++) {
        addresses[i] = ((unsigned long long) (i * 7919 + cause * 131 + 17) << 16);
        if (times) times[i] = 1700000000ULL + i;
    }
    return 0;
}
EXPORT int nvmlDeviceGetRetiredPages(device_t device, unsigned cause, unsigned *count, unsigned long long *addresses) {
    READ(nvmlDeviceGetRetiredPages);
    return give_pages(&r, cause, count, addresses, NULL);
}
EXPORT int nvmlDeviceGetRetiredPages_v2(device_t device, unsigned cause, unsigned *count,
                                        unsigned long long *addresses, unsigned long long *times) {
    READ(nvmlDeviceGetRetiredPages_v2);
    return give_pages(&r, cause, count, addresses, times);
}
UNSIGNED(nvmlDeviceGetRetiredPagesPendingStatus, has_pages(&r), script_is_on(r.spec, HAPPENS_RETIRE_PENDING, -1, r.t))
