package org.headroom.model.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.model.rig.MoneyScene.BEGUN;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTimes;
import org.junit.jupiter.api.Test;

class LeaseTimesTest {
    private static LeaseTimes ended(Instant startedAt, Instant endedAt) {
        return LeaseTimes.of(MoneyScene.ended(startedAt, endedAt), endedAt.plusSeconds(999))
                .orElseThrow();
    }

    @Test
    void bothEndsOfAJobAreCutToWholeSecondsBeforeTheyAreSubtracted() {
        LeaseTimes times = ended(BEGUN.plusMillis(2_900), BEGUN.plusMillis(9_100));
        assertThat(times.ran()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void paidTimeBeginsWithTheStreamAndEndsWithTheJob() {
        LeaseTimes times = ended(BEGUN.plusMillis(2_900), BEGUN.plusMillis(9_100));
        assertThat(times.paid()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void whatAJobRunsPastItsAgreedTimeIsNotPaid() {
        Instant started = BEGUN.plusSeconds(3);
        LeaseTimes times = ended(started, started.plusSeconds(3_600 + 8));
        assertThat(times.ran()).isEqualTo(Duration.ofSeconds(3_608));
        assertThat(times.paid()).isEqualTo(Duration.ofSeconds(3_603));
    }

    @Test
    void aRunningJobRunsUpToNow() {
        LeaseTimes times = LeaseTimes.of(MoneyScene.running(BEGUN.plusSeconds(2)), BEGUN.plusMillis(62_700))
                .orElseThrow();
        assertThat(times.ran()).isEqualTo(Duration.ofSeconds(60));
        assertThat(times.paid()).isEqualTo(Duration.ofSeconds(62));
        assertThat(times.endedAt()).isEmpty();
    }

    @Test
    void aClockBehindTheChainGivesNoNegativeTime() {
        LeaseTimes times = LeaseTimes.of(MoneyScene.running(BEGUN.minusSeconds(5)), BEGUN.minusSeconds(9))
                .orElseThrow();
        assertThat(times.ran()).isZero();
        assertThat(times.paid()).isZero();
    }

    @Test
    void paidTimeBeginsWithTheBidWhereTheChainsClockIsBehind() {
        Instant started = BEGUN.plusSeconds(3);
        var stream = MoneyScene.flowing(BEGUN, BEGUN.minusSeconds(45));
        assertThat(LeaseTimes.paidFrom(MoneyScene.terms(), stream)).isEqualTo(BEGUN);
        LeaseTimes times = LeaseTimes.of(MoneyScene.ended(stream, started, started.plusSeconds(8)), started)
                .orElseThrow();
        assertThat(times.paid()).isEqualTo(Duration.ofSeconds(11));
    }

    @Property
    void ranIsWhatTheReceiptSays(
            @ForAll @LongRange(min = 0, max = 5_000_000) long start,
            @ForAll @LongRange(min = 0, max = 5_000_000) long time) {
        Instant startedAt = BEGUN.plusMillis(start);
        Instant endedAt = startedAt.plusMillis(time);
        Duration onReceipt = Duration.between(
                Instant.ofEpochSecond(startedAt.getEpochSecond()), Instant.ofEpochSecond(endedAt.getEpochSecond()));
        assertThat(ended(startedAt, endedAt).ran()).isEqualTo(onReceipt);
    }

    @Test
    void aLeaseWhoseJobNeverStartedHasNoTimes() {
        var bidding = new LeaseState.Bidding(MoneyScene.terms(), BEGUN);
        assertThat(LeaseTimes.of(bidding, BEGUN)).isEmpty();
    }
}
