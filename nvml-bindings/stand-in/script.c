/* What the scenario's script lines amount to at a moment. Pure: the same second always gives the same answer. */
#include "standin.h"

#include <math.h>

static bool may(const gpu_spec_t *g, happening_t what) { return g->happens >> what & 1; }

/* The sum of all counts that have happened after from_s and up to t; index -1 takes any. */
double script_sum(const gpu_spec_t *g, happening_t what, int index, double from_s, double t) {
    if (!may(g, what)) return 0;
    double sum = 0;
    for (int k = 0; k < g->event_count && g->events[k].at_s <= t; k++) {
        const event_t *e = &g->events[k];
        if (e->what != what || (index >= 0 && e->index != index) || e->at_s < from_s) continue;
        double last = t < e->to_s ? t : e->to_s;
        double times = e->every_s > 0 ? floor((last - e->at_s) / e->every_s) + 1 : 1;
        sum += e->value * times;
    }
    return sum;
}

/* The last value that was set up to t and has not ended; index -1 in a line means every index. */
double script_value(const gpu_spec_t *g, happening_t what, int index, double t, double otherwise) {
    if (!may(g, what)) return otherwise;
    double value = otherwise;
    for (int k = 0; k < g->event_count && g->events[k].at_s <= t; k++) {
        const event_t *e = &g->events[k];
        if (e->what == what && (e->index < 0 || index < 0 || e->index == index))
            value = t < e->to_s ? e->value : otherwise;
    }
    return value;
}

bool script_is_on(const gpu_spec_t *g, happening_t what, int index, double t) {
    return script_value(g, what, index, t, 0) != 0;
}

/* The reasons that lines name now, as NVML's bits; "none" ends what began before it. */
unsigned script_throttle(const gpu_spec_t *g, double t) {
    if (!may(g, HAPPENS_THROTTLE)) return 0;
    unsigned reasons = 0;
    for (int k = 0; k < g->event_count && g->events[k].at_s <= t; k++) {
        const event_t *e = &g->events[k];
        if (e->what != HAPPENS_THROTTLE) continue;
        if (e->value == 0) reasons = 0;
        else if (t < e->to_s) reasons |= (unsigned) e->value;
    }
    return reasons;
}
