/* The simulated card: load drives power, power drives heat and is summed into energy. It moves on a grid of fixed steps from
 * the first second, so that equal scenarios give equal readings, whenever and however often somebody looks. */
#include "standin.h"

#include <math.h>
#include <stdio.h>

/* After a long silence larger steps are good enough. */
enum { SILENCE_STEPS = 12000, LARGE = 20 };

/* A rig's evening in three minutes: idle, a long job, something light. */
static double wave(double t) {
    double phase = fmod(t, 180);
    if (phase < 50) return 1 + sin(t / 3);
    if (phase < 150) return 95 + 3 * sin(t / 2.3) + sin(t * 1.7);
    return 28 + 9 * sin(t / 4.1);
}

/* -1 to 1; the same for the same seed, card and quarter of a second. */
static double noise(uint64_t seed, int gpu, double t) {
    uint64_t h = seed * 0x9e3779b97f4a7c15ULL + (uint64_t) gpu * 0xbf58476d1ce4e5b9ULL + (uint64_t) (t * 4);
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9ULL;
    h = (h ^ h >> 27) * 0x94d049bb133111ebULL;
    return (double) (h >> 11) / (double) (1ULL << 52) - 1;
}

static double file_load(body_t *b, const char *path, int64_t now_ns) {
    if (b->file_read_ns == 0 || now_ns - b->file_read_ns >= 100000000) {
        b->file_read_ns = now_ns;
        b->file_load = 0;
        FILE *f = fopen(path, "r");
        if (f) {
            double said;
            if (fscanf(f, "%lf", &said) == 1) b->file_load = said;
            fclose(f);
        }
    }
    return b->file_load;
}

static double wanted_load(body_t *b, const scenario_t *s, int gpu, double t, int64_t now_ns) {
    const gpu_spec_t *g = &s->gpus[gpu];
    double percent = 0;
    switch (g->load) {
        case LOAD_WAVE:
            percent = wave(t + 23.0 * gpu);
            break;
        case LOAD_CONSTANT:
            percent = g->load_percent;
            break;
        case LOAD_SCRIPT:
            for (int k = 0; k < g->step_count; k++)
                if (t >= g->steps[k].at_s) percent = g->steps[k].percent;
            break;
        case LOAD_FILE:
            percent = file_load(b, g->load_path, now_ns);
            break;
    }
    if (g->noise_percent > 0 && percent > 0) percent += g->noise_percent * noise(s->seed, gpu, t);
    return percent < 0 ? 0 : percent > 100 ? 100 : percent;
}

/* The share of the fans that does not turn. */
static double still_fans(const gpu_spec_t *g, double t) {
    if (!(g->happens >> HAPPENS_FAN_STUCK & 1) && !(g->happens >> HAPPENS_FAN_BLOCKED & 1)) return 0;
    unsigned still = 0;
    for (unsigned i = 0; i < g->model.fans; i++)
        still += script_is_on(g, HAPPENS_FAN_STUCK, (int) i, t) || script_is_on(g, HAPPENS_FAN_BLOCKED, (int) i, t);
    return g->model.fans ? (double) still / g->model.fans : 0;
}

/* What holds the clocks back now, and how fast they still are (1: not held back). */
static double throttle(body_t *b, const gpu_spec_t *g, double t, double dt) {
    const model_t *m = &g->model;
    unsigned long long reasons = script_throttle(g, t);
    double over = b->core_c - m->gpu_max_c;
    if (m->memory_rise_c >= 0 && b->memory_c - m->memory_max_c > over) over = b->memory_c - m->memory_max_c;
    b->thermal_cut += over > -0.5 ? (over + 0.5) * 0.03 * dt : -0.03 * dt;
    if (b->thermal_cut < 0) b->thermal_cut = 0;
    if (b->thermal_cut > 0.6) b->thermal_cut = 0.6;
    if (over >= 0 || b->thermal_cut > 0.01) reasons |= REASON_SW_THERMAL;
    b->hw_hot = b->core_c >= m->slowdown_c || (b->hw_hot && b->core_c > m->slowdown_c - 4);
    if (b->hw_hot) reasons |= REASON_HW_THERMAL;
    if (reasons & (REASON_HW_THERMAL | REASON_POWER_BRAKE)) reasons |= REASON_HW_SLOWDOWN;
    b->throttle = reasons;
    double factor = 1 - b->thermal_cut;
    if (reasons & REASON_HW_SLOWDOWN) factor *= 0.5;
    if (script_throttle(g, t) & REASON_SW_THERMAL) factor *= 0.8;
    if (script_throttle(g, t) & REASON_POWER_CAP) factor *= 0.85;
    return factor;
}

