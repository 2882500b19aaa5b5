package org.headroom.console.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.ui.cell.Role;
import org.headroom.ui.chart.ChartCell;
import org.headroom.ui.chart.Scale;
import org.headroom.ui.chart.TimeView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GpuPresenterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T14:30:00Z");
    private final FixtureWatch watch = new FixtureWatch();
    private final ToldMetrics told = new ToldMetrics();

    @AfterEach
    void close() {
        watch.close();
    }

    private GpuReading gpu(int index) {
        List<GpuReading> gpus = watch.gpus();
        told.hear(gpus);
        return gpus.get(index);
    }

    private GpuReading with(GpuReading.State state, String why) {
        GpuReading g = gpu(0);
        return new GpuReading(g.identity(), state, why, g.latest(), g.condition());
    }

    private static GpuPresenter.Top top(
            Optional<GpuReading> gpu, TimeView view, Optional<SampleArchive.Status> archive) {
        return GpuPresenter.top(gpu, view, archive, Optional.empty(), ZoneOffset.UTC, NOW);
    }

    @Test
    void allMetricsCanBeShown() {
        assertThat(Arrays.stream(Panel.values()).flatMap(p -> p.metrics().stream()))
                .containsExactlyInAnyOrder(Metric.values());
    }

    @Test
    void theTemperaturesThatACardTellsShareAChart() {
        ChartCell cell = GpuPresenter.cell(gpu(0), Panel.TEMPERATURE, told, false);
        assertThat(cell.lines()).extracting(ChartCell.Line::label).containsExactly("core", "memory");
        assertThat(cell.unit()).isEqualTo("°C");
        ChartCell alone = GpuPresenter.cell(gpu(3), Panel.TEMPERATURE, told, false);
        assertThat(alone.lines()).extracting(ChartCell.Line::label).containsExactly("");
        assertThat(alone.unit()).isEqualTo("°C core");
    }

    @Test
    void everyChartSaysWhatItIsInWhichUnitAndFromWhichCall() {
        for (Panel panel : Panel.values()) {
            String tip = GpuPresenter.cell(gpu(0), panel, told, false).tip();
            assertThat(tip).contains(panel.title()).contains("NVML: nvml");
            for (Metric m : panel.metrics()) assertThat(tip).contains(m.source());
        }
        assertThat(GpuPresenter.tip(Panel.POWER)).startsWith("Power in watts: ");
    }

    @Test
    void whatACardNeverToldIsSaidAndNotDrawnAsZero() {
        ChartCell encoder = GpuPresenter.cell(gpu(0), Panel.ENCODER, told, false);
        assertThat(encoder.note()).contains("This card does not report its encoder's utilisation.");
        assertThat(GpuPresenter.cell(gpu(0), Panel.POWER, told, false).note()).isEmpty();
    }

    @Test
    void oneReadingThatFailsIsNotACardThatCannot() {
        GpuReading g = gpu(0);
        GpuSample failed = GpuSample.of(g.identity().id(), NOW).done();
        GpuReading now = new GpuReading(g.identity(), GpuReading.State.OK, Optional.of(failed));
        ChartCell power = GpuPresenter.cell(now, Panel.POWER, told, false);
        assertThat(power.note()).isEmpty();
        assertThat(power.lines().get(0).newest()).isEmpty();
    }

    @Test
    void aGpuThatHasSaidNothingYetMayHaveAPast() {
        GpuReading g = new GpuReading(gpu(0).identity(), GpuReading.State.LOST, Optional.empty());
        assertThat(GpuPresenter.cell(g, Panel.POWER, new ToldMetrics(), false).note())
                .isEmpty();
    }

    @Test
    void aLostGpuKeepsItsLastReadingsAndSaysThatTheyAreOld() {
        ChartCell power = GpuPresenter.cell(gpu(3), Panel.POWER, told, false);
        assertThat(power.stale()).isTrue();
        assertThat(power.lines().get(0).newest()).isPresent();
        GpuPresenter.Top top =
                top(Optional.of(with(GpuReading.State.LOST, "XID 79")), Range.HOUR.live(), Optional.empty());
        assertThat(top.words()).contains("Lost: it does not answer; these are its last readings (XID 79)");
        assertThat(top.role()).isEqualTo(Role.SICK);
    }

    @Test
    void aSleepingGpuIsNoIllness() {
        GpuPresenter.Top top = top(Optional.of(with(GpuReading.State.ASLEEP, "")), Range.HOUR.live(), Optional.empty());
        assertThat(top.words()).isEqualTo("Live, last 60 min · Asleep to save power, and not woken to be read");
        assertThat(top.role()).isEqualTo(Role.SECONDARY);
    }

    @Test
    void aHistoryThatIsNotKeptIsSaidInTheArchivesOwnWords() {
        SampleArchive.Status full = new SampleArchive.Status(false, "The disk is full: free some space.", 1, 2);
        GpuPresenter.Top top = top(Optional.empty(), Range.YEAR.live(), Optional.of(full));
        assertThat(top.words()).endsWith("History is not being kept: The disk is full: free some space.");
        assertThat(top.role()).isEqualTo(Role.WARNING);
        SampleArchive.Status well = new SampleArchive.Status(true, "All is kept.", 1, 0);
        assertThat(top(Optional.empty(), Range.YEAR.live(), Optional.of(well)).words())
                .isEqualTo("Live, last 12 months");
    }

    @Test
    void aViewOfThePastSaysWhichPast() {
        TimeView past = new TimeView(Duration.ofHours(1), Optional.of(Instant.parse("2026-11-22T15:10:00Z")));
        assertThat(top(Optional.empty(), past, Optional.empty()).words()).isEqualTo("14:10–15:10, yesterday");
    }

    @Test
    void theScaleIsTheCardsOwnLimit() {
        assertThat(GpuPresenter.scale(Panel.POWER, gpu(0))).isEqualTo(new Scale(0, 450));
        assertThat(GpuPresenter.scale(Panel.MEMORY_USED, gpu(0))).isEqualTo(new Scale(0, 24));
        assertThat(GpuPresenter.scale(Panel.LOAD, gpu(0))).isEqualTo(new Scale(0, 100));
    }

    @Test
    void amongOthersAChartIsCalledByItsGpuAndSaysThatItIsSimulated() {
        ChartCell cell = GpuPresenter.cell(gpu(3), Panel.TEMPERATURE, told, true);
        assertThat(cell.title()).isEqualTo("3  Tesla T4");
        assertThat(cell.simulated()).isTrue();
        assertThat(cell.lines()).hasSize(1);
    }

    @Test
    void whatAPersonSetUpIsRemembered() {
        GpuSetup setup = GpuSetup.USUAL
                .toggled(Panel.POWER)
                .toggled(Panel.FAN)
                .with(Range.WEEK)
                .comparedBy(Panel.FAN);
        assertThat(setup.panels()).containsExactly(Panel.TEMPERATURE, Panel.LOAD, Panel.MEMORY_USED, Panel.FAN);
        assertThat(GpuSetup.of(setup.line())).isEqualTo(setup);
        assertThat(GpuSetup.of("")).isEqualTo(GpuSetup.USUAL);
        assertThat(GpuSetup.of("nonsense;1;2;3")).isEqualTo(GpuSetup.USUAL);
    }

    @Test
    void theLastChartStays() {
        GpuSetup one = new GpuSetup(List.of(Panel.FAN), Range.DAY, false, Panel.POWER);
        assertThat(one.toggled(Panel.FAN)).isEqualTo(one);
    }

    @Test
    void aRangeIsMarkedOnlyWhileItIsWhatIsShown() {
        assertThat(Range.of(Range.DAY.live())).contains(Range.DAY);
        assertThat(Range.of(Range.DAY.live().panned(-0.1, NOW))).isEmpty();
        assertThat(Range.of(Range.DAY.live().zoomed(2, 1, NOW))).isEmpty();
    }
}
