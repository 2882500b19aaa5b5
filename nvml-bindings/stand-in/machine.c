/* Time, the scenario in use, and the cards' state behind one lock each: a call on one never waits for another. */
#define _GNU_SOURCE
#include "standin.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { LOOK_NS = 100000000 };                           /* how often the scenario's file is looked at */
static const int64_t GRACE_NS = 60LL * 1000000000LL;    /* until a scenario that was replaced is freed */

static pthread_mutex_t file_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(scenario_t *) in_use;
static _Atomic int64_t next_look_ns, origin_ns; /* origin: the first nvmlInit */
static atomic_int users;                        /* nvmlInit calls not yet undone */
static struct timespec file_time;
static off_t file_size;
static ino_t file_inode;

static struct {
    _Alignas(64) pthread_mutex_t lock;
    body_t body;
    unsigned long long calls;
} cards[MAX_GPUS];

__attribute__((constructor)) static void make_locks(void) {
    for (int i = 0; i < MAX_GPUS; i++) pthread_mutex_init(&cards[i].lock, NULL);
}

/* Some milliseconds coarse, but it never leaves the process; never 0. */
static int64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t) t.tv_sec * 1000000000LL + t.tv_nsec + 1;
}

static void nap_ms(int ms) {
    struct timespec t = {ms / 1000, (long) (ms % 1000) * 1000000L};
    while (nanosleep(&t, &t) != 0) {
    }
}

static double time_in(const scenario_t *s, int64_t now) {
    if (s->still_s >= 0) return s->still_s;
    int64_t origin = atomic_load_explicit(&origin_ns, memory_order_relaxed);
    if (origin == 0) return 0;
    double t = s->base_s + (double) (now - origin - s->base_ns) / 1e9 * s->time_scale;
    return t < 0 ? 0 : t;
}

static void put_in_use(scenario_t *next, int64_t now) {
    scenario_t *old = atomic_load(&in_use);
    if (old) {
        int64_t origin = atomic_load(&origin_ns);
        next->base_s = time_in(old, now);
        next->base_ns = origin ? now - origin : 0;
        old->retired_ns = now;
    }
    next->older = old;
    atomic_store_explicit(&in_use, next, memory_order_release);
    for (scenario_t *s = next; s->older;) {
        scenario_t *older = s->older;
        if (older->retired_ns != 0 && now - older->retired_ns > GRACE_NS) {
            s->older = older->older;
            scenario_free(older);
        } else s = older;
    }
}

/* Reads the scenario again when the file is another one than last time. */
static const scenario_t *refresh(bool at_once) {
    int64_t now = now_ns();
    scenario_t *s = atomic_load_explicit(&in_use, memory_order_acquire);
    if (s && !at_once && now < atomic_load_explicit(&next_look_ns, memory_order_relaxed)) return s;
    if (s && !at_once) {
        if (pthread_mutex_trylock(&file_lock) != 0) return s;
    } else pthread_mutex_lock(&file_lock);
    atomic_store(&next_look_ns, now + LOOK_NS);
    const char *path = getenv("HEADROOM_STANDIN_SCENARIO");
    struct stat st;
    s = atomic_load(&in_use);
    if (!path || !*path || stat(path, &st) != 0) {
        if (!s) put_in_use(scenario_defaults(), now);
    } else if (!s || st.st_mtim.tv_sec != file_time.tv_sec || st.st_mtim.tv_nsec != file_time.tv_nsec
               || st.st_size != file_size || st.st_ino != file_inode) {
        file_time = st.st_mtim;
        file_size = st.st_size;
        file_inode = st.st_ino;
        put_in_use(scenario_read(path), now);
    }
    s = atomic_load(&in_use);
    pthread_mutex_unlock(&file_lock);
    return s;
}

const scenario_t *machine_scenario(void) { return refresh(false); }

int machine_init(void) {
    const scenario_t *s = refresh(true);
    int error = s->init_error, slow = s->init_slow_ms;
    if (error == 0) {
        int64_t never = 0;
        atomic_compare_exchange_strong(&origin_ns, &never, now_ns());
        atomic_fetch_add(&users, 1);
    }
    if (slow > 0) nap_ms(slow);
    return error;
}

