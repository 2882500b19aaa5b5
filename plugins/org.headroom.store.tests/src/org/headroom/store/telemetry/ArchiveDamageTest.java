package org.headroom.store.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.headroom.model.gpu.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Garbage anywhere: nothing is thrown, and samples are kept again, in the same file or in a fresh one. */
@Timeout(180)
class ArchiveDamageTest {
    private static final int TRIES = 60;

    @TempDir
    Path directory;

    private Path whole() {
        Path file = directory.resolve("whole.db");
        HandClock clock = new HandClock(Feed.T0);
        try (TelemetryArchive archive = TelemetryArchive.open(file, clock, Retention.STANDARD, Feed.RARELY)) {
            Feed.seconds(archive, clock, Feed.T0, Feed.T0.plusSeconds(7200));
        }
        return file;
    }

    private static void spoil(Path file, Random random) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            // Not the header: there a single byte may make it another program's file, which is left alone.
            long from = 100 + (long) (random.nextDouble() * (raw.length() - 101));
            byte[] noise = new byte[1 + random.nextInt(random.nextBoolean() ? 16 : 20_000)];
            random.nextBytes(noise);
            raw.seek(from);
            raw.write(noise, 0, (int) Math.min(noise.length, raw.length() - from));
        }
    }

    private static void useEverything(TelemetryArchive archive, Instant end) throws IOException {
        for (Metric metric : Metric.values()) {
            archive.series(Feed.GPU, metric, Feed.T0, end, 10_000);
            archive.series(Feed.GPU, metric, Feed.T0, end, 50);
            archive.series(Feed.GPU, metric, Feed.T0, end.plus(Duration.ofDays(90)), 1000);
        }
        Feed.energy(archive, Feed.GPU, Feed.T0.plusSeconds(1), end.minusSeconds(1));
        try {
            archive.csv(Feed.GPU, Feed.T0, end, new StringBuilder());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("could not be read to its end");
        }
        archive.alarms().open();
    }

    private static void keepsAgain(TelemetryArchive archive, HandClock clock) {
        // One pass may find the damage, and the next begins the fresh file.
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofSeconds(1));
            archive.keep(Feed.full(Feed.GPU, clock.instant()));
            archive.flush();
        }
        assertThat(archive.status().keeping()).as(archive.status().message()).isTrue();
        assertThat(archive.series(
                                Feed.GPU,
                                Metric.POWER,
                                clock.instant(),
                                clock.instant().plusMillis(1),
                                10)
                        .size())
                .isEqualTo(1);
    }

    @Test
    void anywhereInAFileThatIsOpened() throws Exception {
        Path whole = whole();
        for (int seed = 0; seed < TRIES; seed++) {
            Path file =
                    Files.createDirectories(directory.resolve("opened" + seed)).resolve("telemetry.db");
            Files.copy(whole, file);
            spoil(file, new Random(seed));
            HandClock clock = new HandClock(Feed.T0.plusSeconds(7300));
            try (TelemetryArchive archive = TelemetryArchive.open(file, clock, Retention.STANDARD, Feed.RARELY)) {
                useEverything(archive, clock.instant());
                keepsAgain(archive, clock);
            }
        }
    }

    @Test
    void anywhereInAFileThatIsInUse() throws Exception {
        Path whole = whole();
        for (int seed = 0; seed < TRIES; seed++) {
            Path file =
                    Files.createDirectories(directory.resolve("used" + seed)).resolve("telemetry.db");
            Files.copy(whole, file);
            HandClock clock = new HandClock(Feed.T0.plusSeconds(7300));
            try (TelemetryArchive archive = TelemetryArchive.open(file, clock, Retention.STANDARD, Feed.RARELY)) {
                keepsAgain(archive, clock);
                spoil(file, new Random(1000 + seed));
                useEverything(archive, clock.instant());
                keepsAgain(archive, clock);
            }
        }
    }

    /** What a person may do to a file by mistake. */
    private interface Mistake {
        void with(RandomAccessFile file) throws IOException;
    }

    private void whileInUse(String name, Mistake mistake) throws Exception {
        Path file = Files.createDirectories(directory.resolve(name)).resolve("telemetry.db");
        Files.copy(directory.resolve("whole.db"), file);
        HandClock clock = new HandClock(Feed.T0.plusSeconds(7300));
        try (TelemetryArchive archive = TelemetryArchive.open(file, clock, Retention.STANDARD, Feed.RARELY)) {
            keepsAgain(archive, clock);
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                mistake.with(raw);
            }
            useEverything(archive, clock.instant());
            keepsAgain(archive, clock);
        }
        HandClock later = new HandClock(clock.instant());
        try (TelemetryArchive archive = TelemetryArchive.open(file, later, Retention.STANDARD, Feed.RARELY)) {
            keepsAgain(archive, later);
        }
    }

    @Test
    void cutShortOrWrittenOverWhileItIsInUse() throws Exception {
        whole();
        whileInUse("emptied", f -> f.setLength(0));
        whileInUse("halved", f -> f.setLength(f.length() / 2));
        whileInUse("cutInAPage", f -> f.setLength(f.length() / 2 + 1234));
        whileInUse("text", f -> {
            f.setLength(0);
            f.write("oops, wrong file\n".getBytes(StandardCharsets.US_ASCII));
        });
        whileInUse("noise", f -> {
            byte[] noise = new byte[(int) f.length()];
            new Random(1).nextBytes(noise);
            f.write(noise);
        });
        whileInUse("zeros", f -> f.write(new byte[(int) f.length()]));
    }
}
