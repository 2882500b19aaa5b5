package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.store.telemetry.Feed.GPU;
import static org.headroom.store.telemetry.Feed.RARELY;
import static org.headroom.store.telemetry.Feed.T0;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmLog;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArchiveAlarmsTest {
    @TempDir
    Path directory;

    private final HandClock clock = new HandClock(T0);

    private TelemetryArchive open(Path file) {
        return TelemetryArchive.open(file, clock, Retention.STANDARD, RARELY);
    }

    private TelemetryArchive open() {
        return open(directory.resolve("telemetry.db"));
    }

    private static Alarm alarm(long id, Instant raised) {
        return new Alarm(
                id,
                Optional.of(GPU),
                "xid",
                Severity.CRITICAL,
                HealthAction.STOP_JOB,
                "The GPU fell off the bus (XID 79).",
                "Its jobs cannot go on. Restart the machine.",
                raised,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void anAlarmIsTheSameAfterARestartWithAllThatBecameOfIt() {
        Alarm first = alarm(1, T0).acknowledged(T0.plusSeconds(5)).cleared(T0.plusSeconds(9));
        Alarm ofAll = new Alarm(
                2,
                Optional.empty(),
                "driver-mismatch",
                Severity.NOTE,
                HealthAction.WARN,
                "a",
                "b",
                T0.plusSeconds(1),
                Optional.empty(),
                Optional.empty());
        try (TelemetryArchive archive = open()) {
            archive.alarms().put(alarm(1, T0));
            archive.flush();
            archive.alarms().put(first);
            archive.alarms().put(ofAll);
        }
        try (TelemetryArchive archive = open()) {
            assertThat(archive.alarms().between(T0, T0.plusSeconds(60), 10)).containsExactly(ofAll, first);
            assertThat(archive.alarms().open()).containsExactly(ofAll);
        }
    }

    @Test
    void anIdIsNeverGivenTwice() {
        try (TelemetryArchive archive = open()) {
            AlarmLog log = archive.alarms();
            assertThat(log.nextId()).isEqualTo(1);
            assertThat(log.nextId()).isEqualTo(2);
            log.put(alarm(2, T0).cleared(T0));
        }
        clock.advance(Duration.ofDays(1000));
        try (TelemetryArchive archive = open()) {
            archive.flush();
            assertThat(archive.alarms().between(T0, clock.instant(), 10))
                    .as("gone with age")
                    .isEmpty();
        }
        try (TelemetryArchive archive = open()) {
            assertThat(archive.alarms().nextId()).isEqualTo(3);
        }
    }

    @Test
    void whatIsOpenInAWindowIsFoundNewestFirst() {
        try (TelemetryArchive archive = open()) {
            AlarmLog log = archive.alarms();
            log.put(alarm(1, T0).cleared(T0.plusSeconds(10)));
            log.put(alarm(2, T0.plusSeconds(20)).cleared(T0.plusSeconds(30)));
            archive.flush();
            log.put(alarm(3, T0.plusSeconds(25)));
            assertThat(log.between(T0.plusSeconds(15), T0.plusSeconds(40), 10))
                    .extracting(Alarm::id)
                    .containsExactly(3L, 2L);
            assertThat(log.between(T0.plusSeconds(5), T0.plusSeconds(20), 10))
                    .extracting(Alarm::id)
                    .containsExactly(1L);
            assertThat(log.between(T0, T0.plusSeconds(40), 2))
                    .extracting(Alarm::id)
                    .containsExactly(3L, 2L);
        }
    }

    @Test
    void withoutAFileAlarmsAreKeptInMemoryUnderIdsThatNoFileHas() throws Exception {
        try (TelemetryArchive archive = open()) {
            archive.alarms().put(alarm(7, T0));
        }
        Path away = directory.resolve("away");
        Files.move(directory.resolve("telemetry.db"), away);
        // A folder in its place, by a link, so that one step puts the file back: between two, the writer would begin a
        // new one.
        Files.createSymbolicLink(directory.resolve("telemetry.db"), Files.createDirectory(directory.resolve("folder")));
        try (TelemetryArchive archive = open()) {
            long id = archive.alarms().nextId();
            assertThat(id).isGreaterThan(1_000_000);
            archive.alarms().put(alarm(id, T0));
            assertThat(archive.alarms().open()).extracting(Alarm::id).containsExactly(id);
            Files.move(away, directory.resolve("telemetry.db"), StandardCopyOption.ATOMIC_MOVE);
            archive.flush();
            assertThat(archive.alarms().open()).extracting(Alarm::id).containsExactlyInAnyOrder(7L, id);
        }
    }

    @Test
    void oldestClearedAlarmsGoBeyondTheNumberAndOpenOnesStay() {
        Retention three = new Retention(Duration.ofHours(48), Duration.ofDays(366), Duration.ofDays(366), 3);
        try (TelemetryArchive archive =
                TelemetryArchive.open(directory.resolve("telemetry.db"), clock, three, RARELY)) {
            AlarmLog log = archive.alarms();
            log.put(alarm(1, T0));
            for (long id = 2; id <= 6; id++)
                log.put(alarm(id, T0.plusSeconds(id)).cleared(T0.plusSeconds(60)));
            // Given while there was no file.
            log.put(alarm(1_700_000_000_000L, T0.plusSeconds(9)).cleared(T0.plusSeconds(60)));
            archive.flush();
            clock.advance(Duration.ofMinutes(2));
            log.put(alarm(1_700_000_000_001L, T0.plusSeconds(10)));
            archive.flush();
            archive.flush();
            assertThat(log.between(T0, clock.instant(), 100))
                    .extracting(Alarm::id)
                    .containsExactly(1_700_000_000_001L, 1_700_000_000_000L, 6L, 5L, 1L);
            assertThat(log.open()).extracting(Alarm::id).containsExactly(1L, 1_700_000_000_001L);
        }
    }

    @Test
    void clearedAlarmsGoFirstWhileTheFileCannotBeWritten() {
        KeptAlarms.Reader none = new KeptAlarms.Reader() {
            @Override
            public <T> Optional<T> read(ArchiveFile.Work<T> work) {
                return Optional.empty();
            }
        };
        KeptAlarms kept = new KeptAlarms(none, () -> {}, T0);
        kept.put(alarm(1, T0));
        for (int i = 2; i <= KeptAlarms.MOST_WAITING + 50; i++)
            kept.put(alarm(i, T0.plusSeconds(i)).cleared(T0.plusSeconds(i)));
        assertThat(kept.waiting()).hasSize(KeptAlarms.MOST_WAITING);
        assertThat(kept.open()).extracting(Alarm::id).containsExactly(1L);
    }
}
