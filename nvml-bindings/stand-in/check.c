/* Checks the stand-in driver through its ABI: check LIBRARY. Each check is a process of its own with its own scenario.
 * Prints a line for each; exits with 1 when one has failed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef void *gpu_t;
enum { OK = 0, INVALID = 2, NOT_SUPPORTED = 3, NO_SIZE = 7, TIMEOUT = 10, LOST = 15, MISMATCH = 25, CORE = 0 };

static void *library;
static char scenario_file[] = "/tmp/stand-in-check-XXXXXX";
static int failures;

static void fail(int line, const char *what, ...) {
    enum { SHOWN = 10 };
    va_list values;
    if (++failures > SHOWN) return;
    va_start(values, what);
    printf("    line %d: ", line);
    vprintf(what, values);
    printf("\n");
    va_end(values);
}
#define IS(expected, got)                                                                   \
    do {                                                                                    \
        long long e_ = (long long) (expected), g_ = (long long) (got);                      \
        if (e_ != g_) fail(__LINE__, "%s is %lld, not %lld", #got, g_, e_);                 \
    } while (0)
#define WITHIN(least, most, got)                                                            \
    do {                                                                                    \
        double g_ = (double) (got);                                                         \
        if (g_ < (least) || g_ > (most)) fail(__LINE__, "%s is %.3f", #got, g_);            \
    } while (0)

static int call(const char *name, gpu_t a, ...) {
    void *f = dlsym(library, name);
    if (!f) {
        fail(0, "there is no %s", name);
        return -1;
    }
    void *more[5];
    va_list values;
    va_start(values, a);
    for (int i = 0; i < 5; i++) more[i] = va_arg(values, void *);
    va_end(values);
    return ((int (*)(void *, void *, void *, void *, void *, void *)) f)(a, more[0], more[1], more[2], more[3], more[4]);
}
#define CALL(...) call(__VA_ARGS__, NULL, NULL, NULL, NULL, NULL)
#define NUMBER(n) ((void *) (size_t) (n))

static unsigned number(const char *name, gpu_t gpu) {
    unsigned out = 0;
    IS(OK, CALL(name, gpu, &out));
    return out;
}
static unsigned long long large(const char *name, gpu_t gpu) {
    unsigned long long out = 0;
    IS(OK, CALL(name, gpu, &out));
    return out;
}
static unsigned temperature(gpu_t gpu) {
    unsigned out = 0;
    IS(OK, CALL("nvmlDeviceGetTemperature", gpu, NUMBER(CORE), &out));
    return out;
}
static unsigned clock_mhz(gpu_t gpu) {
    unsigned out = 0;
    IS(OK, CALL("nvmlDeviceGetClockInfo", gpu, NUMBER(1), &out));
    return out;
}
static unsigned long long reasons(gpu_t gpu) { return large("nvmlDeviceGetCurrentClocksEventReasons", gpu); }

typedef struct {
    unsigned id, scope;
    long long timestamp, latency;
    unsigned type;
    int code;
    unsigned long long value;
} field_t;
static int field(gpu_t gpu, unsigned id, unsigned scope, unsigned long long *value) {
    field_t f = {.id = id, .scope = scope};
    IS(OK, CALL("nvmlDeviceGetFieldValues", gpu, NUMBER(1), &f));
    *value = f.value;
    return f.code;
}

static void write_scenario(const char *text) {
    char next[64];
    snprintf(next, sizeof next, "%s.new", scenario_file);
    FILE *f = fopen(next, "w");
    if (!f || fputs(text, f) < 0 || fclose(f) != 0 || rename(next, scenario_file) != 0) abort();
}
static void open_with(const char *text) {
    write_scenario(text);
    IS(OK, ((int (*)(void)) dlsym(library, "nvmlInit_v2"))());
}
static gpu_t gpu_at(unsigned index) {
    gpu_t gpu = NULL;
    IS(OK, CALL("nvmlDeviceGetHandleByIndex_v2", NUMBER(index), &gpu));
    return gpu;
}
static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}
static void nap_ms(int ms) {
    struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&t, NULL);
}
/* A scenario whose time stands at a second, with the lines given. */
static gpu_t at_second(double second, const char *lines) {
    static char text[4096];
    snprintf(text, sizeof text, "time %g\n%s", second, lines);
    open_with(text);
    return gpu_at(0);
}
/* The same scenario at a later second; the file is looked at ten times a second. */
static void move_to(double second, const char *lines) {
    static char text[4096];
    snprintf(text, sizeof text, "time %g\n%s", second, lines);
    write_scenario(text);
    nap_ms(130);
}

