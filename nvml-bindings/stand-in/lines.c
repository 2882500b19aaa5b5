/* The lines of a scenario, one by one. */
#include "standin.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 64, LOCATION_L1 = 0, LOCATION_L2 = 1, LOCATION_DRAM = 2, LOCATION_REGISTER = 3, LOCATION_SRAM = 7 };

static const unsigned long long MIB = 1024ULL * 1024ULL;

static bool number_of(const char *text, double *to) {
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end || isnan(value)) return false;
    *to = value;
    return true;
}

static bool is(const char *a, const char *b) { return strcmp(a, b) == 0; }

/* A line's values: the words, without "from S", "to S" and "every S", which may stand anywhere behind the first. */
typedef struct {
    char *word[MAX_WORDS];
    int count;
    double from_s, to_s, every_s;
} values_t;

static bool split(char *rest, values_t *v) {
    *v = (values_t) {.from_s = -INFINITY, .to_s = INFINITY};
    while (*rest) {
        char *w = next_word(&rest);
        double *time = is(w, "from") ? &v->from_s : is(w, "to") ? &v->to_s : is(w, "every") ? &v->every_s : NULL;
        if (time) {
            if (!*rest || !number_of(next_word(&rest), time)) return false;
        } else if (v->count == MAX_WORDS) {
            return false;
        } else v->word[v->count++] = w;
    }
    return v->every_s >= 0;
}

static event_t *add(gpu_spec_t *g, happening_t what, double at_s, const values_t *v, double value, int index) {
    event_t *e = append(&g->events, &g->event_count, sizeof *e);
    *e = (event_t) {what, at_s, v ? v->to_s : INFINITY, v ? v->every_s : 0, value, index};
    return e;
}

int function_named(const char *name, bool *takes_device) {
    static const struct {
        const char *name;
        bool takes_device;
    } functions[] = {
#define FUNCTION(name, takes_device) {#name, takes_device},
#include "functions.h"
#undef FUNCTION
    };
    for (int i = 0; i < FUNCTIONS; i++)
        if (is(functions[i].name, name)) {
            *takes_device = functions[i].takes_device;
            return i;
        }
    return -1;
}

static bool takes_gpu(int function, bool takes_device) {
    return takes_device || function == FN_nvmlDeviceGetHandleByIndex_v2 || function == FN_nvmlDeviceGetHandleByIndex
        || function == FN_nvmlDeviceGetHandleByUUID || function == FN_nvmlDeviceGetHandleBySerial
        || function == FN_nvmlDeviceGetHandleByPciBusId_v2 || function == FN_nvmlDeviceGetHandleByPciBusId;
}

/* One rule for each function that is named from the first on, or one for all of the GPU. */
static bool add_rules(scenario_t *s, gpu_spec_t *g, const values_t *v, int first, int code, int slow_ms) {
    rule_t rule = {-1, code, slow_ms, v->from_s, v->to_s};
    if (first == v->count) *(rule_t *) append(&g->rules, &g->rule_count, sizeof rule) = rule;
    bool known = true;
    for (int i = first; i < v->count; i++) {
        bool takes_device = true;
        rule.function = is(v->word[i], "*") ? -1 : function_named(v->word[i], &takes_device);
        if (rule.function < 0 && !is(v->word[i], "*")) known = false;
        else if (takes_gpu(rule.function, takes_device))
            *(rule_t *) append(&g->rules, &g->rule_count, sizeof rule) = rule;
        else *(rule_t *) append(&s->rules, &s->rule_count, sizeof rule) = rule;
    }
    return known;
}

static bool read_rule(scenario_t *s, gpu_spec_t *g, const char *key, char *rest) {
    values_t v;
    double n = 3;
    if (!split(rest, &v)) return false;
    if (is(key, "missing")) return add_rules(s, g, &v, 0, 3, 0);
    if (v.count < 1 || !number_of(v.word[0], &n)) return false;
    return is(key, "error") ? add_rules(s, g, &v, 1, (int) n, 0) : add_rules(s, g, &v, 1, 0, (int) n);
}

