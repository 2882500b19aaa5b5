package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every typed reading, on a card that tells everything, and on one that tells nothing. */
class TypedReadingsTest {
    private static final String SILENT = """
            static int gpu;
            int nvmlInit_v2(void) { return 0; }
            int nvmlShutdown(void) { return 0; }
            int nvmlDeviceGetHandleByIndex_v2(unsigned i, void **d) { *d = &gpu; return 0; }
            """;

    @TempDir
    Path folder;

    private NvmlSession session;
    private NvmlDevice gpu;

    @BeforeEach
    void open() throws Exception {
        session = Checkout.open(Checkout.library(folder, "complete", Checkout.resource("complete.c")));
        gpu = session.device(0);
    }

    @AfterEach
    void close() {
        if (session != null) session.close();
    }

    @Test
    void identity() throws Exception {
        assertThat(gpu.uuid()).contains("GPU-01234567-89ab-cdef-0123-456789abcdef");
        assertThat(gpu.serial()).contains("1320921043512");
        assertThat(gpu.vbios()).contains("95.02.3c.00.8a");
        assertThat(gpu.architecture()).contains(NvmlArchitecture.ADA);
        assertThat(gpu.brand()).contains(NvmlBrand.GEFORCE);
        assertThat(gpu.computeMode()).contains(NvmlComputeMode.EXCLUSIVE_PROCESS);
        assertThat(gpu.persistenceMode()).contains(true);
    }

    @Test
    void loadPowerAndClocks() throws Exception {
        assertThat(gpu.utilization()).isEqualTo(new NvmlUtilization(OptionalInt.of(40), OptionalInt.of(7)));
        assertThat(gpu.memory()).contains(new NvmlMemory(1000, OptionalLong.of(400)));
        assertThat(gpu.encoderPercent()).hasValue(11);
        assertThat(gpu.decoderPercent()).hasValue(12);
        assertThat(gpu.powerMilliwatts()).hasValue(123_456);
        assertThat(gpu.energyMillijoules()).hasValue(987_654_321);
        assertThat(gpu.performanceState()).hasValue(2);
        assertThat(gpu.powerLimits())
                .isEqualTo(new NvmlPowerLimits(
                        OptionalLong.of(300_000),
                        OptionalLong.of(320_000),
                        OptionalLong.of(350_000),
                        OptionalLong.of(100_000),
                        OptionalLong.of(400_000)));
        assertThat(gpu.powerLimitMilliwatts()).hasValue(320_000);
        assertThat(gpu.clocks()).isEqualTo(clocks(1000));
        assertThat(gpu.maxClocks()).isEqualTo(clocks(3000));
        assertThat(gpu.clockLimits()).containsExactlyInAnyOrder(NvmlClockLimit.SW_POWER_CAP, NvmlClockLimit.SW_THERMAL);
        assertThat(gpu.clockLimits()).isSameAs(gpu.clockLimits());
        NvmlThrottleTimes times = gpu.throttleTimes();
        assertThat(times.power()).hasValue(1000);
        assertThat(times.thermal()).hasValue(1001);
        assertThat(times.syncBoost()).isEmpty();
        assertThat(times.reliability()).hasValue(1005);
    }

    private static NvmlClocks clocks(int from) {
        return new NvmlClocks(
                OptionalInt.of(from), OptionalInt.of(from + 1), OptionalInt.of(from + 2), OptionalInt.of(from + 3));
    }

    @Test
    void temperaturesAndFans() throws Exception {
        assertThat(gpu.temperature()).hasValue(61);
        assertThat(gpu.memoryTemperature()).hasValue(82);
        assertThat(gpu.hotspotTemperature()).hasValue(74);
        assertThat(gpu.thermalSensors())
                .containsExactly(
                        new NvmlThermalSensor(NvmlThermalSensor.Target.GPU, 61),
                        new NvmlThermalSensor(NvmlThermalSensor.Target.GPU, 74),
                        new NvmlThermalSensor(NvmlThermalSensor.Target.MEMORY, 82));
        assertThat(gpu.temperatureLimits())
                .isEqualTo(new NvmlTemperatureLimits(
                        OptionalInt.of(99), OptionalInt.of(104), OptionalInt.of(105), OptionalInt.of(93)));
        assertThat(gpu.fans())
                .containsExactly(
                        new NvmlFan(0, OptionalInt.of(30), OptionalInt.of(35), OptionalInt.of(1200)),
                        new NvmlFan(1, OptionalInt.of(31), OptionalInt.empty(), OptionalInt.of(1201)));
        assertThat(gpu.fanPercent()).hasValue(30);
    }

