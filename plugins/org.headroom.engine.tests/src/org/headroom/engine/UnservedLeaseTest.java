package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.hash;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.Scene.withdrawal;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.engine.LeaseEffect.DiscardJob;
import org.headroom.engine.LeaseEffect.ReviewOffers;
import org.headroom.engine.LeaseEffect.TellRenter;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseState.Refused;
import org.headroom.model.lease.LeaseState.Starting;
import org.headroom.model.lease.LeaseState.Unserved;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.junit.jupiter.api.Test;

/** A lease whose stream was verified and whose job could not be started, as a pure function. */
class UnservedLeaseTest {
    private static final LeaseTerms TERMS = Scene.terms("0000aaaa");
    private static final LeaseId ID = TERMS.lease();
    private static final String WHY = "The image is not on this machine.";
    private static final StreamState VERIFIED = Scene.funded(stream(1), NOON);
    private static final LeaseEvent REFUSAL = new LeaseEvent.JobRefused(ID, WHY, NOON.plusSeconds(2));

    private static final List<LeaseEvent> BEGIN = List.of(
            new LeaseEvent.BidMade(TERMS, NOON),
            new LeaseEvent.BidTaken(ID, Scene.acceptance(TERMS, stream(1)), NOON),
            new LeaseEvent.StreamVerified(ID, VERIFIED, NOON));

    private static LeaseState after(LeaseEvent... more) {
        List<LeaseEvent> events = new ArrayList<>(BEGIN);
        events.addAll(List.of(more));
        return LeaseBook.replay(events).find(ID).orElseThrow();
    }

    private static Unserved unserved(LeaseEvent... more) {
        List<LeaseEvent> events = new ArrayList<>(List.of(REFUSAL));
        events.addAll(List.of(more));
        return (Unserved) after(events.toArray(LeaseEvent[]::new));
    }

    private static LeaseEvent withdrawn(Withdrawal w) {
        return new LeaseEvent.MoneyWithdrawn(ID, w, w.at());
    }

    private static LeaseEvent isFinal(Withdrawal w) {
        return new LeaseEvent.WithdrawalFinal(ID, w.transaction(), NOON.plusSeconds(60));
    }

    private static LeaseEvent reverted(Withdrawal w) {
        return new LeaseEvent.WithdrawalReverted(ID, w.transaction(), NOON.plusSeconds(60));
    }

    private static Withdrawal took(String amount) {
        return withdrawal(stream(1), 1, amount, NOON.plusSeconds(30));
    }

    private static Withdrawal returned(String amount) {
        Withdrawal w = took("0");
        return new Withdrawal(
                w.stream(),
                w.transaction(),
                w.block(),
                Usdc.ZERO,
                Usdc.parse(amount),
                w.gasUsed(),
                w.feePaid(),
                w.at());
    }

    @Test
    void jobRefusedAfterTheStreamWasVerifiedKeepsTheStreamAndAsksForNothing() {
        Transition refused = LeaseMachine.apply(Optional.of(after()), REFUSAL);
        Unserved next = (Unserved) ((Transition.Moved) refused).next();
        assertThat(next).isEqualTo(new Unserved(TERMS, Funding.of(VERIFIED), WHY, NOON.plusSeconds(2)));
        assertThat(((Transition.Moved) refused).effects())
                .containsExactly(new TellRenter(TERMS, Phase.REFUSED, WHY), new DiscardJob(TERMS), new ReviewOffers());
        assertThat(next.holdsGpu()).isFalse();
        assertThat(next.paidBy()).contains(Funding.of(VERIFIED));
        assertThat(next.amountDue()).contains(Usdc.ZERO);
        assertThat(next.claimable()).contains(Usdc.ZERO);
        assertThat(next.loss(Usdc.ZERO)).isEqualTo(Usdc.ZERO);
        assertThat(LeaseMachine.resume(next)).isEmpty();
    }

    @Test
    void jobRefusedBeforeTheStreamWasVerifiedLeavesNoStream() {
        LeaseState refused = LeaseBook.replay(List.of(BEGIN.get(0), BEGIN.get(1), REFUSAL))
                .find(ID)
                .orElseThrow();
        assertThat(refused).isEqualTo(new Refused(TERMS, WHY, NOON.plusSeconds(2)));
        assertThat(refused.paidBy()).isEmpty();
        assertThat(refused.amountDue()).isEmpty();
    }

    private static LeaseEvent streamRefused(StreamState... kept) {
        return new LeaseEvent.StreamRefused(ID, WHY, List.of(kept).stream().findFirst(), NOON.plusSeconds(2));
    }

