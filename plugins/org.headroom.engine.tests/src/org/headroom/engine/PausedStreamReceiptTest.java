package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;
import static org.headroom.engine.StreamBeliefsTest.after;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a receipt asks for when the renter has paused, restarted or repriced the stream before the end of the job. The stream
 * pays 0.0001 USDC a second from noon on, one block a second, and holds 0.06 USDC. Each amount is compared with what the
 * contract owes, computed here from its changes alone.
 */
class PausedStreamReceiptTest {
    private static final LeaseId ID = LEASE.id();
    private static final BigInteger BASE_UNIT = BigInteger.TEN.pow(12);
    private static final RatePerSecond FULL = Scene.funded(stream(1), NOON).rate();
    private static final RatePerSecond HALF = new RatePerSecond(FULL.ud21x18().shiftRight(1));
    private static final RatePerSecond DOUBLE = new RatePerSecond(FULL.ud21x18().shiftLeft(1));
    private static final RatePerSecond NONE = new RatePerSecond(BigInteger.ZERO);

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);

    /** The contract: its debt at its last change, with 18 decimals, and its rate since. */
    private BigInteger debt = BigInteger.ZERO;

    private long changedAt;
    private RatePerSecond rate = FULL;
    private Usdc balance = Scene.funded(stream(1), NOON).balance();

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
    }

    private void restart(long second) {
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(second));
        beliefs.restore(List.of(LEASE), after(second));
    }

    private BigInteger debtAt(long second) {
        return debt.add(rate.ud21x18().multiply(BigInteger.valueOf(second - changedAt)));
    }

    /** The renter changes the rate, zero for a pause. */
    private void change(long second, RatePerSecond next) {
        debt = debtAt(second);
        changedAt = second;
        rate = next;
    }

    /** The renter takes back all that is not owed. */
    private void refund(long second) {
        balance = Usdc.ofBaseUnits(
                debtAt(second).add(BASE_UNIT).subtract(BigInteger.ONE).divide(BASE_UNIT));
    }

    /** Reads the stream, and again where the first reading is not believed by itself. */
    private void read(long second) {
        StreamState s = Scene.funded(stream(1), NOON);
        StreamState state = new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                balance,
                Usdc.ofBaseUnits(debt.divide(BASE_UNIT)),
                after(changedAt),
                false,
                Usdc.ZERO,
                after(second),
                debt.mod(BASE_UNIT),
                Optional.of(second));
        beliefs.update(Map.of(LEASE, new StreamReading.Read(state)), state.readAt());
        if (beliefs.toReadAgain(state.readAt()).contains(ID)) beliefs.readAgain(LEASE, state, state.readAt());
        assertThat(beliefs.of(ID).orElseThrow().rate())
                .as("the reading is believed")
                .isEqualTo(rate);
    }

    /** Of a job that ran from noon on. Never more than what the contract owes and holds, now and at the billed end. */
    private Usdc asked(long seconds) {
        Instant end = after(seconds);
        JobResult result = new JobResult(NOON, end, 0, Receipt.Outcome.COMPLETED, Scene.hash(5), Optional.empty());
        LeaseState.Ended ended =
                new LeaseState.Ended(LEASE.terms(), LEASE.paidBy().orElseThrow(), CONTAINER, result);
        Usdc asked = ReceiptFactory.createReceipt(ended, 1, beliefs.paid(ended)).amountDue();
        Usdc owed = Usdc.ofBaseUnits(debtAt(Math.max(seconds, changedAt)).divide(BASE_UNIT));
        assertThat(asked).as("no more than what is owed").isLessThanOrEqualTo(owed);
        assertThat(asked).as("no more than what is held").isLessThanOrEqualTo(balance);
        return asked;
    }

    private static Usdc usdc(String amount) {
        return Usdc.parse(amount);
    }

    @Test
    void receiptOfAStreamThatIsPausedAtTheEndAsksForWhatItOwedWhenItWasPaused() {
        read(18);
        change(20, NONE);
        read(25);
        assertThat(asked(40)).isEqualTo(usdc("0.002"));
        assertThat(asked(60)).isEqualTo(usdc("0.002"));
    }

    @Test
    void receiptOfAJobThatEndedBeforeThePauseAsksForItsOwnTimeOnly() {
        read(18);
        change(20, NONE);
        read(25);
        assertThat(asked(15)).isEqualTo(usdc("0.0015"));
    }

    @Test
    void receiptOfAStreamThatIsStillPausedAsksForTheSameAfterARestart() {
        read(18);
        change(20, NONE);
        read(25);
        restart(30);
        assertThat(asked(40)).isEqualTo(usdc("0.002"));
        read(45);
        assertThat(asked(50)).isEqualTo(usdc("0.002"));
    }

    @Test
    void pauseIsNotTakenForAWithdrawalWhenItsStreamIsReadAgainAndAgain() {
        read(18);
        change(20, NONE);
        for (int second = 25; second < 60; second += 5) {
            read(second);
            assertThat(asked(60)).isEqualTo(usdc("0.002"));
        }
    }

    @Test
    void receiptOfAStreamThatWasPausedAndRestartedAsksForNothingOfThePause() {
        read(18);
        change(20, NONE);
        read(25);
        change(32, FULL);
        read(40);
        assertThat(asked(50)).isEqualTo(usdc("0.0038"));
        assertThat(asked(60)).isEqualTo(usdc("0.0048"));
    }

    @Test
    void receiptOfAStreamThatWasPausedTwiceAsksForTheTimesBetween() {
        read(9);
        change(10, NONE);
        read(12);
        change(20, FULL);
        read(25);
        change(30, NONE);
        read(35);
        assertThat(asked(60)).isEqualTo(usdc("0.002"));
    }

    @Test
    void receiptOfAStreamThatWasPausedAndRestartedBetweenTwoReadingsAsksForNothingOfThePause() {
        read(18);
        change(20, NONE);
        change(32, FULL);
        read(40);
        assertThat(beliefs.isExplained(ID)).isFalse();
        assertThat(asked(50)).isEqualTo(usdc("0.0038"));
    }

    @Test
    void receiptOfAStreamWhoseRateWasLoweredAndRaisedAsksForWhatItPaidAtEach() {
        read(18);
        change(20, HALF);
        read(25);
        change(40, FULL);
        read(45);
        assertThat(asked(50)).isEqualTo(usdc("0.004"));
        assertThat(asked(60)).isEqualTo(usdc("0.005"));
    }

    @Test
    void receiptOfAStreamWhoseRateWasRaisedAndLoweredAsksForNoMoreThanTheAgreedRateGives() {
        read(18);
        change(20, DOUBLE);
        read(25);
        change(30, HALF);
        read(35);
        // 0.002 at the agreed rate, 0.002 at the double one, 0.0005 at half of it.
        assertThat(asked(40)).as("limited by the agreed rate").isEqualTo(usdc("0.004"));
        assertThat(asked(60)).as("limited by what is owed").isEqualTo(usdc("0.0055"));
    }

    @Test
    void receiptOfAStreamThatIsPausedAfterAHigherRateAsksForNoMoreThanTheAgreedRateGives() {
        read(18);
        change(20, DOUBLE);
        read(25);
        change(40, NONE);
        read(45);
        // 0.006 is owed.
        assertThat(asked(50)).isEqualTo(usdc("0.005"));
        assertThat(asked(60)).isEqualTo(usdc("0.006"));
    }

    @Test
    void receiptOfAStreamThatIsPausedAfterALowerAndAHigherRateAsksForItsDebt() {
        read(9);
        change(10, HALF);
        read(15);
        change(20, DOUBLE);
        read(22);
        change(25, NONE);
        read(30);
        // 0.001 + 0.0005 + 0.001
        assertThat(asked(40)).isEqualTo(usdc("0.0025"));
    }

    @Test
    void receiptOfAPausedStreamThatWasRefundedAsksForWhatItStillHolds() {
        read(18);
        change(20, NONE);
        refund(21);
        read(25);
        assertThat(asked(40)).isEqualTo(usdc("0.002"));
    }

    @Test
    void receiptOfAPausedStreamCutsWhatIsBelowOneBaseUnit() {
        RatePerSecond uneven = new RatePerSecond(FULL.ud21x18().divide(BigInteger.valueOf(3)));
        read(18);
        change(20, uneven);
        read(25);
        change(30, NONE);
        read(35);
        // 0.002 + 10 × 0.0000333…
        assertThat(asked(40)).isEqualTo(usdc("0.002333"));
    }
}
