/* A card that tells everything, with numbers that a test can tell apart. Its state is changed through setters of NVML. */
#include <stdlib.h>
#include <string.h>

typedef unsigned u32;
typedef unsigned long long u64;

static int cards[4];
static int card = 0;     /* nvmlDeviceSetPersistenceMode: which handle is good now; -1 while the GPU is lost */
static int dead_code = 15;
static int by_uuid_calls;

static int ok(void *d) { return card >= 0 && d == &cards[card] ? 0 : dead_code; }
#define OWN if (ok(d)) return ok(d)

int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlDeviceGetCount_v2(u32 *n) { *n = 1; return 0; }
int nvmlDeviceGetHandleByIndex_v2(u32 i, void **d) { if (i) return 2; *d = &cards[0]; return 0; }
int nvmlDeviceGetHandleByUUID(const char *uuid, void **d) {
    by_uuid_calls++;
    if (strcmp(uuid, "GPU-01234567-89ab-cdef-0123-456789abcdef")) return 6;
    if (card < 0) return 15;
    *d = &cards[card];
    return 0;
}
int nvmlDeviceGetMinorNumber(void *d, u32 *v) { *v = by_uuid_calls; return 0; }
int nvmlDeviceSetPersistenceMode(void *d, u32 which) { card = (int) which - 1; dead_code = 15; return 0; }
int nvmlDeviceSetComputeMode(void *d, u32 which) { card = (int) which - 1; dead_code = 2; return 0; }

