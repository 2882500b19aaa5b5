/* Reads the scenario file: one thing a line, a word and its values; see README.md. */
#include "standin.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const unsigned long long MIB = 1024ULL * 1024ULL;

void copy_text(char *to, size_t size, const char *from) {
    size_t n = strlen(from);
    if (n >= size) n = size - 1;
    memmove(to, from, n);
    to[n] = '\0';
}

void *append(void *array_address, int *count, size_t size) {
    void **array = array_address;
    void *grown = realloc(*array, ((size_t) *count + 1) * size);
    if (!grown) abort();
    *array = grown;
    char *added = (char *) grown + (size_t) (*count)++ * size;
    memset(added, 0, size);
    return added;
}

static void *copy_of(const void *from, size_t size) {
    if (!from || size == 0) return NULL;
    void *to = malloc(size);
    if (!to) abort();
    return memcpy(to, from, size);
}

static void free_gpu(gpu_spec_t *g) {
    free(g->load_path);
    free(g->steps);
    free(g->rules);
    free(g->processes);
    free(g->events);
}

void scenario_free(scenario_t *s) {
    for (int i = 0; i < s->gpu_count; i++) free_gpu(&s->gpus[i]);
    free(s->gpus);
    free(s->counts);
    free(s->rules);
    free(s);
}

static uint64_t hash_of(const char *text, uint64_t h) {
    for (; *text; text++) h = (h ^ (uint8_t) *text) * 0x100000001b3ULL;
    return h;
}

/* The same scenario gives the same UUIDs on every machine. */
static void make_uuid(gpu_spec_t *g, int index) {
    uint64_t part[2] = {0xcbf29ce484222325ULL, 0x84222325cbf29ce4ULL};
    for (int k = 0; k < 2; k++) {
        part[k] = hash_of(g->bus, hash_of(g->name, part[k]));
        part[k] = (part[k] ^ (uint64_t) (index + 1)) * 0x100000001b3ULL;
        part[k] ^= part[k] >> 29;
    }
    snprintf(g->uuid, sizeof g->uuid, "GPU-%08x-%04x-%04x-%04x-%012llx", (unsigned) (part[0] >> 32),
             (unsigned) (part[0] >> 16 & 0xffff), (unsigned) (part[0] & 0xffff), (unsigned) (part[1] >> 48),
             (unsigned long long) (part[1] & 0xffffffffffffULL));
}

static void gpu_defaults(gpu_spec_t *g, const char *name) {
    memset(g, 0, sizeof *g);
    copy_text(g->name, sizeof g->name, name);
    g->model = model_of(name);
    g->memory_bytes = g->model.memory_mib * MIB;
    g->idle_bytes = g->model.idle_mib * MIB;
    g->reserved_bytes = g->model.reserved_mib * MIB;
    g->ambient_c = 27;
    g->load = LOAD_WAVE;
    g->job_pid = 4242;
    g->ecc_on = g->model.ecc;
    g->persistence = true;
}

/* By time; lines of the same second stay in the file's order, so an insertion sort. */
static void sort_events(event_t *events, int count) {
    for (int i = 1; i < count; i++) {
        event_t moving = events[i];
        int k = i;
        for (; k > 0 && events[k - 1].at_s > moving.at_s; k--) events[k] = events[k - 1];
        events[k] = moving;
    }
}

static void finish_gpu(scenario_t *s, gpu_spec_t *g, int index) {
    if (!g->bus[0]) snprintf(g->bus, sizeof g->bus, "00000000:%02X:00.0", (unsigned) (index + 1) & 0xffU);
    if (!g->uuid[0]) make_uuid(g, index);
    uint64_t h = hash_of(g->uuid, 0xcbf29ce484222325ULL);
    if (!g->serial[0]) snprintf(g->serial, sizeof g->serial, "1%012llu", (unsigned long long) (h % 1000000000000ULL));
    if (!g->vbios[0])
        snprintf(g->vbios, sizeof g->vbios, "9%u.%02X.%02X.00.%02X", g->model.arch, g->model.pci_device >> 8 & 0xff,
                 g->model.pci_device & 0xff, (unsigned) (hash_of(g->name, 1) & 0xff));
    sort_events(g->events, g->event_count);
    for (int k = 0; k < g->event_count; k++) {
        event_t *e = &g->events[k];
        g->happens |= 1ULL << e->what;
        if (e->what == HAPPENS_XID) g->xid_count++;
        if (e->what == HAPPENS_CLOCKS_STUCK && e->value == 0) e->value = g->model.sm_idle_mhz;
    }
    for (int k = 0; k < g->rule_count; k++) {
        if (g->rules[k].function >= 0) g->ruled[g->rules[k].function] = 1;
        else memset(g->ruled, 1, sizeof g->ruled);
    }
    (void) s;
}

