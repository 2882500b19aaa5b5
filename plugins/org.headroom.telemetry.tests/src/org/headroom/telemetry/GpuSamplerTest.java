package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.Series;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GpuSamplerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final GpuIdentity GPU0 = Samples.gpu(0);
    private static final GpuIdentity GPU1 = Samples.gpu(1);
    private static final GpuIdentity GPU2 = Samples.gpu(2);

    private final TestTime time = new TestTime();
    private final FakeGpuLink link = new FakeGpuLink(time);
    private final History history = new History(Duration.ofHours(1), SECOND);
    private final Set<GpuId> asleep = new HashSet<>();
    private boolean fullScreen;
    private int opened;
    private LinkOpener.Attempt answer = new LinkOpener.Attempt(FakeGpuLink.OK, Optional.of(link));
    private final GpuSampler sampler = new GpuSampler(
            new GpuSampler.Surroundings(
                    () -> {
                        opened++;
                        return answer;
                    },
                    time,
                    time::nanos,
                    gpu -> asleep.contains(gpu.id()),
                    () -> fullScreen,
                    history::append),
            SECOND,
            new XidWatch(time, xid -> {}));

    @AfterEach
    void close() throws InterruptedException {
        sampler.close(Duration.ofSeconds(5));
    }

    private void sweeps(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            sampler.sweep();
            time.pass(SECOND);
        }
    }

    private GpuReading of(GpuIdentity gpu) {
        return sampler.readings().stream()
                .filter(r -> r.identity().id().equals(gpu.id()))
                .findFirst()
                .orElseThrow();
    }

    private GpuReading.State stateOf(GpuIdentity gpu) {
        return of(gpu).state();
    }

    private int powerReads(GpuIdentity gpu) {
        return link.asked(gpu, Question.POWER);
    }

    @Test
    void keepsSamplingWhenOneGpuIsLost() throws Exception {
        link.healthy(GPU0).healthy(GPU1);
        sweeps(3);
        link.failing(GPU1, GpuFault.Kind.LOST);
        sweeps(3);
        assertThat(powerReads(GPU0)).isEqualTo(6);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.OK);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.LOST);
        assertThat(of(GPU1).why()).isEqualTo("the test wants it so");
        assertThat(of(GPU1).latest()).isPresent();
        assertThat(history.series(GPU1.id(), Metric.POWER, time.instant().minusSeconds(60), time.instant(), 100)
                        .size())
                .isEqualTo(3);
    }

    @Test
    void takesALostGpuBackWhenItAnswersAgainAndAsksForItsConditionAtOnce() throws Exception {
        link.healthy(GPU0).failing(GPU1, GpuFault.Kind.LOST);
        sweeps(2);
        assertThat(sampler.readings())
                .extracting(GpuReading::state)
                .containsExactly(GpuReading.State.OK, GpuReading.State.LOST);
        link.healthy(GPU1);
        sweeps(6);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.OK);
        assertThat(of(GPU1).why()).isEmpty();
        assertThat(of(GPU1).condition()).isPresent();
        assertThat(sampler.readings()).hasSize(2);
    }

    @Test
    void aGpuWhoseCallsTakeSecondsIsStillReadNowAndThen() throws Exception {
        link.slow(GPU1, Duration.ofSeconds(3));
        link.healthy(GPU0);
        sweeps(5);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.OK);
        assertThat(of(GPU1).latest()).isPresent();
        // One call a round: the rest waits its turn.
        assertThat(powerReads(GPU1)).isLessThanOrEqualTo(2);
    }

    @Test
    void asksInTiersAndSeldomForWhatTheCardDoesNotHave() throws Exception {
        link.healthy(GPU0);
        sweeps(60);
        assertThat(powerReads(GPU0)).isEqualTo(60);
        assertThat(link.asked(GPU0, Question.CORE_TEMPERATURE)).isEqualTo(30);
        assertThat(link.asked(GPU0, Question.ENCODER)).isEqualTo(12);
        assertThat(link.asked(GPU0, Question.PROCESSES)).isEqualTo(6);
        assertThat(link.asked(GPU0, Question.ECC)).isEqualTo(3);
        assertThat(link.asked(GPU0, Question.LIMITS)).isEqualTo(1);
        assertThat(link.asked(GPU0, Question.HOTSPOT_TEMPERATURE)).isLessThanOrEqualTo(5);
    }

    @Test
    void doesNotListProcessesWhileTheUsersProgramFillsTheScreen() throws Exception {
        link.healthy(GPU0);
        sweeps(15);
        int before = link.asked(GPU0, Question.PROCESSES);
        fullScreen = true;
        sweeps(30);
        assertThat(link.asked(GPU0, Question.PROCESSES)).isEqualTo(before);
        fullScreen = false;
        sweeps(1);
        assertThat(link.asked(GPU0, Question.PROCESSES)).isEqualTo(before + 1);
    }

    @Test
    void anXidBringsTheConditionWithTheNextSweep() throws Exception {
        link.healthy(GPU0);
        sweeps(5);
        assertThat(link.asked(GPU0, Question.ECC)).isEqualTo(1);
        sampler.hurryCondition(GPU0.id());
        sweeps(1);
        assertThat(link.asked(GPU0, Question.ECC)).isEqualTo(2);
        assertThat(link.asked(GPU0, Question.LIMITS)).isEqualTo(2);
    }

    @Test
    void aSleepingGpuIsNeitherReadNorIdentifiedAgain() throws Exception {
        link.healthy(GPU0).healthy(GPU1);
        sweeps(3);
        asleep.add(GPU1.id());
        int before = powerReads(GPU1);
        sweeps(3);
        // The number of GPUs changes: all are asked who they are, but for the sleeping one.
        link.healthy(GPU2);
        sweeps(10);
        assertThat(powerReads(GPU1)).isEqualTo(before);
        assertThat(link.identified.get(GPU1.id())).hasValue(1);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.ASLEEP);
        assertThat(of(GPU1).why()).contains("sleep");
        assertThat(of(GPU1).latest()).isPresent();
        assertThat(stateOf(GPU2)).isEqualTo(GpuReading.State.OK);
        asleep.clear();
        sweeps(2);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.OK);
        assertThat(powerReads(GPU1)).isGreaterThan(before);
    }

    @Test
    void aGpuThatIsNotListedAnyMoreIsLostAndTheOthersKeepTheirNames() throws Exception {
        link.healthy(GPU0).healthy(GPU1).healthy(GPU2);
        sweeps(3);
        link.unlisted(GPU0);
        sweeps(2);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.LOST);
        assertThat(of(GPU0).why()).contains("does not list it");
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.OK);
        assertThat(of(GPU1).identity().index()).isZero();
        assertThat(stateOf(GPU2)).isEqualTo(GpuReading.State.OK);
        assertThat(powerReads(GPU1)).isEqualTo(5);
        link.healthy(GPU0);
        sweeps(2);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.OK);
        assertThat(sampler.readings()).hasSize(3);
    }

    @Test
    void looksForADriverThatIsInstalledLater() throws Exception {
        NvmlStatus none = new NvmlStatus(
                NvmlStatus.State.NO_LIBRARY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "none");
        answer = new LinkOpener.Attempt(none, Optional.empty());
        sweeps(29);
        assertThat(opened).isEqualTo(1);
        assertThat(sampler.status()).isEqualTo(none);
        answer = new LinkOpener.Attempt(FakeGpuLink.OK, Optional.of(link.healthy(GPU0)));
        sweeps(5);
        assertThat(sampler.status().state()).isEqualTo(NvmlStatus.State.OK);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.OK);
    }

    @Test
    void opensAnewWhenTheDriverForgetsTheSession() throws Exception {
        link.healthy(GPU0);
        sweeps(2);
        link.failing(GPU0, GpuFault.Kind.SESSION);
        sweeps(1);
        assertThat(sampler.status().state()).isEqualTo(NvmlStatus.State.ERROR);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.ERROR);
        link.healthy(GPU0);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            sweeps(1);
            return stateOf(GPU0) == GpuReading.State.OK;
        });
        assertThat(link.closed).isTrue();
        assertThat(opened).isEqualTo(2);
        assertThat(sampler.status().state()).isEqualTo(NvmlStatus.State.OK);
    }

    @Test
    void aGpuThatWasAwayLeavesAGapAndNoLine() throws Exception {
        link.healthy(GPU0);
        sweeps(5);
        link.failing(GPU0, GpuFault.Kind.ERROR);
        sweeps(5);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.ERROR);
        link.healthy(GPU0);
        sweeps(5);
        Series series = history.series(GPU0.id(), Metric.POWER, time.instant().minusSeconds(15), time.instant(), 100);
        int gaps = 0;
        for (int i = 0; i < series.size(); i++) if (Double.isNaN(series.mean(i))) gaps++;
        assertThat(series.size()).isEqualTo(11);
        assertThat(gaps).isEqualTo(1);
    }
}
