package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.LeaseMoney;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long after a look at a running lease's stream the next one is due, by the time that the stream covers. */
class LookScheduleTest {
    private static final Duration POLL = Duration.ofSeconds(8);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final FakeLedger ledger = new FakeLedger();
    private final StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private long nanoTime = 1_000_000_000_000L;
    private LookSchedule schedule = new LookSchedule(POLL, () -> nanoTime);

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
        return isDueAt(book, NOON);
    }

    private boolean isDueAt(LeaseBook book, Instant time) {
        return schedule.due(book, beliefs, time).filter(s -> !s.isEmpty()).isPresent();
    }

    /** The heads of four polls. */
    private void blocksComeEvery(Duration blockTime) {
        for (int poll = 0; poll < 4; poll++)
            schedule.head(BlockIntervalTest.head(100 + 8 * poll, NOON.plus(blockTime.multipliedBy(8L * poll))));
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
        assertThat(isDueAt(book, NOON)).isTrue();
        nanoTime += Duration.ofSeconds(4).toNanos();
        assertThat(isDueAt(book, NOON.plusSeconds(43)))
                .as("17 s are left, a quarter of which has not passed")
                .isFalse();
        assertThat(isDueAt(book, NOON.plusSeconds(44)))
                .as("16 s are left, a quarter of which has passed")
                .isTrue();
    }

    /** Columns: milliseconds from block to block; the shortest interval, of a stream that covers nothing. */
    @ParameterizedTest
    @CsvSource({"250, 1000", "1000, 1000", "1500, 1500", "2000, 2000", "5000, 5000", "12000, 8000"})
    void shortestIntervalIsTheBlockTimeAtLeastASecondAndAtMostTheOwnersInterval(long blockMillis, long pollMillis) {
        blocksComeEvery(Duration.ofMillis(blockMillis));
        assertDueAfter(running(0), Duration.ofMillis(pollMillis));
    }

    @Test
    void ownersIntervalBelowASecondIsKeptOnAFastChain() {
        schedule = new LookSchedule(Duration.ofMillis(50), () -> nanoTime);
        blocksComeEvery(Duration.ofMillis(250));
        assertDueAfter(running(0), Duration.ofMillis(50));
    }

    @Test
    void quarterOfTheCoveredTimeCountsWhereItIsLongerThanTheBlockTime() {
        blocksComeEvery(Duration.ofMillis(250));
        assertDueAfter(running(12), Duration.ofSeconds(3));
    }

    @Test
    void headAloneIsPolledEveryTwoSecondsUntilTheBlockIntervalIsKnown() {
        assertThat(schedule.due(LeaseBook.EMPTY, beliefs, NOON)).contains(Map.of());
        nanoTime += Duration.ofSeconds(2).minus(MOMENT).toNanos();
        assertThat(schedule.due(LeaseBook.EMPTY, beliefs, NOON)).isEmpty();
        nanoTime += MOMENT.toNanos();
        assertThat(schedule.due(LeaseBook.EMPTY, beliefs, NOON)).contains(Map.of());
    }

    private boolean isHeadPolledAfter(LeaseBook book, Duration elapsed) {
        nanoTime += elapsed.toNanos();
        return schedule.due(book, beliefs, NOON).isPresent();
    }

    private void assertHeadPolledAfter(LeaseBook book, Duration interval) {
        assertThat(isHeadPolledAfter(book, interval.minus(MOMENT)))
                .as("before its time")
                .isFalse();
        assertThat(isHeadPolledAfter(book, MOMENT)).as("at its time").isTrue();
    }

    private static LeaseBook bidding() {
        return LeaseBook.EMPTY.with(new LeaseState.Bidding(Scene.terms("0000cccc"), Optional.empty(), NOON));
    }

    @Test
    void idleRigPollsTheHeadEveryThirtySecondsOnceTheBlockIntervalIsKnown() {
        blocksComeEvery(Duration.ofSeconds(2));
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ZERO)).isTrue();
        for (int poll = 0; poll < 3; poll++) assertHeadPolledAfter(LeaseBook.EMPTY, LookSchedule.IDLE);
    }

    @Test
    void idleRigWhoseChainMakesNoBlocksPollsEveryThirtySecondsAfterTwoMinutes() {
        schedule.head(BlockIntervalTest.head(100, NOON));
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, LookSchedule.MEASURING.minusSeconds(3)))
                .isTrue();
        assertHeadPolledAfter(LeaseBook.EMPTY, LookSchedule.UNMEASURED);
        nanoTime += Duration.ofSeconds(1).toNanos();
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, LookSchedule.IDLE.minusSeconds(2)))
                .isFalse();
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void headIsPolledAtOnceWhenABidIsMadeAndEveryTwoSecondsWhileItIsOut() {
        blocksComeEvery(Duration.ofSeconds(2));
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ZERO)).isTrue();
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ofSeconds(10))).isFalse();
        assertThat(isHeadPolledAfter(bidding(), Duration.ZERO)).isTrue();
        assertHeadPolledAfter(bidding(), LookSchedule.UNMEASURED);
    }

    @Test
    void headIsPolledEveryTwoSecondsWhileALeaseHoldsAGpuAndItsStreamIsNotDue() {
        blocksComeEvery(Duration.ofSeconds(2));
        LeaseBook book = running(600);
        assertThat(isDueAfter(book, Duration.ZERO)).isTrue();
        assertHeadPolledAfter(book, LookSchedule.UNMEASURED);
    }

    @Test
    void headIsPolledEveryTwoSecondsWhileTheChainDoesNotAnswerAnIdleRig() {
        blocksComeEvery(Duration.ofSeconds(2));
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ZERO)).isTrue();
        schedule.head(new ChainStatus(false, 31337, "test chain", 0, "The chain does not answer."));
        assertHeadPolledAfter(LeaseBook.EMPTY, LookSchedule.UNMEASURED);
        blocksComeEvery(Duration.ofSeconds(2));
        assertHeadPolledAfter(LeaseBook.EMPTY, LookSchedule.IDLE);
    }

    @Test
    void headOfAnIdleRigIsPolledAtOnceAfterSuspend() {
        blocksComeEvery(Duration.ofSeconds(2));
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ZERO)).isTrue();
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ofSeconds(1))).isFalse();
        schedule.interrupted();
        assertThat(isHeadPolledAfter(LeaseBook.EMPTY, Duration.ZERO)).isTrue();
    }

    @Test
    void headIsFreshForFourSecondsAfterItWasRead() {
        assertThat(schedule.isHeadFresh()).as("never read").isFalse();
        schedule.head(BlockIntervalTest.head(100, NOON));
        nanoTime += LookSchedule.FRESH.toNanos();
        assertThat(schedule.isHeadFresh()).isTrue();
        nanoTime++;
        assertThat(schedule.isHeadFresh()).isFalse();
    }

    /** Two blocks of 12 s, one being missed, and the longest read. */
    @Test
    void idlePollLeavesAmountsCurrentOnAChainWithTwelveSecondBlocks() {
        assertThat(LookSchedule.IDLE.plusSeconds(2 * 12 + 15)).isLessThanOrEqualTo(LeaseMoney.CURRENT);
    }

    /** Columns: milliseconds from block to block, 0 for a chain that makes none; polls of the first hour and of the second. */
    @ParameterizedTest
    @CsvSource({"250, 125, 120", "2000, 125, 120", "12000, 140, 120", "0, 180, 120"})
    void idleRigPollsTheChainOneHundredAndTwentyTimesAnHour(long blockMillis, int first, int second) {
        assertThat(pollsInAnHour(blockMillis)).as("first hour").isBetween(115, first);
        assertThat(pollsInAnHour(blockMillis)).as("second hour").isBetween(115, second);
    }

    /** Asks what is due as often as the rig does, and reads a head with each poll. */
    private int pollsInAnHour(long blockMillis) {
        int polls = 0;
        long end = nanoTime + Duration.ofHours(1).toNanos();
        for (; nanoTime < end; nanoTime += schedule.period().toNanos()) {
            if (schedule.due(LeaseBook.EMPTY, beliefs, NOON).isEmpty()) continue;
            polls++;
            long block = blockMillis == 0 ? 0 : nanoTime / 1_000_000 / blockMillis;
            schedule.head(BlockIntervalTest.head(100 + block, NOON.plusMillis(block * blockMillis)));
        }
        return polls;
    }

    @Test
    void streamsThatAreDueWithinASecondOfEachOtherAreReadInOnePollAndNoneLaterThanItsInterval() {
        LeaseBook one = running(600);
        LeaseBook two = one.with(new LeaseState.Running(
                Scene.terms("0000bbbb"), Funding.of(Scene.funded(stream(2), NOON)), CONTAINER, NOON));
        assertThat(isDueAfter(one, Duration.ZERO)).isTrue();
        nanoTime += Duration.ofMillis(900).toNanos();
        assertThat(schedule.due(two, beliefs, NOON).orElseThrow().values()).containsExactly(stream(2));
        nanoTime += POLL.minusMillis(900).toNanos();
        assertThat(schedule.due(two, beliefs, NOON).orElseThrow().values())
                .containsExactlyInAnyOrder(stream(1), stream(2));
        nanoTime += POLL.minus(MOMENT).toNanos();
        assertThat(isDueAt(two, NOON)).isFalse();
        nanoTime += MOMENT.toNanos();
        assertThat(schedule.due(two, beliefs, NOON).orElseThrow()).hasSize(2);
    }
}