int machine_shutdown(void) {
    int had = atomic_load(&users);
    while (had > 0 && !atomic_compare_exchange_weak(&users, &had, had - 1)) {
    }
    return had > 0 ? 0 : 1;
}

static int obey(const rule_t *rules, int count, int function, double t) {
    int code = 0, slow = 0;
    for (int k = 0; k < count; k++) {
        const rule_t *r = &rules[k];
        if ((r->function >= 0 && r->function != function) || t < r->from_s || t >= r->to_s) continue;
        if (r->slow_ms > 0) slow = r->slow_ms;
        if (r->code != 0) code = r->code;
    }
    /* No lock is held: a slow card keeps only its own callers waiting. */
    if (slow > 0) nap_ms(slow);
    return code;
}

int machine_enter_down(int function) {
    const scenario_t *s = refresh(false);
    return s->ruled[function] ? obey(s->rules, s->rule_count, function, time_in(s, now_ns())) : 0;
}

int machine_enter(int function) {
    return atomic_load_explicit(&users, memory_order_relaxed) == 0 ? 1 : machine_enter_down(function);
}

static int listed(const scenario_t *s, double t) {
    int count = s->gpu_count;
    for (int k = 0; k < s->count_count; k++)
        if (s->counts[k].at_s <= t) count = (int) s->counts[k].value;
    return count < s->gpu_count ? count : s->gpu_count;
}

int machine_gpu_count(void) {
    const scenario_t *s = refresh(false);
    return s->count_count == 0 ? s->gpu_count : listed(s, time_in(s, now_ns()));
}

double machine_time(void) { return time_in(refresh(false), now_ns()); }

double machine_until(double at_s) {
    const scenario_t *s = refresh(false);
    return (at_s - time_in(s, now_ns())) / s->time_scale;
}

static int look(const scenario_t *s, int gpu, int64_t now, double t, reading_t *out) {
    out->scenario = s;
    out->spec = &s->gpus[gpu];
    out->index = gpu;
    out->mig = -1;
    out->t = t;
    pthread_mutex_lock(&cards[gpu].lock);
    cards[gpu].calls++;
    physics_advance(&cards[gpu].body, s, gpu, t, now);
    physics_read(&cards[gpu].body, out);
    pthread_mutex_unlock(&cards[gpu].lock);
    return 0;
}

int machine_look(int gpu, reading_t *out) {
    const scenario_t *s = refresh(false);
    if (gpu < 0 || gpu >= s->gpu_count) return 2;
    int64_t now = now_ns();
    return look(s, gpu, now, time_in(s, now), out);
}

int machine_read(int gpu, int function, reading_t *out) {
    if (atomic_load_explicit(&users, memory_order_relaxed) == 0) return 1;
    const scenario_t *s = refresh(false);
    if (gpu < 0 || gpu >= s->gpu_count) return 2;
    int64_t now = now_ns();
    double t = time_in(s, now);
    int code = 0;
    if (s->gpus[gpu].ruled[function]) {
        code = obey(s->gpus[gpu].rules, s->gpus[gpu].rule_count, function, t);
        /* It may have taken seconds: what is read is what holds afterwards. */
        s = refresh(false);
        if (gpu >= s->gpu_count) return 2;
        now = now_ns();
        t = time_in(s, now);
    }
    look(s, gpu, now, t, out);
    if (script_is_on(out->spec, HAPPENS_LOST, -1, t)) return 15;
    if (s->count_count > 0 && gpu >= listed(s, t)) return 15;
    return code;
}

unsigned long long machine_calls(int gpu) {
    if (gpu < 0 || gpu >= MAX_GPUS) return 0;
    pthread_mutex_lock(&cards[gpu].lock);
    unsigned long long calls = cards[gpu].calls;
    pthread_mutex_unlock(&cards[gpu].lock);
    return calls;
}
