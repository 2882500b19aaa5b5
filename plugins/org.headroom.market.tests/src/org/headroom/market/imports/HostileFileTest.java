package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.market.jobfile.JobFileError;
import org.headroom.market.jobfile.JobFileReading;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, the answer is a value, and soon; the tests of the command line see to the memory. */
final class HostileFileTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Pieces that mean something to a parser, to be put where they do not belong. */
    private static final String[] PIECES = {
        "&a ",
        "*a",
        "<<: *a",
        "- ",
        ": ",
        "[",
        "]",
        "{",
        "}",
        "|\n",
        ">-\n",
        "\t",
        "#",
        "---\n",
        "...\n",
        "!!binary ",
        "? ",
        "'",
        "\"",
        "\\",
        "%YAML 9.9\n",
        "\u0000",
        "\uFEFF",
        "\u0085",
        "\uD83D\uDE80",
        "${",
        "${A:-",
        "}",
        "$$",
        "99999999999999999999",
        "-1",
        "1e999",
        "0x7fffffffffffffff",
        "~",
        "null",
        "\r",
        "services:\n",
        "version: 2.1\n"
    };

    @TempDir
    Path scratch;

    private static JobFileReading read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JobFileReading read(byte[] bytes) {
        JobFileReading reading =
                Assertions.assertTimeoutPreemptively(SOON, () -> JobFileReader.read(bytes), "it hangs");
        assertThat(reading.accepted()).isEqualTo(!reading.services().isEmpty());
        reading.error().ifPresent(e -> assertThat(e.message()).isNotBlank().doesNotContain("\n"));
        return reading;
    }

    private static JobFileError refused(String text) {
        return read(text).error().orElseThrow();
    }

    @Test
    void aliasesThatMultiplyAreRefusedWhereTheyGetTooMany() {
        StringBuilder bomb = new StringBuilder("services:\n  a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("  a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ",").repeat(10)).append("]\n");
        }
        JobFileError error = refused(bomb.toString());
        assertThat(error.message()).contains("aliases counted in full");
        assertThat(error.line()).isBetween(4, 8);
    }

    @Test
    void mergedKeysThatMultiplyAreRefused() {
        StringBuilder bomb = new StringBuilder("x0: &a0 {k: v}\n");
        for (int i = 1; i < 40; i++)
            bomb.append("x%d: &a%d {<<: [*a%d, *a%d], k%d: *a%d}\n".formatted(i, i, i - 1, i - 1, i, i - 1));
        assertThat(refused(bomb.toString()).message()).contains("too much");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "a:\n ", "!t [", "&x [", "[{a: "})
    void deepNestingIsRefused(String opening) {
        String deep = opening.repeat(100_000 / opening.length());
        assertThat(refused(deep).message()).isNotBlank();
    }

    @Test
    void anAnchorWithinItselfIsRefused() {
        assertThat(refused("services: &a\n  web: *a\n").message()).contains("complete before this line");
    }

    @Test
    void tooLargeIsSaidPlainly() {
        assertThat(read(new byte[JobFileReader.MOST_BYTES + 1])
                        .error()
                        .orElseThrow()
                        .message())
                .isEqualTo("larger than 256 KiB: too much for a job file");
    }

    @Test
    void manyValuesAndLongTextsAreReadSoon() {
        refused("a:\n" + "- b\n".repeat(60_000));
        refused("a: " + "x ".repeat(120_000));
        refused("a: \"" + "\\n".repeat(120_000) + "\"");
        refused("- " + "\t".repeat(200_000));
        refused("a: b\t\n".repeat(40_000));
        refused("x".repeat(250_000) + ": y");
        refused("#".repeat(250_000));
        refused("services: {a: {image: '" + "${A:-".repeat(40_000) + "'}}");
        refused("services: {a: {image: '" + "${A:-".repeat(20_000) + "}".repeat(20_000) + "'}}");
        refused("services: {a: {image: '" + "${".repeat(100_000) + "'}}");
        refused("services: {a: {image: x, ports: ['" + "1".repeat(200_000) + "']}}");
        refused("services: {a: {image: x, mem_limit: " + "1".repeat(200_000) + "g}}");
        read("services: {a: {image: x, command: '" + "\\".repeat(200_000) + "'}}");
    }

    @Test
    void whatIsNoTextIsRefusedAtItsByte() {
        JobFileError error = read(new byte[] {'a', ':', ' ', 'b', '\n', 'c', (byte) 0xFF})
                .error()
                .orElseThrow();
        assertThat(error.line() + ":" + error.column()).isEqualTo("2:2");
        assertThat(error.message()).contains("UTF-8");
        assertThat(refused("a: b\n c\u0001: d").line()).isEqualTo(2);
        assertThat(refused("").message()).contains("nothing");
        assertThat(refused("\u0000").message()).contains("U+0000");
        assertThat(refused("<html><body>no</body></html>").line()).isEqualTo(1);
    }

    @Test
    void halfACharacterIsNoText() {
        assertThat(refused("services: {a: {image: \"x\\uD83D\"}}").message()).contains("half a character");
        assertThat(read("services: {a: {image: \"\\uD83D\\uDE80\"}}")
                        .services()
                        .getFirst()
                        .image())
                .isEqualTo("\uD83D\uDE80");
    }

    @Test
    void otherEncodingsAreKnownByTheirMark() throws IOException {
        String text = "services: {jöb: {image: x}}\n";
        for (String mark : List.of("UTF-16LE", "UTF-16BE", "UTF-8")) {
            JobFileReading reading = read(("\uFEFF" + text).getBytes(mark));
            assertThat(reading.services().getFirst().name()).isEqualTo("jöb");
        }
    }

    @Test
    void anEmojiMayStandAnywhere() {
        for (int at = 1; at < 5000; at++) {
            String text = "#" + "x".repeat(at) + "\uD83D\uDE80\nservices: {a: {image: x, command: \uD83D\uDE80}}\n";
            JobFileReading reading = JobFileReader.read(text.getBytes(StandardCharsets.UTF_8));
            assertThat(reading.error()).as("at " + at).isEmpty();
            assertThat(reading.services().getFirst().arguments()).containsExactly("\uD83D\uDE80");
        }
    }

    @Test
    void aTabThatIndentsIsRefusedAndAnyOtherIsASpace() {
        JobFileError error = refused("services:\n\tweb:\n\t\timage: x\n");
        assertThat(error.message()).contains("a tab stands where only spaces may indent");
        assertThat(error.line() + ":" + error.column()).isEqualTo("2:1");
        JobFileReading mended = read("services:\t\n  \t# tabs\n\t\n  web:\n    image:\tnginx\t# a\n");
        assertThat(mended.services().getFirst().image()).isEqualTo("nginx");
        assertThat(mended.warnings()).anyMatch(w -> w.line() == 5 && w.message().equals("a tab is taken for a space"));
    }

    @Test
    void onlyTheFirstDocumentIsRead() {
        JobFileReading two = read("services: {a: {image: x}}\n---\nb: c\n");
        assertThat(two.accepted()).isTrue();
        assertThat(two.warnings()).anyMatch(w -> w.line() == 2 && w.message().contains("only the first"));
        assertThat(read("services: {a: {image: x}}\n---\nb: [: ]: {\n").accepted())
                .isTrue();
    }

    @Test
    void aFileThatIsMissingOrAFolderIsRefused() {
        assertThat(JobFileReader.read(scratch.resolve("none.yaml"))
                        .error()
                        .orElseThrow()
                        .message())
                .isEqualTo("there is no such file");
        assertThat(JobFileReader.read(scratch).error().orElseThrow().message()).contains("a folder");
    }

    @Property(tries = 2000, seed = "4711")
    void randomBytesAreAnsweredWithAValue(@ForAll byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 2000, seed = "4712")
    void randomTextIsAnsweredWithAValue(@ForAll String text) {
        read("services: {a: {image: x, environment: " + text + "}}");
    }

    @Property(tries = 3000, seed = "4713")
    void brokenFilesAreAnsweredWithAValue(@ForAll long seed) throws IOException {
        mutate(seed);
    }

    private static void mutate(long seed) throws IOException {
        Random random = new Random(seed);
        List<Path> files = new ArrayList<>(Corpus.filesIfAny("akash-sdl"));
        files.addAll(Corpus.filesIfAny("akash-sdl-golden/input"));
        String text = files.isEmpty()
                ? "version: '2.0'\nservices:\n  a:\n    image: x\n    ports: ['80']\n"
                : Files.readString(files.get(random.nextInt(files.size())));
        StringBuilder mutant = new StringBuilder(text);
        for (int i = random.nextInt(8); i >= 0; i--) {
            int at = random.nextInt(mutant.length() + 1);
            int end = Math.min(mutant.length(), at + random.nextInt(1 + random.nextInt(200)));
            switch (random.nextInt(5)) {
                case 0 -> mutant.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> mutant.delete(at, end);
                case 2 -> mutant.insert(at, mutant.substring(at, end).repeat(1 + random.nextInt(3)));
                case 3 -> mutant.insert(at, (char) random.nextInt(0x2100));
                default -> mutant.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        String file = mutant.toString();
        assertThatCode(() -> read(file)).as("seed " + seed).doesNotThrowAnyException();
    }

    @Test
    void theKeptSeedsAreAnsweredWithAValue() throws IOException {
        for (long seed : Set.of(1L, 42L, 20_260_101L, -7L)) mutate(seed);
    }
}