static bool read_load(gpu_spec_t *g, char *rest, const char *folder) {
    if (is(rest, "wave")) {
        g->load = LOAD_WAVE;
    } else if (strncmp(rest, "file ", 5) == 0) {
        g->load = LOAD_FILE;
        char *path = rest + 5;
        while (*path == ' ' || *path == '\t') path++;
        size_t size = strlen(folder) + strlen(path) + 2;
        free(g->load_path);
        g->load_path = malloc(size);
        if (!g->load_path) abort();
        if (path[0] == '/') copy_text(g->load_path, size, path);
        else snprintf(g->load_path, size, "%s/%s", folder, path);
    } else if (strchr(rest, ':')) {
        g->load = LOAD_SCRIPT;
        g->step_count = 0;
        while (*rest) {
            step_t step;
            if (sscanf(next_word(&rest), "%lf:%lf", &step.at_s, &step.percent) != 2) return false;
            *(step_t *) append(&g->steps, &g->step_count, sizeof step) = step;
        }
    } else {
        double percent;
        if (!number_of(rest, &percent)) return false;
        g->load = LOAD_CONSTANT;
        g->load_percent = percent;
    }
    return true;
}

static bool read_sentinel(gpu_spec_t *g, char *rest) {
    while (*rest) {
        const char *what = next_word(&rest);
        if (is(what, "temperature")) g->sentinel_temperature = true;
        else if (is(what, "power")) g->sentinel_power = true;
        else if (is(what, "uuid")) g->sentinel_uuid = true;
        else if (is(what, "energy")) g->sentinel_energy = true;
        else if (is(what, "utilization")) g->sentinel_utilization = true;
        else if (is(what, "memory")) g->sentinel_memory = true;
        else return false;
    }
    return true;
}

static bool read_process(gpu_spec_t *g, char *rest) {
    values_t v;
    double pid, mib;
    if (!split(rest, &v) || v.count < 2 || !number_of(v.word[0], &pid) || !number_of(v.word[1], &mib)) return false;
    bool graphics = v.count > 2 && is(v.word[2], "graphics");
    if (v.count > 2 && !graphics && !is(v.word[2], "compute")) return false;
    process_t *p = append(&g->processes, &g->process_count, sizeof *p);
    *p = (process_t) {(unsigned) pid, (unsigned long long) mib * MIB, graphics, v.from_s, v.to_s};
    return true;
}

/* "off", "none", "on", or what the GPU is cut into: 3g.40gb 2g.20gb 1g.10gb */
static bool read_mig(gpu_spec_t *g, char *rest) {
    g->model.mig = !is(rest, "none");
    g->mig_on = g->model.mig && !is(rest, "off");
    if (is(rest, "none") || is(rest, "off") || is(rest, "on")) return true;
    unsigned start = 0;
    while (*rest) {
        mig_spec_t m = {0, 0, start};
        if (sscanf(next_word(&rest), "%ug.%ugb", &m.slices, &m.memory_gb) != 2 || m.slices < 1) return false;
        if (g->mig_count == MAX_MIG || start + m.slices > 7) return false;
        start += m.slices;
        g->mig[g->mig_count++] = m;
    }
    return g->mig_count > 0;
}

