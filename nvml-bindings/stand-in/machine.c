/* The simulated machine: load drives power, power drives heat and is summed into energy. */
#define _GNU_SOURCE
#include "standin.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static scenario_t scenario;
static int users; /* nvmlInit calls not yet undone */
static double init_s, looked_s, updated_s;
static struct timespec file_time;
static off_t file_size;
static ino_t file_inode;
static bool loaded;

static struct {
    double load, power_w, energy_j, core_c;
    double file_load, file_read_s;
    bool warm;
} state[MAX_GPUS];

static double now_s(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec + (double) t.tv_nsec / 1e9;
}

static void nap_ms(int ms) {
    struct timespec t = {ms / 1000, (long) (ms % 1000) * 1000000L};
    while (nanosleep(&t, &t) != 0) {
    }
}

/* Reads the scenario again when the file is another one than last time. */
static void refresh(bool at_once) {
    const char *path = getenv("HEADROOM_STANDIN_SCENARIO");
    double now = now_s();
    if (loaded && !at_once && now - looked_s < 0.1) return;
    looked_s = now;
    struct stat st;
    if (!path || !*path || stat(path, &st) != 0) {
        if (!loaded) scenario_defaults(&scenario);
        loaded = true;
        return;
    }
    if (loaded && st.st_mtim.tv_sec == file_time.tv_sec && st.st_mtim.tv_nsec == file_time.tv_nsec
        && st.st_size == file_size && st.st_ino == file_inode)
        return;
    file_time = st.st_mtim;
    file_size = st.st_size;
    file_inode = st.st_ino;
    scenario_read(&scenario, path);
    loaded = true;
}

/* A rig's evening in three minutes: idle, a long job, something light. */
static double wave(double t) {
    double phase = fmod(t, 180);
    if (phase < 50) return 1 + sin(t / 3);
    if (phase < 150) return 95 + 3 * sin(t / 2.3) + sin(t * 1.7);
    return 28 + 9 * sin(t / 4.1);
}

static double wanted_load(int i, double t) {
    const gpu_spec_t *g = &scenario.gpus[i];
    double percent = 0;
    switch (g->load) {
        case LOAD_WAVE:
            percent = wave(t + 23.0 * i);
            break;
        case LOAD_CONSTANT:
            percent = g->load_percent;
            break;
        case LOAD_SCRIPT:
            for (int k = 0; k < g->step_count; k++)
                if (t >= g->steps[k].at_s) percent = g->steps[k].percent;
            break;
        case LOAD_FILE: {
            double now = now_s();
            if (now - state[i].file_read_s >= 0.1) {
                state[i].file_read_s = now;
                state[i].file_load = 0;
                FILE *f = fopen(g->load_path, "r");
                if (f) {
                    double said;
                    if (fscanf(f, "%lf", &said) == 1) state[i].file_load = said;
                    fclose(f);
                }
            }
            percent = state[i].file_load;
            break;
        }
    }
    return percent < 0 ? 0 : percent > 100 ? 100 : percent;
}

static double power_at(const gpu_spec_t *g, double load) {
    double w = g->idle_w + (g->max_w - g->idle_w) * pow(load / 100, 0.85);
    return w > g->limit_w ? g->limit_w : w;
}

static double settled_c(const gpu_spec_t *g, double power_w) {
    double span = g->max_w > g->idle_w ? (power_w - g->idle_w) / (g->max_w - g->idle_w) : 0;
    return g->ambient_c + 6 + (g->hot_c - g->ambient_c - 6) * span;
}

static void advance(void) {
    double now = now_s();
    double real = now - updated_s;
    updated_s = now;
    double left = real * scenario.time_scale;
    double t = (now - init_s) * scenario.time_scale - left;
    /* Small steps follow the curves; after a long silence larger ones are good enough. */
    double step = left > 60 ? left / 1200 : 0.05;
    while (left > 0) {
        double dt = left < step ? left : step;
        t += dt;
        for (int i = 0; i < scenario.gpu_count; i++) {
            const gpu_spec_t *g = &scenario.gpus[i];
            double wanted = wanted_load(i, t);
            if (!state[i].warm) {
                state[i].warm = true;
                state[i].load = wanted;
                state[i].power_w = power_at(g, wanted);
                state[i].core_c = settled_c(g, g->idle_w);
            }
            double before = state[i].power_w;
            state[i].load += (wanted - state[i].load) * (1 - exp(-dt / 0.4));
            state[i].power_w = power_at(g, state[i].load);
            state[i].energy_j += (before + state[i].power_w) / 2 * dt;
            state[i].core_c += (settled_c(g, state[i].power_w) - state[i].core_c) * (1 - exp(-dt / 22));
        }
        left -= dt;
    }
}

