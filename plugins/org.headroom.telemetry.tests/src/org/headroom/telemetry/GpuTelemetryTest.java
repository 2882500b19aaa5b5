package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole watch over the stand-in driver. */
class GpuTelemetryTest {
    @TempDir
    Path folder;

    @Test
    void watchesTheStandInsGpu() throws Exception {
        try (GpuTelemetry watch =
                new GpuTelemetry(Optional.of(StandIn.built().toString()), Clock.systemUTC(), Duration.ofMillis(100))) {
            CountDownLatch changes = new CountDownLatch(8);
            Subscription told = watch.onChange(changes::countDown);
            watch.start();
            assertThat(changes.await(60, TimeUnit.SECONDS)).isTrue();
            told.close();
            assertThat(watch.status().state()).isEqualTo(NvmlStatus.State.OK);
            GpuReading gpu = watch.gpus().getFirst();
            assertThat(gpu.state()).isEqualTo(GpuReading.State.OK);
            assertThat(gpu.identity().simulated()).isTrue();
            Instant last = gpu.latest().orElseThrow().at();
            Series power =
                    watch.series(gpu.identity().id(), Metric.POWER, last.minusSeconds(60), last.plusMillis(1), 200);
            assertThat(power.size()).isGreaterThanOrEqualTo(6);
            assertThat(power.mean(0)).isBetween(15.0, 450.0);
            Optional<Joules> used = watch.energyBetween(gpu.identity().id(), power.at(0), last);
            assertThat(used).isPresent();
        }
    }

    @Test
    void energyIsIntegratedWhereTheCounterFallsOrIsMissing() throws Exception {
        StandIn standIn = new StandIn(folder, """
                gpu
                 load 70
                gpu
                 load 70
                 energy-backwards 3
                gpu
                 load 70
                 missing nvmlDeviceGetTotalEnergyConsumption
                """);
        try (GpuTelemetry watch =
                new GpuTelemetry(Optional.of(standIn.library.toString()), Clock.systemUTC(), Duration.ofMillis(100))) {
            watch.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watch.gpus().stream()
                                    .filter(g -> g.latest().isPresent())
                                    .count()
                            == 3);
            Instant begin = Instant.now();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sources(watch, begin))
                            .containsExactly(
                                    Optional.of(EnergyEstimate.Source.COUNTER),
                                    Optional.of(EnergyEstimate.Source.INTEGRATED_POWER),
                                    Optional.of(EnergyEstimate.Source.INTEGRATED_POWER)));
        }
    }

    private static List<Optional<EnergyEstimate.Source>> sources(GpuTelemetry watch, Instant begin) {
        return watch.gpus().stream()
                .map(g -> watch.energyEstimate(
                        g.identity().id(), begin, g.latest().orElseThrow().at()))
                .map(e -> e.map(EnergyEstimate::source))
                .toList();
    }

    @Test
    void aMachineWithoutALibraryHasAPlainMessageAndNoGpus() throws Exception {
        try (GpuTelemetry watch =
                new GpuTelemetry(Optional.of("/nowhere/libnvidia-ml.so.1"), Clock.systemUTC(), Duration.ofMillis(50))) {
            watch.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> watch.status().library().isPresent());
            assertThat(watch.status().state()).isEqualTo(NvmlStatus.State.NO_LIBRARY);
            assertThat(watch.gpus()).isEmpty();
        }
    }
}