    @Test
    void streamThatIsRefusedAndPaysThisRigIsKeptAndNoJobIsStarted() {
        Optional<LeaseState> verifying = LeaseBook.replay(BEGIN.subList(0, 2)).find(ID);
        Transition.Moved refused = (Transition.Moved) LeaseMachine.apply(verifying, streamRefused(VERIFIED));
        assertThat(refused.next()).isEqualTo(new Unserved(TERMS, Funding.of(VERIFIED), WHY, NOON.plusSeconds(2)));
        assertThat(refused.effects())
                .as("as of one that is not kept")
                .isEqualTo(((Transition.Moved) LeaseMachine.apply(verifying, streamRefused())).effects())
                .containsExactly(new TellRenter(TERMS, Phase.REFUSED, WHY), new ReviewOffers());
        assertThat(refused.next().holdsGpu()).isFalse();
        assertThat(LeaseMachine.apply(Optional.of(refused.next()), BEGIN.get(2)))
                .isInstanceOf(Transition.Ignored.class);
    }

    @Test
    void streamThatIsRefusedAndNotKeptLeavesNoStream() {
        LeaseState refused = LeaseBook.replay(List.of(BEGIN.get(0), BEGIN.get(1), streamRefused()))
                .find(ID)
                .orElseThrow();
        assertThat(refused).isEqualTo(new Refused(TERMS, WHY, NOON.plusSeconds(2)));
        assertThat(refused.paidBy()).isEmpty();
    }

    @Test
    void withdrawalBookedWhileTheJobWasStartingIsKeptWhenItIsRefused() {
        LeaseState starting = after(withdrawn(took("0.0001")));
        assertThat(starting).isInstanceOf(Starting.class);
        Unserved lease = (Unserved) after(withdrawn(took("0.0001")), REFUSAL);
        assertThat(lease.funding().withdrawals()).containsExactly(took("0.0001"));
        assertThat(lease.withdrawn()).isEqualTo(Usdc.parse("0.0001"));
        assertThat(lease.claimable()).contains(Usdc.ZERO);
    }

    @Test
    void withdrawalsAreBookedOnceMadeFinalAndTakenBack() {
        Withdrawal first = took("0.0001");
        Withdrawal elsewhere = new Withdrawal(
                first.stream(),
                first.transaction(),
                first.block() + 1,
                Usdc.parse("0.0002"),
                first.gasUsed(),
                first.feePaid(),
                first.at().plusSeconds(2));
        assertThat(unserved(withdrawn(first), withdrawn(first)).funding().withdrawals())
                .containsExactly(first);
        assertThat(unserved(withdrawn(withdrawal(stream(2), 2, "5", NOON))).withdrawn())
                .isEqualTo(Usdc.ZERO);
        assertThat(unserved(withdrawn(first)).funding().allFinal()).isFalse();
        assertThat(unserved(withdrawn(first), isFinal(first)).funding().withdrawnFinal())
                .isEqualTo(first.amount());
        Funding backThen = unserved().funding();
        Funding takenBack =
                unserved(withdrawn(first), isFinal(first), reverted(first)).funding();
        assertThat(takenBack.withdrawals()).isEmpty();
        assertThat(takenBack.finals()).isEmpty();
        assertThat(takenBack.stream()).isEqualTo(backThen.stream());
        assertThat(unserved(withdrawn(first), reverted(first), withdrawn(elsewhere))
                        .funding()
                        .withdrawals())
                .as("in another block, with another amount")
                .containsExactly(elsewhere);
        assertThat(unserved(isFinal(first), reverted(first))).isEqualTo(unserved());
    }

    @Test
    void eventsOfTheJobItsReceiptAndItsPaymentAreIgnored() {
        var ended = new LeaseState.Ended(TERMS, Funding.of(VERIFIED), CONTAINER, Scene.result());
        Receipt receipt = ReceiptFactory.createReceipt(ended, 1, Optional.empty());
        Instant at = NOON.plusSeconds(5);
        List<LeaseEvent> others = List.of(
                new LeaseEvent.BidMade(TERMS, at),
                new LeaseEvent.BidTaken(ID, Scene.acceptance(TERMS, stream(1)), at),
                new LeaseEvent.BidLapsed(ID, at),
                new LeaseEvent.StreamVerified(ID, VERIFIED, at),
                new LeaseEvent.StreamRefused(ID, "paused", at),
                new LeaseEvent.JobStarted(ID, CONTAINER, at),
                new LeaseEvent.JobRefused(ID, "no room", at),
                new LeaseEvent.StopAsked(ID, StopReason.RENTER_ASKED, at),
                new LeaseEvent.HealthStopAsked(ID, "lost", at),
                new LeaseEvent.OwnerStopAsked(ID, "home", at),
                new LeaseEvent.DrainAsked(ID, "hot", at),
                new LeaseEvent.DrainLifted(ID, at),
                new LeaseEvent.NoticeGiven(ID, "home", at.plusSeconds(60), at),
                new LeaseEvent.NoticeLifted(ID, at),
                new LeaseEvent.JobEnded(ID, Scene.result(), at),
                new LeaseEvent.ReceiptNumbered(ID, receipt, hash(3), at),
                new LeaseEvent.ReceiptSigned(ID, new Signed<>(ReceiptMessage.of(receipt), Scene.SIGNATURE), at),
                new LeaseEvent.ShortfallBooked(ID, new Usdc(1), "short", at),
                new LeaseEvent.PaymentUnknown(ID, new Usdc(1), "silent", at),
                new LeaseEvent.PaymentKnown(ID, at));
        for (LeaseEvent event : others)
            assertThat(LeaseMachine.apply(Optional.of(unserved()), event))
                    .as(event.getClass().getSimpleName())
                    .isInstanceOf(Transition.Ignored.class);
    }

