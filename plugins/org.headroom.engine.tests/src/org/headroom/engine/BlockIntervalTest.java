package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.payment.ChainStatus;
import org.junit.jupiter.api.Test;

class BlockIntervalTest {
    private static final Instant START = Scene.NOON;

    private final BlockInterval interval = new BlockInterval();
    private Instant time = START;
    private long number = 40_000_000;

    static ChainStatus head(long number, Instant time) {
        return new ChainStatus(true, 31337, "test chain", number, "answers", Optional.of(time), Optional.empty());
    }

    private void poll(long blocks, Duration elapsed) {
        number += blocks;
        time = time.plus(elapsed);
        interval.head(head(number, time));
    }

    private void poll(long blocks, long seconds) {
        poll(blocks, Duration.ofSeconds(seconds));
    }

    @Test
    void isUnknownUntilThreeHeadsHaveFollowedAFirstOne() {
        for (int head = 1; head <= 3; head++) {
            poll(4, 8);
            assertThat(interval.median()).as("%s heads", head).isEmpty();
        }
        poll(4, 8);
        assertThat(interval.median()).contains(Duration.ofSeconds(2));
    }

    @Test
    void headThatIsReadTwiceCountsOnce() {
        for (int head = 0; head < 4; head++) {
            poll(1, 12);
            for (int again = 0; again < 5; again++) poll(0, 0);
        }
        assertThat(interval.median()).contains(Duration.ofSeconds(12));
    }

    @Test
    void severalBlocksOfOneSecondAreAveraged() {
        for (int head = 0; head < 6; head++) poll(32, 8);
        assertThat(interval.median()).contains(Duration.ofMillis(250));
    }

    @Test
    void singleWrongHeadAndAPauseOfTheChainChangeNothing() {
        for (int head = 0; head < 6; head++) poll(4, 8);
        poll(5_000, 8);
        poll(-5_000, 8);
        poll(1, 3_600);
        assertThat(interval.median()).contains(Duration.ofSeconds(2));
    }

    @Test
    void reorganisationIsNoMeasurement() {
        for (int head = 0; head < 4; head++) poll(4, 8);
        for (int head = 0; head < 9; head++) poll(-1, -2);
        assertThat(interval.median()).contains(Duration.ofSeconds(2));
    }

    @Test
    void changedBlockTimeIsTakenOver() {
        for (int head = 0; head < 20; head++) poll(4, 8);
        for (int head = 0; head < 5; head++) poll(8, 8);
        assertThat(interval.median()).contains(Duration.ofSeconds(1));
    }

    @Test
    void chainThatIsDownOrWhoseHeadHasNoTimeSaysNothing() {
        for (int head = 0; head < 4; head++) poll(4, 8);
        for (int look = 0; look < 9; look++) {
            interval.head(new ChainStatus(false, 31337, "test chain", 0, "The chain does not answer."));
            interval.head(Scene.CHAIN_UP);
        }
        assertThat(interval.median()).contains(Duration.ofSeconds(2));
    }
}