static void move_on(body_t *b, const scenario_t *s, int gpu, double t, double dt, int64_t now_ns) {
    const gpu_spec_t *g = &s->gpus[gpu];
    const model_t *m = &g->model;
    double wanted = wanted_load(b, s, gpu, t, now_ns);
    double heat = script_value(g, HAPPENS_HEAT, -1, t, 0);
    double room = g->ambient_c + heat;
    if (!b->warm) {
        b->warm = true;
        b->load = wanted;
        b->core_c = room + 6;
        b->memory_c = b->core_c + 4;
        b->fan = 0;
    }
    b->load += (wanted - b->load) * (1 - exp(-dt / 0.4));
    bool busy = b->load >= 3;
    if (b->was_busy && !busy) b->jobs_ended++;
    b->was_busy = busy;

    double factor = throttle(b, g, t, dt);
    double span = m->max_w > m->idle_w ? m->max_w - m->idle_w : 0;
    double stuck_mhz = script_value(g, HAPPENS_CLOCKS_STUCK, -1, t, 0);
    if (stuck_mhz > 0 && m->sm_boost_mhz > 0) factor = stuck_mhz / m->sm_boost_mhz;
    double watts = m->idle_w + span * pow(b->load / 100, 0.85) * pow(factor, 1.5);
    if (watts >= m->limit_w) {
        factor *= sqrt(m->limit_w / watts);
        watts = m->limit_w;
    }
    if (watts >= m->limit_w - 0.5) b->throttle |= REASON_POWER_CAP;
    if (!busy) b->throttle |= REASON_IDLE;
    b->clock_factor = factor;

    /* The power of a step's beginning holds until its end: so what lies between two steps can be told exactly. */
    if (!script_is_on(g, HAPPENS_ENERGY_STUCK, -1, t - dt)) b->energy_j += b->power_w * dt;
    b->power_w = watts;
    if (g->happens >> HAPPENS_ENERGY_BACK & 1)
        for (int k = 0; k < g->event_count; k++) {
            const event_t *e = &g->events[k];
            if (e->what == HAPPENS_ENERGY_BACK && e->at_s > t - dt && e->at_s <= t)
                b->energy_j = e->value > 0 && e->value < b->energy_j ? b->energy_j - e->value : 0;
        }
    if (b->throttle & REASON_POWER_CAP) b->power_violation_s += dt;
    if (b->throttle & (REASON_SW_THERMAL | REASON_HW_THERMAL)) b->thermal_violation_s += dt;

    double share = span > 0 ? (watts - m->idle_w) / span : 0;
    double settled = room + 6 + (m->hot_c - g->ambient_c - 6) * share + still_fans(g, t) * (5 + 30 * share);
    b->core_c += (settled - b->core_c) * (1 - exp(-dt / 22));
    double rise = m->memory_rise_c < 0 ? 14 : m->memory_rise_c;
    double memory_settled =
        b->core_c + 4 + (rise - 4) * b->load / 100 * (factor < 1 ? factor : 1) + script_value(g, HAPPENS_MEMORY_HEAT, -1, t, 0);
    b->memory_c += (memory_settled - b->memory_c) * (1 - exp(-dt / 12));
    double fan = b->core_c < 42 ? 0 : b->core_c > 85 ? 100 : 30 + (b->core_c - 42) * 1.4;
    b->fan += (fan - b->fan) * (1 - exp(-dt / 1.5));
}

