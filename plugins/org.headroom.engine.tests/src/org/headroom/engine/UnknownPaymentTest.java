package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A lease with a receipt whose stream can never be read again. Its job ran from noon on for 100 s at 0.0001 USDC a second. */
class UnknownPaymentTest {
    private static final Duration BETWEEN = Duration.ofMinutes(10);
    private static final LeaseTerms TERMS = Scene.terms("0000aaaa");
    private static final LeaseId ID = TERMS.lease();

    private final FakeLedger ledger = new FakeLedger();
    private final List<LeaseEvent> past = new ArrayList<>();
    private LeaseState lease = receipted();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
    private Instant now = NOON.plusSeconds(101);

    @BeforeEach
    void start() {
        beliefs.restore(List.of(lease), now);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
    }

    private LeaseState receipted() {
        JobResult result = new JobResult(
                NOON, NOON.plusSeconds(100), 0, Receipt.Outcome.COMPLETED, Scene.hash(1), Optional.empty());
        past.addAll(List.of(
                new LeaseEvent.BidMade(TERMS, NOON),
                new LeaseEvent.BidTaken(ID, Scene.acceptance(TERMS, stream(1)), NOON),
                new LeaseEvent.StreamVerified(ID, Scene.funded(stream(1), NOON), NOON),
                new LeaseEvent.JobStarted(ID, Scene.CONTAINER, NOON),
                new LeaseEvent.JobEnded(ID, result, NOON.plusSeconds(100))));
        LeaseState.Ended ended = (LeaseState.Ended) replayed();
        Receipt receipt = ReceiptFactory.createReceipt(ended, 1, Optional.empty());
        past.add(new LeaseEvent.ReceiptNumbered(ID, receipt, Scene.hash(1), NOON.plusSeconds(100)));
        past.add(new LeaseEvent.ReceiptSigned(
                ID, new Signed<>(ReceiptMessage.of(receipt), Scene.SIGNATURE), NOON.plusSeconds(100)));
        return replayed();
    }

    private LeaseState replayed() {
        return LeaseBook.states(past).stream().findFirst().orElseThrow();
    }

