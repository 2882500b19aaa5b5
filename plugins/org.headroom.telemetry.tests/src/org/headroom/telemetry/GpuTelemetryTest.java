package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;
import org.junit.jupiter.api.Test;

/** The whole watch over the stand-in driver. */
class GpuTelemetryTest {
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
