package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GPUs that hang in a call, in real time. */
class SlowGpuTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMillis(40);

    private final TestTime time = new TestTime();
    private final FakeGpuLink link = new FakeGpuLink(time);
    private final GpuSampler sampler = new GpuSampler(
            new GpuSampler.Surroundings(
                    () -> new LinkOpener.Attempt(FakeGpuLink.OK, Optional.of(link)),
                    time,
                    time::nanos,
                    gpu -> false,
                    () -> false,
                    sample -> {}),
            SECOND,
            new XidWatch(time, xid -> {}),
            new Crew(PATIENCE, Duration.ofMillis(200)));
    private final List<GpuIdentity> gpus = new ArrayList<>();

    private void gpus(int count) {
        for (int i = 0; i < count; i++) {
            gpus.add(Samples.gpu(i));
            link.healthy(gpus.get(i));
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        gpus.forEach(link::healthy);
        link.countHangs(false);
        sampler.close(Duration.ofSeconds(5));
        assertThat(link.collisions).as("two calls to one GPU at once").hasValue(0);
    }

    private void sweeps(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            sampler.sweep();
            time.pass(SECOND);
        }
    }

    private GpuReading reading(int gpu) {
        return sampler.readings().stream()
                .filter(r -> r.identity().index() == gpu)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGpuThatHangsInAReadingDelaysNobody() throws Exception {
        gpus(8);
        sweeps(2);
        link.hanging(gpus.get(3));
        long begun = System.nanoTime();
        sweeps(20);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        for (int i = 0; i < 8; i++)
            assertThat(link.asked(gpus.get(i), Question.POWER)).as("GPU %d", i).isEqualTo(i == 3 ? 3 : 22);
        assertThat(sampler.crew().threads()).isEqualTo(2);
        assertThat(reading(3).latest()).isPresent();
    }

    @Test
    void aGpuThatHangsAtTheStartIsShownAsSuchAndTheOthersAreThereInTheFirstSweep() throws Exception {
        gpus(8);
        link.hanging(gpus.get(0));
        sweeps(1);
        assertThat(sampler.readings()).hasSize(8);
        for (int i = 1; i < 8; i++) {
            assertThat(reading(i).state()).isEqualTo(GpuReading.State.OK);
            assertThat(reading(i).latest()).isPresent();
        }
        assertThat(reading(0).state()).isEqualTo(GpuReading.State.ERROR);
        assertThat(reading(0).why()).contains("not said yet who it is");
        link.healthy(gpus.get(0));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sweeps(1);
            return reading(0).state() == GpuReading.State.OK
                    && reading(0).latest().isPresent();
        });
        assertThat(sampler.readings()).hasSize(8);
    }

    @Test
    void whenAllGpusHangEachHasAThreadAndNoMore() throws Exception {
        gpus(6);
        gpus.forEach(link::hanging);
        sweeps(10);
        // One each, and the one that sweeps.
        assertThat(sampler.crew().threads()).isEqualTo(7);
        gpus.forEach(link::healthy);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sweeps(1);
            return sampler.readings().stream()
                    .allMatch(
                            r -> r.state() == GpuReading.State.OK && r.latest().isPresent());
        });
    }

    @Test
    void aGpuThatHasBeenQuickForAMinuteSharesTheThreadAgain() throws Exception {
        gpus(2);
        sweeps(1);
        link.hanging(gpus.get(1));
        sweeps(2);
        assertThat(sampler.crew().threads()).isEqualTo(2);
        link.healthy(gpus.get(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sweeps(5);
            return sampler.crew().threads() == 1;
        });
        int before = link.asked(gpus.get(1), Question.POWER);
        sweeps(3);
        assertThat(link.asked(gpus.get(1), Question.POWER)).isEqualTo(before + 3);
    }

    @Test
    void aDriverThatHangsOverTheNumberOfGpusDoesNotStopTheReadings() throws Exception {
        gpus(2);
        sweeps(2);
        link.countHangs(true);
        sweeps(5);
        assertThat(link.asked(gpus.get(0), Question.POWER)).isEqualTo(7);
        assertThat(sampler.status().state()).isEqualTo(NvmlStatus.State.OK);
    }

    @Test
    void aSessionIsNotShutDownUnderACallThatHangs() throws Exception {
        gpus(2);
        sweeps(2);
        link.hanging(gpus.get(1));
        sweeps(1);
        link.failing(gpus.get(0), GpuFault.Kind.SESSION);
        sweeps(2);
        assertThat(link.closed).isFalse();
        link.healthy(gpus.get(0));
        link.healthy(gpus.get(1));
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sweeps(1);
            return link.closed && sampler.readings().stream().allMatch(r -> r.state() == GpuReading.State.OK);
        });
    }
}
