package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.Test;

/** How long after a look at a running lease's stream the next one is due, by the time that the stream covers. */
class LookScheduleTest {
    private static final Duration POLL = Duration.ofSeconds(8);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final FakeLedger ledger = new FakeLedger();
    private final StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private long nanoTime = 1_000_000_000_000L;
    private final LookSchedule schedule = new LookSchedule(POLL, () -> nanoTime);

    /** A lease whose stream covers that many seconds from {@link Scene#NOON} on. */
    private static LeaseBook running(long covered) {
        StreamState s = Scene.funded(stream(1), NOON);
        StreamState stream = new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                s.rate().streamed(Duration.ofSeconds(covered)),
                Usdc.ZERO,
                NOON,
                false,
                Usdc.ZERO,
                NOON);
        return LeaseBook.EMPTY.with(
                new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(stream), CONTAINER, NOON));
    }

    /** The covered time stays the same: only the time since the last look goes on. */
    private boolean isDueAfter(LeaseBook book, Duration elapsed) {
        nanoTime += elapsed.toNanos();
        return !schedule.due(book, beliefs, NOON).isEmpty();
    }

    private void assertDueAfter(LeaseBook book, Duration interval) {
        assertThat(isDueAfter(book, Duration.ZERO)).as("never read").isTrue();
        for (int look = 1; look <= 3; look++) {
            assertThat(isDueAfter(book, interval.minus(MOMENT)))
                    .as("look %s, before its time", look)
                    .isFalse();
            assertThat(isDueAfter(book, MOMENT))
                    .as("look %s, at its time", look)
                    .isTrue();
        }
    }

    @Test
    void streamThatCoversALongTimeIsReadAtTheOwnersInterval() {
        assertDueAfter(running(600), POLL);
    }

    @Test
    void streamThatCoversFourIntervalsIsReadAtTheOwnersInterval() {
        assertDueAfter(running(32), POLL);
    }

    @Test
    void streamThatCoversTwentySecondsIsReadAfterFive() {
        assertDueAfter(running(20), Duration.ofSeconds(5));
    }

    @Test
    void streamThatCoversFourSecondsIsReadAfterTwo() {
        assertDueAfter(running(4), Duration.ofSeconds(2));
    }

    @Test
    void streamThatCoversNothingIsReadNoFasterThanEveryTwoSeconds() {
        assertDueAfter(running(0), Duration.ofSeconds(2));
    }

    @Test
    void intervalShortensAsTheCoveredTimeGetsShort() {
        LeaseBook book = running(60);
        assertThat(schedule.due(book, beliefs, NOON)).isNotEmpty();
        nanoTime += Duration.ofSeconds(4).toNanos();
        assertThat(schedule.due(book, beliefs, NOON.plusSeconds(43)))
                .as("17 s are left, a quarter of which has not passed")
                .isEmpty();
        assertThat(schedule.due(book, beliefs, NOON.plusSeconds(44)))
                .as("16 s are left, a quarter of which has passed")
                .isNotEmpty();
    }
}