int nvmlDeviceGetUUID(void *d, char *s, u32 n) { OWN; strcpy(s, "GPU-01234567-89ab-cdef-0123-456789abcdef"); return 0; }
int nvmlDeviceGetSerial(void *d, char *s, u32 n) { OWN; strcpy(s, "1320921043512"); return 0; }
int nvmlDeviceGetVbiosVersion(void *d, char *s, u32 n) { OWN; strcpy(s, "95.02.3c.00.8a"); return 0; }
int nvmlDeviceGetArchitecture(void *d, u32 *v) { OWN; *v = 8; return 0; }
int nvmlDeviceGetBrand(void *d, u32 *v) { OWN; *v = 5; return 0; }
int nvmlDeviceGetComputeMode(void *d, u32 *v) { OWN; *v = 3; return 0; }
int nvmlDeviceGetPersistenceMode(void *d, u32 *v) { OWN; *v = 1; return 0; }
int nvmlDeviceGetPowerUsage(void *d, u32 *v) { OWN; *v = 123456; return 0; }
int nvmlDeviceGetUtilizationRates(void *d, u32 *v) { OWN; v[0] = 40; v[1] = 7; return 0; }
int nvmlDeviceGetTemperature(void *d, u32 sensor, u32 *v) { OWN; *v = 61; return 0; }
int nvmlDeviceGetMemoryInfo_v2(void *d, u64 *m) {
    OWN;
    if (*(u32 *) m != 0x02000028) return 25;
    m[1] = 1000; m[2] = 100; m[3] = 500; m[4] = 400;
    return 0;
}
int nvmlDeviceGetTotalEnergyConsumption(void *d, u64 *v) { OWN; *v = 987654321; return 0; }
int nvmlDeviceGetClockInfo(void *d, u32 type, u32 *v) { OWN; *v = 1000 + type; return 0; }
int nvmlDeviceGetMaxClockInfo(void *d, u32 type, u32 *v) { OWN; *v = 3000 + type; return 0; }
int nvmlDeviceGetCurrentClocksEventReasons(void *d, u64 *v) { OWN; *v = 0x24; return 0; }
int nvmlDeviceGetEncoderUtilization(void *d, u32 *v, u32 *period) { OWN; *v = 11; *period = 167000; return 0; }
int nvmlDeviceGetDecoderUtilization(void *d, u32 *v, u32 *period) { OWN; *v = 12; *period = 167000; return 0; }
int nvmlDeviceGetEnforcedPowerLimit(void *d, u32 *v) { OWN; *v = 300000; return 0; }
int nvmlDeviceGetPowerManagementLimit(void *d, u32 *v) { OWN; *v = 320000; return 0; }
int nvmlDeviceGetPowerManagementDefaultLimit(void *d, u32 *v) { OWN; *v = 350000; return 0; }
int nvmlDeviceGetPowerManagementLimitConstraints(void *d, u32 *a, u32 *b) { OWN; *a = 100000; *b = 400000; return 0; }
int nvmlDeviceGetTemperatureThreshold(void *d, u32 type, u32 *v) {
    static const u32 all[] = {104, 99, 105, 93};
    OWN;
    if (type > 3) return 2;
    *v = all[type];
    return 0;
}
int nvmlDeviceGetThermalSettings(void *d, u32 index, int *s) {
    static const int all[] = {3, 1, -40, 104, 61, 1, 1, -40, 110, 74, 1, 1, -40, 105, 82, 2};
    OWN;
    if (index != 15) return 2;
    memcpy(s, all, sizeof all);
    return 0;
}
int nvmlDeviceGetNumFans(void *d, u32 *v) { OWN; *v = 2; return 0; }
int nvmlDeviceGetFanSpeed(void *d, u32 *v) { OWN; *v = 30; return 0; }
int nvmlDeviceGetFanSpeed_v2(void *d, u32 fan, u32 *v) { OWN; *v = 30 + fan; return 0; }
int nvmlDeviceGetTargetFanSpeed(void *d, u32 fan, u32 *v) { OWN; if (fan) return 3; *v = 35; return 0; }
int nvmlDeviceGetFanSpeedRPM(void *d, u32 *s) { OWN; if (s[0] != 0x0100000c) return 25; s[2] = 1200 + s[1]; return 0; }
int nvmlDeviceGetEccMode(void *d, u32 *a, u32 *b) { OWN; *a = 1; *b = 0; return 0; }
int nvmlDeviceGetTotalEccErrors(void *d, u32 type, u32 counter, u64 *v) { OWN; *v = 10 * type + counter + 1; return 0; }
int nvmlDeviceGetMemoryErrorCounter(void *d, u32 type, u32 counter, u32 place, u64 *v) {
    OWN;
    if (place == 5) return 3;
    *v = 100 * place + 10 * type + counter;
    return 0;
}
int nvmlDeviceGetRemappedRows_v2(void *d, u32 *v) { OWN; v[0] = 5; v[1] = 1; v[2] = 2; v[3] = 1; v[4] = 1; v[5] = 0; return 0; }
int nvmlDeviceGetRetiredPages(void *d, u32 cause, u32 *n, u64 *addresses) {
    OWN;
    u32 room = *n;
    *n = cause ? 1 : 4;
    return room < *n ? 7 : 0;
}
int nvmlDeviceGetRetiredPagesPendingStatus(void *d, u32 *v) { OWN; *v = 1; return 0; }
int nvmlDeviceGetPcieReplayCounter(void *d, u32 *v) { OWN; *v = 17; return 0; }
int nvmlDeviceGetPerformanceState(void *d, u32 *v) { OWN; *v = 2; return 0; }
int nvmlDeviceGetViolationStatus(void *d, u32 policy, u64 *v) { OWN; if (policy == 2) return 3; v[0] = 1; v[1] = 1000 + policy; return 0; }
int nvmlDeviceGetNvLinkState(void *d, u32 link, u32 *v) { OWN; if (link > 1) return 2; *v = link == 0; return 0; }
int nvmlDeviceGetNvLinkErrorCounter(void *d, u32 link, u32 counter, u64 *v) {
    OWN;
    if (counter == 4) return 3;
    *v = 10 * link + counter;
    return 0;
}
int nvmlDeviceGetFieldValues(void *d, int n, char *f) {
    OWN;
    u32 id, type = 1, code = 0;
    u64 value = 0;
    memcpy(&id, f, 4);
    if (id == 91) value = 2;
    else if (id == 82) value = 82;
    else code = 3;
    memcpy(f + 24, &type, 4); memcpy(f + 28, &code, 4); memcpy(f + 32, &value, 8);
    return 0;
}
int nvmlDeviceGetMigMode(void *d, u32 *a, u32 *b) { OWN; *a = 1; *b = 1; return 0; }
int nvmlDeviceGetMaxMigDeviceCount(void *d, u32 *v) { OWN; *v = 7; return 0; }
int nvmlDeviceGetMigDeviceHandleByIndex(void *d, u32 i, void **m) { OWN; if (i != 1 && i != 4) return 6; *m = &cards[3]; return 0; }
int nvmlDeviceGetName(void *d, char *s, u32 n) { strcpy(s, d == &cards[3] ? "MIG 1g.10gb" : "NVIDIA Test"); return 0; }
int nvmlDeviceGetProcessesUtilizationInfo(void *d, u32 *v) {
    OWN;
    if (v[0] != 0x01000018) return 25;
    u32 *list;
    memcpy(&list, v + 4, 8);
    if (v[1] < 1) return 7;
    v[1] = 1;
    *(u64 *) list = 1700000000000000ULL;
    list[2] = 4711; list[3] = 50; list[4] = 20; list[5] = 3; list[6] = 4;
    return 0;
}
int nvmlDeviceGetAccountingMode(void *d, u32 *v) { OWN; *v = 1; return 0; }
int nvmlDeviceGetAccountingPids(void *d, u32 *n, u32 *pids) { OWN; *n = 2; pids[0] = 4711; pids[1] = 4712; return 0; }
int nvmlDeviceGetAccountingStats(void *d, u32 pid, char *s) {
    OWN;
    if (pid != 4711) return 6;
    u32 gpu = 60, memory = 30, running = 0;
    u64 most = 1 << 20, time = 5000, start = 1700000000000000ULL;
    memcpy(s, &gpu, 4); memcpy(s + 4, &memory, 4); memcpy(s + 8, &most, 8); memcpy(s + 16, &time, 8);
    memcpy(s + 24, &start, 8); memcpy(s + 32, &running, 4);
    return 0;
}
