package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.hash;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.Scene.withdrawal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;

class LeaseMachineTest {
    private static final LeaseTerms TERMS = Scene.terms("0000aaaa");

    private static final List<LeaseEvent> LIFE = life();

    private static List<LeaseEvent> life() {
        var id = TERMS.lease();
        var ended = new LeaseState.Ended(
                TERMS, org.headroom.model.lease.Funding.of(Scene.funded(stream(1), NOON)), CONTAINER, Scene.result());
        Receipt receipt = ReceiptFactory.createReceipt(ended, 1, Optional.empty());
        var signed = new Signed<>(ReceiptMessage.of(receipt), Scene.SIGNATURE);
        return List.of(
                new LeaseEvent.BidMade(TERMS, NOON),
                new LeaseEvent.BidTaken(id, Scene.acceptance(TERMS, stream(1)), NOON),
                new LeaseEvent.StreamVerified(id, Scene.funded(stream(1), NOON), NOON),
                new LeaseEvent.JobStarted(id, CONTAINER, NOON.plusSeconds(5)),
                new LeaseEvent.JobEnded(id, Scene.result(), NOON.plusSeconds(15)),
                new LeaseEvent.ReceiptNumbered(id, receipt, hash(3), NOON),
                new LeaseEvent.ReceiptSigned(id, signed, NOON),
                new LeaseEvent.MoneyWithdrawn(id, withdrawal(stream(1), 1, "0.0015", NOON), NOON));
    }

    private static Optional<LeaseState> after(List<LeaseEvent> events) {
        return LeaseBook.replay(events).find(TERMS.lease());
    }

    @Test
    void aLeaseGoesFromBidToPaid() {
        List<String> states = new ArrayList<>();
        for (int i = 1; i <= LIFE.size(); i++)
            states.add(after(LIFE.subList(0, i)).orElseThrow().getClass().getSimpleName());
        assertThat(states)
                .containsExactly(
                        "Bidding", "Verifying", "Starting", "Running", "Ended", "Numbered", "Receipted", "Paid");
    }

    @Test
    void everyStateThatIsNotTheEndKnowsHowToGoOnAfterACrash() {
        for (int i = 1; i < LIFE.size(); i++)
            assertThat(LeaseMachine.resume(after(LIFE.subList(0, i)).orElseThrow()))
                    .as("after %s", LIFE.get(i - 1))
                    .isNotEmpty();
    }

    @Test
    void theSameTransactionCountsOnce() {
        List<LeaseEvent> twice = new ArrayList<>(LIFE);
        twice.add(LIFE.getLast());
        assertThat(after(twice).orElseThrow().withdrawn()).isEqualTo(Usdc.parse("0.0015"));
    }

    @Test
    void moneyWithdrawnWhileTheJobRunsCountsTowardsTheReceipt() {
        List<LeaseEvent> early = new ArrayList<>(LIFE.subList(0, 7));
        early.add(4, LIFE.getLast());
        assertThat(after(early).orElseThrow()).isInstanceOf(LeaseState.Paid.class);
    }

    @Test
    void tooLittleMoneyLeavesTheLeaseUnpaid() {
        List<LeaseEvent> less = new ArrayList<>(LIFE.subList(0, 7));
        less.add(new LeaseEvent.MoneyWithdrawn(TERMS.lease(), withdrawal(stream(1), 2, "0.001499", NOON), NOON));
        assertThat(after(less).orElseThrow()).isInstanceOf(LeaseState.Receipted.class);
    }

