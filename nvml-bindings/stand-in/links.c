/* How a GPU is connected: PCI Express and NVLink. */
#include "standin.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- PCI Express ---- */

unsigned link_mbps(unsigned generation) {
    static const unsigned mbps[] = {0, 2500, 5000, 8000, 16000, 32000, 64000};
    return generation < sizeof mbps / sizeof mbps[0] ? mbps[generation] : 0;
}
unsigned long long pcie_replays(const reading_t *r) {
    return (unsigned long long) script_sum(r->spec, HAPPENS_PCIE_REPLAY, -1, -INFINITY, r->t);
}
UNSIGNED(nvmlDeviceGetCurrPcieLinkGeneration, true, r.pcie_gen_now)
UNSIGNED(nvmlDeviceGetMaxPcieLinkGeneration, true, r.spec->model.pcie_gen)
UNSIGNED(nvmlDeviceGetGpuMaxPcieLinkGeneration, true, r.spec->model.pcie_gen)
UNSIGNED(nvmlDeviceGetCurrPcieLinkWidth, true, r.pcie_width_now)
UNSIGNED(nvmlDeviceGetMaxPcieLinkWidth, true, r.spec->model.pcie_width)
/* The constants of the header count the generations from 1. */
UNSIGNED(nvmlDeviceGetPcieLinkMaxSpeed, true, r.spec->model.pcie_gen)
UNSIGNED(nvmlDeviceGetPcieSpeed, true, link_mbps(r.pcie_gen_now))
UNSIGNED(nvmlDeviceGetPcieReplayCounter, true, pcie_replays(&r))
EXPORT int nvmlDeviceGetPcieThroughput(device_t device, unsigned counter, unsigned *out) {
    READ(nvmlDeviceGetPcieThroughput);
    if (counter > 1) return 2;
    GIVE(out, (unsigned) (r.load * (counter == 0 ? 900 : 2300)));
}

/* ---- NVLink ---- */

enum { REPLAY = 0, RECOVERY = 1, CRC_FLIT = 2, CRC_DATA = 3, ECC_DATA = 4 };

bool nvlink_is_up(const reading_t *r, int link) { return !script_is_on(r->spec, HAPPENS_NVLINK_DOWN, link, r->t); }

unsigned long long nvlink_errors(const reading_t *r, int counter, int link) {
    happening_t what = counter == REPLAY ? HAPPENS_NVLINK_REPLAY : counter == RECOVERY ? HAPPENS_NVLINK_RECOVERY
        : counter == CRC_FLIT ? HAPPENS_NVLINK_CRC : HAPPENINGS;
    if (what == HAPPENINGS) return 0;
    return (unsigned long long) script_sum(r->spec, what, link, -INFINITY, r->t);
}

#define READ_LINK(function)                                   \
    READ(function);                                           \
    if (r.spec->model.nvlinks == 0) return 3;                 \
    if (link >= r.spec->model.nvlinks) return 2

EXPORT int nvmlDeviceGetNvLinkState(device_t device, unsigned link, unsigned *active) {
    READ_LINK(nvmlDeviceGetNvLinkState);
    GIVE(active, (unsigned) nvlink_is_up(&r, (int) link));
}
EXPORT int nvmlDeviceGetNvLinkVersion(device_t device, unsigned link, unsigned *version) {
    READ_LINK(nvmlDeviceGetNvLinkVersion);
    GIVE(version, r.spec->model.nvlink_version);
}
EXPORT int nvmlDeviceGetNvLinkCapability(device_t device, unsigned link, unsigned capability, unsigned *has) {
    READ_LINK(nvmlDeviceGetNvLinkCapability);
    if (capability > 5) return 2;
    GIVE(has, capability == 4 ? 0U : 1U);
}
EXPORT int nvmlDeviceGetNvLinkErrorCounter(device_t device, unsigned link, unsigned counter, unsigned long long *out) {
    READ_LINK(nvmlDeviceGetNvLinkErrorCounter);
    if (counter > 4) return 2;
    if (!nvlink_is_up(&r, (int) link)) return 3;
    GIVE(out, nvlink_errors(&r, (int) counter, (int) link));
}
EXPORT int nvmlDeviceGetNvLinkRemoteDeviceType(device_t device, unsigned link, unsigned *type) {
    READ_LINK(nvmlDeviceGetNvLinkRemoteDeviceType);
    if (!nvlink_is_up(&r, (int) link)) return 3;
    GIVE(type, 0U);
}
EXPORT int nvmlDeviceGetNvLinkRemotePciInfo_v2(device_t device, unsigned link, void *pci) {
    READ_LINK(nvmlDeviceGetNvLinkRemotePciInfo_v2);
    if (!pci) return 2;
    if (!nvlink_is_up(&r, (int) link)) return 3;
    /* Its neighbour of the same pair. */
    int other = r.index ^ 1;
    if (other >= r.scenario->gpu_count) return 3;
    extern int nvmlDeviceGetPciInfo_v3(device_t, void *);
    return nvmlDeviceGetPciInfo_v3(handle_of(other), pci);
}