static void read_now(int i, reading_t *r) {
    const gpu_spec_t *g = &scenario.gpus[i];
    memset(r, 0, sizeof *r);
    r->spec = *g;
    r->index = i;
    r->since_init_s = (now_s() - init_s) * scenario.time_scale;
    r->load = state[i].load;
    r->memory_load = state[i].load * 0.62;
    r->power_w = state[i].power_w;
    r->energy_j = state[i].energy_j;
    r->core_c = state[i].core_c;
    r->memory_c = state[i].core_c + 4 + 10 * state[i].load / 100;
    bool busy = state[i].load >= 3;

    unsigned long long used = g->memory_idle_bytes;
    for (int k = 0; k < g->process_count; k++) used += g->processes[k].bytes;
    if (busy && g->process_count == 0 && r->spec.process_count < MAX_PROCESSES) {
        /* The job that makes the load, so that the list of processes agrees with it. */
        process_t *job = &r->spec.processes[r->spec.process_count++];
        job->pid = g->job_pid;
        job->bytes = (unsigned long long) ((double) g->memory_bytes * (0.08 + 0.5 * state[i].load / 100));
        used += job->bytes;
    }
    r->memory_used = used > g->memory_bytes ? g->memory_bytes : used;

    double cool = r->core_c > 50 ? (r->core_c - 50) * 3 : 0;
    r->sm_mhz = busy ? (unsigned) (g->sm_boost_mhz - cool) / 15 * 15 : g->sm_idle_mhz;
    r->memory_mhz = busy ? g->memory_boost_mhz : g->memory_idle_mhz;
    r->fan_percent = r->core_c < 42 ? 0 : r->core_c > 85 ? 100 : (unsigned) (30 + (r->core_c - 42) * 1.4);
    r->pcie_gen_now = busy ? g->pcie_gen : 1;
    if (!busy) r->throttle |= 0x1;
    if (r->power_w >= g->limit_w - 0.5) r->throttle |= 0x4;
    if (r->core_c >= 83) r->throttle |= 0x20;
    r->lost = g->lost_after_s >= 0 && r->since_init_s >= g->lost_after_s
        && (g->back_after_s < 0 || r->since_init_s < g->back_after_s);
}

int machine_init(void) {
    pthread_mutex_lock(&lock);
    refresh(true);
    int error = scenario.init_error, slow = scenario.init_slow_ms;
    if (error == 0) {
        if (users++ == 0 && init_s == 0) init_s = updated_s = now_s() - 0.001;
        advance();
    }
    pthread_mutex_unlock(&lock);
    if (slow > 0) nap_ms(slow);
    return error;
}

int machine_shutdown(void) {
    pthread_mutex_lock(&lock);
    int code = users > 0 ? 0 : 1;
    if (users > 0) users--;
    pthread_mutex_unlock(&lock);
    return code;
}

bool machine_is_up(void) {
    pthread_mutex_lock(&lock);
    bool up = users > 0;
    pthread_mutex_unlock(&lock);
    return up;
}

int machine_gpu_count(void) {
    pthread_mutex_lock(&lock);
    refresh(false);
    int count = scenario.gpu_count;
    pthread_mutex_unlock(&lock);
    return count;
}

const char *machine_label(void) {
    static char label[TEXT];
    pthread_mutex_lock(&lock);
    refresh(false);
    memcpy(label, scenario.label, sizeof label);
    pthread_mutex_unlock(&lock);
    return label;
}

void machine_versions(char *driver, char *nvml, size_t size, int *cuda) {
    pthread_mutex_lock(&lock);
    refresh(false);
    if (driver) snprintf(driver, size, "%s", scenario.driver);
    if (nvml) snprintf(nvml, size, "%s", scenario.nvml);
    if (cuda) *cuda = scenario.cuda;
    pthread_mutex_unlock(&lock);
}

int machine_read(int gpu, const char *function, reading_t *out) {
    pthread_mutex_lock(&lock);
    int code = 0, slow = 0;
    refresh(false);
    if (users == 0) {
        code = 1;
    } else if (gpu < 0 || gpu >= scenario.gpu_count) {
        code = 2;
    } else {
        advance();
        read_now(gpu, out);
        for (int k = 0; k < out->spec.rule_count; k++) {
            const rule_t *r = &out->spec.rules[k];
            if (strcmp(r->function, "*") != 0 && strcmp(r->function, function) != 0) continue;
            if (r->slow_ms > 0) slow = r->slow_ms;
            if (r->code != 0) code = r->code;
        }
        if (out->lost) code = 15;
    }
    pthread_mutex_unlock(&lock);
    /* Outside the lock: a slow GPU keeps only its own callers waiting. */
    if (slow > 0) nap_ms(slow);
    return code;
}