    private static StreamState holding(Usdc balance, boolean flows, Instant read) {
        return new StreamState(
                VERIFIED.ref(),
                VERIFIED.sender(),
                VERIFIED.recipient(),
                flows ? VERIFIED.rate() : new RatePerSecond(BigInteger.ZERO),
                balance,
                flows ? Usdc.ZERO : balance,
                NOON,
                false,
                Usdc.ZERO,
                read);
    }

    @Test
    void leaseIsOverWhenItsStreamHoldsNothingFlowsNoMoreAndItsMoneyIsFinal() {
        Instant now = NOON.plusSeconds(60);
        Withdrawal out = returned("0.02");
        Unserved taken = unserved(withdrawn(out), isFinal(out));
        assertThat(Settlement.over(unserved(), Scene.voided(stream(1), Usdc.ZERO, now), now))
                .as("nothing ever streamed")
                .isTrue();
        assertThat(Settlement.over(taken, Scene.voided(stream(1), Usdc.ZERO, now), now))
                .isTrue();
        assertThat(Settlement.over(taken, holding(Usdc.ZERO, false, now), now))
                .as("paused, nothing due")
                .isTrue();
        assertThat(Settlement.over(taken, holding(Usdc.ZERO, true, now), now))
                .as("emptied")
                .isTrue();
        assertThat(Settlement.over(taken, holding(Usdc.parse("1"), true, now), now))
                .as("flows")
                .isFalse();
        assertThat(Settlement.over(taken, holding(new Usdc(1), false, now), now))
                .as("paused, something due")
                .isFalse();
        assertThat(Settlement.over(unserved(), Scene.voided(stream(1), new Usdc(116), now), now))
                .as("ended, something due")
                .isFalse();
        assertThat(Settlement.over(unserved(withdrawn(out)), Scene.voided(stream(1), Usdc.ZERO, now), now))
                .as("the withdrawal can vanish")
                .isFalse();
        assertThat(Settlement.over(taken, Scene.voided(stream(1), Usdc.ZERO, NOON), now))
                .as("read before the withdrawal")
                .isFalse();
    }

    @Test
    void leaseIsOverWhenItsStreamWasAskedForInVainForSevenDaysAndItsMoneyIsFinal() {
        FakeLedger ledger = new FakeLedger();
        StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
        LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
        Unserved lease = unserved();
        beliefs.restore(List.of(lease), NOON);
        Withdrawal out = took("0.0001");
        Instant at = NOON;
        for (; at.isBefore(NOON.plus(Deadlines.PAYMENT_UNKNOWN)); at = at.plus(Duration.ofMinutes(10))) {
            assertThat(timer.over(lease, at)).isFalse();
            beliefs.update(
                    Map.of(
                            lease,
                            new StreamReading.Unreadable(
                                    stream(1), PaymentFailure.Kind.BAD_ANSWER, "The node cannot read this stream.")),
                    at);
        }
        beliefs.update(
                Map.of(
                        lease,
                        new StreamReading.Unreadable(
                                stream(1), PaymentFailure.Kind.BAD_ANSWER, "The node cannot read this stream.")),
                at.plusSeconds(1));
        assertThat(timer.over(lease, at.plusSeconds(2))).isTrue();
        assertThat(timer.over(unserved(withdrawn(out)), at.plusSeconds(2))).isFalse();
        assertThat(timer.over(unserved(withdrawn(out), isFinal(out)), at.plusSeconds(2)))
                .isTrue();
    }