static int reason_named(const char *name) {
    static const struct {
        const char *name;
        int bit;
    } reasons[] = {
        {"none", 0}, {"power-cap", REASON_POWER_CAP}, {"thermal", REASON_SW_THERMAL},
        {"sw-thermal", REASON_SW_THERMAL}, {"hw-thermal", REASON_HW_THERMAL | REASON_HW_SLOWDOWN},
        {"hw-slowdown", REASON_HW_SLOWDOWN}, {"power-brake", REASON_POWER_BRAKE | REASON_HW_SLOWDOWN},
        {"sync-boost", REASON_SYNC_BOOST}, {"app-clocks", REASON_APP_CLOCKS}, {"display", REASON_DISPLAY},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (is(reasons[i].name, name)) return reasons[i].bit;
    return -1;
}

static int location_named(const char *name) {
    return is(name, "l1") ? LOCATION_L1 : is(name, "l2") ? LOCATION_L2 : is(name, "dram") ? LOCATION_DRAM
        : is(name, "register") ? LOCATION_REGISTER : is(name, "sram") ? LOCATION_SRAM : -1;
}

/* "SECOND WHAT …" of what goes wrong in a card; the words behind the second are in v from 1 on. */
static bool read_fault(gpu_spec_t *g, const char *key, const values_t *v, double at) {
    const char *what = v->count > 1 ? v->word[1] : "";
    double n = 1, m = 0;
    bool has_n = v->count > 2 && number_of(v->word[2], &n);
    if (v->count > 2 && !has_n && !is(key, "throttle") && !is(key, "nvlink") && !is(key, "nvlink-errors")) return false;
    if (is(key, "throttle")) {
        for (int i = 1; i < v->count; i++) {
            int bit = reason_named(v->word[i]);
            if (bit < 0) return false;
            add(g, HAPPENS_THROTTLE, at, v, bit, -1);
        }
        return v->count > 1;
    }
    if (is(key, "ecc")) {
        int location = v->count > 3 ? location_named(v->word[3]) : LOCATION_DRAM;
        bool corrected = is(what, "corrected") || is(what, "single");
        if (location < 0 || (!corrected && !is(what, "uncorrected") && !is(what, "double"))) return false;
        add(g, corrected ? HAPPENS_ECC_CORRECTED : HAPPENS_ECC_UNCORRECTED, at, v, n, location);
        return true;
    }
    if (is(key, "row-remap") || is(key, "retire")) {
        bool remap = is(key, "row-remap");
        if (is(what, "clear") || is(what, "pending"))
            add(g, remap ? HAPPENS_REMAP_PENDING : HAPPENS_RETIRE_PENDING, at, v, is(what, "pending"), -1);
        else if (remap && is(what, "failed")) add(g, HAPPENS_REMAP_FAILED, at, v, 1, -1);
        else if (remap && is(what, "corrected")) add(g, HAPPENS_REMAP_CORRECTED, at, v, n, -1);
        else if (remap && is(what, "uncorrected")) add(g, HAPPENS_REMAP_UNCORRECTED, at, v, n, -1);
        else if (!remap && is(what, "single")) add(g, HAPPENS_RETIRE_SINGLE, at, v, n, -1);
        else if (!remap && is(what, "double")) add(g, HAPPENS_RETIRE_DOUBLE, at, v, n, -1);
        else return false;
        return true;
    }
    if (is(key, "pcie-link")) {
        if (!has_n || !number_of(what, &m)) return false;
        add(g, HAPPENS_PCIE_LINK, at, v, m, (int) n);
        return true;
    }
    if (is(key, "nvlink")) {
        if (!number_of(what, &m) || v->count != 3 || (!is(v->word[2], "down") && !is(v->word[2], "up"))) return false;
        add(g, HAPPENS_NVLINK_DOWN, at, v, is(v->word[2], "down"), (int) m);
        return true;
    }
    if (is(key, "nvlink-errors")) {
        if (!number_of(what, &m) || v->count < 3 || (v->count > 3 && !number_of(v->word[3], &n))) return false;
        const char *kind = v->word[2];
        happening_t h = is(kind, "crc") ? HAPPENS_NVLINK_CRC : is(kind, "replay") ? HAPPENS_NVLINK_REPLAY
            : is(kind, "recovery") ? HAPPENS_NVLINK_RECOVERY : HAPPENINGS;
        if (h == HAPPENINGS) return false;
        add(g, h, at, v, n, (int) m);
        return true;
    }
    return false;
}

/* Lines of one word, a second, and a number that may be left out. */
static bool read_happening(gpu_spec_t *g, const char *key, const values_t *v, double at) {
    static const struct {
        const char *key;
        happening_t what;
        double otherwise; /* the number's default; NAN: it must be there */
        bool is_index;    /* the number says which one, not how much */
    } lines[] = {
        {"heat", HAPPENS_HEAT, NAN, false},
        {"memory-heat", HAPPENS_MEMORY_HEAT, NAN, false},
        {"fan-stuck", HAPPENS_FAN_STUCK, -1, true},
        {"fan-blocked", HAPPENS_FAN_BLOCKED, -1, true},
        {"clocks-stuck", HAPPENS_CLOCKS_STUCK, 0, false},
        {"energy-stuck", HAPPENS_ENERGY_STUCK, 1, false},
        {"energy-backwards", HAPPENS_ENERGY_BACK, 0, false},
        {"memory-leak", HAPPENS_LEAK, NAN, false},
        {"pcie-replays", HAPPENS_PCIE_REPLAY, NAN, false},
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!is(lines[i].key, key)) continue;
        double n = lines[i].otherwise;
        if (v->count > 2 || (v->count == 2 && !number_of(v->word[1], &n)) || isnan(n)) return false;
        add(g, lines[i].what, at, v, lines[i].is_index ? 1 : n, lines[i].is_index ? (int) n : -1);
        return true;
    }
    return false;
}

