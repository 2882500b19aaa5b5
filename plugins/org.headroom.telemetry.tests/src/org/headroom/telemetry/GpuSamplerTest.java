package org.headroom.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.Series;
import org.junit.jupiter.api.Test;

class GpuSamplerTest {
    private static final GpuIdentity GPU0 = Samples.gpu(0);
    private static final GpuIdentity GPU1 = Samples.gpu(1);

    private final TestTime time = new TestTime();
    private final FakeGpuLink link = new FakeGpuLink(time);
    private final History history = new History(Duration.ofHours(1), Duration.ofSeconds(1));
    private int opened;
    private LinkOpener.Attempt answer = new LinkOpener.Attempt(FakeGpuLink.OK, Optional.of(link));
    private final GpuSampler sampler = new GpuSampler(
            () -> {
                opened++;
                return answer;
            },
            time,
            time::nanos,
            gpu -> false,
            history);

    private void sweeps(int times) {
        for (int i = 0; i < times; i++) {
            sampler.sweep();
            time.pass(Duration.ofSeconds(1));
        }
    }

    private GpuReading.State stateOf(GpuIdentity gpu) {
        return sampler.readings().stream()
                .filter(r -> r.identity().equals(gpu))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void keepsSamplingWhenOneGpuIsLost() {
        link.healthy(GPU0).healthy(GPU1);
        sweeps(3);
        link.failing(GPU1, GpuFault.Kind.LOST);
        sweeps(3);
        assertThat(link.reads.get(GPU0.id())).isEqualTo(6);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.OK);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.LOST);
        assertThat(sampler.readings().get(1).latest()).isPresent();
        assertThat(history.series(GPU1.id(), Metric.POWER, time.instant().minusSeconds(60), time.instant(), 100)
                        .size())
                .isEqualTo(3);
    }

    @Test
    void takesALostGpuBackWhenItAnswersAgain() {
        link.healthy(GPU0).failing(GPU1, GpuFault.Kind.LOST);
        sweeps(2);
        assertThat(sampler.readings())
                .extracting(GpuReading::state)
                .containsExactly(GpuReading.State.OK, GpuReading.State.LOST);
        link.healthy(GPU1);
        sweeps(12);
        assertThat(stateOf(GPU1)).isEqualTo(GpuReading.State.OK);
        assertThat(sampler.readings()).hasSize(2);
    }

    @Test
    void aSlowGpuDoesNotHoldUpTheOthers() {
        link.healthy(GPU0).slow(GPU1, Duration.ofSeconds(3));
        sweeps(60);
        assertThat(link.reads.get(GPU0.id())).isEqualTo(60);
        assertThat(link.reads.get(GPU1.id())).isBetween(1, 2);
    }

    @Test
    void readsProcessesEveryTenthTimeAndSlowReadingsEverySecond() {
        link.healthy(GPU0);
        sweeps(20);
        assertThat(link.plans).filteredOn(ReadingPlan::processes).hasSize(2);
        assertThat(link.plans).filteredOn(ReadingPlan::slow).hasSize(10);
    }

    @Test
    void looksForADriverThatIsInstalledLater() {
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
    void opensAnewWhenTheDriverForgetsTheSession() {
        link.healthy(GPU0);
        sweeps(2);
        link.failing(GPU0, GpuFault.Kind.SESSION);
        sweeps(1);
        assertThat(link.closed).isTrue();
        assertThat(sampler.status().state()).isEqualTo(NvmlStatus.State.ERROR);
        link.healthy(GPU0);
        sweeps(2);
        assertThat(opened).isEqualTo(2);
        assertThat(stateOf(GPU0)).isEqualTo(GpuReading.State.OK);
    }

    @Test
    void aGpuThatWasAwayLeavesAGapAndNoLine() {
        link.healthy(GPU0);
        sweeps(5);
        link.failing(GPU0, GpuFault.Kind.ERROR);
        sweeps(5);
        link.healthy(GPU0);
        sweeps(5);
        Series series = history.series(GPU0.id(), Metric.POWER, time.instant().minusSeconds(15), time.instant(), 100);
        int gaps = 0;
        for (int i = 0; i < series.size(); i++) if (Double.isNaN(series.mean(i))) gaps++;
        assertThat(series.size()).isEqualTo(11);
        assertThat(gaps).isEqualTo(1);
    }
}