    @Test
    void summaryHoldsTheReasonAndWhatCameOutOfTheStream() {
        Withdrawal small = took("0.0001");
        Withdrawal back = new Withdrawal(
                stream(1), hash(2), 12, Usdc.ZERO, Usdc.parse("0.02"), 100_000, small.feePaid(), NOON.plusSeconds(40));
        Unserved lease = unserved(withdrawn(small), withdrawn(back), isFinal(small), isFinal(back));
        LeaseSummary summary = Settlement.summary(lease, 7, NOON.plusSeconds(60));
        assertThat(summary.number()).isEqualTo(7);
        assertThat(summary.outcome()).isEmpty();
        assertThat(summary.reason()).isEqualTo(WHY);
        assertThat(summary.startedAt()).isEmpty();
        assertThat(summary.endedAt()).isEqualTo(NOON.plusSeconds(2));
        assertThat(summary.due()).isEqualTo(Usdc.ZERO);
        assertThat(summary.withdrawn()).isEqualTo(Usdc.parse("0.0001"));
        assertThat(summary.returned()).isEqualTo(Usdc.parse("0.02"));
        assertThat(summary.shortfall()).isEqualTo(Usdc.ZERO);
        assertThat(LeaseMoney.of(summary).beyond()).isEqualTo(Usdc.parse("0.0001"));
        assertThat(LeaseMoney.of(summary).earned()).isEqualTo(Usdc.ZERO);
    }

    private static Optional<StreamPayout> payout(Unserved lease, StreamState stream, Instant now) {
        StreamClaim claim = WithdrawalClaims.of(lease, lease.funding(), true);
        return StreamPayout.of(claim, StreamPayout.Owed.of(stream, now));
    }

    @Test
    void withdrawalReturnsACentOrMoreAndTakesLessThanThatOnlyFromAStreamThatHasEnded() {
        Instant now = NOON.plusSeconds(60);
        StreamPayout cent = payout(unserved(), Scene.voided(stream(1), Usdc.parse("0.01"), now), now)
                .orElseThrow();
        assertThat(cent.exact()).isTrue();
        assertThat(cent.ends()).isFalse();
        assertThat(cent.amount()).isEqualTo(Usdc.ZERO);
        assertThat(cent.returned()).isEqualTo(Usdc.parse("0.01"));
        assertThat(cent.claim().limit().orElseThrow().renter()).isEqualTo(Scene.RENTER);

        StreamPayout less = payout(unserved(), Scene.voided(stream(1), Usdc.parse("0.009999"), now), now)
                .orElseThrow();
        assertThat(less.returns()).isFalse();
        assertThat(less.amount()).isEqualTo(Usdc.parse("0.009999"));

        assertThat(payout(unserved(), VERIFIED, now))
                .as("0.006 USDC, and it flows")
                .isEmpty();
        StreamPayout flows = payout(unserved(), VERIFIED, NOON.plusSeconds(200)).orElseThrow();
        assertThat(flows.ends()).isTrue();
        assertThat(flows.amount()).isEqualTo(Usdc.ZERO);
        assertThat(flows.returned()).isEqualTo(Usdc.parse("0.02"));

        assertThat(payout(unserved(withdrawn(took("0.0001"))), VERIFIED, NOON.plusSeconds(200)))
                .as("while a withdrawal can vanish")
                .isEmpty();
    }

    private static LeaseMoney money(Unserved lease, StreamState stream, Instant now) {
        return LeaseMoney.of(new LeaseView(1, lease, Optional.of(stream)), false, now)
                .orElseThrow();
    }

    @Test
    void amountsAreShownAndNothingIsEarned() {
        Instant now = NOON.plusSeconds(60);
        LeaseMoney much = money(unserved(), Scene.voided(stream(1), Usdc.parse("0.02"), now), now);
        assertThat(much.toReturn()).isEqualTo(Usdc.parse("0.02"));
        assertThat(much.due()).isEqualTo(Usdc.ZERO);
        assertThat(much.earned()).isEqualTo(Usdc.ZERO);
        assertThat(much.missing()).isEqualTo(Usdc.ZERO);

        LeaseMoney little =
                money(unserved(withdrawn(took("0.0005"))), Scene.voided(stream(1), Usdc.parse("0.000116"), now), now);
        assertThat(little.toReturn()).isEqualTo(Usdc.ZERO);
        assertThat(little.withdrawn()).isEqualTo(Usdc.parse("0.0005"));
        assertThat(little.due()).isEqualTo(Usdc.parse("0.000116"));
        assertThat(little.beyond()).isEqualTo(Usdc.parse("0.000616"));
        assertThat(little.earned()).isEqualTo(Usdc.ZERO);

        LeaseMoney flows = money(unserved(), VERIFIED, NOON.plusSeconds(10));
        assertThat(flows.due()).as("it waits until it is enough or has ended").isEqualTo(Usdc.ZERO);
        assertThat(flows.earned()).isEqualTo(Usdc.ZERO);
    }
}