    private void restart() {
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, now);
        beliefs.restore(List.of(lease), now);
        timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
    }

    private void takeIn(StreamReading reading) {
        beliefs.update(Map.of(lease, reading), now);
        timer.due(lease, now).ifPresent(this::happened);
    }

    private void happened(LeaseEvent event) {
        past.add(event);
        lease = replayed();
    }

    /** Asks in vain, every ten minutes. */
    private void unread(Duration time) {
        Instant end = now.plus(time);
        for (; !now.isAfter(end); now = now.plus(BETWEEN))
            takeIn(new StreamReading.Unreadable(
                    stream(1), PaymentFailure.Kind.UNREACHABLE, "The chain does not answer."));
    }

    private void read(StreamState state) {
        takeIn(new StreamReading.Read(state));
    }

    /** As the chain has it now. */
    private StreamState flowing(String balance, RatePerSecond rate) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(), s.sender(), s.recipient(), rate, Usdc.parse(balance), Usdc.ZERO, NOON, false, Usdc.ZERO, now);
    }

    private LeaseMoney money() {
        LeaseView view = new LeaseView(1, lease, beliefs.of(lease), beliefs.unreadable(ID));
        return LeaseMoney.of(view, true, now).orElseThrow();
    }

    private boolean isUnknown() {
        return lease.paidBy().orElseThrow().unknownSince().isPresent();
    }

    @Test
    void paymentIsUnknownAndNotLostWhenTheStreamCouldNotBeReadForSevenDays() {
        unread(Duration.ofDays(6));
        assertThat(isUnknown()).isFalse();
        unread(Duration.ofDays(1).plus(BETWEEN));
        assertThat(lease).isInstanceOf(LeaseState.Receipted.class);
        assertThat(past.getLast()).isInstanceOfSatisfying(LeaseEvent.PaymentUnknown.class, e -> {
            assertThat(e.amount()).isEqualTo(Usdc.parse("0.01"));
            assertThat(e.reason())
                    .isEqualTo("The stream could not be read for 7 days: nobody knows whether it paid 0.010000 USDC of"
                            + " the receipt's 0.010000 USDC.");
        });
        LeaseMoney money = money();
        assertThat(money.unknown()).isEqualTo(Usdc.parse("0.01"));
        assertThat(money.lost()).isEqualTo(Usdc.ZERO);
        assertThat(money.missing()).isEqualTo(Usdc.ZERO);
        assertThat(money.due()).isEqualTo(Usdc.ZERO);
        assertThat(money.earned()).isEqualTo(Usdc.ZERO);
    }

    @Test
    void unknownPaymentIsRecordedOnce() {
        unread(Duration.ofDays(8));
        assertThat(past.stream().filter(LeaseEvent.PaymentUnknown.class::isInstance))
                .hasSize(1);
    }

    @Test
    void restartsNeitherRenewNorShortenTheDeadline() {
        for (int day = 0; day < 6; day++) {
            unread(Duration.ofDays(1));
            restart();
        }
        assertThat(isUnknown()).isFalse();
        unread(Duration.ofDays(1).plusHours(2));
        assertThat(isUnknown()).isTrue();
        restart();
        takeIn(new StreamReading.Unreadable(stream(1), PaymentFailure.Kind.UNREACHABLE, "The chain does not answer."));
        assertThat(isUnknown()).isTrue();
    }

    @Test
    void timeInWhichTheRigIsOffDoesNotCount() {
        unread(Duration.ofDays(1));
        now = now.plus(Duration.ofDays(30));
        restart();
        unread(Duration.ofDays(5));
        assertThat(isUnknown()).isFalse();
    }

    @Test
    void timeInSuspendDoesNotCount() {
        unread(Duration.ofDays(6));
        for (int day = 0; day < 100; day++) {
            now = now.plus(Duration.ofDays(1));
            beliefs.interrupted(now);
            takeIn(new StreamReading.Unreadable(
                    stream(1), PaymentFailure.Kind.UNREACHABLE, "The chain does not answer."));
        }
        assertThat(isUnknown()).isFalse();
    }

    @Test
    void oneReadingBeginsTheDeadlineAnew() {
        unread(Duration.ofDays(6));
        read(flowing("0.06", Scene.funded(stream(1), NOON).rate()));
        unread(Duration.ofDays(6));
        assertThat(isUnknown()).isFalse();
    }

    @Test
    void moneyOfAnUnknownPaymentIsDueAgainWhenTheStreamIsRead() {
        unread(Duration.ofDays(8));
        restart();
        read(flowing("0.06", Scene.funded(stream(1), NOON).rate()));
        assertThat(past.getLast()).isInstanceOf(LeaseEvent.PaymentKnown.class);
        assertThat(isUnknown()).isFalse();
        assertThat(money().unknown()).isEqualTo(Usdc.ZERO);
        assertThat(money().due()).isEqualTo(Usdc.parse("0.01"));
        LeaseBook book = LeaseBook.EMPTY.with(lease);
        assertThat(WithdrawalClaims.of(book, beliefs, now).claims()).hasSize(1);
    }

    @Test
    void withdrawalOfAnUnknownPaymentIsBookedAndSettlesTheLease() {
        unread(Duration.ofDays(8));
        happened(new LeaseEvent.MoneyWithdrawn(ID, Scene.withdrawal(stream(1), 7, "0.01", now), now));
        assertThat(lease).isInstanceOf(LeaseState.Paid.class);
        assertThat(isUnknown()).isFalse();
        assertThat(money().withdrawn()).isEqualTo(Usdc.parse("0.01"));
    }

    @Test
    void paidLeaseWhoseMoneyIsNotFinalStaysOpenHoweverLongTheChainCannotBeRead() {
        happened(new LeaseEvent.MoneyWithdrawn(ID, Scene.withdrawal(stream(1), 7, "0.01", now), now));
        unread(Duration.ofDays(20));
        restart();
        unread(Duration.ofDays(20));
        assertThat(lease).isInstanceOf(LeaseState.Paid.class);
        assertThat(timer.over(lease, now)).isFalse();
        assertThat(money().withdrawn()).isEqualTo(Usdc.parse("0.01"));
        assertThat(money().withdrawnFinal()).isEqualTo(Usdc.ZERO);
        assertThat(money().isFinal()).isFalse();
        assertThat(money().asOf()).isPresent();
        assertThat(beliefs.unreadable(ID)).contains("The chain does not answer.");
    }

    @Test
    void paidLeaseWhoseMoneyIsNotFinalIsReadEveryTenMinutesAtMostWhileTheChainCannotBeRead() {
        happened(new LeaseEvent.MoneyWithdrawn(ID, Scene.withdrawal(stream(1), 7, "0.01", now), now));
        unread(Duration.ofDays(20));
        AtomicLong nanos = new AtomicLong();
        LookSchedule schedule = new LookSchedule(Duration.ofSeconds(8), nanos::get);
        LeaseBook book = LeaseBook.EMPTY.with(lease);
        int reads = 0;
        for (int second = 0; second < 3_600; second++) {
            reads += schedule.due(book, beliefs, now).map(Map::size).orElse(0);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(reads).isEqualTo(6);
    }

    @Test
    void paidLeaseIsOverWhenItsMoneyIsFinalAndTheStreamCouldNotBeReadForSevenDays() {
        Withdrawal withdrawal = Scene.withdrawal(stream(1), 7, "0.01", now);
        happened(new LeaseEvent.MoneyWithdrawn(ID, withdrawal, now));
        happened(new LeaseEvent.WithdrawalFinal(ID, withdrawal.transaction(), now));
        unread(Duration.ofDays(6));
        assertThat(timer.over(lease, now)).isFalse();
        unread(Duration.ofDays(1).plus(BETWEEN));
        assertThat(timer.over(lease, now)).isTrue();
        assertThat(Settlement.summary(lease, 1, now).withdrawn()).isEqualTo(Usdc.parse("0.01"));
    }

    @Test
    void paidLeaseThatWasNotReadForSevenDaysIsOverWhenItsMoneyBecomesFinal() {
        Withdrawal withdrawal = Scene.withdrawal(stream(1), 7, "0.01", now);
        happened(new LeaseEvent.MoneyWithdrawn(ID, withdrawal, now));
        unread(Duration.ofDays(8));
        assertThat(timer.over(lease, now)).isFalse();
        happened(new LeaseEvent.WithdrawalFinal(ID, withdrawal.transaction(), now));
        assertThat(timer.over(lease, now)).isTrue();
    }

    @Test
    void lossOfAnEmptyStreamIsNotBookedBeforeTheChainWasReadADayAfterTheEnd() {
        read(flowing("0", Scene.funded(stream(1), NOON).rate()));
        unread(Duration.ofDays(2));
        assertThat(past.getLast()).isInstanceOf(LeaseEvent.ReceiptSigned.class);
        read(flowing("0", Scene.funded(stream(1), NOON).rate()));
        assertThat(past.getLast()).isInstanceOf(LeaseEvent.ShortfallBooked.class);
        assertThat(lease).isInstanceOf(LeaseState.Paid.class);
    }

    @Test
    void summaryHoldsWhatIsLeftOfALossWhenMoneyCameAfterItWasBooked() {
        now = NOON.plus(Duration.ofDays(2));
        read(flowing("0", Scene.funded(stream(1), NOON).rate()));
        assertThat(past.getLast())
                .isInstanceOfSatisfying(
                        LeaseEvent.ShortfallBooked.class,
                        e -> assertThat(e.amount()).isEqualTo(Usdc.parse("0.01")));
        happened(new LeaseEvent.MoneyWithdrawn(ID, Scene.withdrawal(stream(1), 7, "0.006", now), now));
        LeaseSummary summary = Settlement.summary(lease, 1, now);
        assertThat(summary.withdrawn()).isEqualTo(Usdc.parse("0.006"));
        assertThat(summary.shortfall()).isEqualTo(Usdc.parse("0.004"));
        assertThat(LeaseMoney.of(summary).earned()).isEqualTo(money().earned()).isEqualTo(Usdc.parse("0.006"));
    }

    @Test
    void lossIsBookedWhereAStreamFlowsAtARateThatPaysNothingInADay() {
        now = NOON.plus(Duration.ofDays(2));
        read(flowing("0.06", new RatePerSecond(BigInteger.ONE)));
        beliefs.explained(lease);
        now = now.plusSeconds(8);
        read(flowing("0.06", new RatePerSecond(BigInteger.ONE)));
        assertThat(past.getLast()).isInstanceOf(LeaseEvent.ShortfallBooked.class);
    }
}