    @Test
    void wearAndErrors() throws Exception {
        assertThat(gpu.ecc())
                .contains(new NvmlEcc(
                        true, false, OptionalLong.of(1), OptionalLong.of(2), OptionalLong.of(11), OptionalLong.of(12)));
        assertThat(gpu.memoryErrors(NvmlMemoryErrors.Place.SRAM))
                .isEqualTo(new NvmlMemoryErrors(
                        OptionalLong.of(700), OptionalLong.of(701), OptionalLong.of(710), OptionalLong.of(711)));
        assertThat(gpu.memoryErrors(NvmlMemoryErrors.Place.TEXTURE_SHM).correctedVolatile())
                .isEmpty();
        assertThat(gpu.remappedRows()).contains(new NvmlRemappedRows(5, 2, true, false));
        assertThat(gpu.retiredPages()).contains(new NvmlRetiredPages(OptionalInt.of(4), OptionalInt.of(1), true));
        assertThat(gpu.pcieReplays()).hasValue(17);
    }

    @Test
    void linksAndParts() throws Exception {
        List<NvmlLink> links = gpu.nvLinks();
        assertThat(links).hasSize(2);
        assertThat(links.getFirst().active()).isTrue();
        assertThat(links.getFirst().eccData()).isEmpty();
        assertThat(links.getFirst().errors()).hasValue(0 + 1 + 2 + 3);
        assertThat(links.get(1).active()).isFalse();
        assertThat(links.get(1).crcData()).hasValue(13);
        assertThat(gpu.mig()).contains(new NvmlMig(true, true, 7));
        assertThat(gpu.migDevices()).hasSize(2);
        assertThat(gpu.migDevices().getFirst().name()).contains("MIG 1g.10gb");
    }

    @Test
    void processesOverTime() throws Exception {
        assertThat(gpu.processUtilization(0))
                .containsExactly(new NvmlProcessUse(4711, 1_700_000_000_000_000L, 50, 20, 3, 4));
        assertThat(gpu.accountingMode()).contains(true);
        assertThat(gpu.accountedPids()).containsExactly(4711L, 4712L);
        assertThat(gpu.accounting(4711))
                .contains(new NvmlAccounting(
                        OptionalInt.of(60),
                        OptionalInt.of(30),
                        OptionalLong.of(1 << 20),
                        OptionalLong.of(5000),
                        OptionalLong.of(1_700_000_000_000_000L),
                        false));
        assertThat(gpu.accounting(1)).isEmpty();
    }

    @Test
    void aCardThatTellsNothingIsReadAsNothing() throws Exception {
        try (NvmlSession silent = Checkout.open(Checkout.library(folder, "silent", SILENT))) {
            NvmlDevice none = silent.device(0);
            assertThat(none.uuid()).isEmpty();
            assertThat(none.serial()).isEmpty();
            assertThat(none.vbios()).isEmpty();
            assertThat(none.architecture()).isEmpty();
            assertThat(none.brand()).isEmpty();
            assertThat(none.computeMode()).isEmpty();
            assertThat(none.persistenceMode()).isEmpty();
            assertThat(none.memory()).isEmpty();
            assertThat(none.encoderPercent()).isEmpty();
            assertThat(none.decoderPercent()).isEmpty();
            assertThat(none.performanceState()).isEmpty();
            assertThat(none.hotspotTemperature()).isEmpty();
            assertThat(none.thermalSensors()).isEmpty();
            assertThat(none.fans()).isEmpty();
            assertThat(none.ecc()).isEmpty();
            assertThat(none.remappedRows()).isEmpty();
            assertThat(none.retiredPages()).isEmpty();
            assertThat(none.pcieReplays()).isEmpty();
            assertThat(none.nvLinks()).isEmpty();
            assertThat(none.mig()).isEmpty();
            assertThat(none.migDevices()).isEmpty();
            assertThat(none.processUtilization(0)).isEmpty();
            assertThat(none.accountingMode()).isEmpty();
            assertThat(none.accountedPids()).isEmpty();
            assertThat(none.accounting(1)).isEmpty();
            assertThat(none.powerLimits().enforced()).isEmpty();
            assertThat(none.temperatureLimits())
                    .isEqualTo(new NvmlTemperatureLimits(
                            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));
            assertThat(none.maxClocks().sm()).isEmpty();
            assertThat(none.throttleTimes().thermal()).isEmpty();
            assertThat(none.clockLimits()).isEmpty();
            assertThat(none.field(1, 2)).isEqualTo(OptionalLong.empty());
            assertThat(Optional.of(none.handle())).isNotEmpty();
        }
    }
}