static bool read_xid(gpu_spec_t *g, const values_t *v, double at) {
    enum { MOST = 1000 };
    double xid;
    if (v->count != 2 || !number_of(v->word[1], &xid)) return false;
    for (int i = 0; i < MOST; i++, at += v->every_s) {
        add(g, HAPPENS_XID, at, NULL, xid, -1);
        if (v->every_s == 0 || at + v->every_s > v->to_s) break;
    }
    return true;
}

static bool read_script(gpu_spec_t *g, const char *key, char *rest) {
    static const char *const known[] = {
        "lost-after", "back-after", "xid", "heat", "memory-heat", "throttle", "fan-stuck", "fan-blocked", "clocks-stuck",
        "energy-stuck", "energy-backwards", "memory-leak", "ecc", "row-remap", "retire", "pcie-replays", "pcie-link",
        "nvlink", "nvlink-errors", "encoder", "decoder",
    };
    size_t i = 0;
    while (i < sizeof known / sizeof known[0] && !is(known[i], key)) i++;
    if (i == sizeof known / sizeof known[0]) return false;
    values_t v;
    double at;
    if (!split(rest, &v) || v.count < 1 || !number_of(v.word[0], &at)) return false;
    if (is(key, "lost-after") || is(key, "back-after")) {
        add(g, HAPPENS_LOST, at, NULL, is(key, "lost-after"), -1);
        return v.count == 1;
    }
    if (is(key, "encoder") || is(key, "decoder")) {
        add(g, is(key, "encoder") ? HAPPENS_ENCODER : HAPPENS_DECODER, v.from_s, &v, at, -1);
        return v.count == 1;
    }
    if (is(key, "xid")) return read_xid(g, &v, at);
    return read_happening(g, key, &v, at) || read_fault(g, key, &v, at);
}

static bool yes(const char *text, bool *to) {
    *to = is(text, "yes") || is(text, "on");
    return *to || is(text, "no") || is(text, "off");
}

/* The figures of the product, where the model's own do not fit. */
static bool read_figure(gpu_spec_t *g, const char *key, char *rest) {
    model_t *m = &g->model;
    if (is(key, "memory-mib")) g->memory_bytes = strtoull(rest, NULL, 10) * MIB;
    else if (is(key, "memory-idle-mib")) g->idle_bytes = strtoull(rest, NULL, 10) * MIB;
    else if (is(key, "memory-reserved-mib")) g->reserved_bytes = strtoull(rest, NULL, 10) * MIB;
    else if (is(key, "compute")) return sscanf(rest, "%d.%d", &m->compute_major, &m->compute_minor) == 2;
    else if (is(key, "power")) {
        if (sscanf(rest, "%lf %lf %lf", &m->idle_w, &m->max_w, &m->limit_w) != 3) return false;
        m->least_w = m->limit_w * 0.33;
        m->most_w = m->limit_w * 1.33;
    } else if (is(key, "power-range")) return sscanf(rest, "%lf %lf", &m->least_w, &m->most_w) == 2;
    else if (is(key, "temperature")) return sscanf(rest, "%lf %lf", &g->ambient_c, &m->hot_c) == 2;
    else if (is(key, "thresholds"))
        return sscanf(rest, "%u %u %u %u", &m->shutdown_c, &m->slowdown_c, &m->memory_max_c, &m->gpu_max_c) == 4;
    else if (is(key, "memory-temperature")) {
        double rise;
        bool there = false;
        if (number_of(rest, &rise)) m->memory_rise_c = rise;
        else if (!yes(rest, &there)) return false;
        else if (!there) m->memory_rise_c = -1;
        else if (m->memory_rise_c < 0) m->memory_rise_c = 14;
    } else if (is(key, "hotspot")) return yes(rest, &m->hotspot);
    else if (is(key, "sm-clock")) return sscanf(rest, "%u %u", &m->sm_idle_mhz, &m->sm_boost_mhz) == 2;
    else if (is(key, "memory-clock")) return sscanf(rest, "%u %u", &m->memory_idle_mhz, &m->memory_boost_mhz) == 2;
    else if (is(key, "pcie")) return sscanf(rest, "%u %u", &m->pcie_gen, &m->pcie_width) == 2;
    else if (is(key, "fans")) return sscanf(rest, "%u", &m->fans) == 1 && m->fans <= MAX_FANS;
    else if (is(key, "nvlinks")) return sscanf(rest, "%u", &m->nvlinks) == 1 && m->nvlinks <= MAX_NVLINKS;
    else if (is(key, "ecc-mode")) {
        m->ecc = !is(rest, "none");
        g->ecc_on = false;
        return is(rest, "none") || yes(rest, &g->ecc_on);
    } else return false;
    return true;
}

