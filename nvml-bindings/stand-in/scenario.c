/* Reads the scenario file: one thing a line, a word and its values; see README.md. */
#include "standin.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned long long MIB = 1024ULL * 1024ULL;

static void copy(char *to, size_t size, const char *from) {
    size_t n = strlen(from);
    if (n >= size) n = size - 1;
    memmove(to, from, n);
    to[n] = '\0';
}

/* The same scenario gives the same UUIDs on every machine. */
static void make_uuid(gpu_spec_t *g, int index) {
    uint64_t part[2] = {0xcbf29ce484222325ULL, 0x84222325cbf29ce4ULL};
    for (int k = 0; k < 2; k++) {
        for (const char *c = g->name; *c; c++) part[k] = (part[k] ^ (uint8_t) *c) * 0x100000001b3ULL;
        for (const char *c = g->bus; *c; c++) part[k] = (part[k] ^ (uint8_t) *c) * 0x100000001b3ULL;
        part[k] = (part[k] ^ (uint64_t) (index + 1)) * 0x100000001b3ULL;
        part[k] ^= part[k] >> 29;
    }
    snprintf(g->uuid, sizeof g->uuid, "GPU-%08x-%04x-%04x-%04x-%012llx", (unsigned) (part[0] >> 32),
             (unsigned) (part[0] >> 16 & 0xffff), (unsigned) (part[0] & 0xffff), (unsigned) (part[1] >> 48),
             (unsigned long long) (part[1] & 0xffffffffffffULL));
}

static void gpu_defaults(gpu_spec_t *g, int index) {
    memset(g, 0, sizeof *g);
    copy(g->name, sizeof g->name, "NVIDIA GeForce RTX 4090");
    snprintf(g->bus, sizeof g->bus, "00000000:%02X:00.0", (unsigned) (index + 1) & 0xffU);
    g->memory_bytes = 24564 * MIB;
    g->memory_idle_bytes = 437 * MIB;
    g->compute_major = 8;
    g->compute_minor = 9;
    g->idle_w = 21;
    g->max_w = 428;
    g->limit_w = 450;
    g->ambient_c = 27;
    g->hot_c = 74;
    g->sm_idle_mhz = 210;
    g->sm_boost_mhz = 2745;
    g->memory_idle_mhz = 405;
    g->memory_boost_mhz = 10501;
    g->pcie_gen = 4;
    g->pcie_width = 16;
    g->load = LOAD_WAVE;
    g->job_pid = 4242;
    g->lost_after_s = -1;
    g->back_after_s = -1;
}

void scenario_defaults(scenario_t *s) {
    memset(s, 0, sizeof *s);
    copy(s->driver, sizeof s->driver, "570.124.06");
    copy(s->nvml, sizeof s->nvml, "12.570.124.06");
    copy(s->label, sizeof s->label, "Headroom stand-in driver");
    s->cuda = 12080;
    s->time_scale = 1;
    s->gpu_count = 1;
    gpu_defaults(&s->gpus[0], 0);
    make_uuid(&s->gpus[0], 0);
}

static char *trim(char *text) {
    while (isspace((unsigned char) *text)) text++;
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char) text[n - 1])) text[--n] = '\0';
    return text;
}

/* Cuts the first word off; the rest stays in *text. */
static char *word(char **text) {
    char *start = trim(*text);
    char *end = start;
    while (*end && !isspace((unsigned char) *end)) end++;
    if (*end) *end++ = '\0';
    *text = trim(end);
    return start;
}

static void add_rule(gpu_spec_t *g, const char *function, int code, int slow_ms) {
    if (g->rule_count == MAX_RULES) return;
    rule_t *r = &g->rules[g->rule_count++];
    copy(r->function, sizeof r->function, *function ? function : "*");
    r->code = code;
    r->slow_ms = slow_ms;
}

static bool read_load(gpu_spec_t *g, char *rest, const char *folder) {
    if (strcmp(rest, "wave") == 0) {
        g->load = LOAD_WAVE;
    } else if (strncmp(rest, "file ", 5) == 0) {
        const char *path = trim(rest + 5);
        g->load = LOAD_FILE;
        if (path[0] == '/') copy(g->load_path, sizeof g->load_path, path);
        else snprintf(g->load_path, sizeof g->load_path, "%s/%s", folder, path);
    } else if (strchr(rest, ':')) {
        g->load = LOAD_SCRIPT;
        g->step_count = 0;
        while (*rest && g->step_count < MAX_STEPS) {
            step_t *step = &g->steps[g->step_count];
            if (sscanf(word(&rest), "%lf:%lf", &step->at_s, &step->percent) != 2) return false;
            g->step_count++;
        }
    } else {
        char *end;
        g->load = LOAD_CONSTANT;
        g->load_percent = strtod(rest, &end);
        return end != rest && *end == '\0';
    }
    return true;
}

static bool read_sentinel(gpu_spec_t *g, char *rest) {
    while (*rest) {
        const char *what = word(&rest);
        if (strcmp(what, "temperature") == 0) g->sentinel_temperature = true;
        else if (strcmp(what, "power") == 0) g->sentinel_power = true;
        else if (strcmp(what, "uuid") == 0) g->sentinel_uuid = true;
        else if (strcmp(what, "energy") == 0) g->sentinel_energy = true;
        else if (strcmp(what, "utilization") == 0) g->sentinel_utilization = true;
        else if (strcmp(what, "memory") == 0) g->sentinel_memory = true;
        else return false;
    }
    return true;
}

