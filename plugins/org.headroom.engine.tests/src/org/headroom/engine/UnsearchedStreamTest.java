package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.StreamBeliefsTest.after;
import static org.headroom.engine.StreamBeliefsTest.state;
import static org.headroom.engine.StreamBeliefsTest.withdrawal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What counts of a stream from which 0.0005 USDC were withdrawn in block 5, before it was verified in block 8 without logs. The
 * stream pays 0.0001 USDC a second from noon on, one block a second.
 */
class UnsearchedStreamTest {
    private static final StreamState VERIFIED = state(8, "0.0595", 5, false);
    private static final Withdrawal EARLY = withdrawal(5, "0.0005");
    /** In a block after the verification. */
    private static final Withdrawal LATER = withdrawal(20, "0.0015");

    private static final LeaseState LEASE = with(VERIFIED);
    private static final LeaseId ID = LEASE.id();

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);

    @BeforeEach
    void verify() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.unsearched(ID, 3);
        beliefs.verified(ID, VERIFIED, after(8));
    }

    private static LeaseState with(StreamState verified, Withdrawal... withdrawals) {
        Funding funding = Funding.of(verified);
        for (Withdrawal w : withdrawals) funding = funding.with(w);
        return new LeaseState.Running(Scene.terms("0000aaaa"), funding, CONTAINER, NOON);
    }

    private void read(LeaseState lease, StreamState state) {
        beliefs.update(Map.of(lease, new StreamReading.Read(state)), state.readAt());
        if (beliefs.toReadAgain(state.readAt()).contains(ID)) beliefs.readAgain(lease, state, state.readAt());
    }

    /** A withdrawal by another program in block 20 is not found. */
    private void laterWithdrawal(LeaseState lease) {
        read(lease, state(18, "0.0595", 5, false));
        read(lease, state(45, "0.058", 20, false));
    }

    /** Of a job that ran from noon to second 50. */
    private Usdc asked(LeaseState lease) {
        JobResult result =
                new JobResult(NOON, after(50), 0, Receipt.Outcome.COMPLETED, Scene.hash(5), Optional.empty());
        LeaseState.Ended ended =
                new LeaseState.Ended(lease.terms(), lease.paidBy().orElseThrow(), CONTAINER, result);
        return ReceiptFactory.createReceipt(ended, 1, beliefs.paid(ended)).amountDue();
    }

    private static Usdc usdc(String amount) {
        return Usdc.parse(amount);
    }

    @Test
    void streamIsUnexplainedFromTheBidOnUntilItsLogsWereSearched() {
        assertThat(beliefs.unexplained()).containsExactly(ID);
        assertThat(ledger.searchedTo(ID)).contains(3L);
        beliefs.explained(LEASE);
        assertThat(beliefs.isExplained(ID)).isTrue();
        assertThat(beliefs.of(ID)).contains(VERIFIED);
    }

    @Test
    void receiptAsksForWhatIsKnown() {
        laterWithdrawal(LEASE);
        assertThat(asked(LEASE)).as("since block 5").isEqualTo(usdc("0.0045"));
        LeaseState found = with(VERIFIED, EARLY);
        beliefs.booked(found);
        assertThat(asked(found))
                .as("the later one is still unknown, and counts")
                .isEqualTo(usdc("0.005"));
        LeaseState both = with(VERIFIED, EARLY, LATER);
        beliefs.booked(both);
        assertThat(asked(both)).isEqualTo(usdc("0.005"));
        beliefs.explained(both);
        assertThat(asked(both)).isEqualTo(usdc("0.005"));
        assertThat(beliefs.of(ID).orElseThrow().withdrawn()).isEqualTo(usdc("0.002"));
    }

    @Test
    void withdrawalBeforeTheVerificationExplainsNothingThatHappenedSince() {
        LeaseState found = with(VERIFIED, EARLY);
        beliefs.booked(found);
        beliefs.explained(found);
        laterWithdrawal(found);
        assertThat(beliefs.isExplained(ID)).isFalse();
    }

    @Test
    void restartForgetsNeither() {
        laterWithdrawal(LEASE);
        LeaseState found = with(VERIFIED, EARLY);
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(46));
        beliefs.restore(List.of(found), after(46));
        assertThat(beliefs.unexplained()).containsExactly(ID);
        assertThat(asked(found)).isEqualTo(usdc("0.005"));
    }

    @Test
    void fallThatOnlyTheRestartShowsIsNotHiddenByAnEarlierWithdrawal() {
        LeaseState found = with(VERIFIED, EARLY);
        beliefs.booked(found);
        beliefs.explained(found);
        ledger.believed(Map.of(ID, state(12, "0.0592", 9, false)));
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(13));
        beliefs.restore(List.of(found), after(13));
        assertThat(beliefs.unexplained()).containsExactly(ID);
    }

    @Test
    void earlierWithdrawalThatVanishesLeavesWhatIsUnknownAsItIs() {
        laterWithdrawal(LEASE);
        LeaseState found = with(VERIFIED, EARLY);
        beliefs.booked(found);
        Usdc paid = beliefs.paid(found).orElseThrow().withdrawn();
        beliefs.reverted(LEASE, 5);
        assertThat(paid.minus(beliefs.paid(LEASE).orElseThrow().withdrawn())).isEqualTo(EARLY.amount());
    }

    @Test
    void withdrawalThatTheVerificationCountedCountsOnceWhenItIsBooked() {
        StreamState verified = VERIFIED.withWithdrawn(EARLY.amount());
        beliefs.verified(ID, verified, after(8));
        assertThat(asked(with(verified))).isEqualTo(usdc("0.005"));
        LeaseState booked = with(verified, EARLY);
        beliefs.booked(booked);
        assertThat(asked(booked)).isEqualTo(usdc("0.005"));
        assertThat(beliefs.of(ID).orElseThrow().withdrawn()).isEqualTo(EARLY.amount());
    }

    @Test
    void streamThatWasPausedIsBehindWhateverWasWithdrawnBeforeItsVerification() {
        LeaseState found = with(VERIFIED, withdrawal(5, "0.5"));
        StreamState paused = PaidAmounts.withWithdrawals(found, state(130, "0.0595", 75, false));
        assertThat(StreamCheck.isBehind(
                        PaidAmounts.verified(found).orElseThrow(), paused, found.terms(), StreamCheck.BEHIND))
                .isTrue();
    }
}
