package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ArchiveCrashTest {
    @TempDir
    Path directory;

    @Test
    void isWholeUpToTheLastCommitWhenKilledAgainAndAgain() throws Exception {
        Path file = directory.resolve("telemetry.db");
        int written = 0;
        for (int kill = 0; kill < 4; kill++) {
            written = killAfter(written + 900 + 331 * kill, file, written);
            Instant end = Feed.T0.plusSeconds(written);
            try (TelemetryArchive archive =
                    TelemetryArchive.open(file, new HandClock(end), Retention.STANDARD, Feed.RARELY)) {
                assertThat(archive.status().keeping()).isTrue();
                assertThat(archive.status().message()).startsWith("The history is kept in");
                Series all = archive.series(Feed.GPU, Metric.POWER, Feed.T0, end, 100_000);
                assertThat(all.size())
                        .as("every second that was said to be written, and no gap")
                        .isEqualTo(written);
                Series wide = archive.series(Feed.OTHER, Metric.LOAD, Feed.T0, Feed.T0.plusSeconds(86_400), 1000);
                // What was committed after the last word may have begun another minute.
                assertThat(wide.size()).isBetween(Math.ceilDiv(written, 60), Math.ceilDiv(written, 60) + 1);
                for (int i = 0; i < wide.size(); i++) assertThat(wide.mean(i)).isBetween(0.0, 100.0);
            }
            assertThat(Feed.text(file, "PRAGMA integrity_check")).isEqualTo("ok");
            assertThat(
                            Feed.number(
                                    file,
                                    "SELECT count(*) FROM (SELECT DISTINCT gpu, time / 60000 AS m FROM sample"
                                            + " WHERE time < " + (end.getEpochSecond() - 60) * 1000
                                            + ") WHERE NOT EXISTS (SELECT 1 FROM minute WHERE minute.gpu = gpu AND start = m * 60)"))
                    .as("minutes without a roll-up")
                    .isZero();
            assertThat(Feed.number(
                            file,
                            "SELECT count(*) FROM minute m WHERE samples <> (SELECT count(*) FROM sample s WHERE s.gpu = m.gpu"
                                    + " AND s.time >= m.start * 1000 AND s.time < m.start * 1000 + 60000)"))
                    .as("roll-ups of half a minute")
                    .isZero();
        }
    }

    /** Kills the program with no warning once it has written that many seconds; returns how many it said it did. */
    private static int killAfter(int enough, Path file, int first) throws IOException, InterruptedException {
        Process program = KeepingProgram.start(file, first);
        int last = first;
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Integer.parseInt(line);
                // By its handle: Process.destroyForcibly would also close the pipe, with words still in it.
                if (last >= enough) program.toHandle().destroyForcibly();
            }
        } finally {
            program.destroyForcibly();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(program.exitValue()).as("killed, not ended by itself").isEqualTo(128 + 9);
        return last;
    }

    @Test
    void aSecondConsoleKeepsNothingAndSaysWhoDoesAndBeginsWhenTheFirstEnds() throws Exception {
        Path file = directory.resolve("telemetry.db");
        HandClock clock = new HandClock(Feed.T0.plusSeconds(100_000));
        Process program = KeepingProgram.start(file, 0);
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8);
                TelemetryArchive archive = openWhen(out, file, clock)) {
            assertThat(archive.status().keeping()).isFalse();
            assertThat(archive.status().message())
                    .contains("in use by process " + program.pid(), "Close the other Headroom", "leases");
            archive.keep(Feed.full(Feed.GPU, clock.instant()));
            archive.flush();
            assertThat(archive.status().dropped()).isEqualTo(1);
            program.toHandle().destroyForcibly();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            archive.keep(Feed.full(Feed.GPU, clock.instant()));
            archive.flush();
            assertThat(archive.status().keeping()).isTrue();
            assertThat(archive.status().message()).contains("1 sample was let go");
        } finally {
            program.destroyForcibly();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static TelemetryArchive openWhen(BufferedReader out, Path file, HandClock clock) throws IOException {
        assertThat(out.readLine()).isEqualTo("7");
        return TelemetryArchive.open(file, clock, Retention.STANDARD, Feed.RARELY);
    }
}
