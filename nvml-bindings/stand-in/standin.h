/* The stand-in driver: a machine with GPUs that a plain text file describes, behind NVML's ABI. */
#ifndef HEADROOM_STANDIN_H
#define HEADROOM_STANDIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))

enum { MAX_GPUS = 64, MAX_FANS = 8, MAX_NVLINKS = 18, MAX_MIG = 7, TEXT = 256 };

/* FN_nvmlInit_v2 and so on: what a rule is kept by, so that a call without rules costs one look. */
enum {
#define FUNCTION(name, takes_device) FN_##name,
#include "functions.h"
#undef FUNCTION
    FUNCTIONS
};

/* NVML's bits for why the clocks are held back. */
enum {
    REASON_IDLE = 0x1,
    REASON_APP_CLOCKS = 0x2,
    REASON_POWER_CAP = 0x4,
    REASON_HW_SLOWDOWN = 0x8,
    REASON_SYNC_BOOST = 0x10,
    REASON_SW_THERMAL = 0x20,
    REASON_HW_THERMAL = 0x40,
    REASON_POWER_BRAKE = 0x80,
    REASON_DISPLAY = 0x100
};

/* A line that changes what a function answers for a while: an error code, a wait, or both. */
typedef struct {
    int function; /* -1: every function of the GPU */
    int code;     /* 0: no error */
    int slow_ms;
    double from_s, to_s;
} rule_t;

typedef struct {
    unsigned pid;
    unsigned long long bytes;
    bool graphics;
    double from_s, to_s;
} process_t;

typedef struct {
    double at_s, percent;
} step_t;

/* What a script line makes happen. */
typedef enum {
    HAPPENS_LOST, /* value 1: off the bus; 0: back */
    HAPPENS_XID,
    HAPPENS_HEAT,
    HAPPENS_MEMORY_HEAT,
    HAPPENS_THROTTLE,
    HAPPENS_FAN_STUCK,   /* index: the fan, or -1 for all */
    HAPPENS_FAN_BLOCKED, /* the same, but only the tachometer tells */
    HAPPENS_CLOCKS_STUCK,
    HAPPENS_ENERGY_STUCK,
    HAPPENS_ENERGY_BACK,
    HAPPENS_LEAK,
    HAPPENS_ECC_CORRECTED, /* index: NVML's memory location */
    HAPPENS_ECC_UNCORRECTED,
    HAPPENS_REMAP_CORRECTED,
    HAPPENS_REMAP_UNCORRECTED,
    HAPPENS_REMAP_PENDING, /* value 1 or 0 */
    HAPPENS_REMAP_FAILED,  /* value 1 or 0 */
    HAPPENS_RETIRE_SINGLE,
    HAPPENS_RETIRE_DOUBLE,
    HAPPENS_RETIRE_PENDING, /* value 1 or 0 */
    HAPPENS_PCIE_REPLAY,
    HAPPENS_PCIE_LINK,   /* value: generation, index: width */
    HAPPENS_NVLINK_DOWN, /* index: the link; value 1 or 0 */
    HAPPENS_NVLINK_CRC,  /* index: the link */
    HAPPENS_NVLINK_REPLAY,
    HAPPENS_NVLINK_RECOVERY,
    HAPPENS_ENCODER,
    HAPPENS_DECODER,
    HAPPENS_COUNT_CHANGE, /* of the machine, not of a GPU */
    HAPPENINGS
} happening_t;

typedef struct {
    happening_t what;
    double at_s, to_s, every_s; /* to: end of a state; every: repeats a count, 0 for once */
    double value;
    int index;
} event_t;

typedef enum { LOAD_WAVE, LOAD_CONSTANT, LOAD_SCRIPT, LOAD_FILE } load_kind_t;

/* What a product is like; models.c has the list, and lines of the scenario change single figures. */
typedef struct {
    const char *word; /* found in the product's name, whatever its case */
    unsigned brand, arch, pci_device;
    unsigned memory_mib, idle_mib, reserved_mib;
    int compute_major, compute_minor;
    double idle_w, max_w, limit_w, least_w, most_w;
    double hot_c, memory_rise_c; /* memory over core under full load; negative: the card does not tell */
    unsigned sm_idle_mhz, sm_boost_mhz, memory_idle_mhz, memory_boost_mhz;
    unsigned pcie_gen, pcie_width, fans, cores, sms, bus_bits;
    unsigned shutdown_c, slowdown_c, memory_max_c, gpu_max_c;
    unsigned pstate_idle, pstate_busy;
    bool ecc, row_remap, page_retirement, mig, hotspot;
    unsigned nvlinks, nvlink_version;
} model_t;

typedef struct {
    unsigned slices, memory_gb, start;
} mig_spec_t;

/* What the scenario says of one GPU. */
typedef struct {
    char name[TEXT], uuid[TEXT], bus[32], serial[32], vbios[32];
    model_t model;
    unsigned long long memory_bytes, idle_bytes, reserved_bytes;
    double ambient_c;
    load_kind_t load;
    double load_percent, noise_percent;
    char *load_path;
    step_t *steps;
    unsigned job_pid;
    bool sentinel_temperature, sentinel_power, sentinel_uuid, sentinel_energy, sentinel_utilization, sentinel_memory;
    bool ecc_on, mig_on, persistence;
    unsigned long long leak_per_job;
    rule_t *rules;
    process_t *processes;
    event_t *events; /* by time */
    mig_spec_t mig[MAX_MIG];
    int step_count, rule_count, process_count, event_count, mig_count, xid_count;
    uint64_t happens;                     /* a bit for each happening_t that has an event */
    unsigned char ruled[FUNCTIONS];       /* whether any rule names this function or all */
} gpu_spec_t;