/* ---- The checks ---- */

static void sixty_four_cards(void) {
    open_with("gpu NVIDIA A100 80GB PCIe x63\ngpu Tesla T4\n");
    unsigned count = 0;
    IS(OK, CALL("nvmlDeviceGetCount_v2", &count));
    IS(64, count);
    char seen[64][96];
    for (unsigned i = 0; i < count; i++) {
        IS(OK, CALL("nvmlDeviceGetUUID", gpu_at(i), seen[i], NUMBER(96)));
        for (unsigned k = 0; k < i; k++)
            if (strcmp(seen[i], seen[k]) == 0) fail(__LINE__, "GPUs %u and %u are both %s", k, i, seen[i]);
        gpu_t found = NULL;
        IS(OK, CALL("nvmlDeviceGetHandleByUUID", seen[i], &found));
        IS((long long) gpu_at(i), (long long) found);
    }
    char name[96];
    IS(OK, CALL("nvmlDeviceGetName", gpu_at(63), name, NUMBER(96)));
    IS(0, strcmp(name, "Tesla T4"));
    IS(NO_SIZE, CALL("nvmlDeviceGetName", gpu_at(63), name, NUMBER(4)));
}
static void repeat_line_makes_copies(void) {
    open_with("gpu NVIDIA L40S\n load 30\n repeat 5\n process 7 100\n");
    unsigned count = 0;
    IS(OK, CALL("nvmlDeviceGetCount_v2", &count));
    IS(5, count);
    unsigned n = 4;
    char room[128];
    IS(OK, CALL("nvmlDeviceGetComputeRunningProcesses_v3", gpu_at(4), &n, room));
    IS(1, n);
}
static void products_differ(void) {
    open_with("gpu Tesla T4\ngpu NVIDIA GeForce RTX 3090\n load 100\ngpu NVIDIA H100 80GB HBM3\n");
    unsigned n = 9, more;
    IS(0, number("nvmlDeviceGetNumFans", gpu_at(0)));
    IS(NOT_SUPPORTED, CALL("nvmlDeviceGetFanSpeed", gpu_at(0), &n));
    IS(OK, CALL("nvmlDeviceGetEccMode", gpu_at(0), &n, &more));
    IS(1, n);
    IS(NOT_SUPPORTED, CALL("nvmlDeviceGetEccMode", gpu_at(1), &n, &more));
    IS(NOT_SUPPORTED, CALL("nvmlDeviceGetMigMode", gpu_at(1), &n, &more));
    IS(OK, CALL("nvmlDeviceGetMigMode", gpu_at(2), &n, &more));
    unsigned long long value;
    IS(OK, field(gpu_at(2), 91, 0, &value));
    IS(18, value);
    IS(NOT_SUPPORTED, field(gpu_at(0), 82, 0, &value));
    IS(70000, number("nvmlDeviceGetPowerManagementLimit", gpu_at(0)));
}
static void equal_scenarios_read_equal(void) {
    gpu_t gpu = at_second(77.7, "seed 3\ngpu\n load 60\n noise 30\n");
    /* What another process reads for the same lines; printed where the figures of the physics are changed. */
    unsigned power = number("nvmlDeviceGetPowerUsage", gpu), again = number("nvmlDeviceGetPowerUsage", gpu);
    IS(power, again);
    int ends[2];
    if (pipe(ends) != 0) abort();
    if (fork() == 0) {
        /* It has a copy of the state, so it begins with a library of its own. */
        char path[4096];
        snprintf(path, sizeof path, "%s", getenv("CHECK_PROGRAM"));
        dup2(ends[1], 1);
        execl(path, path, getenv("CHECK_LIBRARY"), "power", (char *) NULL);
        _exit(3);
    }
    char text[32] = "";
    if (read(ends[0], text, sizeof text - 1) <= 0) fail(__LINE__, "the other process said nothing");
    wait(NULL);
    IS(power, atol(text));
}
static void energy_is_power_over_time(void) {
    const char *lines = "gpu\n load 70\n";
    gpu_t gpu = at_second(100, lines);
    unsigned long long before = large("nvmlDeviceGetTotalEnergyConsumption", gpu);
    move_to(120.02, lines);
    unsigned long long after = large("nvmlDeviceGetTotalEnergyConsumption", gpu);
    WITHIN(0.999, 1.001, (double) (after - before) / (number("nvmlDeviceGetPowerUsage", gpu) * 20.02));
}
static void energy_never_falls(void) {
    open_with("time-scale 50\ngpu\n noise 30\n");
    gpu_t gpu = gpu_at(0);
    unsigned long long last = 0;
    double began = now_s();
    while (now_s() - began < 0.3) {
        unsigned long long now = large("nvmlDeviceGetTotalEnergyConsumption", gpu);
        if (now < last) fail(__LINE__, "the energy went from %llu to %llu", last, now);
        last = now;
    }
}
static void energy_stands_still(void) {
    const char *lines = "gpu\n load 70\n energy-stuck 5 to 20\n";
    gpu_t gpu = at_second(8, lines);
    unsigned long long a = large("nvmlDeviceGetTotalEnergyConsumption", gpu);
    move_to(15.03, lines);
    IS(a, large("nvmlDeviceGetTotalEnergyConsumption", gpu));
    move_to(21, lines);
    WITHIN((double) a + 1, 1e12, large("nvmlDeviceGetTotalEnergyConsumption", gpu));
}
static void energy_goes_backwards(void) {
    const char *lines = "gpu\n load 70\n energy-backwards 10\n energy-backwards 30 100\n";
    gpu_t gpu = at_second(9, lines);
    unsigned long long before = large("nvmlDeviceGetTotalEnergyConsumption", gpu);
    move_to(12, lines);
    WITHIN(1, (double) before, large("nvmlDeviceGetTotalEnergyConsumption", gpu));
    move_to(29.95, lines);
    before = large("nvmlDeviceGetTotalEnergyConsumption", gpu);
    move_to(30, lines);
    WITHIN((double) before - 100000, (double) before - 50000, large("nvmlDeviceGetTotalEnergyConsumption", gpu));
}
static void heat_throttles(void) {
    gpu_t gpu = at_second(200, "gpu NVIDIA GeForce RTX 3090\n load 100\n heat 50 35\n");
    WITHIN(72, 99, temperature(gpu));
    IS(0x20, reasons(gpu) & 0x20);
    WITHIN(200, 1900, clock_mhz(gpu));
    unsigned long long memory;
    IS(OK, field(gpu, 82, 0, &memory));
    WITHIN(95, 130, memory);
}
static void great_heat_slows_the_hardware(void) {
    gpu_t gpu = at_second(120, "gpu\n load 100\n heat 10 60\n");
    IS(0x48, reasons(gpu) & 0x48);
    unsigned long long violated;
    IS(OK, field(gpu, 75, 0, &violated));
    WITHIN(1e9, 120e9, violated);
}
static void power_cap_is_kept(void) {
    gpu_t gpu = at_second(60, "gpu\n load 100\n power 20 400 250\n");
    IS(250000, number("nvmlDeviceGetPowerUsage", gpu));
    IS(0x4, reasons(gpu) & 0x4);
    IS(250000, number("nvmlDeviceGetEnforcedPowerLimit", gpu));
}
static void throttling_by_script(void) {
    IS(0x88, reasons(at_second(20, "gpu\n load 50\n throttle 10 power-brake to 30\n")) & 0xff);
}
static void throttling_by_script_ends(void) {
    IS(0, reasons(at_second(31, "gpu\n load 50\n throttle 10 power-brake to 30\n throttle 12 hw-thermal\n"
                                " throttle 31 none\n")));
}
static void clocks_stay_down(void) {
    gpu_t gpu = at_second(60, "gpu\n load 100\n clocks-stuck 10\n");
    IS(210, clock_mhz(gpu));
    WITHIN(20, 120, number("nvmlDeviceGetPowerUsage", gpu) / 1000);
}
static void a_fan_stops(void) {
    gpu_t gpu = at_second(150, "gpu\n load 100\n fans 3\n fan-stuck 20 1\n fan-blocked 20 2\n");
    unsigned now = 9, target = 0;
    IS(3, number("nvmlDeviceGetNumFans", gpu));
    IS(OK, CALL("nvmlDeviceGetFanSpeed_v2", gpu, NUMBER(1), &now));
    IS(OK, CALL("nvmlDeviceGetTargetFanSpeed", gpu, NUMBER(1), &target));
    IS(0, now);
    WITHIN(40, 100, target);
    IS(OK, CALL("nvmlDeviceGetFanSpeed_v2", gpu, NUMBER(0), &now));
    IS(target, now);
    IS(INVALID, CALL("nvmlDeviceGetFanSpeed_v2", gpu, NUMBER(3), &now));
    unsigned rpm[3] = {0x0100000c, 2, 9};
    IS(OK, CALL("nvmlDeviceGetFanSpeedRPM", gpu, rpm));
    IS(0, rpm[2]);
    rpm[0] = 5;
    IS(MISMATCH, CALL("nvmlDeviceGetFanSpeedRPM", gpu, rpm));
}
static void hotspot_and_memory_are_sensors(void) {
    gpu_t gpu = at_second(100, "gpu NVIDIA GeForce RTX 3090\n load 100\n");
    struct { unsigned count; struct { int controller, least, most, now, target; } sensor[3]; } all;
    IS(OK, CALL("nvmlDeviceGetThermalSettings", gpu, NUMBER(15), &all));
    IS(3, all.count);
    IS(temperature(gpu), all.sensor[0].now);
    IS(1, all.sensor[1].target);
    WITHIN(all.sensor[0].now + 10, all.sensor[0].now + 20, all.sensor[1].now);
    IS(2, all.sensor[2].target);
}
static void ecc_counts_grow(void) {
    gpu_t gpu = at_second(25, "gpu NVIDIA A100\n load 50\n ecc -5 corrected 10\n ecc 0 corrected 2 every 10\n"
                              " ecc 3 uncorrected 1 sram\n");
    unsigned long long out = 0, value;
    IS(OK, CALL("nvmlDeviceGetTotalEccErrors", gpu, NUMBER(0), NUMBER(0), &out));
    IS(6, out);
    IS(OK, CALL("nvmlDeviceGetTotalEccErrors", gpu, NUMBER(0), NUMBER(1), &out));
    IS(16, out);
    IS(OK, CALL("nvmlDeviceGetTotalEccErrors", gpu, NUMBER(1), NUMBER(0), &out));
    IS(1, out);
    IS(OK, CALL("nvmlDeviceGetMemoryErrorCounter", gpu, NUMBER(1), NUMBER(0), NUMBER(2), &out));
    IS(0, out);
    IS(OK, field(gpu, 3, 0, &value));
    IS(6, value);
    IS(OK, field(gpu, 6, 0, &value));
    IS(1, value);
    IS(OK, field(gpu, 11, 0, &value));
    IS(6, value);
}
static void rows_are_remapped(void) {
    gpu_t gpu = at_second(25, "gpu NVIDIA A100\n row-remap 3 corrected 2\n row-remap 4 uncorrected\n"
                              " row-remap 4 pending\n row-remap 20 failed\n");
    unsigned corrected, uncorrected, pending, failed;
    IS(OK, CALL("nvmlDeviceGetRemappedRows", gpu, &corrected, &uncorrected, &pending, &failed));
    IS(2, corrected);
    IS(1, uncorrected);
    IS(1, pending);
    IS(1, failed);
    unsigned long long value;
    IS(OK, field(gpu, 145, 0, &value));
    IS(1, value);
}
static void pages_are_retired(void) {
    gpu_t gpu = at_second(25, "gpu Tesla T4\n retire 3 double 2\n retire 4 pending\n");
    unsigned n = 0;
    IS(OK, CALL("nvmlDeviceGetRetiredPages", gpu, NUMBER(1), &n, NULL));
    IS(2, n);
    unsigned long long at[2];
    IS(OK, CALL("nvmlDeviceGetRetiredPages", gpu, NUMBER(1), &n, at));
    IS(1, number("nvmlDeviceGetRetiredPagesPendingStatus", gpu));
}
static void pages_are_not_for_new_cards(void) {
    unsigned n = 0;
    IS(NOT_SUPPORTED, CALL("nvmlDeviceGetRetiredPages", at_second(5, "gpu NVIDIA A100\n"), NUMBER(1), &n, NULL));
}

