package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that are not ours: with few functions, with odd answers, or no NVML at all. */
class ForeignLibraryTest {
    private static final String FEW_FUNCTIONS = """
            static int gpu;
            int nvmlInit(void) { return 0; }
            int nvmlShutdown(void) { return 0; }
            int nvmlDeviceGetCount(unsigned *n) { *n = 1; return 0; }
            int nvmlDeviceGetHandleByIndex(unsigned i, void **d) { if (i) return 2; *d = &gpu; return 0; }
            int nvmlDeviceGetPowerUsage(void *d, unsigned *mw) { *mw = 75000; return 0; }
            """;

    private static final String RUBBISH = """
            #include <string.h>
            static int gpu;
            int nvmlInit_v2(void) { return 0; }
            int nvmlShutdown(void) { return 0; }
            int nvmlDeviceGetCount_v2(unsigned *n) { *n = 1; return 0; }
            int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **d) { *d = &gpu; return 0; }
            int nvmlDeviceGetName(void *d, char *s, unsigned n) { memset(s, 'x', n + 100); return 0; }
            int nvmlDeviceGetUUID(void *d, char *s, unsigned n) {
                memset(s, 'z', n);
                memcpy(s, "GPU-01234567-89ab-cdef-0123-456789abcdef", 40);
                return 0;
            }
            int nvmlDeviceGetPciInfo_v3(void *d, void *p) { memset(p, 0xff, 200); return 0; }
            int nvmlDeviceGetPowerUsage(void *d, unsigned *mw) { return 0; /* and writes nothing */ }
            int nvmlDeviceGetMemoryInfo_v2(void *d, void *m) { memset(m, 0xff, 40); return 0; }
            int nvmlDeviceGetFanSpeed(void *d, unsigned *v) { *v = 100000; return 0; }
            int nvmlDeviceGetUtilizationRates(void *d, unsigned *v) { v[0] = 4000; v[1] = 12; return 0; }
            int nvmlDeviceGetComputeRunningProcesses_v3(void *d, unsigned *n, void *p) {
                struct { unsigned pid; unsigned long long used; unsigned gi, ci; unsigned long long protectedBytes; } one[2];
                memset(one, 0, sizeof one);
                one[0].pid = 11; one[0].used = 1024; one[1].pid = 12; one[1].used = ~0ULL;
                memcpy(p, one, sizeof one);
                *n = 2;
                return 0;
            }
            int nvmlDeviceGetGraphicsRunningProcesses_v3(void *d, unsigned *n, void *p) { *n = 4000000000u; return 0; }
            """;

    @TempDir
    Path folder;

    @Test
    void aFunctionThatTheLibraryLacksCostsOnlyItself() throws Exception {
        try (NvmlSession session = Checkout.open(Checkout.library(folder, "few", FEW_FUNCTIONS))) {
            assertThat(session.simulated()).isFalse();
            assertThat(session.versions())
                    .isEqualTo(new NvmlVersions(Optional.empty(), Optional.empty(), Optional.empty()));
            assertThat(session.deviceCount()).isEqualTo(1);
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.powerMilliwatts()).hasValue(75_000);
            assertThat(gpu.uuid()).isEmpty();
            assertThat(gpu.name()).isEmpty();
            assertThat(gpu.memory()).isEmpty();
            assertThat(gpu.temperature()).isEmpty();
            assertThat(gpu.memoryTemperature()).isEmpty();
            assertThat(gpu.clockLimits()).isEmpty();
            assertThat(gpu.processes()).isEmpty();
            assertThatThrownBy(session::events).isInstanceOf(NvmlException.class);
        }
    }

    @Test
    void rubbishIsReadAsNothing() throws Exception {
        try (NvmlSession session = Checkout.open(Checkout.library(folder, "rubbish", RUBBISH))) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.name().orElseThrow()).hasSize(96);
            assertThat(gpu.uuid()).contains("GPU-01234567-89ab-cdef-0123-456789abcdef");
            assertThat(gpu.pciBusId()).isEmpty();
            assertThat(gpu.powerMilliwatts()).isEmpty();
            assertThat(gpu.memory()).isEmpty();
            assertThat(gpu.fanPercent()).isEmpty();
            assertThat(gpu.utilization().gpu()).isEmpty();
            assertThat(gpu.utilization().memory()).hasValue(12);
            assertThat(gpu.processes())
                    .containsExactly(
                            new NvmlProcess(11, OptionalLong.of(1024), NvmlProcess.Kind.COMPUTE),
                            new NvmlProcess(12, OptionalLong.empty(), NvmlProcess.Kind.COMPUTE));
        }
    }

    @Test
    void twoLibrariesAreOpenSideBySide() throws Exception {
        try (NvmlSession few = Checkout.open(Checkout.library(folder, "one", FEW_FUNCTIONS));
                NvmlSession other =
                        Checkout.open(Checkout.library(folder, "two", FEW_FUNCTIONS.replace("75000", "60000")))) {
            assertThat(few.device(0).powerMilliwatts()).hasValue(75_000);
            assertThat(other.device(0).powerMilliwatts()).hasValue(60_000);
        }
    }

    @Test
    void aLibraryThatIsNotNvmlIsNamed() throws Exception {
        Path library = Checkout.library(folder, "other", "int hello(void) { return 1; }");
        assertThat(NvmlSession.open(Optional.of(library.toString())))
                .isInstanceOfSatisfying(
                        NvmlOpening.Failed.class, f -> assertThat(f.message()).contains("not NVML"));
    }

    @Test
    void aFileThatIsNoLibraryIsNamed() throws Exception {
        Path text = Files.writeString(folder.resolve("text.so"), "no library");
        assertThat(NvmlSession.open(Optional.of(text.toString())))
                .isInstanceOfSatisfying(
                        NvmlOpening.Failed.class, f -> assertThat(f.message()).contains("cannot be loaded"));
    }

    @Test
    void aMissingLibraryIsAnOrdinaryState() {
        assertThat(NvmlSession.open(Optional.of(folder.resolve("none.so").toString())))
                .isInstanceOf(NvmlOpening.NoLibrary.class);
    }
}
