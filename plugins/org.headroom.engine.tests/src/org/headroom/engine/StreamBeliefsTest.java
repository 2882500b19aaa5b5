package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is believed of a stream when withdrawals come between two readings. It pays 0.0001 USDC a second from noon on. */
class StreamBeliefsTest {
    static final LeaseState.Running LEASE =
            new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(Scene.funded(stream(1), NOON)), CONTAINER, NOON);
    private static final LeaseId ID = LEASE.id();

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
    }

    static Instant after(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    static Withdrawal withdrawal(long block, String amount) {
        return new Withdrawal(stream(1), Scene.hash(block), block, Usdc.parse(amount), 100_000, Wei.ZERO, after(block));
    }

    static LeaseState with(Withdrawal... withdrawals) {
        Funding funding = LEASE.funding();
        for (Withdrawal w : withdrawals) funding = funding.with(w);
        return new LeaseState.Running(LEASE.terms(), funding, CONTAINER, NOON);
    }

    /** As the contract has it in a block of one second each: debt settled at the last withdrawal. */
    static StreamState state(long block, String balance, long settledAt, boolean voided) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                voided ? new RatePerSecond(BigInteger.ZERO) : s.rate(),
                Usdc.parse(balance),
                voided ? Usdc.parse(balance) : Usdc.ZERO,
                after(settledAt),
                voided,
                Usdc.ZERO,
                after(block),
                BigInteger.ZERO,
                Optional.of(block));
    }

    private void read(LeaseState lease, StreamState state) {
        beliefs.update(Map.of(lease, new StreamReading.Read(state)), state.readAt());
    }

    /** Said twice, which is what a change of what is promised needs. */
    private void readTwice(LeaseState lease, StreamState state) {
        read(lease, state);
        beliefs.readAgain(lease, state, state.readAt());
    }

    private StreamState believed() {
        return beliefs.of(ID).orElseThrow();
    }

    private Usdc paidAndDue(Instant at) {
        return believed().withdrawn().plus(believed().due(at));
    }

    @Test
    void withdrawalOfThisRigIsExplainedWhenTheStreamIsReadAgain() {
        read(LEASE, state(10, "0.06", 0, false));
        LeaseState paid = with(withdrawal(20, "0.002"));
        beliefs.booked(paid);
        read(paid, state(25, "0.058", 20, false));

        assertThat(beliefs.unexplained()).isEmpty();
        assertThat(paidAndDue(after(25))).isEqualTo(Usdc.parse("0.0025"));
    }

    @Test
    void withdrawalByAnotherProgramIsNotExplainedByOneOfThisRig() {
        read(LEASE, state(10, "0.06", 0, false));
        LeaseState paid = with(withdrawal(20, "0.002"));
        beliefs.booked(paid);
        read(paid, state(25, "0.0575", 25, false));

        assertThat(beliefs.unexplained()).containsExactly(ID);
    }

    @Test
    void withdrawalThatIsNewerThanTheReadingIsNoLongerDue() {
        read(LEASE, state(10, "0.06", 0, false));
        beliefs.booked(with(withdrawal(20, "0.002")));

        assertThat(believed().due(after(20))).isEqualTo(Usdc.ZERO);
        assertThat(paidAndDue(after(30))).isEqualTo(Usdc.parse("0.003"));
        assertThat(believed().balance()).isEqualTo(Usdc.parse("0.058"));
    }

    @Test
    void withdrawalThatTheReadingHoldsAlreadyIsCountedOnce() {
        read(LEASE, state(10, "0.06", 0, false));
        read(LEASE, state(25, "0.058", 20, false));
        beliefs.booked(with(withdrawal(20, "0.002")));

        assertThat(paidAndDue(after(25))).isEqualTo(Usdc.parse("0.0025"));
    }

    @Test
    void withdrawalThatVanishesIsDueAgain() {
        read(LEASE, state(10, "0.06", 0, false));
        beliefs.booked(with(withdrawal(20, "0.002")));
        beliefs.booked(LEASE);

        assertThat(believed()).isEqualTo(state(10, "0.06", 0, false));
    }

    @Test
    void restartKeepsWhatWasWithdrawnAfterTheReading() {
        read(LEASE, state(10, "0.06", 0, false));
        LeaseState paid = with(withdrawal(20, "0.002"));
        beliefs.booked(paid);
        StreamState before = believed();

        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(30));
        beliefs.restore(List.of(paid), after(30));

        assertThat(believed()).isEqualTo(before);
        assertThat(beliefs.unexplained()).isEmpty();
    }

    @Test
    void receiptClaimsNoMoreThanAVoidedStreamOwedWhenAllOfItWasWithdrawnSinceTheReading() {
        readTwice(LEASE, state(10, "0.001", 10, true));
        LeaseState.Running paid = (LeaseState.Running) with(withdrawal(12, "0.001"));
        beliefs.booked(paid);
        JobResult result =
                new JobResult(NOON, after(15), 137, Receipt.Outcome.OUT_OF_FUNDS, Scene.hash(5), Optional.empty());

        Receipt receipt = ReceiptFactory.createReceipt(
                new LeaseState.Ended(paid.terms(), paid.funding(), CONTAINER, result), 1, beliefs.of(ID));

        assertThat(receipt.amountDue()).isEqualTo(Usdc.parse("0.001"));
    }

    @Test
    void noLossIsBookedWhileAStreamIsSaidToHavePaidLessThanItHadAlready() {
        read(LEASE, state(30, "0.06", 0, false));
        read(LEASE, state(35, "0", 35, true));
        beliefs.explained(LEASE);
        assertThat(beliefs.mayBookLoss(ID, after(35))).isFalse();
        assertThat(beliefs.mayBookLoss(ID, after(635))).isFalse();
        assertThat(beliefs.mayBookLoss(ID, after(636)))
                .as("said for ten minutes")
                .isTrue();

        read(LEASE, state(40, "0.06", 0, false));
        beliefs.explained(LEASE);
        assertThat(beliefs.mayBookLoss(ID, after(40))).isTrue();
    }

    @Test
    void readingThatLowersWhatWasPaidIsNotBelievedAndARestartDoesNotForgetThat() {
        read(LEASE, state(30, "0.06", 0, false));
        StreamState before = believed();
        read(LEASE, state(35, "0", 35, true));
        assertThat(believed()).isEqualTo(before);

        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(40));
        beliefs.restore(List.of(LEASE), after(40));
        read(LEASE, state(45, "0", 45, true));
        beliefs.explained(LEASE);
        assertThat(believed()).isEqualTo(before);
        assertThat(beliefs.mayBookLoss(ID, after(45))).isFalse();
    }

    @Test
    void aLossIsBookedAtOnceWhereTheWithdrawalIsKnown() {
        readTwice(LEASE, state(30, "0.003", 30, true));
        LeaseState paid = with(withdrawal(32, "0.003"));
        beliefs.booked(paid);
        read(paid, state(35, "0", 35, true));
        assertThat(beliefs.mayBookLoss(ID, after(35))).isTrue();
    }

    @Test
    void aStreamThatIsSaidToHaveEndedIsBelievedWhenItIsSaidTwice() {
        StreamState before = believed();
        read(LEASE, state(10, "0.001", 10, true));
        read(LEASE, state(12, "0.001", 10, true));
        assertThat(believed()).as("two looks of one node").isEqualTo(before);
        assertThat(beliefs.toReadAgain(after(12))).containsExactly(ID);

        beliefs.readAgain(LEASE, state(13, "0.001", 10, true), after(13));
        assertThat(believed().voided()).isTrue();
        assertThat(beliefs.toReadAgain(after(13))).isEmpty();
    }

    @Test
    void aStreamThatIsSaidToLastForAShorterTimeIsForgottenWhenTheSecondReadingSaysOtherwise() {
        read(LEASE, state(10, "0.001", 0, false));
        assertThat(believed().balance()).isEqualTo(Usdc.parse("0.06"));

        beliefs.readAgain(LEASE, state(11, "0.06", 0, false), after(11));
        assertThat(believed()).isEqualTo(state(11, "0.06", 0, false));
        assertThat(beliefs.toReadAgain(after(11))).isEmpty();
    }

    @Test
    void aWithdrawalLeavesAStreamThatLastsAsLongAndIsBelievedAtOnce() {
        read(LEASE, state(10, "0.06", 0, false));
        LeaseState paid = with(withdrawal(20, "0.002"));
        read(paid, state(25, "0.058", 20, false));
        assertThat(beliefs.toReadAgain(after(25))).isEmpty();
        assertThat(believed().readAt()).isEqualTo(after(25));
    }

    @Test
    void withdrawalIsSearchedForFromWhereAllWasExplained() {
        readTwice(LEASE, state(1_000, "0.6", 0, false));
        read(LEASE, state(1_010, "0.5", 1_010, false));
        assertThat(ledger.searchedTo(ID)).contains(1_000L - 64);
    }

    @Test
    void anotherRateIsUnexplainedHoweverLittleItDiffers() {
        read(LEASE, state(10, "0.06", 0, false));
        StreamState s = state(20, "0.06", 0, false);
        RatePerSecond more = new RatePerSecond(s.rate().ud21x18().add(BigInteger.ONE));
        read(
                LEASE,
                new StreamState(
                        s.ref(),
                        s.sender(),
                        s.recipient(),
                        more,
                        s.balance(),
                        Usdc.parse("0.002"),
                        after(20),
                        false,
                        Usdc.ZERO,
                        after(20),
                        BigInteger.ZERO,
                        Optional.of(20L)));
        assertThat(beliefs.unexplained()).containsExactly(ID);
    }

    @Test
    void restartsDoNotRenewTheGraceOfOneStreamThatCannotBeReadWhereAnotherCan() {
        LeaseState.Running other = new LeaseState.Running(
                Scene.terms("0000bbbb"), Funding.of(Scene.funded(stream(2), NOON)), CONTAINER, NOON);
        for (int start = 0; start < 3; start++) {
            beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(50L * start));
            ledger.believed(Map.of(ID, Scene.funded(stream(1), NOON), other.id(), Scene.funded(stream(2), NOON)));
            beliefs.restore(List.of(LEASE, other), after(50L * start));
            read(other, state(50L * start + 1, "0.06", 0, false));
            assertThat(beliefs.mayDecide(other.id(), after(50L * start + 1))).isTrue();
            beliefs.saveSilence(after(50L * start + 49));
        }
        assertThat(beliefs.mayDecide(ID, after(101))).isTrue();
    }

    @Test
    void aStreamThatCannotBeReadTakesNoGraceFromAnotherAtTheNextStart() {
        LeaseState.Running other = new LeaseState.Running(
                Scene.terms("0000bbbb"), Funding.of(Scene.funded(stream(2), NOON)), CONTAINER, NOON);
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
        beliefs.restore(List.of(LEASE, other), NOON);
        read(other, state(1, "0.06", 0, false));
        beliefs.saveSilence(after(200));
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(210));
        beliefs.restore(List.of(LEASE, other), after(210));
        assertThat(beliefs.mayDecide(ID, after(210))).isTrue();
        assertThat(beliefs.mayDecide(other.id(), after(270))).isFalse();
        assertThat(beliefs.mayDecide(other.id(), after(271))).isTrue();
    }

    @Test
    void theTimeInWhichTheRigIsOffIsNoPartOfTheGraceAndManyRestartsDoNotRenewIt() {
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(3_600));
        beliefs.restore(List.of(LEASE), after(3_600));
        assertThat(beliefs.mayDecide(ID, after(3_655))).isFalse();
        for (int start = 1; start <= 11; start++) {
            beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(3_600L + start));
            beliefs.restore(List.of(LEASE), after(3_600L + start));
        }
        assertThat(beliefs.mayDecide(ID, after(3_612))).isTrue();
    }

    @Test
    void aNumberThatAnotherRentersStreamHasIsNotBelievedAndNothingIsClaimed() {
        readTwice(LEASE, state(10, "0.6", 0, false));
        StreamState own = beliefs.of(ID).orElseThrow();
        StreamState other = otherRenters(state(20, "99", 0, false));
        beliefs.update(Map.of(LEASE, new StreamReading.Read(other)), after(20));
        assertThat(beliefs.of(ID)).contains(own);
        assertThat(beliefs.unreadable(ID).orElseThrow()).contains("was opened by");
        assertThat(beliefs.isDoubtful(ID)).isTrue();
        assertThat(beliefs.toReadAgain(after(60))).as("within the grace").isEmpty();
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(70));
        assertThat(beliefs.toReadAgain(after(90)))
                .as("a restart does not renew the grace")
                .containsExactly(ID);
        beliefs.lost(LEASE, after(90));
        assertThat(beliefs.isLost(ID)).isTrue();
        assertThat(beliefs.mayBookLoss(ID, after(3_600)))
                .as("its renter's wallet may open it anew")
                .isFalse();
        assertThat(beliefs.toReadAgain(after(3_600))).isEmpty();
        assertThat(beliefs.mayBookLoss(ID, after(3_621)))
                .as("before the chain was asked again")
                .isFalse();
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(3_621));
        beliefs.restore(List.of(LEASE), after(3_621));
        assertThat(beliefs.isLost(ID)).isTrue();
        assertThat(beliefs.of(ID).orElseThrow().balance()).isEqualTo(own.balance());
        assertThat(beliefs.toReadAgain(after(3_621))).containsExactly(ID);
        beliefs.lost(LEASE, after(3_621));
        assertThat(beliefs.mayBookLoss(ID, after(3_621))).isTrue();
        assertThat(beliefs.of(ID).orElseThrow().due(after(10_000))).isEqualTo(Usdc.ZERO);
        assertThat(beliefs.toReadAgain(after(9_000))).isEmpty();
    }

    @Test
    void aStreamThatIsSaidOnceToPayLessAndThenToBeMissingIsGivenTheGraceOfAMissingOne() {
        read(LEASE, state(10, "0.001", 0, false));
        assertThat(beliefs.toReadAgain(after(11))).containsExactly(ID);
        beliefs.lost(LEASE, after(11));
        assertThat(beliefs.isLost(ID)).isFalse();
        assertThat(beliefs.toReadAgain(after(12))).isEmpty();
        assertThat(beliefs.toReadAgain(after(71))).containsExactly(ID);
    }

    @Test
    void nodesThatDoNotAgreeOnAChangeForTheWorseAreShown() {
        read(LEASE, state(10, "0.001", 0, false));
        beliefs.undecided(ID, PaymentFailure.Kind.DISAGREEMENT, "The nodes one and two answer differently.");
        assertThat(beliefs.unreadable(ID)).contains("The nodes one and two answer differently.");
        read(LEASE, state(12, "0.06", 0, false));
        assertThat(beliefs.unreadable(ID)).isEmpty();
    }

    @Test
    void noLossIsBookedByAReadingThatHeldAWithdrawalWhichVanished() {
        LeaseState paid = with(withdrawal(20, "0.002"));
        readTwice(paid, state(25, "0", 20, true));
        beliefs.reverted(LEASE, 20);
        assertThat(beliefs.mayBookLoss(ID, after(26))).isFalse();
        assertThat(beliefs.isExplained(ID)).isFalse();

        readTwice(LEASE, state(30, "0.002", 20, true));
        beliefs.explained(LEASE);
        assertThat(beliefs.isExplained(ID)).isTrue();
        assertThat(believed().due(after(30))).isEqualTo(Usdc.parse("0.002"));
        assertThat(beliefs.mayBookLoss(ID, after(30))).isTrue();
    }

    @Test
    void aStreamThatItsRenterOpensAnewAfterItWasGivenUpPaysAgain() {
        readTwice(LEASE, state(10, "0.6", 0, false));
        StreamReading missing = new StreamReading.Unreadable(
                LEASE.stream().orElseThrow().ref(),
                org.headroom.model.payment.PaymentFailure.Kind.NO_SUCH_STREAM,
                "The payment contract has no such stream.");
        beliefs.update(Map.of(LEASE, missing), after(20));
        beliefs.lost(LEASE, after(90));

        readTwice(LEASE, state(200, "0.6", 180, false));
        assertThat(believed().due(after(200))).isEqualTo(Usdc.parse("0.002"));
        assertThat(beliefs.isLost(ID)).isFalse();
        assertThat(beliefs.isDoubtful(ID)).isFalse();
    }

    @Test
    void aStreamThatComesBackAfterAReorganisationIsBelievedAgain() {
        readTwice(LEASE, state(10, "0.6", 0, false));
        beliefs.update(
                Map.of(
                        LEASE,
                        new StreamReading.Unreadable(
                                LEASE.stream().orElseThrow().ref(),
                                org.headroom.model.payment.PaymentFailure.Kind.NO_SUCH_STREAM,
                                "The payment contract has no such stream.")),
                after(20));
        assertThat(beliefs.isDoubtful(ID)).isTrue();
        readTwice(LEASE, state(30, "0.6", 0, false));
        assertThat(beliefs.isDoubtful(ID)).isFalse();
        assertThat(beliefs.toReadAgain(after(1_000))).isEmpty();
    }

    private static StreamState otherRenters(StreamState s) {
        return new StreamState(
                s.ref(),
                Scene.STRANGER,
                s.recipient(),
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                s.voided(),
                s.withdrawn(),
                s.readAt(),
                s.settledDust(),
                s.block());
    }
}
