package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuReading.State;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.XidEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole watch over a C library with NVML's ABI that misbehaves. */
@Timeout(120)
class StandInFaultsTest {
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private StandIn standIn;

    private GpuTelemetry watch(String scenario) throws Exception {
        standIn = new StandIn(folder, scenario);
        return new GpuTelemetry(Optional.of(standIn.library.toString()), Clock.systemUTC(), PERIOD);
    }

    private static Map<Integer, GpuReading> byIndex(GpuTelemetry watch) {
        return watch.gpus().stream().collect(Collectors.toMap(r -> r.identity().index(), r -> r, (a, b) -> a));
    }

    private static boolean read(GpuTelemetry watch, int gpu) {
        GpuReading reading = byIndex(watch).get(gpu);
        return reading != null
                && reading.state() == State.OK
                && reading.latest().isPresent();
    }

    private static Duration age(GpuTelemetry watch, int gpu) {
        Instant at = byIndex(watch).get(gpu).latest().orElseThrow().at();
        return Duration.between(at, Instant.now());
    }

    @Test
    void aGpuThatTakesThreeSecondsACallNeitherHoldsUpTheOthersNorIsGivenUp() throws Exception {
        try (GpuTelemetry watch = watch("gpu\ngpu slow\n slow-ms 3000\ngpu\ngpu\n")) {
            watch.start();
            await().atMost(Duration.ofSeconds(8)).until(() -> read(watch, 0) && read(watch, 2) && read(watch, 3));
            assertThat(byIndex(watch)).containsKey(1);
            Instant begun = Instant.now();
            await().atMost(LONG).until(() -> {
                for (int gpu : new int[] {0, 2, 3}) assertThat(age(watch, gpu)).isLessThan(Duration.ofSeconds(2));
                return read(watch, 1);
            });
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(30));
            assertThat(byIndex(watch).get(1).latest().orElseThrow().power()).isPresent();
            // Once known it shows a new sample with each call.
            Instant first = byIndex(watch).get(1).latest().orElseThrow().at();
            await().atMost(Duration.ofSeconds(10))
                    .until(() ->
                            byIndex(watch).get(1).latest().orElseThrow().at().isAfter(first));
            assertThat(byIndex(watch).get(1).state()).isEqualTo(State.OK);
        }
    }

    @Test
    void aLibraryWhoseEveryCallIsSlowStillGivesReadings() throws Exception {
        try (GpuTelemetry watch = watch("gpu\n slow-ms 700\ngpu\n slow-ms 700\ngpu\n slow-ms 700\n")) {
            watch.start();
            await().atMost(LONG).until(() -> read(watch, 0) && read(watch, 1) && read(watch, 2));
            await().atMost(LONG)
                    .until(() -> byIndex(watch).values().stream()
                            .allMatch(r -> r.latest().orElseThrow().core().isPresent()));
        }
    }

    @Test
    void aGpuThatIsLostForAWhileIsToldAndTakenBack() throws Exception {
        try (GpuTelemetry watch = watch("gpu\ngpu\n lost-after 2\n back-after 5\n")) {
            watch.start();
            await().atMost(LONG).until(() -> read(watch, 1));
            await().atMost(LONG).until(() -> byIndex(watch).get(1).state() == State.LOST);
            assertThat(byIndex(watch).get(1).why()).contains("fallen off the bus");
            assertThat(byIndex(watch).get(1).latest()).isPresent();
            assertThat(read(watch, 0)).isTrue();
            await().atMost(LONG).until(() -> read(watch, 1));
            assertThat(watch.gpus()).hasSize(2);
        }
    }

    @Test
    void gpusThatComeAndGoAreKept() throws Exception {
        try (GpuTelemetry watch = watch("gpu A\ngpu B\n")) {
            watch.start();
            await().atMost(LONG).until(() -> read(watch, 0) && read(watch, 1));
            standIn.scenario("gpu A\n");
            await().atMost(LONG).until(() -> byIndex(watch).get(1).state() == State.LOST);
            assertThat(read(watch, 0)).isTrue();
            standIn.scenario("gpu A\ngpu B\ngpu C\n");
            await().atMost(LONG).until(() -> read(watch, 0) && read(watch, 1) && read(watch, 2));
            assertThat(watch.gpus()).hasSize(3);
        }
    }

    @Test
    void aDriverThatForgetsTheSessionIsOpenedAgain() throws Exception {
        try (GpuTelemetry watch = watch("gpu\n")) {
            watch.start();
            await().atMost(LONG).until(() -> read(watch, 0));
            standIn.scenario("gpu\n error 1\n");
            await().atMost(LONG).until(() -> byIndex(watch).get(0).state() == State.ERROR);
            standIn.scenario("gpu\n");
            await().atMost(LONG).until(() -> read(watch, 0));
            assertThat(watch.status().state()).isEqualTo(NvmlStatus.State.OK);
            assertThat(watch.gpus()).hasSize(1);
        }
    }

    @Test
    void anXidIsToldWithItsGpuAndBringsTheCondition() throws Exception {
        try (GpuTelemetry watch = watch("gpu\ngpu\n xid 3 79\n")) {
            BlockingQueue<XidEvent> told = new LinkedBlockingQueue<>();
            watch.onXid(told::add);
            watch.start();
            await().atMost(LONG).until(() -> read(watch, 1));
            XidEvent xid = told.poll(60, TimeUnit.SECONDS);
            assertThat(xid).isNotNull();
            assertThat(xid.code()).isEqualTo(79);
            assertThat(xid.gpu()).contains(byIndex(watch).get(1).identity().id());
            await().atMost(LONG)
                    .until(() -> byIndex(watch)
                            .get(1)
                            .condition()
                            .filter(c -> c.at().isAfter(xid.at()))
                            .isPresent());
        }
    }

    @Test
    void sixtyFourGpusAreAllReadAndTheConditionComes() throws Exception {
        try (GpuTelemetry watch = watch("gpu\n".repeat(64))) {
            watch.start();
            await().atMost(LONG)
                    .until(() -> watch.gpus().stream()
                                    .filter(r ->
                                            r.state() == State.OK && r.latest().isPresent())
                                    .count()
                            == 64);
            await().atMost(LONG)
                    .until(() -> watch.gpus().stream()
                            .allMatch(r -> r.condition()
                                    .filter(c -> c.limits().slowdown().isPresent())
                                    .isPresent()));
            await().atMost(LONG).until(() -> watch.cost().callsPerMinute() > 0);
            assertThat(watch.cost().sweep()).isPositive();
        }
    }

    @Test
    void closesPromptlyWhileAGpuHangs() throws Exception {
        GpuTelemetry watch = watch("gpu\ngpu\n slow-ms 5000\n");
        watch.start();
        await().atMost(LONG).until(() -> read(watch, 0));
        long begun = System.nanoTime();
        watch.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
}
