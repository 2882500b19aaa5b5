package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a running lease is stopped for the sake of its money, by what was read of its stream and when. */
class LeaseTimerTest {
    private static final LeaseState.Running LEASE =
            new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(Scene.funded(stream(1), NOON)), CONTAINER, NOON);

    private final FakeLedger ledger = new FakeLedger();
    private final StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private final LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
    }

    private static StreamState holding(String balance, RatePerSecond rate) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(), s.sender(), s.recipient(), rate, Usdc.parse(balance), Usdc.ZERO, NOON, false, Usdc.ZERO, NOON);
    }

    /** 0.0001 USDC a second, so 30 s. */
    private static StreamState thirtySeconds() {
        return holding("0.003", Scene.funded(stream(1), NOON).rate());
    }

    /** Twice, where what the first reading says needs that. */
    private void read(StreamState stream, Instant at) {
        beliefs.update(Map.of(LEASE, new StreamReading.Read(stream)), at);
        if (beliefs.toReadAgain(at).contains(LEASE.id())) beliefs.readAgain(LEASE, stream, at);
    }

    private void notRead(Instant at) {
        beliefs.update(
                Map.of(
                        LEASE,
                        new StreamReading.Unreadable(
                                stream(1), PaymentFailure.Kind.UNREACHABLE, "The chain does not answer.")),
                at);
    }

    private Optional<StopReason> stop(long seconds) {
        return timer.due(LEASE, NOON.plusSeconds(seconds)).map(e -> ((LeaseEvent.StopAsked) e).why());
    }

    @Test
    void aStreamThatWasJustReadIsSaidToHaveRunOutEarlyEnoughForTheGrace() {
        read(thirtySeconds(), NOON.plusSeconds(17));
        assertThat(stop(18)).isEmpty();
        assertThat(stop(20)).contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void inAnOutageAStreamIsNotSaidToHaveRunOutBeforeTheGraceHasPassedSinceTheLastAnswer() {
        read(thirtySeconds(), NOON);
        notRead(NOON.plusSeconds(8));
        assertThat(stop(20)).isEmpty();
        assertThat(stop(60)).isEmpty();
        assertThat(stop(61)).contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void whatTheChainSaysAfterAnOutageDecidesAtOnce() {
        read(thirtySeconds(), NOON);
        read(thirtySeconds(), NOON.plusSeconds(45));
        assertThat(stop(45)).contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void theExposureCapHoldsInAnOutageToo() {
        // At 36 USDC/h the cap of 0.25 lasts 25 s, of which 10 s are left for the stop.
        read(holding("50", RatePerSecond.ofHourly(Usdc.parse("36"))), NOON);
        assertThat(stop(12)).isEmpty();
        assertThat(stop(20)).contains(StopReason.CHAIN_UNSEEN);
    }

    @Test
    void aStreamThatWasVoidedIsStoppedHoweverLongAgoThatWasRead() {
        StreamState s = thirtySeconds();
        read(
                new StreamState(
                        s.ref(),
                        s.sender(),
                        s.recipient(),
                        s.rate(),
                        s.balance(),
                        Usdc.ZERO,
                        NOON,
                        true,
                        Usdc.ZERO,
                        NOON),
                NOON);
        assertThat(stop(15)).contains(StopReason.STREAM_CHANGED);
    }

    /** As it is after pauses of so many seconds in all, started again each time with the agreed rate. */
    private static StreamState paused(long seconds, long readAt) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                Usdc.parse("0.6"),
                Usdc.ZERO,
                NOON.plusSeconds(seconds),
                false,
                Usdc.ZERO,
                NOON.plusSeconds(readAt));
    }

    @Test
    void aStreamThatIsPausedAndStartedAgainBetweenTheReadingsStopsTheJobWhenItIsAMinuteBehind() {
        read(paused(58, 100), NOON.plusSeconds(100));
        beliefs.explained(LEASE);
        assertThat(stop(101)).isEmpty();
        read(paused(62, 110), NOON.plusSeconds(110));
        assertThat(stop(111)).as("while withdrawals are searched for").isEmpty();
        beliefs.explained(LEASE);
        assertThat(stop(111)).contains(StopReason.STREAM_CHANGED);
    }

    @Test
    void whatAStreamIsBehindCountsFromTheBeginningOfTheFirstOne() {
        LeaseState moved = LEASE;
        for (int by : new int[] {30, 62})
            moved = new LeaseState.Running(
                    LEASE.terms(), moved.paidBy().orElseThrow().withStream(paused(by, 100)), CONTAINER, NOON);
        beliefs.replaced(LEASE.id(), paused(62, 100), NOON.plusSeconds(100));
        assertThat(timer.due(moved, NOON.plusSeconds(101)).map(e -> ((LeaseEvent.StopAsked) e).why()))
                .contains(StopReason.STREAM_CHANGED);
    }

    @Test
    void aStreamThatBeginsLaterStopsTheJob() {
        read(paused(3600, 10), NOON.plusSeconds(10));
        assertThat(stop(11)).contains(StopReason.STREAM_CHANGED);
    }

    @Test
    void aWithdrawalInALaterBlockThanTheReadingIsNoLaterBeginning() {
        Withdrawal later = Scene.withdrawal(stream(1), 1, "0.0002", NOON.plusSeconds(5));
        LeaseState paid =
                new LeaseState.Running(LEASE.terms(), LEASE.funding().with(later), CONTAINER, LEASE.startedAt());
        read(thirtySeconds(), NOON.plusSeconds(4));
        beliefs.booked(paid);
        assertThat(beliefs.of(paid).orElseThrow().settledAt()).isEqualTo(later.at());
        assertThat(timer.due(paid, NOON.plusSeconds(6))).isEmpty();
    }

    @Test
    void whatOneReadingAloneSaysStopsNothing() {
        beliefs.update(Map.of(LEASE, new StreamReading.Read(holding("0", RatePerSecond.ofHourly(Usdc.ZERO)))), NOON);
        assertThat(stop(15)).isEmpty();
    }

    @Test
    void nothingIsJudgedBeforeTheFirstAnswerOrTheEndOfTheGrace() {
        LeaseId lease = LEASE.id();
        ledger.believed(Map.of(lease, thirtySeconds()));
        assertThat(stop(59)).isEmpty();
        assertThat(beliefs.mayDecide(lease, NOON.plusSeconds(61))).isTrue();
    }

    @Test
    void aFailedReadingDoesNotEndTheSilence() {
        notRead(NOON.plusSeconds(5));
        beliefs.saveSilence(NOON.plusSeconds(5));
        assertThat(ledger.get("chain-silent")).contains(LEASE.id() + " 5");
        read(thirtySeconds(), NOON.plusSeconds(6));
        beliefs.saveSilence(NOON.plusSeconds(6));
        assertThat(ledger.get("chain-silent")).contains("");
    }

    /** Voided after 20 s, and emptied: 0.002 USDC streamed. */
    private static StreamState emptied() {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                new RatePerSecond(BigInteger.ZERO),
                Usdc.ZERO,
                Usdc.ZERO,
                NOON.plusSeconds(20),
                true,
                Usdc.ZERO,
                NOON.plusSeconds(40));
    }

    private static LeaseState.Paid paid(String... amounts) {
        Funding funding = LEASE.funding();
        for (String amount : amounts) {
            Withdrawal w = Scene.withdrawal(stream(1), funding.withdrawals().size() + 1, amount, NOON.plusSeconds(30));
            funding = funding.with(w).withFinal(w.transaction());
        }
        ReceiptMessage receipt = ReceiptMessage.of(ReceiptFactory.createReceipt(
                new LeaseState.Ended(LEASE.terms(), funding, CONTAINER, Scene.result()), 1, Optional.empty()));
        return new LeaseState.Paid(
                LEASE.terms(),
                funding,
                CONTAINER,
                Scene.result(),
                new Signed<>(receipt, Scene.SIGNATURE),
                Scene.hash(1));
    }

    @Test
    void paidLeaseStaysOpenWhileMoneyHasLeftItsStreamThatIsNotBooked() {
        LeaseState.Paid lease = paid("0.0015");
        beliefs.booked(lease);
        beliefs.update(Map.of(lease, new StreamReading.Read(emptied())), NOON.plusSeconds(40));
        assertThat(timer.over(lease, NOON.plusSeconds(41))).isFalse();

        LeaseState.Paid complete = paid("0.0015", "0.0005");
        beliefs.booked(complete);
        beliefs.explained(complete);
        assertThat(timer.over(complete, NOON.plusSeconds(42))).isTrue();
    }

    @Test
    void graceOfAJobEndsWithItsAgreedTime() {
        StreamState rich = holding("1", Scene.funded(stream(1), NOON).rate());
        beliefs.verified(LEASE.id(), rich, NOON);
        Instant end = NOON.plus(LEASE.terms().agreed());
        LeaseState.Stopping stopping = new LeaseState.Stopping(
                LEASE.terms(), LEASE.funding(), CONTAINER, NOON, StopReason.TIME_IS_UP, end.minusSeconds(1));
        assertThat(timer.grace(stopping, end.minusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(timer.grace(stopping, end)).isEqualTo(Duration.ZERO);
        assertThat(timer.grace(stopping, end.plusSeconds(5))).isEqualTo(Duration.ZERO);
    }

    @Test
    void jobWhoseStreamIsLostGetsNoGrace() {
        StreamState rich = holding("1", Scene.funded(stream(1), NOON).rate());
        beliefs.verified(LEASE.id(), rich, NOON);
        LeaseState.Stopping stopping = new LeaseState.Stopping(
                LEASE.terms(), LEASE.funding(), CONTAINER, NOON, StopReason.STREAM_LOST, NOON.plusSeconds(62));
        beliefs.lost(LEASE, NOON.plusSeconds(1));
        assertThat(timer.grace(stopping, NOON.plusSeconds(62)))
                .as("not decided yet")
                .isEqualTo(POLICY.stopGrace());
        beliefs.lost(LEASE, NOON.plusSeconds(62));
        assertThat(beliefs.isLost(LEASE.id())).isTrue();
        assertThat(timer.grace(stopping, NOON.plusSeconds(62))).isEqualTo(Duration.ZERO);
        beliefs.update(Map.of(LEASE, new StreamReading.Read(rich)), NOON.plusSeconds(63));
        assertThat(timer.grace(stopping, NOON.plusSeconds(63))).as("it is back").isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void jobWhoseStreamHasTheNumberOfAnotherLeaseGetsNoGrace() {
        beliefs.verified(LEASE.id(), holding("1", Scene.funded(stream(1), NOON).rate()), NOON);
        LeaseState.Stopping stopping = new LeaseState.Stopping(
                LEASE.terms(),
                LEASE.funding().withoutStream("its number is another's"),
                CONTAINER,
                NOON,
                StopReason.PROVIDER_ASKED,
                NOON.plusSeconds(20));
        assertThat(timer.grace(stopping, NOON.plusSeconds(20))).isEqualTo(Duration.ZERO);
    }
}