typedef struct {
    gpu_t gpu;
    unsigned long long type, data;
    unsigned a, b;
} event_t;
static void xids_wake_who_waits(void) {
    open_with("gpu\n xid 0.4 31\ngpu\n xid 0.2 79\n xid 0.6 43\ngpu\n xid 0.3 13\n");
    void *set = NULL;
    event_t e;
    IS(OK, CALL("nvmlEventSetCreate", &set));
    IS(OK, CALL("nvmlDeviceRegisterEvents", gpu_at(0), NUMBER(8), set));
    IS(OK, CALL("nvmlDeviceRegisterEvents", gpu_at(1), NUMBER(8), set));
    const unsigned codes[] = {79, 31, 43};
    double began = now_s();
    for (int i = 0; i < 3; i++) {
        IS(OK, CALL("nvmlEventSetWait_v2", set, &e, NUMBER(5000)));
        IS(codes[i], e.data);
        WITHIN(0.2 * i + 0.1, 0.2 * i + 1.2, now_s() - began);
        IS((long long) gpu_at(i != 1), (long long) e.gpu);
    }
    began = now_s();
    IS(TIMEOUT, CALL("nvmlEventSetWait_v2", set, &e, NUMBER(300)));
    WITHIN(0.29, 1.5, now_s() - began);
    void *later = NULL;
    IS(OK, CALL("nvmlEventSetCreate", &later));
    IS(OK, CALL("nvmlDeviceRegisterEvents", gpu_at(0), NUMBER(8), later));
    IS(TIMEOUT, CALL("nvmlEventSetWait_v2", later, &e, NUMBER(20)));
    IS(OK, CALL("nvmlEventSetFree", set));
    IS(OK, CALL("nvmlEventSetFree", later));
    IS(INVALID, CALL("nvmlEventSetFree", NULL));
}
static void a_new_scenario_wakes_too(void) {
    open_with("gpu\n");
    void *set = NULL;
    event_t e;
    IS(OK, CALL("nvmlEventSetCreate", &set));
    IS(OK, CALL("nvmlDeviceRegisterEvents", gpu_at(0), NUMBER(8), set));
    write_scenario("gpu\n xid 0 62\n");
    IS(OK, CALL("nvmlEventSetWait_v2", set, &e, NUMBER(3000)));
    IS(62, e.data);
    IS(OK, CALL("nvmlEventSetFree", set));
}
static void links_get_narrow(void) {
    gpu_t gpu = at_second(25, "gpu\n load 60\n pcie-link 10 2 4\n pcie-replays 0 3 every 10\n");
    IS(2, number("nvmlDeviceGetCurrPcieLinkGeneration", gpu));
    IS(4, number("nvmlDeviceGetCurrPcieLinkWidth", gpu));
    IS(4, number("nvmlDeviceGetMaxPcieLinkGeneration", gpu));
    IS(16, number("nvmlDeviceGetMaxPcieLinkWidth", gpu));
    IS(9, number("nvmlDeviceGetPcieReplayCounter", gpu));
}
static void idle_links_save_power(void) {
    IS(1, number("nvmlDeviceGetCurrPcieLinkGeneration", at_second(25, "gpu\n load 0\n")));
}
static void nvlinks_fail(void) {
    gpu_t gpu = at_second(25, "gpu NVIDIA A100\n nvlink 3 2 down\n nvlink-errors 4 1 crc 7\n");
    unsigned on = 9;
    unsigned long long errors = 0;
    IS(OK, CALL("nvmlDeviceGetNvLinkState", gpu, NUMBER(2), &on));
    IS(0, on);
    IS(OK, CALL("nvmlDeviceGetNvLinkState", gpu, NUMBER(1), &on));
    IS(1, on);
    IS(OK, CALL("nvmlDeviceGetNvLinkErrorCounter", gpu, NUMBER(1), NUMBER(2), &errors));
    IS(7, errors);
    IS(INVALID, CALL("nvmlDeviceGetNvLinkState", gpu, NUMBER(12), &on));
    IS(OK, field(gpu, 38, 0, &errors));
    IS(7, errors);
}
static void mig_parts_are_listed(void) {
    gpu_t gpu = at_second(25, "gpu NVIDIA A100\n load 50\n mig 3g.40gb 2g.20gb 1g.10gb\n"), part = NULL, found = NULL;
    unsigned now = 0, then = 0, n = 0;
    IS(OK, CALL("nvmlDeviceGetMigMode", gpu, &now, &then));
    IS(1, now);
    IS(OK, CALL("nvmlDeviceGetMigDeviceHandleByIndex", gpu, NUMBER(1), &part));
    char uuid[96];
    IS(OK, CALL("nvmlDeviceGetUUID", part, uuid, NUMBER(96)));
    IS(0, strncmp(uuid, "MIG-", 4));
    IS(40, strlen(uuid));
    IS(OK, CALL("nvmlDeviceGetHandleByUUID", uuid, &found));
    IS((long long) part, (long long) found);
    unsigned long long memory[3];
    IS(OK, CALL("nvmlDeviceGetMemoryInfo", part, memory));
    IS(20ULL << 30, memory[0]);
    IS(NOT_SUPPORTED, CALL("nvmlDeviceGetPowerUsage", part, &n));
    IS(6, CALL("nvmlDeviceGetMigDeviceHandleByIndex", gpu, NUMBER(3), &part));
    void *instances[7];
    IS(OK, CALL("nvmlDeviceGetGpuInstances", gpu, NUMBER(19), instances, &n));
    IS(1, n);
    struct { gpu_t gpu; unsigned id, profile, start, size; } info;
    IS(OK, CALL("nvmlGpuInstanceGetInfo", instances[0], &info));
    IS(3, info.id);
    IS(5, info.start);
}
static void processes_come_and_go(void) {
    gpu_t gpu = at_second(25, "gpu\n load 50\n memory-idle-mib 100\n process 1 10 from 5 to 20\n process 2 20 from 10\n"
                              " process 3 30 graphics\n memory-leak 6 7 every 10\n");
    struct { unsigned pid; unsigned long long used; unsigned a, b; } list[8];
    unsigned n = 0;
    IS(NO_SIZE, CALL("nvmlDeviceGetComputeRunningProcesses_v3", gpu, &n, NULL));
    IS(1, n);
    n = 8;
    IS(OK, CALL("nvmlDeviceGetComputeRunningProcesses_v3", gpu, &n, list));
    IS(2, list[0].pid);
    unsigned long long memory[3];
    IS(OK, CALL("nvmlDeviceGetMemoryInfo", gpu, memory));
    IS((100 + 20 + 30 + 2 * 7) << 20, memory[2]);
}
static void jobs_leave_memory_behind(void) {
    gpu_t gpu = at_second(60, "gpu\n memory-idle-mib 100\n load 0:0 5:90 15:0 25:90 35:0\n memory-leak-per-job 500\n");
    unsigned long long memory[3];
    IS(OK, CALL("nvmlDeviceGetMemoryInfo", gpu, memory));
    IS(1100ULL << 20, memory[2]);
}
static void a_lost_card_comes_back(void) {
    const char *lines = "gpu\n lost-after 2\n back-after 5\n lost-after 9\ngpu\n";
    gpu_t gpu = at_second(1, lines), other = gpu_at(1);
    const struct { double second; int code; } moments[] = {{1, OK}, {3, LOST}, {5, OK}, {10, LOST}};
    unsigned out;
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        if (i > 0) move_to(moments[i].second, lines);
        IS(moments[i].code, CALL("nvmlDeviceGetPowerUsage", gpu, &out));
        IS(OK, CALL("nvmlDeviceGetPowerUsage", other, &out));
    }
}
static void the_count_changes(void) {
    const char *lines = "count 0 2\ncount 2 1\ncount 5 3\ngpu x3\n";
    at_second(1, lines);
    gpu_t second = gpu_at(1), none = NULL;
    unsigned count = 9, out;
    IS(OK, CALL("nvmlDeviceGetCount_v2", &count));
    IS(2, count);
    move_to(3, lines);
    IS(OK, CALL("nvmlDeviceGetCount_v2", &count));
    IS(1, count);
    IS(INVALID, CALL("nvmlDeviceGetHandleByIndex_v2", NUMBER(1), &none));
    IS(LOST, CALL("nvmlDeviceGetPowerUsage", second, &out));
    move_to(5, lines);
    IS(OK, CALL("nvmlDeviceGetCount_v2", &count));
    IS(3, count);
}