static bool read_gpu_line(gpu_spec_t *g, const char *key, char *rest, const char *folder) {
    if (strcmp(key, "uuid") == 0) copy(g->uuid, sizeof g->uuid, rest);
    else if (strcmp(key, "bus") == 0) copy(g->bus, sizeof g->bus, rest);
    else if (strcmp(key, "memory-mib") == 0) g->memory_bytes = strtoull(rest, NULL, 10) * MIB;
    else if (strcmp(key, "memory-idle-mib") == 0) g->memory_idle_bytes = strtoull(rest, NULL, 10) * MIB;
    else if (strcmp(key, "compute") == 0) return sscanf(rest, "%d.%d", &g->compute_major, &g->compute_minor) == 2;
    else if (strcmp(key, "power") == 0) return sscanf(rest, "%lf %lf %lf", &g->idle_w, &g->max_w, &g->limit_w) == 3;
    else if (strcmp(key, "temperature") == 0) return sscanf(rest, "%lf %lf", &g->ambient_c, &g->hot_c) == 2;
    else if (strcmp(key, "sm-clock") == 0) return sscanf(rest, "%u %u", &g->sm_idle_mhz, &g->sm_boost_mhz) == 2;
    else if (strcmp(key, "memory-clock") == 0)
        return sscanf(rest, "%u %u", &g->memory_idle_mhz, &g->memory_boost_mhz) == 2;
    else if (strcmp(key, "pcie") == 0) return sscanf(rest, "%u %u", &g->pcie_gen, &g->pcie_width) == 2;
    else if (strcmp(key, "job-pid") == 0) g->job_pid = (unsigned) strtoul(rest, NULL, 10);
    else if (strcmp(key, "load") == 0) return read_load(g, rest, folder);
    else if (strcmp(key, "lost") == 0) g->lost_after_s = 0;
    else if (strcmp(key, "lost-after") == 0) g->lost_after_s = strtod(rest, NULL);
    else if (strcmp(key, "back-after") == 0) g->back_after_s = strtod(rest, NULL);
    else if (strcmp(key, "sentinel") == 0) return read_sentinel(g, rest);
    else if (strcmp(key, "missing") == 0) {
        while (*rest) add_rule(g, word(&rest), 3, 0);
    } else if (strcmp(key, "error") == 0) {
        int code = atoi(word(&rest));
        add_rule(g, rest, code, 0);
    } else if (strcmp(key, "slow-ms") == 0) {
        int ms = atoi(word(&rest));
        add_rule(g, rest, 0, ms);
    } else if (strcmp(key, "xid") == 0) {
        if (g->xid_count == MAX_XIDS) return false;
        xid_t *x = &g->xids[g->xid_count++];
        return sscanf(rest, "%lf %llu", &x->at_s, &x->code) == 2;
    } else if (strcmp(key, "process") == 0) {
        if (g->process_count == MAX_PROCESSES) return false;
        process_t *p = &g->processes[g->process_count++];
        char kind[16] = "compute";
        unsigned long long mib;
        if (sscanf(rest, "%u %llu %15s", &p->pid, &mib, kind) < 2) return false;
        p->bytes = mib * MIB;
        p->graphics = strcmp(kind, "graphics") == 0;
    } else return false;
    return true;
}

static bool read_machine_line(scenario_t *s, const char *key, char *rest) {
    if (strcmp(key, "driver") == 0) copy(s->driver, sizeof s->driver, rest);
    else if (strcmp(key, "nvml") == 0) copy(s->nvml, sizeof s->nvml, rest);
    else if (strcmp(key, "label") == 0) copy(s->label, sizeof s->label, rest);
    else if (strcmp(key, "cuda") == 0) s->cuda = atoi(rest);
    else if (strcmp(key, "init-error") == 0) s->init_error = atoi(rest);
    else if (strcmp(key, "init-slow-ms") == 0) s->init_slow_ms = atoi(rest);
    else if (strcmp(key, "time-scale") == 0) s->time_scale = strtod(rest, NULL);
    else return false;
    return true;
}

bool scenario_read(scenario_t *s, const char *path) {
    scenario_defaults(s);
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "stand-in: cannot read the scenario %s; using the default\n", path);
        return false;
    }
    char folder[1024];
    copy(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = '\0';
    else copy(folder, sizeof folder, ".");

    char line[2048];
    int number = 0, gpus = 0;
    bool no_gpus = false;
    while (fgets(line, sizeof line, file)) {
        number++;
        char *hash = strchr(line, '#');
        if (hash) *hash = '\0';
        char *rest = trim(line);
        if (!*rest) continue;
        const char *key = word(&rest);
        bool known;
        if (strcmp(key, "gpu") == 0) {
            known = gpus < MAX_GPUS;
            if (known) {
                gpu_defaults(&s->gpus[gpus], gpus);
                if (*rest) copy(s->gpus[gpus].name, sizeof s->gpus[gpus].name, rest);
                gpus++;
            }
        } else if (strcmp(key, "no-gpus") == 0) {
            no_gpus = known = true;
        } else if (gpus == 0) {
            known = read_machine_line(s, key, rest) || read_gpu_line(&s->gpus[0], key, rest, folder);
        } else {
            known = read_gpu_line(&s->gpus[gpus - 1], key, rest, folder);
        }
        if (!known) fprintf(stderr, "stand-in: %s:%d: not understood: %s %s\n", path, number, key, rest);
    }
    fclose(file);
    s->gpu_count = no_gpus ? 0 : gpus == 0 ? 1 : gpus;
    if (s->time_scale <= 0) s->time_scale = 1;
    for (int i = 0; i < s->gpu_count; i++)
        if (!s->gpus[i].uuid[0] || gpus == 0) make_uuid(&s->gpus[i], i);
    return true;
}
