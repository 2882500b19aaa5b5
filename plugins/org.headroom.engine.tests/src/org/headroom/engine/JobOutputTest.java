package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        output = new JobOutput(file, this::take);
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

    @Test
    void unsentOutputOfAllJobsTogetherIsBounded() throws IOException {
        full = true;
        UnsentOutput unsent = new UnsentOutput();
        long waiting = 0;
        for (int n = 0; n < 12; n++) {
            JobOutput one = new JobOutput(directory.resolve(n + "/job.log"), this::take);
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
