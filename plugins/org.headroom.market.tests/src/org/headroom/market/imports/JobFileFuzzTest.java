package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.market.jobfile.JobFileWarning;
import org.headroom.market.jobfile.JobService;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Broken job files by the thousand. Each is answered soon, the same each time, with orders that make sense or a reason and
 * its place. {@code -Dheadroom.fuzz.seconds=600} goes on for longer; what fails is kept under resources/seeds/hostile.
 */
final class JobFileFuzzTest {
    private static final int SECONDS = Integer.getInteger("headroom.fuzz.seconds", 3);
    private static final long FIRST = Long.getLong("headroom.fuzz.first", 1);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int HIGHEST_PORT = 65535;

    /** What is being read, so that a hang can be told. */
    private volatile String current = "";

    private static List<Path> seeds() throws IOException {
        List<Path> seeds = new ArrayList<>(Corpus.seeds("sdl"));
        seeds.addAll(Corpus.seeds("compose"));
        seeds.addAll(Corpus.filesIfAny("akash-sdl"));
        seeds.addAll(Corpus.filesIfAny("akash-sdl-golden/input"));
        return seeds;
    }

    @Test
    void filesOfAnotherStructureAreAnswered() throws IOException {
        Mutants mutants = new Mutants(seeds());
        goOn("structure", mutants::mutant);
    }

    @Test
    void filesWithBrokenBytesAreAnswered() throws IOException {
        List<byte[]> texts = new ArrayList<>();
        for (Path seed : seeds()) texts.add(Files.readAllBytes(seed));
        goOn("bytes", number -> brokenBytes(texts, new Random(number)));
    }

    @Test
    void randomBytesAreAnswered() {
        String alphabet = "{}[]:,-?&*!|>'\"%@`# \n\t\r~<ab01.$\u0085\uFEFF\uD83D\uDE80";
        goOn("random", number -> {
            Random random = new Random(number);
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) return bytes;
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) text.append(alphabet.charAt((b & 0xFF) % alphabet.length()));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatOnceFailedIsAnswered() throws IOException {
        return Corpus.seeds("hostile").stream()
                .map(f -> DynamicTest.dynamicTest(
                        f.getFileName().toString(),
                        () -> assertTimeoutPreemptively(SOON, () -> answered(Files.readAllBytes(f)))));
    }

    private interface Maker {
        byte[] make(long number);
    }

    private void goOn(String kind, Maker maker) {
        long[] done = {0};
        assertTimeoutPreemptively(
                Duration.ofSeconds(SECONDS + 60L),
                () -> {
                    long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
                    for (long number = FIRST; System.nanoTime() < end; number++, done[0]++) {
                        current = kind + " " + number;
                        byte[] bytes = maker.make(number);
                        try {
                            answered(bytes);
                        } catch (RuntimeException | Error e) {
                            keep(bytes);
                            throw new AssertionError("the file " + current + ", kept in target: " + e, e);
                        }
                    }
                },
                () -> "it hangs on the file " + current);
        System.out.println("fuzz " + kind + ": " + done[0] + " files");
        assertThat(done[0]).isPositive();
    }

    private void keep(byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz"));
        Files.write(folder.resolve(current.replace(' ', '-') + ".yaml"), bytes);
    }

    private static byte[] brokenBytes(List<byte[]> texts, Random random) {
        byte[] bytes = texts.get(random.nextInt(texts.size())).clone();
        for (int n = 1 + random.nextInt(8); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> {
                    int length = Math.min(random.nextInt(40), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
                default -> bytes[at] = (byte) "{}[]:,-&*!|>'\"%#\n\t ".charAt(random.nextInt(19));
            }
        }
        return bytes;
    }

    /** The answer to any bytes whatever. */
    private static void answered(byte[] bytes) {
        long began = System.nanoTime();
        JobFileReading reading = JobFileReader.read(bytes);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(JobFileReader.read(bytes)).isEqualTo(reading);
        // A file without a last line end, and the line after it.
        int lines = 2;
        for (byte b : bytes) if (b == '\n' || b == '\r' || b < 0) lines++;
        Optional<JobFileError> error = reading.error();
        if (error.isPresent()) {
            assertThat(error.get().line()).isBetween(1, lines);
            assertThat(error.get().column()).isPositive();
            said(error.get().message());
        }
        for (JobFileWarning warning : reading.warnings()) {
            assertThat(warning.line()).isBetween(1, lines);
            said(warning.message());
        }
        reading.services().forEach(JobFileFuzzTest::sensible);
    }

    private static void said(String message) {
        assertThat(message).isNotBlank().hasSizeLessThanOrEqualTo(400);
        assertThat(message.lines().count()).isEqualTo(1);
    }

    private static void sensible(JobService s) {
        assertThat(s.image()).isNotBlank();
        assertThat(s.count()).isPositive();
        assertThat(s.cpuMillis()).isPositive();
        assertThat(s.memoryBytes()).isPositive();
        assertThat(s.gpu().units() > 0)
                .isEqualTo(s.gpu().vendor().isPresent())
                .isEqualTo(!s.gpu().models().isEmpty());
        for (JobService.Volume v : s.storage()) assertThat(v.sizeBytes()).isPositive();
        for (JobService.Exposure e : s.exposures()) {
            assertThat(e.port()).isBetween(1, HIGHEST_PORT);
            assertThat(e.as()).isBetween(1, HIGHEST_PORT);
            assertThat(e.protocol()).isIn("TCP", "UDP");
        }
        for (String variable : s.environment())
            assertThat(variable).isNotBlank().doesNotStartWith("=");
    }
}