static gpu_t slow_gpu;
static void *wait_long(void *unused) {
    unsigned out;
    (void) unused;
    double began = now_s();
    IS(OK, CALL("nvmlDeviceGetPowerUsage", slow_gpu, &out));
    WITHIN(0.75, 5, now_s() - began);
    return NULL;
}
static void a_slow_card_delays_nobody(void) {
    open_with("gpu\n slow-ms 800 nvmlDeviceGetPowerUsage from 1 to 60\ngpu\n");
    unsigned out;
    slow_gpu = gpu_at(0);
    gpu_t other = gpu_at(1);
    double began = now_s();
    IS(OK, CALL("nvmlDeviceGetPowerUsage", slow_gpu, &out));
    WITHIN(0, 0.7, now_s() - began);
    // Past the first second by more than the file may be read late.
    nap_ms(1300);
    pthread_t thread;
    if (pthread_create(&thread, NULL, wait_long, NULL) != 0) abort();
    nap_ms(50);
    began = now_s();
    int calls = 0;
    while (now_s() - began < 0.4) {
        IS(OK, CALL("nvmlDeviceGetPowerUsage", other, &out));
        IS(OK, CALL("nvmlDeviceGetTemperature", slow_gpu, NUMBER(0), &out));
        calls++;
    }
    WITHIN(100, 1e9, calls);
    pthread_join(thread, NULL);
}
static void *read_all(void *first) {
    for (int round = 0; round < 200; round++)
        for (unsigned i = 0; i < 16; i++) {
            gpu_t gpu = gpu_at((i + (unsigned) (size_t) first) % 16);
            number("nvmlDeviceGetPowerUsage", gpu);
            large("nvmlDeviceGetTotalEnergyConsumption", gpu);
        }
    return NULL;
}
static void many_threads_read_while_the_scenario_changes(void) {
    open_with("time-scale 200\ngpu x16\n noise 5\n");
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, read_all, (void *) (i * 4)) != 0) abort();
    for (int i = 0; i < 5; i++) {
        write_scenario(i % 2 ? "time-scale 200\ngpu x16\n" : "time-scale 100\ngpu Tesla T4 x16\n load 40\n");
        nap_ms(110);
        number("nvmlDeviceGetPowerUsage", gpu_at(0));
    }
    for (size_t i = 0; i < 4; i++) pthread_join(threads[i], NULL);
}
static void faults_by_function(void) {
    open_with("gpu\n error 999 nvmlDeviceGetName from 0\n missing nvmlDeviceGetBrand nvmlDeviceGetSerial\n"
              " error 4 nvmlSystemGetDriverVersion\n slow-ms 1 nvmlDeviceGetCount_v2\n");
    char text[96];
    unsigned out;
    IS(999, CALL("nvmlDeviceGetName", gpu_at(0), text, NUMBER(96)));
    IS(NOT_SUPPORTED, CALL("nvmlDeviceGetBrand", gpu_at(0), &out));
    IS(4, CALL("nvmlSystemGetDriverVersion", text, NUMBER(80)));
    IS(INVALID, CALL("nvmlDeviceGetBrand", text, &out));
    IS(INVALID, CALL("nvmlDeviceGetBrand", NULL, &out));
}
static void bad_lines_are_named_and_skipped(void) {
    int ends[2];
    if (pipe(ends) != 0) abort();
    int kept = dup(2);
    dup2(ends[1], 2);
    open_with("flubber 3\ngpu Tesla T4 x99\n load many\n ecc 5 sideways 3\n fan-stuck soon\n slow-ms 5 nvmlNoSuch\n"
              " load 40 # this one is good\n heat 5\n nvlink 1 1 sideways\n pcie-link 1\n throttle 1 boredom\n");
    dup2(kept, 2);
    close(ends[1]);
    char said[4096] = "";
    size_t n = 0;
    for (ssize_t got; (got = read(ends[0], said + n, sizeof said - 1 - n)) > 0;) n += (size_t) got;
    const char *const bad[] = {":1: not understood: flubber 3", ":2: not", ":3: not understood: load many", ":4: not",
                               ":5: not", ":6: not", ":8: not", ":9: not", ":10: not", ":11: not"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!strstr(said, bad[i])) fail(__LINE__, "\"%s\" is not in: %s", bad[i], said);
    unsigned load[2];
    IS(OK, CALL("nvmlDeviceGetUtilizationRates", gpu_at(0), load));
    IS(40, load[0]);
}
static void cards_left_alone_are_seen_to_be(void) {
    open_with("gpu x2\n");
    unsigned long long (*calls)(unsigned) = (unsigned long long (*)(unsigned)) dlsym(library, "headroomStandInCalls");
    gpu_t gpu = gpu_at(0);
    unsigned long long before = calls(0);
    number("nvmlDeviceGetPowerUsage", gpu);
    IS(before + 1, calls(0));
    IS(0, calls(1));
}
static void no_driver(void) {
    write_scenario("init-error 9\n");
    IS(9, ((int (*)(void)) dlsym(library, "nvmlInit_v2"))());
    unsigned out;
    IS(1, CALL("nvmlDeviceGetCount_v2", &out));
    IS(1, CALL("nvmlDeviceGetPowerUsage", NULL, &out));
}
static void every_function_takes_nothing_for_an_answer(void) {
    static const struct { const char *name; bool device; } all[] = {
#define FUNCTION(name, takes_device) {#name, takes_device},
#include "functions.h"
    };
    open_with("gpu NVIDIA A100\n load 50\n mig 3g.40gb\n nvlink 1 1 down\ngpu Tesla T4\n");
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strncmp(all[i].name, "nvmlInit", 8) == 0 || strcmp(all[i].name, "nvmlShutdown") == 0) continue;
        for (unsigned k = 0; k < (all[i].device ? 2 : 1); k++) {
            int code = CALL(all[i].name, all[i].device ? gpu_at(k) : NULL);
            if (code < 0 || code > 999) fail(__LINE__, "%s answers %d", all[i].name, code);
        }
    }
}