void physics_advance(body_t *b, const scenario_t *s, int gpu, double t, int64_t now_ns) {
    long until = (long) (t / STEP_S);
    if (!b->warm) {
        b->step = 0;
        move_on(b, s, gpu, 0, 0, now_ns);
    }
    while (b->step < until) {
        int by = until - b->step > SILENCE_STEPS ? LARGE : 1;
        b->step += by;
        move_on(b, s, gpu, (double) b->step * STEP_S, by * STEP_S, now_ns);
    }
}

static unsigned long long memory_in_use(const body_t *b, const reading_t *r) {
    const gpu_spec_t *g = r->spec;
    unsigned long long used = g->idle_bytes;
    for (int k = 0; k < g->process_count; k++)
        if (r->t >= g->processes[k].from_s && r->t < g->processes[k].to_s) used += g->processes[k].bytes;
    /* The job that makes the load, so that the list of processes agrees with it. */
    if (r->busy && g->process_count == 0)
        used += (unsigned long long) ((double) g->memory_bytes * (0.08 + 0.5 * b->load / 100));
    used += (unsigned long long) (script_sum(g, HAPPENS_LEAK, -1, -1e18, r->t) * 1048576.0);
    used += g->leak_per_job * b->jobs_ended;
    return used > g->memory_bytes - g->reserved_bytes ? g->memory_bytes - g->reserved_bytes : used;
}

void physics_read(const body_t *b, reading_t *r) {
    const gpu_spec_t *g = r->spec;
    const model_t *m = &g->model;
    r->busy = b->load >= 3;
    r->load = b->load;
    r->memory_load = b->load * 0.62;
    r->power_w = b->power_w;
    double since = r->t - (double) b->step * STEP_S;
    r->energy_j = b->energy_j;
    if (since > 0 && since <= STEP_S && !script_is_on(g, HAPPENS_ENERGY_STUCK, -1, r->t - since))
        r->energy_j += b->power_w * since;
    r->core_c = b->core_c;
    r->memory_c = b->memory_c;
    r->hotspot_c = b->core_c + 7 + 9 * b->load / 100;
    r->fan_target = b->fan;
    r->throttle = b->throttle;
    r->power_violation_s = b->power_violation_s;
    r->thermal_violation_s = b->thermal_violation_s;
    r->jobs_ended = b->jobs_ended;
    r->memory_used = memory_in_use(b, r);

    double stuck_mhz = script_value(g, HAPPENS_CLOCKS_STUCK, -1, r->t, 0);
    double cool = b->core_c > 50 ? (b->core_c - 50) * 3 : 0;
    double mhz = (m->sm_boost_mhz - cool) * b->clock_factor;
    if (stuck_mhz > 0) r->sm_mhz = (unsigned) stuck_mhz;
    else if (!r->busy) r->sm_mhz = m->sm_idle_mhz;
    else r->sm_mhz = mhz < m->sm_idle_mhz ? m->sm_idle_mhz : (unsigned) mhz / 15 * 15;
    r->memory_mhz = r->busy ? m->memory_boost_mhz : m->memory_idle_mhz;

    r->pcie_gen_now = r->busy ? m->pcie_gen : 1;
    r->pcie_width_now = m->pcie_width;
    if (g->happens >> HAPPENS_PCIE_LINK & 1)
        for (int k = 0; k < g->event_count && g->events[k].at_s <= r->t; k++) {
            const event_t *e = &g->events[k];
            if (e->what != HAPPENS_PCIE_LINK) continue;
            bool on = r->t < e->to_s;
            r->pcie_width_now = on ? (unsigned) e->index : m->pcie_width;
            unsigned most = on ? (unsigned) e->value : m->pcie_gen;
            r->pcie_gen_now = r->busy ? most : 1;
        }
}
