package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.store.telemetry.Feed.GPU;
import static org.headroom.store.telemetry.Feed.RARELY;
import static org.headroom.store.telemetry.Feed.T0;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.headroom.model.gpu.Metric;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArchiveTroubleTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(T0);

    private Path file() {
        return directory.resolve("telemetry.db");
    }

    private TelemetryArchive open() {
        return open(file());
    }

    private TelemetryArchive open(Path file) {
        return TelemetryArchive.open(file, clock, Retention.STANDARD, RARELY);
    }

    private List<Path> damaged() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(p -> p.getFileName().toString().matches("telemetry\\.db\\.damaged-[0-9TZ-]+"))
                    .sorted()
                    .toList();
        }
    }

    private void garbage(long from, int length) throws IOException {
        byte[] noise = new byte[length];
        new Random(5).nextBytes(noise);
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.seek(from);
            raw.write(noise);
        }
    }

    private static void worksAgain(TelemetryArchive archive, Instant at) {
        archive.keep(Feed.full(GPU, at));
        archive.flush();
        assertThat(archive.status().keeping()).isTrue();
        assertThat(archive.series(GPU, Metric.POWER, at, at.plusSeconds(1), 10).size())
                .isEqualTo(1);
    }

    @Test
    void aFullDiskIsSaidAndCountedAndGotOver() throws Exception {
        try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), "1m");
                TelemetryArchive archive = open(directory.resolve("small/telemetry.db"))) {
            int second = 0;
            while (archive.status().keeping() && second < 100_000) {
                for (int i = 0; i < 100; i++) archive.keep(Feed.full(GPU, T0.plusSeconds(second++)));
                clock.set(T0.plusSeconds(second));
                archive.flush();
            }
            assertThat(archive.status().message())
                    .contains("is full", "leases and health rules go on", "Free some space", "by itself");
            assertThat(archive.status().dropped()).isGreaterThanOrEqualTo(100);
            long before = archive.status().dropped();
            Alarm alarm = alarm(archive.alarms().nextId());
            archive.alarms().put(alarm);
            archive.keep(Feed.full(GPU, T0.plusSeconds(second)));
            archive.flush();
            assertThat(archive.status().dropped()).isGreaterThan(before);
            assertThat(archive.alarms().open()).as("alarms wait").containsExactly(alarm);
            assertThat(archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(100), 200)
                            .size())
                    .as("what was kept can be seen")
                    .isEqualTo(100);

            disk.change("size=32m");
            clock.advance(Duration.ofMinutes(1));
            worksAgain(archive, clock.instant());
            assertThat(archive.status().message()).contains("samples were let go", "gap");
            assertThat(archive.alarms().open()).containsExactly(alarm);
            assertThat(damaged()).isEmpty();
        }
    }

    private static Alarm alarm(long id) {
        return new Alarm(
                id,
                Optional.of(GPU),
                "core-hot",
                Severity.CRITICAL,
                HealthAction.DRAIN,
                "hot",
                "cool it",
                T0,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void aFolderThatMayNotBeWrittenIsSaidAndGotOver() throws Exception {
        try (SmallDisk disk = SmallDisk.at(directory.resolve("small"), "8m")) {
            disk.change("ro");
            try (TelemetryArchive archive = open(directory.resolve("small/telemetry.db"))) {
                assertThat(archive.status().keeping()).isFalse();
                assertThat(archive.status().message()).contains("Give this user the right to write", "leases");
                archive.keep(Feed.full(GPU, T0));
                archive.flush();
                assertThat(archive.status().dropped()).isEqualTo(1);
                disk.change("rw");
                worksAgain(archive, T0.plusSeconds(1));
            }
        }
    }

    @Test
    void aPlaceThatCannotBeIsSaidAndNothingIsThrown() throws Exception {
        Path notAFolder = Files.writeString(directory.resolve("file"), "x");
        try (TelemetryArchive archive = open(notAFolder.resolve("telemetry.db"))) {
            archive.keep(Feed.full(GPU, T0));
            archive.flush();
            assertThat(archive.status().keeping()).isFalse();
            assertThat(archive.status().message()).contains("cannot be opened or made");
            assertThat(archive.series(GPU, Metric.POWER, T0, T0.plusSeconds(1), 10)
                            .size())
                    .isZero();
            assertThat(Feed.energy(archive, GPU, T0, T0.plusSeconds(1))).isEmpty();
            StringBuilder csv = new StringBuilder();
            archive.csv(GPU, T0, T0.plusSeconds(1), csv);
            assertThat(csv).startsWith("time,power,").endsWith("kind\n");
            Files.delete(notAFolder);
            worksAgain(archive, T0.plusSeconds(1));
        }
    }

    @Test
    void aFileThatIsNoDatabaseGoesAsideAndAFreshOneIsBegun() throws Exception {
        Files.writeString(file(), "this was never a database, and it is longer than a header would be. ".repeat(9));
        try (TelemetryArchive archive = open()) {
            assertThat(damaged()).hasSize(1);
            assertThat(damaged().getFirst()).content().startsWith("this was never a database");
            assertThat(archive.status().message())
                    .contains(
                            "was damaged",
                            damaged().getFirst().getFileName().toString(),
                            "before 2026-03-01T12:00:00Z");
            worksAgain(archive, T0);
        }
    }

    @Test
    void garbageInTheMiddleIsFoundWhenTheFileIsOpened() throws Exception {
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(7200));
        }
        long size = Files.size(file());
        garbage(size / 2 / 4096 * 4096, 40_960);
        try (TelemetryArchive archive = open()) {
            archive.flush();
            assertThat(damaged()).hasSize(1);
            assertThat(Files.size(damaged().getFirst())).isEqualTo(size);
            assertThat(archive.status().message()).contains("was damaged", "new one was begun");
            worksAgain(archive, clock.instant());
        }
        try (TelemetryArchive archive = open()) {
            assertThat(archive.status().message()).startsWith("The history is kept in");
        }
    }

    @Test
    void garbageInTheMiddleIsFoundWhileTheFileIsInUse() throws Exception {
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(7200));
            // What is only in the journal yet would cover the garbage.
            Feed.number(file(), "PRAGMA wal_checkpoint(TRUNCATE)");
            long size = Files.size(file());
            garbage(8192, (int) size - 8192);
            archive.alarms().put(alarm(1));
            // Whoever looks gets nothing, and the writer looks into it.
            archive.series(GPU, Metric.FAN, T0, T0.plusSeconds(3600), 4000);
            archive.flush();
            archive.flush();
            assertThat(damaged()).hasSize(1);
            assertThat(archive.status().message()).contains("was damaged", "health rules do not need it");
            worksAgain(archive, clock.instant().plusSeconds(1));
        }
    }

    @Test
    void aFileThatEndsTooSoonGoesAside() throws Exception {
        try (TelemetryArchive archive = open()) {
            Feed.seconds(archive, clock, T0, T0.plusSeconds(3600));
        }
        try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
            raw.setLength(raw.length() / 2);
        }
        try (TelemetryArchive archive = open()) {
            archive.flush();
            assertThat(damaged()).hasSize(1);
            worksAgain(archive, clock.instant());
        }
    }

    @Test
    void aFileThatWasTakenAwayIsBegunAnew() throws Exception {
        try (TelemetryArchive archive = open()) {
            worksAgain(archive, T0);
            for (String beside : List.of("", "-wal", "-shm")) Files.delete(directory.resolve("telemetry.db" + beside));
            worksAgain(archive, T0.plusSeconds(1));
            assertThat(file()).exists();
        }
        assertThat(Feed.number(file(), "SELECT count(*) FROM sample")).isEqualTo(1);
    }

    @Test
    void aNewerFileIsLeftAsItIs() throws Exception {
        open().close();
        Feed.run(file(), "PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(file());
        try (TelemetryArchive archive = open()) {
            assertThat(archive.status().keeping()).isFalse();
            assertThat(archive.status().message()).contains("a newer Headroom wrote it", "update this one");
            archive.keep(Feed.full(GPU, T0));
            archive.flush();
            assertThat(archive.status().dropped()).isEqualTo(1);
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(damaged()).isEmpty();
    }

    @Test
    void anotherProgramsDatabaseIsLeftAsItIs() throws Exception {
        Feed.run(file(), "PRAGMA application_id = 12345");
        try (TelemetryArchive archive = open()) {
            assertThat(archive.status().message()).contains("belongs to another program");
        }
        assertThat(Feed.number(file(), "SELECT count(*) FROM sqlite_schema")).isZero();
    }

    @Test
    void aProgramThatHoldsTheFileForWritingIsSaidAndGotOver() throws Exception {
        try (TelemetryArchive archive = open();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = other.createStatement()) {
            sql.execute("BEGIN IMMEDIATE");
            archive.keep(Feed.full(GPU, T0));
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (archive.status().dropped() == 0 && System.nanoTime() < end) archive.flush();
            assertThat(archive.status().keeping()).isFalse();
            assertThat(archive.status().message()).contains("holds the history file", "such as sqlite3");
            sql.execute("ROLLBACK");
            worksAgain(archive, T0.plusSeconds(1));
        }
    }

    @Test
    void handingOverNeverWaitsForAFileThatIsStuck() throws Exception {
        try (TelemetryArchive archive = open();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = other.createStatement()) {
            sql.execute("BEGIN IMMEDIATE");
            long longest = 0;
            for (int i = 0; i < 60_000; i++) {
                var sample = Feed.watts(GPU, T0.plusMillis(i), 100, i);
                long began = System.nanoTime();
                archive.keep(sample);
                longest = Math.max(longest, System.nanoTime() - began);
            }
            sql.execute("ROLLBACK");
            assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(1));
            assertThat(archive.status().dropped()).isGreaterThan(20_000);
        }
    }
}
