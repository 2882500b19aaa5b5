/* The stand-in driver: a machine with GPUs that a plain text file describes, behind NVML's ABI. */
#ifndef HEADROOM_STANDIN_H
#define HEADROOM_STANDIN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    MAX_GPUS = 64,
    MAX_RULES = 48,
    MAX_PROCESSES = 32,
    MAX_XIDS = 16,
    MAX_STEPS = 64,
    TEXT = 256
};

/* One line that changes what a function answers: an error code, a wait, or both. */
typedef struct {
    char function[96]; /* "*" means every function of the GPU */
    int code;          /* 0: no error */
    int slow_ms;
} rule_t;

typedef struct {
    unsigned pid;
    unsigned long long bytes;
    bool graphics;
} process_t;

typedef struct {
    double at_s;
    unsigned long long code;
} xid_t;

typedef struct {
    double at_s;
    double percent;
} step_t;

typedef enum { LOAD_WAVE, LOAD_CONSTANT, LOAD_SCRIPT, LOAD_FILE } load_kind_t;

/* What the scenario says of one GPU. */
typedef struct {
    char name[TEXT];
    char uuid[TEXT];
    char bus[32];
    unsigned long long memory_bytes;
    unsigned long long memory_idle_bytes;
    int compute_major, compute_minor;
    double idle_w, max_w, limit_w;
    double ambient_c, hot_c;
    unsigned sm_idle_mhz, sm_boost_mhz, memory_idle_mhz, memory_boost_mhz;
    unsigned pcie_gen, pcie_width;
    load_kind_t load;
    double load_percent;
    char load_path[1024];
    step_t steps[MAX_STEPS];
    int step_count;
    unsigned job_pid;
    double lost_after_s; /* negative: never */
    double back_after_s; /* negative: never */
    bool sentinel_temperature, sentinel_power, sentinel_uuid, sentinel_energy, sentinel_utilization, sentinel_memory;
    rule_t rules[MAX_RULES];
    int rule_count;
    process_t processes[MAX_PROCESSES];
    int process_count;
    xid_t xids[MAX_XIDS];
    int xid_count;
} gpu_spec_t;

typedef struct {
    char driver[80];
    char nvml[80];
    char label[TEXT];
    int cuda;
    int init_error;
    int init_slow_ms;
    double time_scale;
    gpu_spec_t gpus[MAX_GPUS];
    int gpu_count;
} scenario_t;

/* Everything that one GPU says at one moment; all of it agrees with the rest. */
typedef struct {
    gpu_spec_t spec;
    int index;
    double since_init_s;
    double load;        /* percent */
    double memory_load; /* percent */
    double power_w;
    double energy_j;
    double core_c, memory_c;
    unsigned long long memory_used;
    unsigned sm_mhz, memory_mhz, fan_percent, pcie_gen_now;
    unsigned long long throttle;
    bool lost;
} reading_t;

/* scenario.c: fills in the defaults, then what the file says; false and a line on stderr where it cannot be read. */
void scenario_defaults(scenario_t *s);
bool scenario_read(scenario_t *s, const char *path);

/* machine.c: the simulated machine; every function locks. */
int machine_init(void);
int machine_shutdown(void);
bool machine_is_up(void);
int machine_gpu_count(void);
const char *machine_label(void);
void machine_versions(char *driver, char *nvml, size_t size, int *cuda);
/* NVML's return code; waits and fails as the scenario's rules for the function say. */
int machine_read(int gpu, const char *function, reading_t *out);

#endif