    @Test
    void aWithdrawalFromAnotherStreamIsNotThisLeasesMoney() {
        List<LeaseEvent> other = new ArrayList<>(LIFE.subList(0, 7));
        other.add(new LeaseEvent.MoneyWithdrawn(TERMS.lease(), withdrawal(stream(2), 2, "5", NOON), NOON));
        assertThat(after(other).orElseThrow().withdrawn()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void aSecondReceiptForTheSameLeaseIsNotTaken() {
        Receipt other = ReceiptFactory.createReceipt(
                (LeaseState.Ended) after(LIFE.subList(0, 5)).orElseThrow(), 2, Optional.empty());
        List<LeaseEvent> events = new ArrayList<>(LIFE.subList(0, 6));
        events.add(new LeaseEvent.ReceiptSigned(
                TERMS.lease(), new Signed<>(ReceiptMessage.of(other), Scene.SIGNATURE), NOON));
        assertThat(after(events).orElseThrow()).isInstanceOf(LeaseState.Numbered.class);
    }

    @Test
    void aStopThatComesBeforeTheEndIsTheReasonOnRecord() {
        List<LeaseEvent> events = new ArrayList<>(LIFE.subList(0, 4));
        events.add(new LeaseEvent.StopAsked(TERMS.lease(), StopReason.FUNDS_RUN_OUT, NOON));
        assertThat(after(events).orElseThrow())
                .isInstanceOfSatisfying(
                        LeaseState.Stopping.class, s -> assertThat(s.why()).isEqualTo(StopReason.FUNDS_RUN_OUT));
    }

    @Test
    void drawingTheReceiptUpAgainGivesTheSameMessage() {
        var ended = (LeaseState.Ended) after(LIFE.subList(0, 5)).orElseThrow();
        assertThat(ReceiptMessage.of(ReceiptFactory.createReceipt(ended, 1, Optional.empty())))
                .isEqualTo(ReceiptMessage.of(ReceiptFactory.createReceipt(ended, 1, Optional.empty())));
    }

    @Test
    void theReceiptAsksForTheStreamsTimeUpToTheEndOfTheJob() {
        var ended = (LeaseState.Ended) after(LIFE.subList(0, 5)).orElseThrow();
        // 15 s at 0.36 USDC/h is 0.0015 USDC.
        assertThat(ReceiptFactory.createReceipt(ended, 1, Optional.empty()).amountDue())
                .isEqualTo(Usdc.parse("0.0015"));
    }

    @Test
    void theReceiptAsksForNoTimeBeforeTheBidWhereTheChainsClockIsBehind() {
        var ended = new LeaseState.Ended(
                TERMS,
                org.headroom.model.lease.Funding.of(Scene.funded(stream(1), NOON.minusSeconds(40))),
                CONTAINER,
                Scene.result());
        assertThat(ReceiptFactory.createReceipt(ended, 1, Optional.empty()).amountDue())
                .isEqualTo(Usdc.parse("0.0015"));
    }

    @Provide
    Arbitrary<List<LeaseEvent>> anything() {
        List<LeaseEvent> all = new ArrayList<>(LIFE);
        all.add(new LeaseEvent.DrainAsked(TERMS.lease(), "hot", NOON.plusSeconds(6)));
        all.add(new LeaseEvent.DrainLifted(TERMS.lease(), NOON.plusSeconds(7)));
        all.add(new LeaseEvent.HealthStopAsked(TERMS.lease(), "lost", NOON.plusSeconds(8)));
        all.add(new LeaseEvent.NoticeGiven(TERMS.lease(), "home", NOON.plusSeconds(60), NOON.plusSeconds(8)));
        all.add(new LeaseEvent.NoticeLifted(TERMS.lease(), NOON.plusSeconds(9)));
        all.add(new LeaseEvent.OwnerStopAsked(TERMS.lease(), "home", NOON.plusSeconds(10)));
        return Arbitraries.of(all).list().ofMaxSize(30);
    }

    /** Whatever comes, in whatever order and however often: what was journalled replays to the same lease. */
    @Property
    void replayingWhatWasTakenGivesTheSameLease(@ForAll("anything") List<LeaseEvent> events) {
        LeaseBook book = LeaseBook.EMPTY;
        List<LeaseEvent> journal = new ArrayList<>();
        for (LeaseEvent event : events) {
            if (LeaseMachine.apply(book.find(event.lease()), event) instanceof Transition.Moved m) {
                journal.add(event);
                book = book.with(m.next());
            }
        }
        assertThat(LeaseBook.replay(journal)).isEqualTo(book);
        assertThat(journal.stream()
                        .filter(LeaseEvent.JobStarted.class::isInstance)
                        .count())
                .as("a job starts once")
                .isLessThanOrEqualTo(1);
    }
}
