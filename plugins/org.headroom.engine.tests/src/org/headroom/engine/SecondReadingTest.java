package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Readings of a running lease that promise more than is believed. Its stream pays 36 USDC an hour, 0.01 USDC a second, from noon
 * on: the exposure cap lasts 25 s, of which 10 s are for the stop, and what it holds 400 s.
 */
class SecondReadingTest {
    private static final RatePerSecond RATE = RatePerSecond.ofHourly(Usdc.parse("36"));
    private static final LeaseState.Running LEASE =
            new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(state(0, "4")), CONTAINER, NOON);
    private static final LeaseId ID = LEASE.id();

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, state(0, "4"), NOON);
    }

    private static Instant after(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static StreamState state(long second, String balance) {
        return state(second, balance, "0", RATE, false);
    }

    private static StreamState state(long second, String balance, String debt, RatePerSecond rate, boolean voided) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                Usdc.parse(balance),
                Usdc.parse(debt),
                NOON,
                voided,
                Usdc.ZERO,
                after(second));
    }

    private void read(StreamState state) {
        beliefs.update(Map.of(LEASE, new StreamReading.Read(state)), state.readAt());
    }

    private void again(StreamState state) {
        beliefs.readAgain(LEASE, state, state.readAt());
    }

    private boolean isReadAgain(long second) {
        return beliefs.toReadAgain(after(second)).contains(ID);
    }

    private Usdc balance() {
        return beliefs.of(ID).orElseThrow().balance();
    }

    private Optional<StopReason> stop(long second) {
        return timer.due(LEASE, after(second)).map(e -> ((LeaseEvent.StopAsked) e).why());
    }

    @Test
    void higherBalanceThatIsSaidOnceIsNotBelievedAndIsReadAgain() {
        read(state(8, "1000"));
        assertThat(balance()).isEqualTo(Usdc.parse("4"));
        assertThat(isReadAgain(8)).isTrue();
        again(state(10, "4"));
        assertThat(balance()).isEqualTo(Usdc.parse("4"));
        assertThat(isReadAgain(10)).isFalse();
        assertThat(stop(11)).isEmpty();
    }

    @Test
    void higherRateAndStreamThatIsNotEndedAnyMoreAreReadAgain() {
        read(state(8, "4", "0", RatePerSecond.ofHourly(Usdc.parse("37")), false));
        assertThat(isReadAgain(8)).isTrue();
        assertThat(beliefs.of(ID).orElseThrow().rate()).isEqualTo(RATE);
        again(state(9, "4"));

        StreamState ended = state(16, "0.16", "0.16", RatePerSecond.ofHourly(Usdc.ZERO), true);
        read(ended);
        again(ended);
        read(state(24, "4"));
        assertThat(beliefs.of(ID).orElseThrow().voided()).isTrue();
        assertThat(isReadAgain(24)).isTrue();
    }

    @Test
    void lieOfAHigherDebtDoesNotMakeLaterReadingsDoubtful() {
        read(state(8, "1000", "5", RATE, false));
        assertThat(isReadAgain(8)).isTrue();
        for (int second = 16; second < 200; second += 8) read(state(second, "4"));
        assertThat(beliefs.of(ID).orElseThrow().readAt()).isEqualTo(after(192));
        assertThat(stop(193)).isEmpty();
        assertThat(beliefs.mayBookLoss(ID, after(193))).isTrue();
    }

    @Test
    void lieDoesNotLetAJobRunUnpaidBeyondTheSecondReadingOfItsEnd() {
        read(state(8, "1000"));
        StreamState ended = state(10, "0.09", "0.09", RatePerSecond.ofHourly(Usdc.ZERO), true);
        again(ended);
        assertThat(isReadAgain(10)).as("what is worse is said once").isTrue();
        again(ended);
        assertThat(stop(11)).contains(StopReason.STREAM_CHANGED);
    }

    @Test
    void topUpIsBelievedWhenTheSecondReadingSaysSoToo() {
        read(state(8, "20"));
        again(state(9, "20"));
        assertThat(balance()).isEqualTo(Usdc.parse("20"));
        assertThat(isReadAgain(9)).isFalse();
    }

    @Test
    void topUpIsBelievedWithinTheNextPollWhenTheFirstSecondReadingFails() {
        read(state(8, "20"));
        beliefs.undecided(ID, PaymentFailure.Kind.UNREACHABLE, "The node does not answer.");
        assertThat(isReadAgain(10)).isTrue();
        again(state(12, "20"));
        assertThat(balance()).isEqualTo(Usdc.parse("20"));
    }

    @Test
    void secondReadingThatPromisesStillMoreConfirmsTheFirstOnly() {
        read(state(8, "20"));
        again(state(9, "1000"));
        assertThat(balance()).isEqualTo(Usdc.parse("20"));
        assertThat(isReadAgain(9)).isTrue();
        again(state(11, "20"));
        assertThat(balance()).isEqualTo(Usdc.parse("20"));
        assertThat(isReadAgain(11)).isFalse();
    }

    @Test
    void renterWhoTopsUpBeforeEachReadingIsBelievedOneReadingLater() {
        int money = 4;
        for (int second = 8; second < 100; second += 8) {
            read(state(second, String.valueOf(++money)));
            again(state(second + 2, String.valueOf(++money)));
            assertThat(balance()).isEqualTo(new Usdc((money - 1) * 1_000_000L));
            assertThat(stop(second + 3)).isEmpty();
        }
    }

    @Test
    void secondReadingThatIsNeverAnsweredStopsNoJobBeforeTheBelievedFundsRunOut() {
        for (int second = 8; second < 420; second += 8) {
            read(state(second, "20"));
            beliefs.undecided(ID, PaymentFailure.Kind.UNREACHABLE, "The node does not answer.");
            if (second < 380)
                assertThat(stop(second + 1)).as("at second %d", second).isEmpty();
        }
        assertThat(balance()).isEqualTo(Usdc.parse("4"));
        // The believed funds end at 400 s, and the exposure cap lasts 25 s.
        assertThat(stop(421)).isEmpty();
        assertThat(stop(425)).isEmpty();
        assertThat(stop(426)).contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void exposureCapHoldsWhileTwoNodesDifferOverWhatIsPromised() {
        for (int second = 8; second < 40; second += 8) {
            read(state(second, "1000"));
            beliefs.undecided(ID, PaymentFailure.Kind.DISAGREEMENT, "The nodes one and two answer differently.");
        }
        assertThat(stop(14)).isEmpty();
        assertThat(stop(20)).contains(StopReason.CHAIN_UNSEEN);
    }

    @Test
    void readingThatContradictsWhatWasPaidStopsNoJobWhileTheStreamFlowsOn() {
        read(state(100, "4"));
        // Another program withdrew the 1 USDC that was due, and its logs are not found.
        for (int second = 108; second < 190; second += 8) {
            StreamState s = state(second, "3");
            read(new StreamState(
                    s.ref(),
                    s.sender(),
                    s.recipient(),
                    s.rate(),
                    s.balance(),
                    s.settledDebt(),
                    after(100),
                    false,
                    Usdc.ZERO,
                    s.readAt()));
            assertThat(stop(second + 1)).as("at second %d", second).isEmpty();
        }
        assertThat(beliefs.of(ID).orElseThrow().readAt()).isEqualTo(after(100));
    }

    @Test
    void exposureCapHoldsWhileAStreamIsSaidToHavePaidLessAndToHoldNothing() {
        read(state(100, "4"));
        for (int second = 108; second < 130; second += 4) read(state(second, "0"));
        assertThat(stop(127)).contains(StopReason.CHAIN_UNSEEN);
    }

    @Test
    void topUpDuringAStopOfTheRigIsBelievedAfterTheRestartBeforeAnythingIsStopped() {
        read(state(8, "4"));
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(395));
        timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
        beliefs.restore(List.of(LEASE), after(395));
        read(state(396, "20"));
        assertThat(stop(397)).as("nothing is decided yet").isEmpty();
        again(state(398, "20"));
        assertThat(stop(400)).isEmpty();
        assertThat(balance()).isEqualTo(Usdc.parse("20"));
    }

    @Test
    void singleReadingAfterTheJobsEndChangesNoReceiptThatIsNotMadeYet() {
        LeaseState.Ended ended = new LeaseState.Ended(LEASE.terms(), LEASE.funding(), CONTAINER, Scene.result());
        beliefs.update(
                Map.of(ended, new StreamReading.Read(state(20, "0.1", "0.1", RatePerSecond.ofHourly(Usdc.ZERO), true))),
                after(20));
        assertThat(balance()).isEqualTo(Usdc.parse("4"));
        assertThat(isReadAgain(20)).isTrue();
    }
}
