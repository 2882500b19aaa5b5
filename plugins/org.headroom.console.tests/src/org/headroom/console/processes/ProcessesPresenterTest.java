package org.headroom.console.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.fixture.FixtureHost;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessesPresenterTest {
    private final FixtureWatch watch = new FixtureWatch();
    private final FixtureDesk desk = new FixtureDesk();
    private final FixtureHost host = new FixtureHost();

    @AfterEach
    void close() {
        watch.close();
        desk.close();
        host.close();
    }

    private List<Row> rows(boolean withHost) {
        return ProcessesPresenter.rows(
                watch.gpus(),
                withHost ? Optional.of(host) : Optional.empty(),
                Optional.of(desk.view()),
                Instant.now(),
                ZoneOffset.UTC);
    }

    private static List<String> words(Row row) {
        return row.cells().stream().map(Cell::words).toList();
    }

    @Test
    void aProcessIsToldWithWhatTheSystemKnowsOfIt() {
        assertThat(words(rows(true).get(2))).contains("4711", "game.exe", "anna", "2", "graphics", "7.00 GiB", "183 %");
    }

    @Test
    void aProcessThatTheSystemDoesNotKnowIsStillListed() {
        List<String> unknown = words(rows(true).get(1));
        assertThat(unknown).contains("31337", "unknown", "compute");
        assertThat(rows(false)).hasSameSizeAs(rows(true));
    }

    @Test
    void aComputingProcessOnALeasedGpuNamesTheLeaseAndNotMoreThanIsKnown() {
        Row job = rows(true).get(0);
        assertThat(job.cells().getLast().words()).isEqualTo("L-0361");
        assertThat(job.cells().getLast().tip()).contains("likely");
        assertThat(words(rows(true).get(2)).getLast()).isEqualTo("–");
    }

    @Test
    void aRowIsFoundByGpuAndByName() {
        Row game = rows(true).get(2);
        assertThat(game.fits(List.of("3080", "game"))).isTrue();
        assertThat(game.fits(List.of("4090"))).isFalse();
    }

    @Test
    void theEmptyViewSaysWhenListsAreNotRead() {
        assertThat(ProcessesPresenter.empty(Optional.of(watch.status()), watch.gpus())
                        .hint())
                .contains("fills the screen");
        assertThat(ProcessesPresenter.empty(Optional.empty(), List.of()).title())
                .contains("not running");
    }
}
