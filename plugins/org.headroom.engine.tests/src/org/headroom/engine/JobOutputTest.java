package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.job.MissingOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobOutputTest {
    @TempDir
    Path directory;

    private final TreeMap<Long, String> received = new TreeMap<>();
    private boolean full;
    private Path file;
    private JobOutput output;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("lease/job.log");
        output = new JobOutput(file, JobLogSize.MOST_BYTES, this::take);
    }

    private boolean take(long offset, String text) {
        if (!full) received.put(offset, text);
        return !full;
    }

    /** The pieces put together by their offsets. */
    private String whole() {
        StringBuilder text = new StringBuilder();
        received.forEach((offset, piece) -> {
            assertThat(offset).isEqualTo(text.length());
            text.append(piece);
        });
        return text.toString();
    }

    @Test
    void outputIsSentInPiecesThatFollowEachOther() throws IOException {
        String text = "line with \uD83D\uDE80\n".repeat(5_000);
        output.accept(text);
        output.finish();
        assertThat(whole()).isEqualTo(text);
        assertThat(received).hasSizeGreaterThan(5);
        assertThat(file).hasContent(text);
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int n = from; n < to; n++) text.append("line ").append(n).append('\n');
        return text.toString();
    }

    private void restart() throws IOException {
        output.flush();
        output = new JobOutput(file, JobLogSize.MOST_BYTES, (offset, text) -> {
            assertThat(received).as("what was sent is not sent again").doesNotContainKey(offset);
            return take(offset, text);
        });
    }

    @Test
    void outputThatTheEngineTellsAgainAfterARestartIsNeitherSentNorWrittenAgain() throws IOException {
        output.accept(lines(0, 3_000));
        restart();
        for (int n = 0; n < 4_000; n += 500) output.accept(lines(n, n + 500));
        output.finish();
        assertThat(whole()).isEqualTo(lines(0, 4_000));
        assertThat(file).hasContent(lines(0, 4_000));
    }

    @Test
    void outputThatWasNotSentBeforeAKillIsSentAfterIt() throws IOException {
        output.accept(lines(0, 1_000));
        output.flush();
        output.accept(lines(1_000, 3_000));
        // Killed: what was not sent is not in the file either.
        output = new JobOutput(file, JobLogSize.MOST_BYTES, this::take);
        output.accept(lines(0, 4_000));
        output.finish();
        assertThat(whole()).isEqualTo(lines(0, 4_000));
        assertThat(file).hasContent(lines(0, 4_000));
    }

    @Test
    void jobThatPrintsTheLineOfACutLogIsFollowedAfterARestart() throws IOException {
        String first = "7 characters of output are left out here]\n";
        output.accept(first);
        restart();
        output.accept(first);
        output.accept(lines(0, 10));
        output.finish();
        assertThat(whole()).isEqualTo(first + lines(0, 10));
    }

    @Test
    void restartAfterTheEngineRotatedItsLogLosesNothingThatWasKept() throws IOException {
        output.accept(lines(0, 3_000));
        restart();
        output.accept(MissingOutput.LOST);
        output.accept(lines(2_000, 4_000));
        output.finish();
        assertThat(whole()).isEqualTo(lines(0, 4_000));
    }

    @Test
    void gapBetweenWhatWasKeptAndARotatedLogIsSaid() throws IOException {
        String kept = lines(0, 3_000);
        output.accept(kept);
        restart();
        String lost = MissingOutput.LOST;
        output.accept(lost + lines(900_000, 900_100));
        output.accept(lines(900_100, 900_200));
        output.finish();
        assertThat(whole()).isEqualTo(kept + lost + lines(900_000, 900_200));
    }

    @Test
    void logThatWasFinishedBeforeARestartStaysAsItIs() throws IOException {
        String all = lines(0, 600_000);
        output.accept(all);
        output.finish();
        String before = whole();
        assertThat(before).contains(" characters of output are left out here]");
        restart();
        output.accept(all);
        output.finish();
        assertThat(whole()).isEqualTo(before);
        assertThat(Files.size(file)).isEqualTo(before.length());
    }

    @Test
    void whatIsNotTakenComesAgainAfterTheEndOfTheJob() throws IOException {
        output.accept("first\n");
        output.flush();
        full = true;
        String rest = "second\n".repeat(10_000);
        output.accept(rest);
        output.finish();
        assertThat(output.waiting()).isEqualTo(rest.length());
        assertThat(file).hasContent("first\n" + rest);
        full = false;
        output.flush();
        assertThat(whole()).isEqualTo("first\n" + rest);
        assertThat(output.waiting()).isZero();
    }

    @Test
    void outputThatIsCutShortEndsWithALineThatSaysSo() throws IOException {
        output.accept("half a line");
        output.cutShort();
        output.finish();
        output.accept("too late\n");
        assertThat(whole()).isEqualTo("half a line\n" + MissingOutput.END);
        assertThat(file).hasContent(whole());
    }

    @Test
    void longOutputThatIsCutShortEndsWithThatLineBehindTheCountOfWhatIsLeftOutInTheMiddle() throws IOException {
        String line = "0123456789abcde\n";
        for (int n = 0; n < JobOutput.HEAD + 3 * JobOutput.TAIL; n += line.length()) output.accept(line);
        output.cutShort();
        output.finish();
        assertThat(whole())
                .contains("\n[" + (2 * JobOutput.TAIL + MissingOutput.END.length())
                        + " characters of output are left out here]\n")
                .endsWith(line + MissingOutput.END);
    }

    @Test
    void longOutputIsCutInTheMiddleAndSaysHowMuchIsLeftOut() throws IOException {
        int all = JobOutput.HEAD + 3 * JobOutput.TAIL;
        String line = "0123456789abcde\n";
        for (int n = 0; n < all; n += line.length()) output.accept(line);
        output.finish();
        assertThat(whole())
                .hasSizeLessThan(JobOutput.HEAD + JobOutput.TAIL + 100)
                .contains("\n[" + 2 * JobOutput.TAIL + " characters of output are left out here]\n")
                .endsWith(line);
        assertThat(output.tail()).hasSize(JobOutput.TAIL).endsWith(line);
        assertThat(Files.size(file)).isEqualTo(whole().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcde\n", "\u00e9\u20ac\n", "x\uD83D\uDE80\n"})
    void logOfASmallDiskHasNoMoreBytesThanItsShareAndKeepsHeadAndTail(String line) throws IOException {
        long bytes = JobLogSize.bytes(2 << 20);
        output = new JobOutput(file, bytes, this::take);
        int told = 300_000;
        for (int n = 0; n < told; n++) output.accept(line);
        output.accept("the last line\n");
        output.finish();
        String whole = whole();
        assertThat(Files.size(file)).isBetween(bytes - 200, bytes);
        assertThat(file).hasContent(whole);
        assertThat(whole).startsWith(line.repeat(100)).endsWith(line.repeat(100) + "the last line\n");
        Matcher cut = Pattern.compile("\n\\[([0-9]+) characters of output are left out here]\n")
                .matcher(whole);
        assertThat(cut.find()).isTrue();
        assertThat(Long.parseLong(cut.group(1)) + whole.length() - cut.group().length())
                .isEqualTo((long) told * line.length() + "the last line\n".length());
    }

    @Test
    void logOfASmallDiskThatWasFinishedBeforeARestartStaysAsItIs() throws IOException {
        long bytes = JobLogSize.bytes(2 << 20);
        for (int restart = 0; restart < 2; restart++) {
            output = new JobOutput(file, bytes, this::take);
            output.accept(lines(0, 100_000));
            output.finish();
        }
        assertThat(Files.size(file)).isEqualTo(whole().length()).isLessThanOrEqualTo(bytes);
    }

    @Test
    void logOfADiskOfAGibibyteKeepsAllItsCharactersHoweverManyBytesTheyTake() throws IOException {
        output = new JobOutput(file, JobLogSize.bytes(1 << 30), this::take);
        output.accept("\u20ac".repeat(JobOutput.HEAD));
        output.accept("\u20ac".repeat(JobOutput.TAIL));
        output.finish();
        assertThat(Files.size(file)).isEqualTo(3L * JobLogSize.CHARACTERS);
    }

    @Test
    void countOfWhatIsLeftOutIsALowerBoundWhereOutputWasLostInIt() throws IOException {
        String line = "0123456789abcde\n";
        for (int n = 0; n < JobOutput.HEAD; n += line.length()) output.accept(line);
        output.accept(MissingOutput.PERHAPS);
        for (int n = 0; n < 2 * JobOutput.TAIL; n += line.length()) output.accept(line);
        output.finish();
        assertThat(whole())
                .doesNotContain(MissingOutput.PERHAPS)
                .contains("\n[at least " + (JobOutput.TAIL + MissingOutput.PERHAPS.length())
                        + " characters of output are left out here]\n");
    }

    @Test
    void outputOfTooManyJobsThatCannotBeSentBecomesALineThatNamesTheOffsets() {
        full = true;
        output.accept("x".repeat(1_000));
        output.finish();
        output.abandon();
        full = false;
        UnsentOutput unsent = new UnsentOutput();
        unsent.add(output);
        unsent.flush();
        assertThat(whole()).contains("characters 0 to 1000 of the output were not sent");
    }

    /** @param many how many of its first pieces make the receiver throw */
    private JobOutput throwing(String name, int many, Throwable thrown) throws IOException {
        AtomicInteger left = new AtomicInteger(many);
        return new JobOutput(directory.resolve(name + "/job.log"), JobLogSize.MOST_BYTES, (offset, text) -> {
            if (left.getAndDecrement() <= 0) return take(offset, text);
            if (thrown instanceof Error e) throw e;
            throw (RuntimeException) thrown;
        });
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, OutOfMemoryError.class})
    void outputThatFailsHoldsBackNoOtherAndComesAgain(Class<? extends Throwable> thrown) throws Exception {
        Throwable failure = thrown.getConstructor(String.class).newInstance("no heap left");
        JobOutput first = throwing("first", 2, failure);
        full = true;
        first.accept("first\n");
        output.accept("other\n");
        output.finish();
        UnsentOutput unsent = new UnsentOutput();
        unsent.add(first);
        unsent.add(output);
        full = false;

        unsent.flush();
        assertThat(received).containsOnly(entry(0L, "other\n"));
        assertThat(first.waiting()).isEqualTo(6);
        received.clear();
        unsent.flush();
        assertThat(received).isEmpty();
        unsent.flush();
        assertThat(received).containsOnly(entry(0L, "first\n"));
        assertThat(unsent.characters()).isZero();
    }

    @Test
    void logAndItsFolderAreTheOwnersAlone() throws IOException {
        output.accept("hello\n");
        output.finish();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void unsentOutputOfAllJobsTogetherIsBounded() throws IOException {
        full = true;
        UnsentOutput unsent = new UnsentOutput();
        long waiting = 0;
        for (int n = 0; n < 12; n++) {
            JobOutput one = new JobOutput(directory.resolve(n + "/job.log"), JobLogSize.MOST_BYTES, this::take);
            one.accept("x".repeat(JobOutput.HEAD));
            one.finish();
            unsent.add(one);
            waiting += one.waiting();
            if (n == 11) assertThat(one.waiting()).isPositive();
        }
        assertThat(waiting).isGreaterThan(UnsentOutput.MOST_CHARACTERS);
        assertThat(unsent.characters()).isBetween(1L, UnsentOutput.MOST_CHARACTERS);
    }
}