/* What the file says. Never changed once it is in use: a new reading of the file makes a new one. */
typedef struct scenario {
    char driver[80], nvml[80], label[TEXT];
    int cuda, init_error, init_slow_ms;
    double time_scale;
    double still_s; /* negative: time goes on */
    uint64_t seed;
    gpu_spec_t *gpus;
    int gpu_count;
    event_t *counts; /* HAPPENS_COUNT_CHANGE */
    int count_count;
    rule_t *rules; /* of functions that take no GPU */
    int rule_count;
    unsigned char ruled[FUNCTIONS];
    /* Where its time starts: simulated seconds at nanoseconds since the first nvmlInit. */
    double base_s;
    int64_t base_ns;
    struct scenario *older;
    int64_t retired_ns;
} scenario_t;

/* Everything that one GPU says at one moment; all of it agrees with the rest. */
typedef struct {
    const scenario_t *scenario;
    const gpu_spec_t *spec;
    int index, mig; /* mig: the instance that was asked, or -1 */
    double t;       /* simulated seconds */
    double load, memory_load; /* percent */
    double power_w, energy_j, core_c, memory_c, hotspot_c;
    double fan_target, power_violation_s, thermal_violation_s;
    unsigned long long memory_used;
    unsigned sm_mhz, memory_mhz, pcie_gen_now, pcie_width_now, jobs_ended;
    unsigned long long throttle;
    bool busy;
} reading_t;

/* models.c: the figures of the product with this name; of a GeForce RTX 4090 where it knows none. */
model_t model_of(const char *name);

/* scenario.c, lines.c: a new scenario with the defaults, then with what the file says; faults are named on stderr. */
scenario_t *scenario_defaults(void);
scenario_t *scenario_read(const char *path);
void scenario_free(scenario_t *s);
/* Room for one more at the end of a growing array, zeroed. */
void *append(void *array_address, int *count, size_t size);
void copy_text(char *to, size_t size, const char *from);
char *next_word(char **text);
bool read_gpu_line(scenario_t *s, gpu_spec_t *g, const char *key, char *rest, const char *folder);
bool read_machine_line(scenario_t *s, const char *key, char *rest);
int function_named(const char *name, bool *takes_device);

/* script.c: what the scenario's lines amount to at a moment; pure. */
double script_sum(const gpu_spec_t *g, happening_t what, int index, double from_s, double t);
double script_value(const gpu_spec_t *g, happening_t what, int index, double t, double otherwise);
bool script_is_on(const gpu_spec_t *g, happening_t what, int index, double t);
unsigned script_throttle(const gpu_spec_t *g, double t);

/* physics.c: load drives power, power drives heat and is summed into energy. */
typedef struct {
    bool warm, was_busy, hw_hot;
    long step; /* grid steps done */
    double load, power_w, energy_j, energy_back_j, core_c, memory_c, fan, thermal_cut, clock_factor;
    double power_violation_s, thermal_violation_s;
    double file_load;
    int64_t file_read_ns;
    unsigned long long throttle;
    unsigned jobs_ended;
} body_t;
#define STEP_S 0.05
void physics_advance(body_t *b, const scenario_t *s, int gpu, double t, int64_t now_ns);
void physics_read(const body_t *b, reading_t *r);

/* machine.c: time, the scenario in use, and one lock for each GPU. */
int machine_init(void);
int machine_shutdown(void);
/* Before a function that takes no GPU: 1 where NVML is not up, else what the scenario's rules say. */
int machine_enter(int function);
/* The same for a function that works before nvmlInit too. */
int machine_enter_down(int function);
const scenario_t *machine_scenario(void);
int machine_gpu_count(void);
double machine_time(void);
/* Seconds until the simulated moment is reached. */
double machine_until(double at_s);
/* NVML's return code; waits and fails as the scenario's rules for the function say. */
int machine_read(int gpu, int function, reading_t *out);
/* The same without rules, waits or loss. */
int machine_look(int gpu, reading_t *out);
unsigned long long machine_calls(int gpu);

/* nvml.c */
typedef struct gpu_handle *device_t;
device_t handle_of(int gpu);
device_t mig_handle_of(int gpu, int instance);
int read_gpu(device_t device, int function, reading_t *r);
int give_text(char *to, unsigned length, const char *text);

/* For functions of a GPU and of a part of one (MIG). */
#define READ_PART(function)                          \
    reading_t r;                                     \
    int code = read_gpu(device, FN_##function, &r);  \
    if (code != 0) return code

#define READ(function)   \
    READ_PART(function); \
    if (r.mig >= 0) return 3

#define GIVE(pointer, value)      \
    do {                          \
        if (!(pointer)) return 2; \
        *(pointer) = (value);     \
        return 0;                 \
    } while (0)

/* A function of a GPU that gives one number; in where, r is the reading. */
#define UNSIGNED(name, where, value)                  \
    EXPORT int name(device_t device, unsigned *out) { \
        READ(name);                                   \
        if (!(where)) return 3;                       \
        GIVE(out, (unsigned) (value));                \
    }

/* health.c, links.c: what fields.c asks too. */
unsigned long long ecc_count(const reading_t *r, bool uncorrected, bool aggregate, int location);
unsigned long long remapped_rows(const reading_t *r, bool uncorrected);
unsigned long long pcie_replays(const reading_t *r);
unsigned long long nvlink_errors(const reading_t *r, int counter, int link);
bool nvlink_is_up(const reading_t *r, int link);
unsigned link_mbps(unsigned generation);

#endif
