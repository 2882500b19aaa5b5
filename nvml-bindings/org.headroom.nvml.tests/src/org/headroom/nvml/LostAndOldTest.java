package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.headroom.nvml.raw.NativeMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that were lost and are back, and drivers that want older versions of functions and structs. */
class LostAndOldTest {
    // What the newer functions answer is put in: 13 for "I do not have it", 25 for "I do not know this version".
    private static final String OLD = """
            #include <string.h>
            static int gpu;
            typedef unsigned u32;
            typedef unsigned long long u64;
            int nvmlInit(void) { return 0; }
            int nvmlShutdown(void) { return 0; }
            int nvmlDeviceGetCount(u32 *n) { *n = 1; return 0; }
            int nvmlDeviceGetHandleByIndex(u32 i, void **d) { *d = &gpu; return 0; }
            int nvmlDeviceGetMemoryInfo_v2(void *d, void *m) { return NEWER; }
            int nvmlDeviceGetMemoryInfo(void *d, u64 *m) { m[0] = 800; m[1] = 500; m[2] = 300; return 0; }
            int nvmlDeviceGetRemappedRows_v2(void *d, void *m) { return NEWER; }
            int nvmlDeviceGetRemappedRows(void *d, u32 *c, u32 *u, u32 *p, u32 *f) { *c = 3; *u = 1; *p = 0; *f = 1; return 0; }
            int nvmlDeviceGetComputeRunningProcesses_v3(void *d, u32 *n, void *p) { return NEWER; }
            int nvmlDeviceGetComputeRunningProcesses_v2(void *d, u32 *n, void *p) { return NEWER; }
            int nvmlDeviceGetComputeRunningProcesses(void *d, u32 *n, u64 *p) {
                *n = 2; p[0] = 21; p[1] = 1000; p[2] = 22; p[3] = 2000; return 0;
            }
            int nvmlDeviceGetGraphicsRunningProcesses_v3(void *d, u32 *n, void *p) { return NEWER; }
            int nvmlDeviceGetGraphicsRunningProcesses_v2(void *d, u32 *n, u64 *p) {
                *n = 1; p[0] = 31; p[1] = 3000; p[2] = 0; return 0;
            }
            int nvmlDeviceGetPciInfo_v3(void *d, void *p) { return NEWER; }
            int nvmlDeviceGetPciInfo_v2(void *d, void *p) { return NEWER; }
            int nvmlDeviceGetPciInfo(void *d, char *p) { strcpy(p, "0000:01:00.0"); return 0; }
            int nvmlDeviceGetProcessesUtilizationInfo(void *d, void *p) { return NEWER; }
            int nvmlDeviceGetProcessUtilization(void *d, u32 *p, u32 *n, u64 since) {
                *n = 1; p[0] = 4711; p[2] = 99; p[3] = 0; p[4] = 40; p[5] = 30; p[6] = 2; p[7] = 1; return 0;
            }
            int nvmlDeviceGetFanSpeed(void *d, u32 *v) { *v = 44; return 0; }
            int nvmlDeviceGetFanSpeedRPM(void *d, void *p) { return NEWER; }
            int nvmlDeviceGetTemperature(void *d, u32 s, u32 *v) { return 26; }
            int nvmlDeviceGetTemperatureV(void *d, int *p) { if (p[0] != 0x0100000c) return 25; p[2] = -7; return 0; }
            int nvmlDeviceGetCurrentClocksEventReasons(void *d, void *p) { return NEWER; }
            int nvmlDeviceGetCurrentClocksThrottleReasons(void *d, u64 *v) { *v = 0x40; return 0; }
            int nvmlEventSetCreate(void **s) { *s = &gpu; return 0; }
            int nvmlEventSetFree(void *s) { return 0; }
            int nvmlDeviceRegisterEvents(void *d, u64 types, void *s) { return 0; }
            int nvmlEventSetWait(void *s, char *e, u32 ms) {
                void *d = &gpu; u64 type = 8, xid = 31;
                memcpy(e, &d, 8); memcpy(e + 8, &type, 8); memcpy(e + 16, &xid, 8);
                return 0;
            }
            """;

    @TempDir
    Path folder;