/* Puts the finished GPU into the scenario, as often as its lines said. */
static bool add_gpu(scenario_t *s, gpu_spec_t *g, int times) {
    bool room = true;
    for (int i = 0; i < times; i++) {
        if (s->gpu_count == MAX_GPUS) {
            room = false;
            break;
        }
        gpu_spec_t *to = append(&s->gpus, &s->gpu_count, sizeof *to);
        *to = *g;
        to->load_path = g->load_path ? copy_of(g->load_path, strlen(g->load_path) + 1) : NULL;
        to->steps = copy_of(g->steps, sizeof *g->steps * (size_t) g->step_count);
        to->rules = copy_of(g->rules, sizeof *g->rules * (size_t) g->rule_count);
        to->processes = copy_of(g->processes, sizeof *g->processes * (size_t) g->process_count);
        to->events = copy_of(g->events, sizeof *g->events * (size_t) g->event_count);
        if (i > 0) to->uuid[0] = to->bus[0] = to->serial[0] = '\0';
        finish_gpu(s, to, s->gpu_count - 1);
    }
    free_gpu(g);
    return room;
}

static scenario_t *new_scenario(void) {
    scenario_t *s = calloc(1, sizeof *s);
    if (!s) abort();
    copy_text(s->driver, sizeof s->driver, "570.124.06");
    copy_text(s->nvml, sizeof s->nvml, "12.570.124.06");
    copy_text(s->label, sizeof s->label, "Headroom stand-in driver");
    s->cuda = 12080;
    s->time_scale = 1;
    s->still_s = -1;
    s->seed = 1;
    return s;
}

static const char DEFAULT_NAME[] = "NVIDIA GeForce RTX 4090";

scenario_t *scenario_defaults(void) {
    scenario_t *s = new_scenario();
    gpu_spec_t g;
    gpu_defaults(&g, DEFAULT_NAME);
    add_gpu(s, &g, 1);
    return s;
}

static char *trim(char *text) {
    while (isspace((unsigned char) *text)) text++;
    size_t n = strlen(text);
    while (n > 0 && isspace((unsigned char) text[n - 1])) text[--n] = '\0';
    return text;
}

/* Cuts the first word off; the rest stays in *text. */
char *next_word(char **text) {
    char *start = trim(*text);
    char *end = start;
    while (*end && !isspace((unsigned char) *end)) end++;
    if (*end) *end++ = '\0';
    *text = trim(end);
    return start;
}

/* Cuts "x8" off the end of a name; 1 where there is none, 0 where it cannot be. */
static int times_of(char *name) {
    char *last = strrchr(name, ' '), *end;
    last = last ? last + 1 : name;
    if ((*last != 'x' && *last != 'X') || !isdigit((unsigned char) last[1])) return 1;
    long times = strtol(last + 1, &end, 10);
    if (*end) return 1;
    while (last > name && last[-1] == ' ') last--;
    *last = '\0';
    return times >= 1 && times <= MAX_GPUS ? (int) times : 0;
}

scenario_t *scenario_read(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "stand-in: cannot read the scenario %s; using the default\n", path);
        return scenario_defaults();
    }
    char folder[1024];
    copy_text(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = '\0';
    else copy_text(folder, sizeof folder, ".");

    scenario_t *s = new_scenario();
    gpu_spec_t g; /* the one whose lines are being read; the one without a "gpu" line until there is one */
    gpu_defaults(&g, DEFAULT_NAME);
    int times = 1, number = 0;
    bool no_gpus = false, named = false;
    char line[2048], whole[sizeof line];
    while (fgets(line, sizeof line, file)) {
        number++;
        char *hash = strchr(line, '#');
        if (hash) *hash = '\0';
        char *rest = trim(line);
        if (!*rest) continue;
        copy_text(whole, sizeof whole, rest);
        const char *key = next_word(&rest);
        bool known = true;
        if (strcmp(key, "gpu") == 0) {
            if (named && !add_gpu(s, &g, times))
                fprintf(stderr, "stand-in: %s:%d: there are %d GPUs at most\n", path, number, MAX_GPUS);
            else if (!named) free_gpu(&g);
            times = times_of(rest);
            known = times > 0;
            if (!known) times = 1;
            gpu_defaults(&g, *rest ? rest : DEFAULT_NAME);
            named = true;
        } else if (strcmp(key, "repeat") == 0) {
            int n = atoi(rest);
            known = n >= 1 && n <= MAX_GPUS;
            if (known) times = n;
        } else if (strcmp(key, "no-gpus") == 0) {
            no_gpus = true;
        } else {
            known = (!named && read_machine_line(s, key, rest)) || read_gpu_line(s, &g, key, rest, folder)
                || (named && read_machine_line(s, key, rest));
        }
        if (!known) fprintf(stderr, "stand-in: %s:%d: not understood: %s\n", path, number, whole);
    }
    fclose(file);
    if (!add_gpu(s, &g, no_gpus ? 0 : times))
        fprintf(stderr, "stand-in: %s:%d: there are %d GPUs at most\n", path, number, MAX_GPUS);
    if (no_gpus) {
        for (int i = 0; i < s->gpu_count; i++) free_gpu(&s->gpus[i]);
        s->gpu_count = 0;
    }
    for (int k = 0; k < s->rule_count; k++) s->ruled[s->rules[k].function] = 1;
    sort_events(s->counts, s->count_count);
    return s;
}
