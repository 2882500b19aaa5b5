package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;
import static org.headroom.engine.StreamBeliefsTest.after;
import static org.headroom.engine.StreamBeliefsTest.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node names times of blocks that are ahead of this rig's clock: a wrong answer, or a clock that is wrong. */
class BlockTimesTest {
    private static final LeaseId ID = LEASE.id();
    private static final StreamState VOIDED = state(40, "0.0036", 36, true);

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, Scene.NOON);
    private LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), Scene.NOON);
        beliefs.verified(ID, Scene.funded(stream(1), Scene.NOON), Scene.NOON);
    }

    private void read(StreamState state, long second) {
        beliefs.update(Map.of(LEASE, new StreamReading.Read(state)), after(second));
    }

    private static StreamState at(long second) {
        return state(second, "0.06", 0, false);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 16, 110, 3_600, 10_000_000})
    void oneAnswerThatIsAheadDoesNotHideThatTheStreamEnded(long ahead) {
        read(at(8), 8);
        read(at(32 + ahead), 32);
        read(VOIDED, 40);
        beliefs.readAgain(LEASE, VOIDED, after(42));
        assertThat(timer.due(LEASE, after(42)))
                .contains(new LeaseEvent.StopAsked(ID, StopReason.STREAM_CHANGED, after(42)));
        assertThat(beliefs.paid(LEASE).map(s -> s.withdrawn().plus(s.due(after(60)))))
                .contains(Usdc.parse("0.0036"));
    }

    @Test
    void aRestartAfterSuchAnAnswerDoesNotHideItEither() {
        read(at(3_632), 32);
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, after(36));
        timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
        beliefs.restore(List.of(LEASE), after(36));
        read(VOIDED, 40);
        beliefs.readAgain(LEASE, VOIDED, after(42));
        assertThat(timer.due(LEASE, after(42)))
                .contains(new LeaseEvent.StopAsked(ID, StopReason.STREAM_CHANGED, after(42)));
    }

    @Test
    void theCapOnExposureCountsFromWhenItWasReadAndNotFromATimeAhead() {
        read(at(3_632), 32);
        assertThat(beliefs.seenAt(ID, beliefs.of(ID).orElseThrow())).isEqualTo(after(32));
    }

    @Test
    void aStreamOfAChainWhoseClockIsAMinuteAheadIsBelievedAsItIs() {
        for (long second = 8; second <= 80; second += 8) read(at(second + 60), second);
        StreamState known = beliefs.of(ID).orElseThrow();
        assertThat(known.block()).contains(140L);
        assertThat(known.readAt()).isEqualTo(after(140));
        assertThat(beliefs.seenAt(ID, known)).isEqualTo(after(80));
        assertThat(beliefs.unexplained()).isEmpty();
        assertThat(timer.due(LEASE, after(80))).isEmpty();
    }

    @Test
    void aStreamThatWasSettledAheadOfTheClockHasBegun() {
        StreamState settled = state(90, "0.058", 90, false);
        assertThat(StreamCheck.hasNotBegun(new BlockTimes().believable(settled, after(40))))
                .isFalse();
    }

    @Test
    void twoAnswersInARowThatAreAheadHideNothingEither() {
        read(at(3_624), 24);
        read(at(3_632), 32);
        read(VOIDED, 40);
        beliefs.readAgain(LEASE, VOIDED, after(42));
        assertThat(timer.due(LEASE, after(42)))
                .contains(new LeaseEvent.StopAsked(ID, StopReason.STREAM_CHANGED, after(42)));
    }

    @Test
    void afterTheClockWasSetBackReadingsAreNotOld() {
        read(at(108), 108);
        Instant now = after(16);
        beliefs.clockMoved(Duration.between(after(116), now));
        beliefs.interrupted(now);
        read(at(116), 16);
        assertThat(beliefs.of(ID).flatMap(StreamState::block)).contains(116L);
        StreamState ended = state(124, "0.012", 120, true);
        read(ended, 24);
        beliefs.readAgain(LEASE, ended, after(26));
        assertThat(beliefs.of(ID).map(StreamState::voided)).contains(true);
    }
}
