package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;
import static org.headroom.engine.StreamBeliefsTest.after;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.headroom.model.lease.LeaseEvent;
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
 * Streams that stop paying a running job while it is not known what was withdrawn from them: no node has the logs. The stream
 * pays 0.0001 USDC a second from noon on, is read every 8 s, and holds 0.06 USDC: 600 s.
 */
class UnpaidStreamTest {
    private static final LeaseId ID = LEASE.id();
    private static final RatePerSecond RATE = Scene.funded(stream(1), NOON).rate();
    private static final RatePerSecond NO_RATE = new RatePerSecond(BigInteger.ZERO);

    private final FakeLedger ledger = new FakeLedger();
    private final StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private final LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
    }

    /** Amounts in base units. */
    private static StreamState state(long second, RatePerSecond rate, long balance, long debt, long settled) {
        StreamState s = Scene.funded(stream(1), NOON);
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                rate,
                new Usdc(balance),
                new Usdc(debt),
                after(settled),
                rate.equals(NO_RATE),
                Usdc.ZERO,
                after(second),
                BigInteger.ZERO,
                Optional.of(second));
    }

    private void look(StreamState state) {
        beliefs.update(Map.of(LEASE, new StreamReading.Read(state)), state.readAt());
    }

    /** With a second reading where one is needed. */
    private void read(StreamState state) {
        look(state);
        if (beliefs.toReadAgain(state.readAt()).contains(ID)) beliefs.readAgain(LEASE, state, state.readAt());
    }

    private Optional<StopReason> stop(long second) {
        return timer.due(LEASE, after(second)).map(e -> ((LeaseEvent.StopAsked) e).why());
    }

    /** In 30 s the stream paid 0.003 USDC: that is withdrawn to the provider, and the rest is taken back. */
    private static StreamState emptiedAndVoided(long second) {
        return state(second, NO_RATE, 0, 0, 30);
    }

    @Test
    void jobIsStoppedWhenTwoReadingsSayThatItsStreamWasVoidedThoughTheirAmountsContradict() {
        read(state(24, RATE, 60_000, 0, 0));
        look(emptiedAndVoided(32));
        assertThat(stop(32)).as("said once").isEmpty();
        assertThat(beliefs.toReadAgain(after(34))).contains(ID);
        beliefs.readAgain(LEASE, emptiedAndVoided(34), after(34));
        assertThat(stop(34)).contains(StopReason.STREAM_CHANGED);
        assertThat(timer.grace(LEASE, after(34))).isEqualTo(Duration.ZERO);
        // What was paid by the last believed reading is not given up.
        assertThat(beliefs.paid(LEASE).orElseThrow().due(after(24))).isEqualTo(new Usdc(2_400));
        assertThat(beliefs.mayBookLoss(ID, after(34))).isFalse();
    }

    @Test
    void jobIsStoppedWhenTwoReadingsSayThatTheWithdrawnStreamHoldsNothingMore() {
        read(state(24, RATE, 60_000, 0, 0));
        look(state(32, RATE, 0, 0, 30));
        beliefs.readAgain(LEASE, state(34, RATE, 0, 0, 30), after(34));
        assertThat(stop(34)).contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void voidThatTheSecondReadingDoesNotConfirmStopsNoJob() {
        read(state(24, RATE, 60_000, 0, 0));
        look(emptiedAndVoided(32));
        beliefs.readAgain(LEASE, state(34, RATE, 60_000, 0, 0), after(34));
        assertThat(stop(34)).isEmpty();
        assertThat(beliefs.toReadAgain(after(34))).isEmpty();
        look(emptiedAndVoided(40));
        assertThat(stop(40)).as("said once again").isEmpty();
    }

    private OptionalLong stoppedAt(LongFunction<StreamState> chain, long until) {
        for (long second = 8; second < until; second += 8) {
            read(chain.apply(second));
            if (stop(second).isPresent()) return OptionalLong.of(second);
        }
        return OptionalLong.empty();
    }

    @Test
    void streamThatIsPausedBetweenReadingsIsStoppedWithinAFixedTimeWhileItsWithdrawalsAreNotKnown() {
        // It flows for one second of eight from 16 s on: 120 s are missing after 137 s.
        OptionalLong at = stoppedAt(
                s -> s <= 16 ? state(s, RATE, 60_000, 0, 0) : state(s, RATE, 60_000, 1_600 + (s - 16) * 100 / 8, s),
                600);
        assertThat(beliefs.isExplained(ID)).isFalse();
        assertThat(at).hasValue(160);
    }

    @Test
    void renterThatTakesBackWhatThePausesSaveIsStoppedWithinTheSameTime() {
        OptionalLong at = stoppedAt(
                s -> s <= 16
                        ? state(s, RATE, 60_000, 0, 0)
                        : state(s, RATE, 60_000 - (s - 16) * 700 / 8, 1_600 + (s - 16) * 100 / 8, s),
                600);
        assertThat(at).hasValue(160);
    }

    @Test
    void streamThatAnotherProgramOfTheProviderEmptiesIsNotStopped() {
        // All that is due is withdrawn every 40 s, 3 s before a reading.
        OptionalLong at = stoppedAt(
                s -> {
                    long last = (s + 3) / 40 * 40 - 3;
                    return last <= 0 ? state(s, RATE, 60_000, 0, 0) : state(s, RATE, 60_000 - last * 100, 0, last);
                },
                580);
        assertThat(beliefs.isExplained(ID)).isFalse();
        assertThat(at).isEmpty();
    }

    @Test
    void topUpOverWhichTwoNodesDifferGivesTheGraceOfASilentChainFromTheEndOfTheBelievedFundsOn() {
        // Believed: 60 s.
        read(state(8, RATE, 6_000, 0, 0));
        for (long second = 16; second < 120; second += 8) {
            look(state(second, RATE, 120_000, 0, 0));
            beliefs.undecided(ID, PaymentFailure.Kind.DISAGREEMENT, "The nodes one and two answer differently.");
            assertThat(stop(second)).as("at second %d", second).isEmpty();
        }
        assertThat(stop(120)).isEmpty();
        assertThat(stop(121)).contains(StopReason.FUNDS_RUN_OUT);
    }

    @Test
    void topUpThatIsConfirmedInPartDoesNotGiveTheGrace() {
        read(state(40, RATE, 6_000, 0, 0));
        look(state(44, RATE, 6_010, 0, 0));
        beliefs.readAgain(LEASE, state(46, RATE, 6_020, 0, 0), after(46));
        assertThat(beliefs.of(ID).orElseThrow().balance()).isEqualTo(new Usdc(6_010));
        look(state(48, RATE, 6_030, 0, 0));
        assertThat(stop(52)).contains(StopReason.FUNDS_RUN_OUT);
    }
}
