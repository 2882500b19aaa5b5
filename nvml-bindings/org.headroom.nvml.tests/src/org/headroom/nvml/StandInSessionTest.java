package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInSessionTest {
    @TempDir
    Path folder;

    @Test
    void readsEverythingABusyCardTells() throws Exception {
        try (NvmlSession session = StandIn.session(
                folder,
                "gpu NVIDIA GeForce RTX 4090\n load 80\n process 77 1024 graphics\n process 78 2048 compute\n")) {
            assertThat(session.simulated()).isTrue();
            assertThat(session.versions())
                    .isEqualTo(new NvmlVersions(
                            Optional.of("570.124.06"), Optional.of("12.570.124.06"), Optional.of("12.8")));
            assertThat(session.deviceCount()).isEqualTo(1);
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.name()).contains("NVIDIA GeForce RTX 4090");
            assertThat(gpu.uuid()).get().asString().matches("GPU-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(gpu.pciBusId()).contains("00000000:01:00.0");
            assertThat(gpu.computeCapability()).contains("8.9");
            assertThat(gpu.memory().orElseThrow().total()).isEqualTo(24564L << 20);
            assertThat(gpu.memory().orElseThrow().used()).hasValue(437L + 1024 + 2048 << 20);
            assertThat(gpu.utilization().gpu()).hasValue(80);
            assertThat(gpu.temperature().getAsInt()).isBetween(25, 80);
            assertThat(gpu.memoryTemperature().getAsInt())
                    .isGreaterThan(gpu.temperature().getAsInt());
            assertThat(gpu.powerMilliwatts().getAsLong()).isBetween(300_000L, 450_000L);
            assertThat(gpu.powerLimitMilliwatts()).hasValue(450_000);
            assertThat(gpu.smClockMegahertz().getAsInt()).isGreaterThan(2000);
            assertThat(gpu.memoryClockMegahertz()).hasValue(10501);
            assertThat(gpu.fanPercent()).isPresent();
            assertThat(gpu.pcieGeneration()).hasValue(4);
            assertThat(gpu.pcieGenerationMax()).hasValue(4);
            assertThat(gpu.pcieWidth()).hasValue(16);
            assertThat(gpu.pcieWidthMax()).hasValue(16);
            assertThat(gpu.clockLimits()).isEmpty();
            assertThat(gpu.processes())
                    .containsExactly(
                            new NvmlProcess(78, OptionalLong.of(2048L << 20), NvmlProcess.Kind.COMPUTE),
                            new NvmlProcess(77, OptionalLong.of(1024L << 20), NvmlProcess.Kind.GRAPHICS));
            assertThat(session.device(gpu.uuid().orElseThrow()).name()).isEqualTo(gpu.name());
        }
    }

    @Test
    void energyIsTheSumOfPowerOverTime() throws Exception {
        try (NvmlSession session = StandIn.session(folder, "time-scale 100\ngpu\n load 60\n")) {
            NvmlDevice gpu = session.device(0);
            long energy = gpu.energyMillijoules().orElseThrow();
            long started = System.nanoTime();
            await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            long used = gpu.energyMillijoules().orElseThrow() - energy;
            double seconds = (System.nanoTime() - started) / 1e9 * 100;
            assertThat(used / 1000.0)
                    .isCloseTo(gpu.powerMilliwatts().orElseThrow() / 1000.0 * seconds, Percentage.withPercentage(10));
        }
    }

    @Test
    void anIdleCardSaysThatItIsIdle() throws Exception {
        try (NvmlSession session = StandIn.session(folder, "gpu\n load 0\n")) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.clockLimits()).containsExactly(NvmlClockLimit.GPU_IDLE);
            assertThat(gpu.pcieGeneration()).hasValue(1);
            assertThat(gpu.processes()).isEmpty();
        }
    }

    @Test
    void numbersThatCannotBeAreNoReadings() throws Exception {
        try (NvmlSession session =
                StandIn.session(folder, "gpu\n sentinel temperature power uuid energy utilization memory\n")) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.temperature()).isEmpty();
            assertThat(gpu.memoryTemperature()).isEmpty();
            assertThat(gpu.powerMilliwatts()).isEmpty();
            assertThat(gpu.energyMillijoules()).isEmpty();
            assertThat(gpu.utilization()).isEqualTo(new NvmlUtilization(OptionalInt.empty(), OptionalInt.empty()));
            assertThat(gpu.memory().orElseThrow().used()).isEmpty();
            // No NUL anywhere in the buffer, rubbish behind the UUID.
            assertThat(gpu.uuid().orElseThrow()).hasSize(40).startsWith("GPU-");
        }
    }

    @Test
    void aReadingTheCardDoesNotHaveCostsNoOther() throws Exception {
        try (NvmlSession session = StandIn.session(
                folder,
                "gpu\n missing nvmlDeviceGetFanSpeed nvmlDeviceGetFanSpeed_v2 nvmlDeviceGetTotalEnergyConsumption\n")) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.fanPercent()).isEmpty();
            assertThat(gpu.energyMillijoules()).isEmpty();
            assertThat(gpu.powerMilliwatts()).isPresent();
        }
    }

    @Test
    void olderFunctionsStepInForNewerOnes() throws Exception {
        try (NvmlSession session = StandIn.session(
                folder,
                "gpu\n load 50\n process 9 100\n error 13 nvmlDeviceGetMemoryInfo_v2\n"
                        + " error 13 nvmlDeviceGetComputeRunningProcesses_v3\n error 3 nvmlDeviceGetTemperature\n"
                        + " error 3 nvmlDeviceGetCurrentClocksEventReasons\n error 3 nvmlDeviceGetPowerManagementLimit\n")) {
            NvmlDevice gpu = session.device(0);
            assertThat(gpu.memory()).isPresent();
            assertThat(gpu.processes()).extracting(NvmlProcess::pid).containsExactly(9L);
            assertThat(gpu.temperature()).isPresent();
            assertThat(gpu.powerLimitMilliwatts()).hasValue(450_000);
        }
    }

    @Test
    void aLostGpuSaysSoAndTheOthersGoOn() throws Exception {
        try (NvmlSession session = StandIn.session(folder, "gpu\n load 10\ngpu NVIDIA RTX A6000\n")) {
            NvmlDevice first = session.device(0);
            NvmlDevice second = session.device(1);
            assertThat(second.powerMilliwatts()).isPresent();
            StandIn.write(folder, "gpu\n load 10\ngpu NVIDIA RTX A6000\n lost\n");
            await().untilAsserted(() -> assertThatThrownBy(second::powerMilliwatts)
                    .isInstanceOfSatisfying(
                            NvmlException.class, e -> assertThat(e.reason()).isEqualTo(NvmlReturn.GPU_IS_LOST)));
            assertThatThrownBy(() -> session.device(1)).hasMessageContaining("fallen off the bus");
            assertThat(first.powerMilliwatts()).isPresent();
        }
    }

    @Test
    void anXidArrivesAsAnEventOfItsGpu() throws Exception {
        try (NvmlSession session = StandIn.session(folder, "gpu\n xid 0.2 79\n");
                NvmlEventSet events = session.events()) {
            NvmlDevice gpu = session.device(0);
            assertThat(events.register(gpu, NvmlEventSet.XID)).isTrue();
            NvmlEvent event = events.await(5000).orElseThrow();
            assertThat(event).isEqualTo(new NvmlEvent(Optional.of(gpu), NvmlEventSet.XID, 79));
            assertThat(events.await(20)).isEmpty();
        }
    }

    @Test
    void eachWayNotToStartHasItsOwnAnswer() throws Exception {
        assertThat(StandIn.open(folder, "init-error 9\n")).isInstanceOf(NvmlOpening.NoDriver.class);
        String library = folder.resolve("libnvidia-ml.so.1").toString();
        StandIn.write(folder, "init-error 18 \n");
        assertThat(NvmlSession.open(Optional.of(library))).isInstanceOf(NvmlOpening.VersionMismatch.class);
        StandIn.write(folder, "init-error 999\n");
        assertThat(NvmlSession.open(Optional.of(library)))
                .isInstanceOfSatisfying(
                        NvmlOpening.Failed.class, f -> assertThat(f.message()).contains("internal error"));
        StandIn.write(folder, "no-gpus\n");
        NvmlOpening ok = NvmlSession.open(Optional.of(library));
        assertThat(ok).isInstanceOf(NvmlOpening.Opened.class);
        try (NvmlSession session = ((NvmlOpening.Opened) ok).session()) {
            assertThat(session.deviceCount()).isZero();
        }
    }
}
