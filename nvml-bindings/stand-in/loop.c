/* The sampler's usual calls in a plain C loop, as the measure for the loops in Java: loop LIBRARY.
 * Says "ready GPUS CALLS", the calls of one sweep; then, for each number of sweeps read, "NANOSECONDS CHECKSUM". */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_GPUS = 64, CALLS = 12, SM = 1, MEMORY = 2, MEMORY_TEMPERATURE = 82 };

typedef void *device_t;
typedef int (*plain_t)(device_t, void *);
typedef int (*numbered_t)(device_t, unsigned, void *);

static void *library;
static int refused;

static void *function(const char *name) {
    void *found = dlsym(library, name);
    if (!found) {
        fprintf(stderr, "loop: the library has no %s\n", name);
        exit(1);
    }
    return found;
}

static struct {
    plain_t power, energy, utilization, memory, fan, reasons, generation, width;
    numbered_t temperature, clock, fields;
} f;

static unsigned long long sweep(const device_t *devices, unsigned count) {
    static unsigned long long out[32];
    static unsigned words[64];
    unsigned long long sum = 0;
    for (unsigned i = 0; i < count; i++) {
        device_t d = devices[i];
        refused += f.power(d, out) != 0;
        sum += (unsigned) out[0];
        refused += f.energy(d, out) != 0;
        sum += out[0];
        refused += f.utilization(d, out) != 0;
        sum += out[0];
        words[0] = 0x02000028;
        refused += f.memory(d, words) != 0;
        sum += words[2];
        refused += f.temperature(d, 0, out) != 0;
        sum += (unsigned) out[0];
        refused += f.clock(d, SM, out) != 0;
        sum += (unsigned) out[0];
        refused += f.clock(d, MEMORY, out) != 0;
        sum += (unsigned) out[0];
        refused += f.fan(d, out) != 0;
        sum += (unsigned) out[0];
        refused += f.reasons(d, out) != 0;
        sum += out[0];
        refused += f.generation(d, out) != 0;
        sum += (unsigned) out[0];
        refused += f.width(d, out) != 0;
        sum += (unsigned) out[0];
        words[0] = MEMORY_TEMPERATURE;
        words[1] = 0;
        refused += f.fields(d, 1, words) != 0;
        sum += words[8];
    }
    return sum;
}

static long long now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long) t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: loop LIBRARY\n");
        return 2;
    }
    library = dlopen(argv[1], RTLD_LAZY);
    if (!library) {
        fprintf(stderr, "loop: %s\n", dlerror());
        return 1;
    }
    f.power = (plain_t) function("nvmlDeviceGetPowerUsage");
    f.energy = (plain_t) function("nvmlDeviceGetTotalEnergyConsumption");
    f.utilization = (plain_t) function("nvmlDeviceGetUtilizationRates");
    f.memory = (plain_t) function("nvmlDeviceGetMemoryInfo_v2");
    f.temperature = (numbered_t) function("nvmlDeviceGetTemperature");
    f.clock = (numbered_t) function("nvmlDeviceGetClockInfo");
    f.fan = (plain_t) function("nvmlDeviceGetFanSpeed");
    f.reasons = (plain_t) function("nvmlDeviceGetCurrentClocksEventReasons");
    f.generation = (plain_t) function("nvmlDeviceGetCurrPcieLinkGeneration");
    f.width = (plain_t) function("nvmlDeviceGetCurrPcieLinkWidth");
    f.fields = (numbered_t) function("nvmlDeviceGetFieldValues");
    int (*init)(void) = (int (*)(void)) function("nvmlInit_v2");
    int (*count_of)(unsigned *) = (int (*)(unsigned *)) function("nvmlDeviceGetCount_v2");
    int (*handle)(unsigned, device_t *) = (int (*)(unsigned, device_t *)) function("nvmlDeviceGetHandleByIndex_v2");

    unsigned count = 0;
    device_t devices[MAX_GPUS];
    if (init() != 0 || count_of(&count) != 0 || count == 0 || count > MAX_GPUS) {
        fprintf(stderr, "loop: the library lists no GPUs\n");
        return 1;
    }
    for (unsigned i = 0; i < count; i++)
        if (handle(i, &devices[i]) != 0) return 1;
    printf("ready %u %u\n", count, count * CALLS);
    fflush(stdout);
    long sweeps;
    while (scanf("%ld", &sweeps) == 1) {
        unsigned long long sum = 0;
        long long began = now_ns();
        for (long i = 0; i < sweeps; i++) sum += sweep(devices, count);
        printf("%lld %llu\n", now_ns() - began, sum);
        fflush(stdout);
    }
    if (refused) fprintf(stderr, "loop: %d calls were refused\n", refused);
    return refused ? 1 : 0;
}