    @Test
    void anOlderDriverIsReadThroughItsOwnVersions() throws Exception {
        for (int code : new int[] {13, 25}) {
            Path library = Checkout.library(folder, "old" + code, OLD.replace("NEWER", String.valueOf(code)));
            try (NvmlSession session = Checkout.open(library)) {
                NvmlDevice gpu = session.device(0);
                assertThat(session.deviceCount()).isEqualTo(1);
                assertThat(gpu.memory()).contains(new NvmlMemory(800, OptionalLong.of(300)));
                assertThat(gpu.remappedRows()).contains(new NvmlRemappedRows(3, 1, false, true));
                assertThat(gpu.processes())
                        .containsExactly(
                                new NvmlProcess(21, OptionalLong.of(1000), NvmlProcess.Kind.COMPUTE),
                                new NvmlProcess(22, OptionalLong.of(2000), NvmlProcess.Kind.COMPUTE),
                                new NvmlProcess(31, OptionalLong.of(3000), NvmlProcess.Kind.GRAPHICS));
                assertThat(gpu.processUtilization(0)).containsExactly(new NvmlProcessUse(4711, 99, 40, 30, 2, 1));
                assertThat(gpu.pciBusId()).contains("0000:01:00.0");
                assertThat(gpu.fans())
                        .containsExactly(new NvmlFan(0, OptionalInt.of(44), OptionalInt.empty(), OptionalInt.empty()));
                assertThat(gpu.temperature()).hasValue(-7);
                assertThat(gpu.clockLimits()).containsExactly(NvmlClockLimit.HW_THERMAL);
                try (NvmlEventSet events = session.events()) {
                    assertThat(events.register(gpu, NvmlEventSet.XID)).isTrue();
                    assertThat(events.await(0).orElseThrow().data()).isEqualTo(31);
                }
            }
        }
    }

    @Test
    void aGpuThatWasLostIsReadAgainWhenItIsBackUnderAnotherHandle() throws Exception {
        try (NvmlSession session = complete()) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.uuid()).isPresent();
            long before = gpu.handle();
            become(session, 0);
            assertThatThrownBy(gpu::powerMilliwatts)
                    .isInstanceOfSatisfying(
                            NvmlException.class, e -> assertThat(e.reason()).isEqualTo(NvmlReturn.GPU_IS_LOST));
            assertThatThrownBy(gpu::powerMilliwatts).hasMessageContaining("fallen off the bus");
            become(session, 2);
            await().atMost(Duration.ofSeconds(5))
                    .ignoreExceptions()
                    .until(() -> gpu.powerMilliwatts().isPresent());
            assertThat(gpu.handle()).isNotEqualTo(before);
            assertThat(gpu.temperature()).hasValue(61);
        }
    }

    @Test
    void aHandleThatBecameInvalidIsAskedForAnew() throws Exception {
        try (NvmlSession session = complete()) {
            NvmlDevice gpu = session.device(session.device(0).uuid().orElseThrow());
            session.raw().nvmlDeviceSetComputeMode(0, 3);
            assertThat(gpu.powerMilliwatts()).isEmpty();
            assertThat(gpu.powerMilliwatts()).hasValue(123_456);
        }
    }

    @Test
    void aLostGpuIsNotAskedForMoreThanOnceASecond() throws Exception {
        try (NvmlSession session = complete()) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.uuid()).isPresent();
            become(session, 0);
            long began = System.nanoTime();
            for (int i = 0; i < 1000; i++)
                assertThatThrownBy(gpu::powerMilliwatts).isNotNull();
            NativeMemory asked = new NativeMemory(4);
            session.raw().nvmlDeviceGetMinorNumber(0, asked.address());
            long seconds = (System.nanoTime() - began) / 1_000_000_000;
            assertThat(asked.getInt(0)).isBetween(1, 2 + (int) seconds);
        }
    }

    private NvmlSession complete() throws Exception {
        return Checkout.open(Checkout.library(folder, "complete", Checkout.resource("complete.c")));
    }

    // The library takes this setter as the order which handle is to be good: 0 for none.
    private static void become(NvmlSession session, int which) {
        session.raw().nvmlDeviceSetPersistenceMode(0, which);
    }
}
