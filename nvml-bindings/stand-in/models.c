/* What products are like: round figures of their data sheets, and habits of their drivers. */
#define _GNU_SOURCE
#include "standin.h"

#include <string.h>

enum { TESLA = 2, GEFORCE = 5, QUADRO_RTX = 12, NVIDIA_RTX = 13, NVIDIA = 14, VOLTA = 5, TURING = 6, AMPERE = 7, ADA = 8,
       HOPPER = 9, BLACKWELL = 10 };

/* A GeForce RTX 4090. On it the driver tells the memory's temperature, which a real one does not: so a machine without a
 * scenario shows everything. "memory-temperature no" takes it away. */
#define COMMON .sm_idle_mhz = 210, .memory_idle_mhz = 405, .pcie_gen = 4, .pcie_width = 16, .pstate_idle = 8, \
    .pstate_busy = 2, .idle_mib = 437, .hotspot = true
#define GEFORCE_CARD COMMON, .brand = GEFORCE, .shutdown_c = 98, .slowdown_c = 95, .memory_max_c = 110, .gpu_max_c = 83
#define DATA_CENTRE COMMON, .brand = NVIDIA, .ecc = true, .hotspot = false

static const model_t models[] = {
    {.word = "RTX 4090", COMMON, .brand = GEFORCE, .arch = ADA, .pci_device = 0x2684, .memory_mib = 24564,
     .compute_major = 8, .compute_minor = 9, .idle_w = 21, .max_w = 428, .limit_w = 450, .least_w = 150, .most_w = 600,
     .hot_c = 74, .memory_rise_c = 14, .sm_boost_mhz = 2745, .memory_boost_mhz = 10501, .fans = 2, .cores = 16384,
     .sms = 128, .bus_bits = 384, .shutdown_c = 95, .slowdown_c = 92, .memory_max_c = 105, .gpu_max_c = 83},
    {.word = "RTX 5090", GEFORCE_CARD, .arch = BLACKWELL, .pci_device = 0x2b85, .memory_mib = 32607, .reserved_mib = 480,
     .compute_major = 12, .compute_minor = 0, .idle_w = 24, .max_w = 570, .limit_w = 575, .least_w = 400, .most_w = 600,
     .hot_c = 76, .memory_rise_c = -1, .sm_boost_mhz = 2850, .memory_boost_mhz = 14001, .fans = 2, .cores = 21760,
     .sms = 170, .bus_bits = 512},
    {.word = "RTX 4080", GEFORCE_CARD, .arch = ADA, .pci_device = 0x2704, .memory_mib = 16376, .reserved_mib = 370,
     .compute_major = 8, .compute_minor = 9, .idle_w = 14, .max_w = 304, .limit_w = 320, .least_w = 150, .most_w = 355,
     .hot_c = 66, .memory_rise_c = -1, .sm_boost_mhz = 2760, .memory_boost_mhz = 11201, .fans = 2, .cores = 9728,
     .sms = 76, .bus_bits = 256},
    {.word = "RTX 4070", GEFORCE_CARD, .arch = ADA, .pci_device = 0x2786, .memory_mib = 12282, .reserved_mib = 300,
     .compute_major = 8, .compute_minor = 9, .idle_w = 11, .max_w = 196, .limit_w = 200, .least_w = 100, .most_w = 215,
     .hot_c = 64, .memory_rise_c = -1, .sm_boost_mhz = 2775, .memory_boost_mhz = 10501, .fans = 2, .cores = 5888,
     .sms = 46, .bus_bits = 192},
    /* GDDR6X on both sides of the board: the memory is what runs hot. */
    {.word = "RTX 3090", GEFORCE_CARD, .arch = AMPERE, .pci_device = 0x2204, .memory_mib = 24576, .reserved_mib = 310,
     .compute_major = 8, .compute_minor = 6, .idle_w = 28, .max_w = 362, .limit_w = 350, .least_w = 100, .most_w = 400,
     .hot_c = 70, .memory_rise_c = 34, .sm_boost_mhz = 1935, .memory_boost_mhz = 9751, .fans = 2, .cores = 10496,
     .sms = 82, .bus_bits = 384, .nvlinks = 4, .nvlink_version = 4},
    {.word = "RTX 3080", GEFORCE_CARD, .arch = AMPERE, .pci_device = 0x2206, .memory_mib = 10240, .reserved_mib = 220,
     .compute_major = 8, .compute_minor = 6, .idle_w = 19, .max_w = 329, .limit_w = 320, .least_w = 100, .most_w = 370,
     .hot_c = 69, .memory_rise_c = -1, .sm_boost_mhz = 1950, .memory_boost_mhz = 9501, .fans = 2, .cores = 8704,
     .sms = 68, .bus_bits = 320},
    {.word = "RTX 3070", GEFORCE_CARD, .arch = AMPERE, .pci_device = 0x2484, .memory_mib = 8192, .reserved_mib = 210,
     .compute_major = 8, .compute_minor = 6, .idle_w = 13, .max_w = 216, .limit_w = 220, .least_w = 100, .most_w = 240,
     .hot_c = 67, .memory_rise_c = -1, .sm_boost_mhz = 1935, .memory_boost_mhz = 7001, .fans = 2, .cores = 5888,
     .sms = 46, .bus_bits = 256},
    {.word = "RTX 3060", GEFORCE_CARD, .arch = AMPERE, .pci_device = 0x2504, .memory_mib = 12288, .reserved_mib = 200,
     .compute_major = 8, .compute_minor = 6, .idle_w = 12, .max_w = 166, .limit_w = 170, .least_w = 100, .most_w = 187,
     .hot_c = 63, .memory_rise_c = -1, .sm_boost_mhz = 1950, .memory_boost_mhz = 7501, .fans = 2, .cores = 3584,
     .sms = 28, .bus_bits = 192},
    {.word = "H100 80GB HBM3", DATA_CENTRE, .arch = HOPPER, .pci_device = 0x2330, .memory_mib = 81559,
     .reserved_mib = 555, .compute_major = 9, .compute_minor = 0, .idle_w = 72, .max_w = 690, .limit_w = 700,
     .least_w = 200, .most_w = 700, .hot_c = 66, .memory_rise_c = 12, .sm_idle_mhz = 345, .sm_boost_mhz = 1980,
     .memory_idle_mhz = 2619, .memory_boost_mhz = 2619, .pcie_gen = 5, .cores = 16896, .sms = 132, .bus_bits = 5120,
     .shutdown_c = 92, .slowdown_c = 89, .memory_max_c = 95, .gpu_max_c = 87, .pstate_idle = 0, .pstate_busy = 0,
     .row_remap = true, .mig = true, .nvlinks = 18, .nvlink_version = 6},
    {.word = "H100", DATA_CENTRE, .arch = HOPPER, .pci_device = 0x2331, .memory_mib = 81559, .reserved_mib = 555,
     .compute_major = 9, .compute_minor = 0, .idle_w = 46, .max_w = 345, .limit_w = 350, .least_w = 200, .most_w = 350,
     .hot_c = 68, .memory_rise_c = 12, .sm_idle_mhz = 345, .sm_boost_mhz = 1755, .memory_idle_mhz = 1593,
     .memory_boost_mhz = 1593, .pcie_gen = 5, .cores = 14592, .sms = 114, .bus_bits = 5120, .shutdown_c = 92,
     .slowdown_c = 89, .memory_max_c = 95, .gpu_max_c = 87, .pstate_idle = 0, .pstate_busy = 0, .row_remap = true,
     .mig = true, .nvlinks = 12, .nvlink_version = 6},
    {.word = "A100", DATA_CENTRE, .arch = AMPERE, .pci_device = 0x20b5, .memory_mib = 81920, .reserved_mib = 553,
     .compute_major = 8, .compute_minor = 0, .idle_w = 44, .max_w = 296, .limit_w = 300, .least_w = 150, .most_w = 300,
     .hot_c = 64, .memory_rise_c = 13, .sm_boost_mhz = 1410, .memory_idle_mhz = 1512, .memory_boost_mhz = 1512,
     .cores = 6912, .sms = 108, .bus_bits = 5120, .shutdown_c = 92, .slowdown_c = 89, .memory_max_c = 95,
     .gpu_max_c = 85, .pstate_idle = 0, .pstate_busy = 0, .row_remap = true, .mig = true, .nvlinks = 12,
     .nvlink_version = 5},
    {.word = "L40S", DATA_CENTRE, .arch = ADA, .pci_device = 0x26b9, .memory_mib = 46068, .reserved_mib = 612,
     .compute_major = 8, .compute_minor = 9, .idle_w = 33, .max_w = 338, .limit_w = 350, .least_w = 100, .most_w = 350,
     .hot_c = 71, .memory_rise_c = 10, .sm_boost_mhz = 2520, .memory_boost_mhz = 9001, .cores = 18176, .sms = 142,
     .bus_bits = 384, .shutdown_c = 95, .slowdown_c = 92, .memory_max_c = 105, .gpu_max_c = 90, .pstate_busy = 0,
     .row_remap = true},
    {.word = "NVIDIA L4", DATA_CENTRE, .arch = ADA, .pci_device = 0x27b8, .memory_mib = 23034, .reserved_mib = 520,
     .compute_major = 8, .compute_minor = 9, .idle_w = 16, .max_w = 74, .limit_w = 72, .least_w = 40, .most_w = 72,
     .hot_c = 72, .memory_rise_c = 9, .sm_boost_mhz = 2040, .memory_boost_mhz = 6251, .cores = 7424, .sms = 58,
     .bus_bits = 192, .shutdown_c = 95, .slowdown_c = 92, .memory_max_c = 105, .gpu_max_c = 86, .pstate_busy = 0,
     .row_remap = true},
    {.word = "Tesla T4", DATA_CENTRE, .brand = TESLA, .arch = TURING, .pci_device = 0x1eb8, .memory_mib = 15360,
     .reserved_mib = 270, .compute_major = 7, .compute_minor = 5, .idle_w = 10, .max_w = 74, .limit_w = 70, .least_w = 60,
     .most_w = 70, .hot_c = 76, .memory_rise_c = -1, .sm_idle_mhz = 300, .sm_boost_mhz = 1590, .memory_boost_mhz = 5001,
     .pcie_gen = 3, .cores = 2560, .sms = 40, .bus_bits = 256, .shutdown_c = 96, .slowdown_c = 93, .memory_max_c = 0,
     .gpu_max_c = 85, .pstate_busy = 0, .page_retirement = true},
    {.word = "V100", DATA_CENTRE, .brand = TESLA, .arch = VOLTA, .pci_device = 0x1db6, .memory_mib = 32768,
     .reserved_mib = 266, .compute_major = 7, .compute_minor = 0, .idle_w = 25, .max_w = 245, .limit_w = 250,
     .least_w = 100, .most_w = 250, .hot_c = 66, .memory_rise_c = 10, .sm_idle_mhz = 135, .sm_boost_mhz = 1380,
     .memory_idle_mhz = 877, .memory_boost_mhz = 877, .pcie_gen = 3, .cores = 5120, .sms = 80, .bus_bits = 4096,
     .shutdown_c = 90, .slowdown_c = 87, .memory_max_c = 85, .gpu_max_c = 83, .pstate_idle = 0, .pstate_busy = 0,
     .page_retirement = true, .nvlinks = 6, .nvlink_version = 2},
    {.word = "RTX A6000", COMMON, .brand = NVIDIA_RTX, .arch = AMPERE, .pci_device = 0x2230, .memory_mib = 49140,
     .reserved_mib = 450, .compute_major = 8, .compute_minor = 6, .idle_w = 22, .max_w = 296, .limit_w = 300,
     .least_w = 100, .most_w = 300, .hot_c = 78, .memory_rise_c = -1, .sm_boost_mhz = 1860, .memory_boost_mhz = 8001,
     .fans = 1, .cores = 10752, .sms = 84, .bus_bits = 384, .shutdown_c = 98, .slowdown_c = 95, .memory_max_c = 0,
     .gpu_max_c = 90, .ecc = true, .row_remap = true, .nvlinks = 4, .nvlink_version = 4},
};

model_t model_of(const char *name) {
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
        if (strcasestr(name, models[i].word)) return models[i];
    return models[0];
}
