package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.Test;

class MissedTimeTest {
    private static final LeaseId ONE = new LeaseId("lease-0001");
    private static final LeaseId TWO = new LeaseId("lease-0002");
    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeLedger ledger = new FakeLedger();
    private MissedTime missed = new MissedTime(ledger);
    private Instant now = NOON;
    private Instant chain = NOON;

    private void poll(LeaseId... running) {
        missed.polled(Optional.of(chain), now, running.length > 0, List.of(running));
    }

    private void pass(Duration onBoth) {
        now = now.plus(onBoth);
        chain = chain.plus(onBoth);
    }

    @Test
    void clocksThatRunAlikeMissNothing() {
        for (int i = 0; i < 100; i++) {
            poll(ONE);
            pass(Duration.ofMinutes(7));
        }
        assertThat(missed.of(ONE)).isZero();
    }

    @Test
    void frozenMachineHasMissedWhatPassedOnTheChainOnceTwoPollsSaySo() {
        poll(ONE);
        chain = chain.plus(HOUR);
        poll(ONE);
        assertThat(missed.of(ONE)).as("one answer").isZero();

        poll(ONE);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
        poll(ONE);
        assertThat(missed.of(ONE)).as("counted once").isEqualTo(HOUR);
    }

    @Test
    void clockSetBackHasMissedTheStep() {
        poll(ONE);
        pass(Duration.ofMinutes(1));
        now = now.minus(HOUR);
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
    }

    @Test
    void nodeThatWasBehindAndCatchesUpIsNoMissedTime() {
        chain = chain.minus(Duration.ofSeconds(110));
        poll(ONE);
        chain = NOON;
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isZero();
    }

    @Test
    void chainThatIsAheadFromTheBeginningIsNoMissedTime() {
        chain = chain.plus(HOUR);
        poll(ONE);
        pass(Duration.ofMinutes(5));
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isZero();
    }

    @Test
    void oneAnswerAloneThatIsFarAheadCountsForNothing() {
        poll(ONE);
        for (int i = 0; i < 5; i++) {
            missed.polled(Optional.of(chain.plus(HOUR)), now, true, List.of(ONE));
            poll(ONE);
        }
        assertThat(missed.of(ONE)).isZero();
    }

    @Test
    void jobThatStartsLaterHasNotMissedWhatWasBefore() {
        poll(ONE);
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);
        poll(ONE, TWO);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
        assertThat(missed.of(TWO)).isZero();
    }

    @Test
    void chainThatGoesBackAndReturnsIsMissedTimeOnlyOnce() {
        chain = chain.plus(HOUR);
        poll(ONE);
        chain = chain.minus(HOUR);
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).as("the chain goes back").isZero();
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
    }

    @Test
    void restartKeepsWhatWasMissedAndNoticesWhatIsMissedInBetween() {
        poll(ONE);
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);

        missed = new MissedTime(ledger);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isEqualTo(HOUR.multipliedBy(2));
    }

    @Test
    void hourThatPassesRightAfterTheStartIsMissedToo() {
        missed.polled(Optional.of(chain), now, true, List.of());
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
    }

    @Test
    void withoutAJobNothingIsKept() {
        poll(ONE);
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);
        poll();

        assertThat(ledger.get("chain-ahead")).contains("");
        assertThat(ledger.get("time-missed")).contains("");
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).as("the chain is ahead from the beginning").isZero();
    }

    @Test
    void damagedMemoryIsNoMissedTime() {
        for (String text : new String[] {"x", "-5", "99999999999999999999", " ", "lease-0001"}) {
            ledger.put("chain-ahead", text);
            ledger.put("time-missed", text);
            missed = new MissedTime(ledger);
            poll(ONE);
            poll(ONE);
            assertThat(missed.of(ONE)).as(text).isZero();
        }
    }

    @Test
    void fullDiskIsTriedAgainAndChangesNothing() {
        poll(ONE);
        ledger.full = true;
        chain = chain.plus(HOUR);
        poll(ONE);
        poll(ONE);
        assertThat(missed.of(ONE)).isEqualTo(HOUR);
        ledger.full = false;
        poll(ONE);
        assertThat(new MissedTime(ledger).of(ONE)).isEqualTo(HOUR);
    }
}
