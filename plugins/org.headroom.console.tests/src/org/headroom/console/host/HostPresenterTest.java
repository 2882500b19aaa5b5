package org.headroom.console.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.console.fixture.FixtureHost;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.console.host.HostScene.Figure;
import org.headroom.console.host.HostScene.Line;
import org.headroom.console.host.HostScene.Section;
import org.headroom.model.host.HostSample;
import org.headroom.model.units.ByteCount;
import org.headroom.ui.cell.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostPresenterTest {
    private final FixtureHost host = new FixtureHost();
    private final FixtureWatch watch = new FixtureWatch();

    @AfterEach
    void close() {
        host.close();
        watch.close();
    }

    private HostScene scene() {
        return HostPresenter.scene(Optional.of(host), Optional.of(watch));
    }

    private static Section section(HostScene scene, String title) {
        return scene.sections().stream()
                .filter(s -> s.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theMachineIsToldInOneLine() {
        assertThat(scene().identity())
                .contains("Debian")
                .contains("16 cores, 32 threads")
                .contains("up 12 d 5 h");
    }

    @Test
    void theFiguresHaveTheirLastTenMinutes() {
        assertThat(scene().figures()).extracting(Figure::label).containsExactly("CPU", "Memory", "Swap");
        assertThat(scene().figures()).allSatisfy(f -> {
            assertThat(f.spark().length).isBetween(90, 120);
            for (double v : f.spark()) assertThat(v).isBetween(0.0, 1.0);
            assertThat(f.tip()).isNotBlank();
        });
    }

    @Test
    void whatWatchingCostsIsTold() {
        Section own = section(scene(), "This monitor");
        assertThat(own.lines())
                .extracting(Line::value)
                .containsExactly(
                        "0.4 % of one core", "3.1 % of one core", "2.0 ms", "1\u2009500 a minute", "141 MiB on disk");
    }

    @Test
    void anArchiveThatKeepsNothingIsAWarningWithItsReason() {
        HostScene sick = HostPresenter.scene(Optional.of(host), Optional.of(new Full(watch)));
        List<Line> lines = section(sick, "This monitor").lines();
        assertThat(lines.getLast().role()).isEqualTo(Role.WARNING);
        assertThat(lines.getLast().value()).contains("disk is full");
        assertThat(lines.get(lines.size() - 2).value()).contains("not keeping");
    }

    @Test
    void aDiskShowsHowFullItIsAndHowBusy() {
        Line root = section(scene(), "Disks").lines().getFirst();
        assertThat(root.share()).isBetween(0.2, 0.25);
        assertThat(root.value()).isEqualTo("212 GiB / 931 GiB");
        assertThat(root.note()).contains("read 1.2 MB/s");
    }

    @Test
    void theFirstSampleHasNoRatesAndNoLoad() {
        HostSample first = host.latest().orElseThrow();
        assertThat(HostPresenter.rate(OptionalDouble.empty())).isEqualTo("–");
        assertThat(HostPresenter.rate(OptionalDouble.of(999))).isEqualTo("999 B/s");
        assertThat(HostPresenter.rate(OptionalDouble.of(12_400_000))).isEqualTo("12.4 MB/s");
        assertThat(HostPresenter.spark(List.of(first), s -> Double.NaN)).containsExactly(Double.NaN);
        assertThat(first.uptime()).isGreaterThan(Duration.ofDays(12));
    }

    @Test
    void sizesAreBinary() {
        assertThat(HostPresenter.size(new ByteCount(512))).isEqualTo("512 B");
        assertThat(HostPresenter.size(new ByteCount(1L << 40))).isEqualTo("1.0 TiB");
    }

    @Test
    void whatIsNotThereIsNotMadeUp() {
        HostScene none = HostPresenter.scene(Optional.empty(), Optional.empty());
        assertThat(none.figures()).isEmpty();
        assertThat(none.sections()).isEmpty();
    }
}
