package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedLogTest {
    private final List<String> lines = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private final RepeatedLog log = new RepeatedLog(lines::add, () -> now.toNanos());

    private void eachSecond(int seconds, String message) {
        for (int s = 0; s < seconds; s++) {
            log.failed(message);
            now = now.plusSeconds(1);
        }
    }

    @Test
    void failureThatComesEachSecondIsLoggedAtOnceAndThenOnceAMinuteWithACount() {
        eachSecond(120, "The disk is full");
        assertThat(lines)
                .containsExactly(
                        "The disk is full", "The disk is full (the same 59 times more since the last such line)");
        eachSecond(1, "The disk is full");
        assertThat(lines).hasSize(3);
    }

    @Test
    void anotherCauseIsLoggedAtOnceAndAnotherNumberIsNoOtherCause() {
        log.failed("3 streams: the disk is full");
        log.failed("4 streams: the disk is full");
        log.failed("4 streams: the file is gone");
        assertThat(lines).containsExactly("3 streams: the disk is full", "4 streams: the file is gone");
    }

    @Test
    void failureThatComesBackAfterAMinuteIsLoggedAtOnce() {
        log.failed("The disk is full");
        now = now.plusSeconds(60);
        log.failed("The disk is full");
        assertThat(lines).containsExactly("The disk is full", "The disk is full");
    }

    @Test
    void ofManyDifferentMessagesALimitedNumberIsLoggedInAMinute() {
        for (int lease = 0; lease < 1_000; lease++)
            log.failed("Lease " + (char) ('\u4e00' + lease) + ": the disk is full");
        assertThat(lines).hasSize(RepeatedLog.MOST + 1);
        now = now.plusSeconds(60);
        for (int lease = 1_000; lease < 2_000; lease++)
            log.failed("Lease " + (char) ('\u4e00' + lease) + ": the disk is full");
        assertThat(lines).hasSize(2 * (RepeatedLog.MOST + 1));
    }
}