bool read_gpu_line(scenario_t *s, gpu_spec_t *g, const char *key, char *rest, const char *folder) {
    if (is(key, "uuid")) copy_text(g->uuid, sizeof g->uuid, rest);
    else if (is(key, "bus")) copy_text(g->bus, sizeof g->bus, rest);
    else if (is(key, "serial")) copy_text(g->serial, sizeof g->serial, rest);
    else if (is(key, "vbios")) copy_text(g->vbios, sizeof g->vbios, rest);
    else if (is(key, "persistence")) return yes(rest, &g->persistence);
    else if (is(key, "job-pid")) g->job_pid = (unsigned) strtoul(rest, NULL, 10);
    else if (is(key, "load")) return read_load(g, rest, folder);
    else if (is(key, "noise")) return number_of(rest, &g->noise_percent);
    else if (is(key, "lost")) add(g, HAPPENS_LOST, 0, NULL, 1, -1);
    else if (is(key, "sentinel")) return read_sentinel(g, rest);
    else if (is(key, "missing") || is(key, "error") || is(key, "slow-ms")) return read_rule(s, g, key, rest);
    else if (is(key, "process")) return read_process(g, rest);
    else if (is(key, "mig")) return read_mig(g, rest);
    else if (is(key, "memory-leak-per-job")) g->leak_per_job = strtoull(rest, NULL, 10) * MIB;
    else return read_figure(g, key, rest) || read_script(g, key, rest);
    return true;
}

bool read_machine_line(scenario_t *s, const char *key, char *rest) {
    if (is(key, "driver")) copy_text(s->driver, sizeof s->driver, rest);
    else if (is(key, "nvml")) copy_text(s->nvml, sizeof s->nvml, rest);
    else if (is(key, "label")) copy_text(s->label, sizeof s->label, rest);
    else if (is(key, "cuda")) s->cuda = atoi(rest);
    else if (is(key, "init-error")) s->init_error = atoi(rest);
    else if (is(key, "init-slow-ms")) s->init_slow_ms = atoi(rest);
    else if (is(key, "seed")) s->seed = strtoull(rest, NULL, 10);
    else if (is(key, "time")) return number_of(rest, &s->still_s) && s->still_s >= 0;
    else if (is(key, "time-scale")) {
        double scale;
        if (!number_of(rest, &scale) || scale <= 0) return false;
        s->time_scale = scale;
    } else if (is(key, "count")) {
        double at, n;
        if (sscanf(rest, "%lf %lf", &at, &n) != 2) return false;
        *(event_t *) append(&s->counts, &s->count_count, sizeof(event_t)) =
            (event_t) {HAPPENS_COUNT_CHANGE, at, INFINITY, 0, n < 0 ? 0 : n, s->count_count};
    } else return false;
    return true;
}
