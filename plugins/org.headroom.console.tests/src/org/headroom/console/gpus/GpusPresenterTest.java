package org.headroom.console.gpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.fixture.FixtureHealth;
import org.headroom.console.fixture.FixtureHost;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Column;
import org.headroom.ui.cell.Mark;
import org.headroom.ui.cell.Role;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GpusPresenterTest {
    private final FixtureWatch watch = new FixtureWatch();
    private final FixtureDesk desk = new FixtureDesk();
    private final FixtureHost host = new FixtureHost();
    private final FixtureHealth health = new FixtureHealth();
    private final Instant now = Instant.now();

    @AfterEach
    void close() {
        watch.close();
        desk.close();
        host.close();
    }

    private GpuScene scene() {
        return new GpuScene(
                watch, Optional.of(desk.view()), Optional.of(health), Optional.of(host), now, ZoneOffset.UTC);
    }

    private static Cell cell(Row row, String column) {
        return row.cells()
                .get(GpusPresenter.COLUMNS.stream().map(Column::id).toList().indexOf(column));
    }

    private static Mark mark(Cell cell) {
        return ((Cell.Words) cell.content()).mark().orElseThrow();
    }

    @Test
    void everyColumnExplainsItself() {
        assertThat(GpusPresenter.COLUMNS).allSatisfy(c -> assertThat(c.about()).isNotBlank());
        assertThat(GpusPresenter.COLUMNS).extracting(Column::id).doesNotHaveDuplicates();
        assertThat(GpusPresenter.COLUMNS.get(2).about()).contains("nvmlDeviceGetUtilizationRates");
    }

    @Test
    void aGpuInUseNamesTheProgramThatUsesIt() {
        Row row = GpusPresenter.rows(scene()).get(2);
        assertThat(cell(row, "state").words()).isEqualTo("Yours (game.exe)");
        assertThat(cell(row, "state").tip()).contains("4711").contains("102 °C");
    }

    @Test
    void aLostGpuTellsItsXidAndWhen() {
        Row row = GpusPresenter.rows(scene()).get(3);
        assertThat(cell(row, "power_curve").words()).matches("XID 79 at \\d\\d:\\d\\d");
        assertThat(cell(row, "state").words()).isEqualTo("Lost");
        assertThat(cell(row, "state").tip()).contains("fallen off the bus");
        assertThat(cell(row, "power")).isEqualTo(Cell.NONE);
    }

    @Test
    void aTemperatureIsPointedAtWhenItsRuleSaysSo() throws Exception {
        Row cool = GpusPresenter.rows(scene()).get(0);
        assertThat(((Cell.Words) cell(cool, "core").content()).role()).isEqualTo(Role.TEXT);
        GpuId gpu = watch.gpus().get(0).identity().id();
        health.adjust(
                "core-hot",
                Optional.of(gpu),
                new RuleSetting(
                        Optional.empty(),
                        OptionalDouble.of(40),
                        OptionalDouble.of(35),
                        Optional.empty(),
                        Optional.empty()));
        Row hot = GpusPresenter.rows(scene()).get(0);
        assertThat(mark(cell(hot, "core"))).isEqualTo(Mark.WARNING);
        assertThat(cell(hot, "core").tip()).contains("40 °C");
    }

    @Test
    void aGpuWithAnAlarmShowsItInItsHealthAndAWellOneSaysSo() {
        List<Row> rows = GpusPresenter.rows(scene());
        assertThat(cell(rows.get(2), "health").words()).isEqualTo("Memory too hot");
        assertThat(mark(cell(rows.get(3), "health"))).isEqualTo(Mark.SICK);
        assertThat(cell(rows.get(0), "health").words()).isEqualTo("healthy");
    }

    @Test
    void aGpuThatHealthLeavesOutSaysWhyWhenNobodyUsesIt() {
        GpuScene withoutHostAndPrograms = new GpuScene(
                new Quiet(watch), Optional.of(desk.view()), Optional.of(health), Optional.empty(), now, ZoneOffset.UTC);
        Row row = GpusPresenter.rows(withoutHostAndPrograms).get(2);
        assertThat(cell(row, "state").words()).isEqualTo("Left out: memory too hot");
        assertThat(mark(cell(row, "state"))).isEqualTo(Mark.WARNING);
    }

    private String state(int gpu, HealthAction action) {
        Ailing ailing = new Ailing(watch.gpus().get(gpu).identity().id(), action, now);
        GpuScene scene = new GpuScene(
                watch, Optional.of(desk.view()), Optional.of(ailing), Optional.empty(), now, ZoneOffset.UTC);
        return cell(GpusPresenter.rows(scene).get(gpu), "state").words();
    }

    @Test
    void aLeasedGpuThatIsToDrainSaysSoAndOneThatIsOnlyWarnedOfStaysLeased() {
        assertThat(state(0, HealthAction.DRAIN)).isEqualTo("Draining");
        assertThat(state(0, HealthAction.STOP_BIDDING)).isEqualTo("Leased");
        assertThat(state(1, HealthAction.WARN)).isEqualTo("Offered");
        assertThat(state(1, HealthAction.STOP_BIDDING)).isEqualTo("Left out: fan stopped");
    }

    @Test
    void aRuleThatIsNotThereMarksNothing() {
        Ailing ailing = new Ailing(watch.gpus().get(1).identity().id(), HealthAction.WARN, now);
        GpuScene scene =
                new GpuScene(watch, Optional.empty(), Optional.of(ailing), Optional.empty(), now, ZoneOffset.UTC);
        assertThat(cell(GpusPresenter.rows(scene).get(2), "memory_temperature").words())
                .endsWith("°C");
        assertThat(((Cell.Words) cell(GpusPresenter.rows(scene).get(2), "memory_temperature")
                                .content())
                        .mark())
                .isEmpty();
    }

    @Test
    void sickGpusComeFirstWhenSortedByState() {
        List<Row> rows = new ArrayList<>(GpusPresenter.rows(scene()));
        rows.sort((a, b) -> Cell.compare(cell(a, "state"), cell(b, "state")));
        assertThat(cell(rows.getFirst(), "state").words()).isEqualTo("Lost");
    }

    @Test
    void aFilterFindsAGpuByNameStateUuidAndAlarm() {
        List<Row> rows = GpusPresenter.rows(scene());
        assertThat(rows.get(2).fits(List.of("3080", "yours"))).isTrue();
        assertThat(rows.get(1).fits(List.of("000000000001"))).isTrue();
        assertThat(rows.get(3).fits(List.of("xid"))).isTrue();
        assertThat(rows.get(0).fits(List.of("offered"))).isFalse();
    }

    @Test
    void whatIsNotSeenIsNotAskedFor() {
        Counting counting = new Counting(watch);
        Sparks sparks = new Sparks();
        GpuScene scene =
                new GpuScene(counting, Optional.empty(), Optional.empty(), Optional.empty(), now, ZoneOffset.UTC);
        GpuId first = watch.gpus().get(0).identity().id();
        GpusPresenter.rows(scene, sparks, column -> true, first::equals);
        assertThat(counting.asked).isEqualTo(1);
        GpusPresenter.rows(scene, sparks, column -> true, first::equals);
        assertThat(counting.asked).as("the same point is not asked for twice").isEqualTo(1);
        List<Row> narrow = GpusPresenter.rows(scene, new Sparks(), column -> column.equals("gpu"), gpu -> true);
        assertThat(cell(narrow.get(0), "power")).isEqualTo(Cell.NONE);
        assertThat(counting.asked).isEqualTo(1);
    }

    @Test
    void readingsOnDemandComeWithTheirDetails() {
        List<Row> rows = GpusPresenter.rows(scene());
        assertThat(cell(rows.get(0), "fan").tip()).contains("fan 1").contains("rpm");
        assertThat(cell(rows.get(1), "pcie").tip()).contains("×16");
        assertThat(cell(rows.get(1), "throttle").words()).isEqualTo("idle");
        assertThat(cell(rows.get(0), "pstate").words()).isEqualTo("P0");
        assertThat(cell(rows.get(0), "bus").words()).startsWith("00000000:01");
    }

    @Test
    void defaultColumnsFitTheViewOfASmallScreen() {
        // What the layout of the window leaves for the table where the screen is 1280 pixels wide.
        assertThat(GpusPresenter.COLUMNS.stream()
                        .filter(Column::shown)
                        .mapToInt(Column::width)
                        .sum())
                .isLessThanOrEqualTo(856);
    }
}
