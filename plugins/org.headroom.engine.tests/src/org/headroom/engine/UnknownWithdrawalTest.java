package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;
import static org.headroom.engine.StreamBeliefsTest.after;
import static org.headroom.engine.StreamBeliefsTest.state;
import static org.headroom.engine.StreamBeliefsTest.with;
import static org.headroom.engine.StreamBeliefsTest.withdrawal;

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
 * What a receipt asks for while another program has withdrawn and its logs are not found. The stream pays 0.0001 USDC a second
 * from noon on, one block a second.
 */
class UnknownWithdrawalTest {
    private static final LeaseId ID = LEASE.id();

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
    }

    private void restart(LeaseState lease, Instant at) {
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, at);
        beliefs.restore(List.of(lease), at);
    }

    private void read(LeaseState lease, StreamState state) {
        beliefs.update(Map.of(lease, new StreamReading.Read(state)), state.readAt());
        if (beliefs.toReadAgain(state.readAt()).contains(ID)) beliefs.readAgain(lease, state, state.readAt());
    }

    private void read(StreamState state) {
        read(LEASE, state);
    }

    /** Of a job that ran from noon on. */
    private Usdc asked(LeaseState lease, long seconds) {
        JobResult result =
                new JobResult(NOON, after(seconds), 0, Receipt.Outcome.COMPLETED, Scene.hash(5), Optional.empty());
        LeaseState.Ended ended =
                new LeaseState.Ended(lease.terms(), lease.paidBy().orElseThrow(), CONTAINER, result);
        return ReceiptFactory.createReceipt(ended, 1, beliefs.paid(ended)).amountDue();
    }

    private Usdc asked(long seconds) {
        return asked(LEASE, seconds);
    }

    private static Usdc usdc(String amount) {
        return Usdc.parse(amount);
    }

    @Test
    void receiptAsksForTheWholeTimeWhenAnotherProgramWithdrewAndItsLogsAreNotFound() {
        read(state(18, "0.06", 0, false));
        read(state(25, "0.058", 20, false));
        assertThat(asked(30)).as("not believed yet").isEqualTo(usdc("0.003"));

        // The debt has passed what it was before the withdrawal.
        read(state(45, "0.058", 20, false));
        assertThat(beliefs.of(ID).orElseThrow().readAt()).isEqualTo(after(45));
        assertThat(beliefs.isExplained(ID)).isFalse();
        assertThat(asked(50)).isEqualTo(usdc("0.005"));
    }

    @Test
    void receiptAsksForTheSameAfterTheWithdrawalIsFound() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        LeaseState found = with(withdrawal(20, "0.002"));
        beliefs.booked(found);
        assertThat(asked(found, 50)).as("the search goes on").isEqualTo(usdc("0.005"));
        beliefs.explained(found);
        assertThat(asked(found, 50)).isEqualTo(usdc("0.005"));
    }

    @Test
    void receiptCountsEachWithdrawalOnceWhenThisRigWithdrawsToo() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        LeaseState own = with(withdrawal(50, "0.003"));
        beliefs.booked(own);
        assertThat(asked(own, 55)).isEqualTo(usdc("0.0055"));
        read(own, state(60, "0.055", 50, false));
        assertThat(asked(own, 60)).isEqualTo(usdc("0.006"));
    }

    @Test
    void restartForgetsNoWithdrawalThatWasNotFound() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        restart(LEASE, after(46));
        assertThat(beliefs.unexplained()).containsExactly(ID);
        assertThat(asked(50)).isEqualTo(usdc("0.005"));
        read(state(55, "0.058", 20, false));
        assertThat(asked(60)).isEqualTo(usdc("0.006"));
    }

    @Test
    void withdrawalIsCountedOnceWhenTheLedgerTookItsNoteAndNotTheReading() {
        read(state(18, "0.06", 0, false));
        StreamState before = ledger.believed().get(ID);
        read(state(45, "0.058", 20, false));
        ledger.believed(Map.of(ID, before));
        restart(LEASE, after(46));
        read(state(48, "0.058", 20, false));
        assertThat(asked(50)).isEqualTo(usdc("0.005"));
    }

    @Test
    void receiptOfARefundedStreamAsksForWhatWasWithdrawnAndWhatItStillHolds() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        // All that had not streamed by second 50 went back to the renter.
        read(state(52, "0.003", 20, false));
        assertThat(asked(54)).isEqualTo(usdc("0.005"));
    }

    @Test
    void receiptOfAStreamThatWasRefundedBetweenTheSameReadingsAsksForWhatWasPaid() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.0024", 20, false));
        assertThat(asked(50)).isEqualTo(usdc("0.0044"));
    }

    @Test
    void receiptOfAStreamThatIsToppedUpAsksForTheWholeTime() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        read(state(52, "5.058", 20, false));
        assertThat(asked(55)).isEqualTo(usdc("0.0055"));
    }

    @Test
    void receiptOfAStreamThatWasToppedUpBetweenTheSameReadingsAsksForWhatWasWithdrawnForSure() {
        read(state(40, "0.06", 0, false));
        // 0.004 was withdrawn at second 41; a debt that fell in one moment was paid.
        read(state(81, "5.056", 41, false));
        assertThat(asked(81))
                .as("but for the second before the withdrawal, which may have been a pause")
                .isEqualTo(usdc("0.008"));
    }

    @Test
    void receiptOfAVoidedStreamAsksForWhatWasWithdrawnAndWhatItOwedWhenItStopped() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        read(state(52, "0.003", 50, true));
        assertThat(asked(60)).isEqualTo(usdc("0.005"));
    }

    @Test
    void whatAVoidWroteOffIsNotAskedFor() {
        read(state(18, "0.06", 0, false));
        // Refunded at second 20, so that it held 0.002 when it was voided at second 50.
        read(state(52, "0.002", 50, true));
        beliefs.readAgain(LEASE, state(53, "0.002", 50, true), after(53));
        assertThat(beliefs.isExplained(ID)).isFalse();
        assertThat(asked(60)).isEqualTo(usdc("0.002"));
    }

    @Test
    void receiptOfAStreamWhoseRateWasRaisedAsksForTheAgreedRateOnly() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        StreamState s = state(50, "0.058", 50, false);
        read(changed(s, new RatePerSecond(s.rate().ud21x18().shiftLeft(1)), "0.003"));
        assertThat(asked(60)).isEqualTo(usdc("0.006"));
    }

    @Test
    void receiptOfAStreamWhoseRateWasLoweredAsksForWhatItPays() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        StreamState s = state(50, "0.058", 50, false);
        read(changed(s, new RatePerSecond(s.rate().ud21x18().shiftRight(1)), "0.003"));
        assertThat(asked(60)).isEqualTo(usdc("0.0055"));
    }

    @Test
    void pauseBetweenTwoReadingsIsNoWithdrawal() {
        read(state(18, "0.06", 0, false));
        StreamState s = state(50, "0.06", 30, false);
        // Paused from second 20 to second 30.
        read(changed(s, s.rate(), "0.002"));
        assertThat(beliefs.isExplained(ID)).isFalse();
        assertThat(asked(60)).isEqualTo(usdc("0.005"));
    }

    @Test
    void withdrawalThatVanishesInAReorganisationIsNotAskedForTwice() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        read(state(50, "0.06", 0, false));
        assertThat(asked(60)).isEqualTo(usdc("0.006"));
    }

    @Test
    void nothingMoreIsAskedForThanWhatTheLogsShowOnceTheyWereSearched() {
        read(state(18, "0.06", 0, false));
        read(state(45, "0.058", 20, false));
        beliefs.explained(LEASE);
        assertThat(asked(50)).isEqualTo(usdc("0.003"));
    }

    @Test
    void restartBooksNoLossOfAVoidedStreamThatWasToppedUpAndWhoseWithdrawalIsNotFound() {
        read(state(18, "0.06", 0, false));
        StreamState toppedUp = state(700, "0.12", 0, false);
        read(toppedUp);
        // 0.07 was withdrawn at second 700; the renter ended the stream at second 710.
        read(state(711, "0.001", 710, true));
        read(state(1_312, "0.001", 710, true));
        assertThat(beliefs.of(ID).orElseThrow().voided()).isTrue();
        assertThat(beliefs.mayBookLoss(ID, after(1_400))).isFalse();
        restart(LEASE, after(1_401));
        assertThat(beliefs.unexplained()).containsExactly(ID);
        assertThat(beliefs.mayBookLoss(ID, after(1_402))).isFalse();
    }

    private static StreamState changed(StreamState s, RatePerSecond rate, String debt) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                s.balance(),
                usdc(debt),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt(),
                s.settledDust(),
                s.block());
    }
}