static const struct {
    const char *name;
    void (*run)(void);
} checks[] = {
#define CHECK(name) {#name, name}
    CHECK(sixty_four_cards), CHECK(repeat_line_makes_copies), CHECK(products_differ), CHECK(equal_scenarios_read_equal),
    CHECK(energy_is_power_over_time), CHECK(energy_never_falls), CHECK(energy_stands_still),
    CHECK(energy_goes_backwards), CHECK(heat_throttles),
    CHECK(great_heat_slows_the_hardware), CHECK(power_cap_is_kept), CHECK(throttling_by_script),
    CHECK(throttling_by_script_ends), CHECK(clocks_stay_down), CHECK(a_fan_stops),
    CHECK(hotspot_and_memory_are_sensors), CHECK(ecc_counts_grow), CHECK(rows_are_remapped), CHECK(pages_are_retired),
    CHECK(pages_are_not_for_new_cards), CHECK(xids_wake_who_waits), CHECK(a_new_scenario_wakes_too),
    CHECK(links_get_narrow), CHECK(idle_links_save_power), CHECK(nvlinks_fail), CHECK(mig_parts_are_listed),
    CHECK(processes_come_and_go), CHECK(jobs_leave_memory_behind), CHECK(a_lost_card_comes_back),
    CHECK(the_count_changes), CHECK(a_slow_card_delays_nobody), CHECK(many_threads_read_while_the_scenario_changes),
    CHECK(faults_by_function), CHECK(bad_lines_are_named_and_skipped), CHECK(cards_left_alone_are_seen_to_be),
    CHECK(no_driver), CHECK(every_function_takes_nothing_for_an_answer),
};

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "usage: check LIBRARY\n");
        return 2;
    }
    if (argc == 2) {
        int fd = mkstemp(scenario_file);
        if (fd < 0) return 2;
        close(fd);
        setenv("HEADROOM_STANDIN_SCENARIO", scenario_file, 1);
        setenv("CHECK_PROGRAM", argv[0], 1);
        setenv("CHECK_LIBRARY", argv[1], 1);
        int failed = 0;
        for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
            fflush(stdout);
            pid_t child = fork();
            if (child == 0) {
                library = dlopen(argv[1], RTLD_NOW);
                if (!library) fail(__LINE__, "%s", dlerror());
                else checks[i].run();
                fflush(stdout);
                exit(failures > 0);
            }
            int status;
            if (waitpid(child, &status, 0) != child) return 2;
            bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
            printf("%s %s%s\n", good ? "ok    " : "FAILED", checks[i].name, WIFSIGNALED(status) ? " (it crashed)" : "");
            failed += !good;
        }
        unlink(scenario_file);
        return failed > 0;
    }
    /* The other process of equal_scenarios_read_equal: its scenario is the same. */
    library = dlopen(argv[1], RTLD_NOW);
    if (!library) return 2;
    ((int (*)(void)) dlsym(library, "nvmlInit_v2"))();
    printf("%u\n", number("nvmlDeviceGetPowerUsage", gpu_at(0)));
    return 0;
}
