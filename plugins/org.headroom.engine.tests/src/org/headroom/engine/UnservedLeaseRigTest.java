package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Offer;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.Finality;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What streamed for a job that was not started goes back to the renter, or is in the books as not earned. */
class UnservedLeaseRigTest extends RentedRig {
    private static final String WHY = "The image is not on this machine.";
    private static final String ENDED = "the stream has been ended for good";
    private static final JobFailure NO_IMAGE = new JobFailure(JobFailure.Kind.NO_IMAGE, WHY);

    private Instant chainTime = NOON;

    @BeforeEach
    void start() {
        start(twoGpus(), Scene.POLICY, clock);
    }

    private LeaseId unserved() {
        containers.failure = Optional.of(NO_IMAGE);
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Unserved.class);
        return lease;
    }

    /** The renter has ended its stream, which still holds this for the provider. */
    private void streamEndsOwing(Usdc owed) {
        chainTime = chainTime.plusSeconds(20);
        rail.streams.put(stream(1), Scene.voided(stream(1), owed, chainTime));
    }

    private LeaseMoney money() {
        return LeaseMoney.of(rig.view().leases().getFirst(), false, now).orElseThrow();
    }

    private RigMoney sums() {
        return RigMoney.of(rig.view(), now);
    }

    /** The view follows the leases some milliseconds later. */
    private void awaitHeld(Usdc owed) {
        await().ignoreException(NoSuchElementException.class)
                .untilAsserted(
                        () -> assertThat(money().due().plus(money().toReturn())).isEqualTo(owed));
    }

    /** Withdraws by a new quote; once more where the chain does not answer, in which case nothing was sent. */
    private WithdrawQuote withdraw() {
        WithdrawQuote[] carriedOut = new WithdrawQuote[1];
        answered(() -> {
            carriedOut[0] = rig.quoteWithdrawal().join();
            return rig.withdraw(carriedOut[0]);
        });
        return carriedOut[0];
    }

    private static <T> T answered(Supplier<CompletableFuture<T>> asked) {
        return await().ignoreExceptionsMatching(UnservedLeaseRigTest::unanswered)
                .until(() -> asked.get().join(), answer -> true);
    }

    private static boolean unanswered(Throwable thrown) {
        return thrown.getCause() instanceof PaymentFailure failure && failure.kind() == PaymentFailure.Kind.UNREACHABLE;
    }

    private LeaseSummary awaitSummary(LeaseId lease) {
        return awaitSummary(lease, WHY);
    }

    private LeaseSummary awaitSummary(LeaseId lease, String why) {
        await().untilAsserted(() -> assertThat(rig.book().isOpen(lease)).isFalse());
        assertThat(ledger.closed)
                .singleElement()
                .satisfies(s -> assertThat(s.lease()).isEqualTo(lease));
        LeaseSummary summary = ledger.closed.getFirst();
        assertThat(summary.outcome()).isEmpty();
        assertThat(summary.reason()).isEqualTo(why);
        assertThat(summary.due()).isEqualTo(Usdc.ZERO);
        return summary;
    }

    @Test
    void renterIsToldAndTheGpuIsOfferedAgainWhileTheStreamIsStillLookedAt() {
        awaitOffers(2);
        int before = market.sent(Offer.class).size();
        LeaseId lease = unserved();
        assertThat(told()).last().isEqualTo("REFUSED " + WHY);
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).hasSizeGreaterThan(before));
        assertThat(rig.book().holders()).noneMatch(l -> l.id().equals(lease));
        assertThat(containers.leases()).isEmpty();
        streamEndsOwing(Usdc.parse("0.000116"));
        awaitHeld(Usdc.parse("0.000116"));
        assertThat(rig.book().isOpen(lease)).isTrue();
        assertThat(ledger.closed).isEmpty();
    }

    @Test
    void aCentOrMoreGoesBackToTheRenterWithTheNextWithdrawal() {
        Usdc owed = Usdc.parse("0.02");
        LeaseId lease = unserved();
        streamEndsOwing(owed);
        awaitHeld(owed);
        assertThat(money().toReturn()).isEqualTo(owed);
        assertThat(sums().toReturn()).isEqualTo(owed);
        assertThat(sums().earned()).isEqualTo(Usdc.ZERO);

        WithdrawQuote quote = withdraw();
        assertThat(quote.amount()).isEqualTo(Usdc.ZERO);
        assertThat(quote.returned()).isEqualTo(owed);
        assertThat(quote.payouts().getFirst().exact()).isTrue();
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(owed));
        streamEndsOwing(Usdc.ZERO);
        awaitHeld(Usdc.ZERO);
        assertThat(rig.book().isOpen(lease)).as("until it is final").isTrue();

        rail.finality = Finality.FINAL;
        LeaseSummary summary = awaitSummary(lease);
        assertThat(summary.withdrawn()).isEqualTo(Usdc.ZERO);
        assertThat(summary.returned()).isEqualTo(owed);
        await().untilAsserted(() -> assertThat(sums().returned()).isEqualTo(owed));
        assertThat(sums().inAll()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void lessThanACentComesWithTheWithdrawalAndIsNotEarned() {
        Usdc owed = Usdc.parse("0.000116");
        LeaseId lease = unserved();
        streamEndsOwing(owed);
        awaitHeld(owed);
        assertThat(money().due()).isEqualTo(owed);
        assertThat(money().beyond()).isEqualTo(owed);
        assertThat(sums().earned()).isEqualTo(Usdc.ZERO);

        WithdrawQuote quote = withdraw();
        assertThat(quote.amount()).isEqualTo(owed);
        assertThat(quote.returned()).isEqualTo(Usdc.ZERO);
        await().untilAsserted(() -> assertThat(money().withdrawn()).isEqualTo(owed));
        rail.finality = Finality.FINAL;
        streamEndsOwing(Usdc.ZERO);
        assertThat(awaitSummary(lease).withdrawn()).isEqualTo(owed);
        await().untilAsserted(() -> assertThat(sums().withdrawn()).isEqualTo(owed));
        assertThat(sums().beyond()).isEqualTo(owed);
        assertThat(sums().earned()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void withdrawalWhileTheJobIsStartingStaysInTheSumsWhenTheJobIsRefused() {
        CountDownLatch gate = new CountDownLatch(1);
        containers.startGate = gate;
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Starting.class);
        Usdc taken = Usdc.parse("0.0005");
        rail.done.add(Scene.withdrawal(stream(1), 4, taken.format(6), NOON.plusSeconds(5)));
        await().untilAsserted(() ->
                assertThat(rig.book().find(lease).orElseThrow().withdrawn()).isEqualTo(taken));
        containers.failure = Optional.of(NO_IMAGE);
        gate.countDown();
        assertThat(awaitState(lease, LeaseState.Unserved.class).withdrawn()).isEqualTo(taken);
        await().untilAsserted(() -> assertThat(sums().beyond()).isEqualTo(taken));
        assertThat(sums().withdrawn()).isEqualTo(taken);
        assertThat(sums().earned()).isEqualTo(Usdc.ZERO);
        assertThat(rig.view().withdrawals()).hasSize(1);

        rail.finality = Finality.FINAL;
        streamEndsOwing(Usdc.ZERO);
        assertThat(awaitSummary(lease).withdrawn()).isEqualTo(taken);
        await().untilAsserted(() -> assertThat(sums().withdrawn()).isEqualTo(taken));
    }

    @Test
    void restartKeepsTheLeaseOpenAndStartsNoJob() {
        LeaseId lease = unserved();
        Usdc owed = Usdc.parse("0.02");
        streamEndsOwing(owed);
        awaitHeld(owed);
        rig.close();
        containers.failure = Optional.empty();
        start();
        assertThat(awaitState(lease, LeaseState.Unserved.class).reason()).isEqualTo(WHY);
        awaitHeld(owed);
        assertThat(rig.book().isOpen(lease)).isTrue();
        withdraw();
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(owed));
        assertThat(containers.created).hasValue(0);
        rail.finality = Finality.FINAL;
        streamEndsOwing(Usdc.ZERO);
        assertThat(awaitSummary(lease).returned()).isEqualTo(owed);
        rig.close();
        start();
        await().untilAsserted(() -> assertThat(rig.view().leases()).hasSize(1));
        assertThat(rig.view().leases().getFirst().closed()).isTrue();
        assertThat(sums().returned()).isEqualTo(owed);
    }

    @Test
    void withdrawalThatVanishesIsTakenBackAndCountedAgainOnce() {
        Usdc owed = Usdc.parse("0.02");
        LeaseId lease = unserved();
        streamEndsOwing(owed);
        awaitHeld(owed);
        withdraw();
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(owed));
        Withdrawal out = rail.done.getFirst();
        rail.done.clear();
        rail.finality = Finality.GONE;
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(Usdc.ZERO));
        assertThat(awaitState(lease, LeaseState.Unserved.class).funding().withdrawals())
                .isEmpty();

        rail.finality = Finality.SEEN;
        rail.done.add(out);
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(owed));
        assertThat(LeaseBook.replay(ledger.replay())).isEqualTo(rig.book());
        rail.finality = Finality.FINAL;
        streamEndsOwing(Usdc.ZERO);
        assertThat(awaitSummary(lease).returned()).isEqualTo(owed);
    }

    @Test
    void leaseOfAStreamThatNeverPaidIsClosedWhenItWasRead() {
        LeaseId lease = unserved();
        streamEndsOwing(Usdc.ZERO);
        LeaseSummary summary = awaitSummary(lease);
        assertThat(summary.withdrawn()).isEqualTo(Usdc.ZERO);
        assertThat(summary.returned()).isEqualTo(Usdc.ZERO);
    }

    /** The stream that the renter names is refused. @param stream as its check finds it */
    private LeaseId refused(StreamState stream) {
        rail.streams.put(stream(1), stream);
        return accept(bidForA4090());
    }

    private LeaseId endedBeforeItsCheck(Usdc owed) {
        LeaseId lease = refused(Scene.voided(stream(1), owed, NOON));
        assertThat(awaitState(lease, LeaseState.Unserved.class).reason()).isEqualTo(ENDED);
        return lease;
    }

    @Test
    void streamThatEndedBeforeItsCheckIsReturnedToTheRenterAndNoJobStarts() {
        Usdc owed = Usdc.parse("0.02");
        LeaseId lease = endedBeforeItsCheck(owed);
        await().untilAsserted(() -> assertThat(told()).last().isEqualTo("REFUSED " + ENDED));
        awaitHeld(owed);
        assertThat(money().toReturn()).isEqualTo(owed);
        assertThat(sums().toReturn()).isEqualTo(owed);
        assertThat(rig.book().holders()).noneMatch(l -> l.id().equals(lease));

        WithdrawQuote quote = withdraw();
        assertThat(quote.amount()).isEqualTo(Usdc.ZERO);
        assertThat(quote.returned()).isEqualTo(owed);
        await().untilAsserted(() -> assertThat(money().returned()).isEqualTo(owed));
        rail.finality = Finality.FINAL;
        streamEndsOwing(Usdc.ZERO);
        LeaseSummary summary = awaitSummary(lease, ENDED);
        assertThat(summary.withdrawn()).isEqualTo(Usdc.ZERO);
        assertThat(summary.returned()).isEqualTo(owed);
        await().untilAsserted(() -> assertThat(sums().returned()).isEqualTo(owed));
        assertThat(sums().inAll()).isEqualTo(Usdc.ZERO);
        assertThat(containers.created).hasValue(0);
    }

    @Test
    void refusedStreamThatOwesLessThanACentIsNotKept() {
        assertNotKept(refused(Scene.voided(stream(1), Usdc.parse("0.009999"), NOON)));
    }

    private static StreamState slow() {
        StreamState agreed = Scene.funded(stream(1), NOON);
        return new StreamState(
                agreed.ref(),
                agreed.sender(),
                agreed.recipient(),
                RatePerSecond.ofHourly(Usdc.parse("0.01")),
                agreed.balance(),
                Usdc.ZERO,
                NOON,
                false,
                Usdc.ZERO,
                NOON);
    }

    @Test
    void streamOfTooLowARateIsKeptWhileItFlows() {
        LeaseId lease = refused(slow());
        assertThat(awaitState(lease, LeaseState.Unserved.class).reason()).contains("not the agreed");
        assertThat(rig.book().isOpen(lease)).isTrue();
        assertThat(containers.created).hasValue(0);
        streamEndsOwing(Usdc.ZERO);
        await().untilAsserted(() -> assertThat(rig.book().isOpen(lease)).isFalse());
    }

    private static StreamState between(EthAddress sender, EthAddress recipient) {
        StreamState s = Scene.voided(stream(1), Usdc.parse("0.02"), NOON);
        return new StreamState(
                s.ref(),
                sender,
                recipient,
                s.rate(),
                s.balance(),
                s.settledDebt(),
                s.settledAt(),
                true,
                Usdc.ZERO,
                NOON);
    }

    private void assertNotKept(LeaseId lease) {
        assertThat(awaitState(lease, LeaseState.Refused.class).paidBy()).isEmpty();
        assertThat(rig.book().isOpen(lease)).isFalse();
        assertThat(rig.book().paidBy(stream(1))).isEmpty();
        assertThat(ledger.paidBy(stream(1))).isEmpty();
    }

    @Test
    void streamOfAnotherSenderIsNotKept() {
        assertNotKept(refused(between(Scene.STRANGER, Scene.PROVIDER)));
    }

    @Test
    void streamToAnotherRecipientIsNotKept() {
        assertNotKept(refused(between(Scene.RENTER, Scene.STRANGER)));
    }

    @Test
    void streamThatHoldsNothingForThisRigIsNotKept() {
        assertNotKept(refused(Scene.voided(stream(1), Usdc.ZERO, NOON)));
    }

    @Test
    void refusedStreamIsNotKeptBesideAHundredOthers() {
        rig.close();
        for (int i = 0; i < PaymentEvents.MOST_KEPT; i++) {
            LeaseTerms terms = Scene.terms(String.format("%04d", 1_000 + i));
            StreamState kept = Scene.voided(stream(100 + i), Usdc.parse("0.02"), NOON);
            rail.streams.put(kept.ref(), kept);
            ledger.append(new LeaseEvent.BidMade(terms, NOON));
            ledger.append(new LeaseEvent.BidTaken(terms.lease(), Scene.acceptance(terms, kept.ref()), NOON));
            ledger.append(new LeaseEvent.StreamRefused(terms.lease(), ENDED, Optional.of(kept), NOON));
        }
        start();
        await().untilAsserted(() -> assertThat(rig.book().open()).hasSize(PaymentEvents.MOST_KEPT));
        assertNotKept(refused(Scene.voided(stream(1), Usdc.parse("0.02"), NOON)));
    }

    @Test
    void startWithTheClockYearsBehindClosesNoLeaseThatTheStreamOwesTo() {
        LeaseId lease = refused(slow());
        awaitState(lease, LeaseState.Unserved.class);
        rig.close();
        rail.up = false;
        now = Instant.parse("2000-01-01T00:00:10Z");
        start();
        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(rig.book().isOpen(lease)).isTrue());
    }

    @Test
    void restartKeepsTheRefusedStreamAndItsNumberIsNoOtherOrders() {
        Usdc owed = Usdc.parse("0.02");
        LeaseId lease = endedBeforeItsCheck(owed);
        awaitHeld(owed);
        rig.close();
        start();
        assertThat(awaitState(lease, LeaseState.Unserved.class).reason()).isEqualTo(ENDED);
        awaitHeld(owed);
        assertThat(rig.book().isOpen(lease)).isTrue();

        awaitOffers(2);
        market.says(Scene.order("order-0002", Scene.PRICE, Optional.of("4090")).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        LeaseId next = accept(market.sent(Bid.class).getLast());
        await().untilAsserted(() -> assertThat(told()).last().isEqualTo("REFUSED " + StreamReplacements.PAYS_ANOTHER));
        assertThat(rig.book().isOpen(next)).isFalse();
        assertThat(rig.book().paidBy(stream(1)).map(LeaseState::id)).contains(lease);
    }

    @Test
    void withdrawalsFromARefusedStreamThatItsCheckDidNotSearchForAreSearchedFor() {
        rail.unsearchedFrom = Optional.of(3L);
        LeaseId lease = endedBeforeItsCheck(Usdc.parse("0.02"));
        await().untilAsserted(() -> assertThat(rail.searches).contains(3L));
        assertThat(rig.book().isOpen(lease)).isTrue();
    }
}
