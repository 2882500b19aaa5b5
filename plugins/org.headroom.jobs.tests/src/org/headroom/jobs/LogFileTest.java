package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.headroom.model.job.MissingOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of Podman's monitor, rotated as the monitor does it: an empty file takes the place of the full one. */
class LogFileTest {
    private static final String OUT = "2026-03-01T10:00:00.000000001+00:00 stdout ";

    @TempDir
    Path directory;

    private final StringBuilder text = new StringBuilder();
    private Path file;

    @BeforeEach
    void create() throws IOException {
        file = Files.createFile(directory.resolve("ctr.log"));
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("", lines), StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        Path fresh = Files.createFile(directory.resolve("ctr.log.tmp"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private LogFile open() throws IOException {
        return new LogFile(file, Instant.now().plusSeconds(60), text::append);
    }

    @Test
    void partsOfLinesAndCharactersCutBetweenThemAreJoined() throws IOException {
        byte[] euro = "€".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (LogFile log = open()) {
            write(
                    OUT + "P no newline\n",
                    OUT + "F , now one\n",
                    OUT + "F \n",
                    OUT.replace("stdout", "stderr") + "F err\n");
            Files.write(file, (OUT + "P ").getBytes(), StandardOpenOption.APPEND);
            Files.write(file, new byte[] {euro[0], '\n'}, StandardOpenOption.APPEND);
            assertThat(log.read()).isTrue();
            Files.write(file, (OUT + "F ").getBytes(), StandardOpenOption.APPEND);
            log.read();
            Files.write(file, new byte[] {euro[1], euro[2], '\n'}, StandardOpenOption.APPEND);
            log.read();
        }
        assertThat(text).hasToString("no newline, now one\n\nerr\n€\n");
    }

    @Test
    void rotationLosesNothingOfWhatTheOldFileStillHad() throws IOException {
        try (LogFile log = open()) {
            write(OUT + "F one\n");
            log.read();
            write(OUT + "F two\n");
            rotate();
            write(OUT + "F three\n");
            log.read();
            rotate();
            write(OUT + "F four\n");
            log.read();
            log.end();
        }
        assertThat(text).hasToString("one\ntwo\nthree\nfour\n");
    }

    @Test
    void fileThatCameAndWentWhileAnotherWasReadIsSaidToBeLost() throws IOException {
        int[] rotations = {0};
        // As slow as a reader may be: while it takes the first lines, the log is rotated twice.
        Consumer<String> slow = part -> {
            text.append(part);
            if (part.startsWith("line 0 ") || part.contains("line 2000 ")) {
                rotations[0]++;
                try {
                    rotate();
                    write(OUT + "F of rotation " + rotations[0] + "\n");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        try (LogFile log = new LogFile(file, Instant.now().plusSeconds(60), slow)) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 4000; i++)
                lines.append(OUT).append("F line ").append(i).append(" in a long file\n");
            write(lines.toString());
            log.read();
        }
        assertThat(rotations[0]).isEqualTo(2);
        assertThat(text.toString())
                .endsWith("line 3999 in a long file\n" + MissingOutput.LOST + "of rotation 2\n")
                .doesNotContain("of rotation 1");
    }

    @Test
    void logOlderThanTheReaderThatWasRotatedBeforeSaysSo() throws IOException {
        Instant startedAt = Instant.now().minusSeconds(60);
        write(OUT + "F late\n");
        Files.setLastModifiedTime(
                file, java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(5)));
        try (LogFile log = new LogFile(file, startedAt, text::append)) {
            log.read();
        }
        assertThat(text).hasToString(MissingOutput.LOST + "late\n");
    }

    @Test
    void whatIsNoLineOfTheMonitorIsLeftOut() throws IOException {
        try (LogFile log = open()) {
            write("nonsense\n", "a b\n", "\n", OUT + "F good\n", "z".repeat(200_000) + "\n", OUT + "F better\n");
            log.read();
        }
        assertThat(text).hasToString("good\nbetter\n");
    }

    @Test
    void logThatIsGoneIsReadToItsEnd() throws IOException {
        try (LogFile log = open()) {
            write(OUT + "F last\n");
            Files.delete(file);
            assertThat(log.read()).isFalse();
        }
        assertThat(text).hasToString("last\n");
    }

    @Test
    void logCutInPlaceSaysThatOutputIsLost() throws IOException {
        try (LogFile log = open()) {
            write(OUT + "F a long first line\n");
            log.read();
            Files.writeString(file, "", StandardOpenOption.TRUNCATE_EXISTING);
            write(OUT + "F b\n");
            log.read();
        }
        assertThat(text).hasToString("a long first line\n" + MissingOutput.LOST + "b\n");
    }

    @Test
    void logOpenedBeforeTheJobStartedIsReadFromItsFirstLineThoughItWasReplaced() throws IOException {
        LogFile.First first = LogFile.First.open(file);
        write(OUT + "F one\n");
        rotate();
        write(OUT + "F two\n");
        try (LogFile log = new LogFile(first, text::append)) {
            log.read();
        }
        assertThat(text.toString().replace(MissingOutput.PERHAPS, "")).isEqualTo("one\ntwo\n");
    }

    @Test
    void readerThatWasAwayForSoLongThatAWholeLogMayHaveComeAndGoneSaysThatOutputMayBeMissing() throws Exception {
        try (LogFile log = open()) {
            write(OUT + "F one\n");
            log.read();
            // Two logs in its place; only the second is seen.
            rotate();
            write(OUT + "F nobody read this\n");
            rotate();
            write(OUT + "F three\n");
            await().pollDelay(Duration.ofMillis(30)).until(() -> true);
            log.read();
        }
        assertThat(text).hasToString("one\n" + MissingOutput.PERHAPS + "three\n");
    }

    @Test
    void emptyLogThatWasMadeAfterTheStartOfTheJobIsNotItsFirst() throws IOException {
        try (LogFile log = new LogFile(file, Instant.now().minusSeconds(60), text::append)) {
            write(OUT + "F late\n");
            log.read();
        }
        assertThat(text).hasToString(MissingOutput.LOST + "late\n");
    }
}
