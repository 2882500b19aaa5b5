package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the ledger's memory whose numbers and times are out of range. */
class DamagedMemoryTest {
    private static final LeaseId ID = LEASE.id();
    private static final String HUGE = Long.toString(Long.MAX_VALUE);
    private static final String FAR = "+1000000000-12-31T23:59:59.999999999Z";

    private final FakeLedger ledger = new FakeLedger();

    private StreamBeliefs restored() {
        StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
        return beliefs;
    }

    @Test
    void streamThatWasNotReadForTooManySecondsIsOverdueAndCountsOn() {
        ledger.put("unanswered-streams", ID + " " + HUGE);
        UnansweredStreams unanswered = new UnansweredStreams(ledger);
        unanswered.failed(ID, NOON);
        unanswered.failed(ID, NOON.plusSeconds(600));
        assertThat(unanswered.isOverdue(ID)).isTrue();
        unanswered.save();
        assertThat(ledger.get("unanswered-streams"))
                .contains(ID + " " + Duration.ofDays(7).plusSeconds(600).toSeconds());
        unanswered.answered(ID);
        assertThat(unanswered.isOverdue(ID)).isFalse();
    }

    @Test
    void silenceOfTooManySecondsIsOver() {
        ledger.put("chain-silent", ID + " " + HUGE);
        StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
        beliefs.restore(List.of(LEASE), NOON);
        assertThat(beliefs.mayDecide(ID, NOON)).isTrue();
        beliefs.saveSilence(NOON.plusSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {FAR, "2999-01-01T00:00:00Z"})
    void streamThatIsContradictedSinceTheFutureIsDoubtedForTenMinutesFromTheStartOn(String since) {
        ledger.put("contradicted-streams", ID + " " + since);
        StreamBeliefs beliefs = restored();
        assertThat(beliefs.mayBookLoss(ID, NOON.plusSeconds(600))).isFalse();
        assertThat(beliefs.mayBookLoss(ID, NOON.plusSeconds(601))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {FAR, "2999-01-01T00:00:00Z"})
    void streamThatIsMissingSinceTheFutureIsWaitedForFromTheStartOn(String since) {
        ledger.put("lost-streams", ID + " " + since);
        StreamBeliefs beliefs = restored();
        beliefs.clockMoved(Duration.ofHours(1));
        beliefs.clockMoved(Duration.ofHours(-1));
        assertThat(beliefs.toReadAgain(NOON.plusSeconds(59))).isEmpty();
        assertThat(beliefs.toReadAgain(NOON.plusSeconds(60))).containsExactly(ID);
    }

    @Test
    void timesBeforeAllTimeAreCountedWith() {
        String past = "-1000000000-01-01T00:00:00Z";
        ledger.put("lost-streams", ID + " " + past);
        ledger.put("contradicted-streams", ID + " " + past);
        StreamBeliefs beliefs = restored();
        beliefs.clockMoved(Duration.ofHours(-1));
        assertThat(beliefs.toReadAgain(NOON)).containsExactly(ID);
        beliefs.update(
                Map.of(LEASE, new StreamReading.Unreadable(stream(1), PaymentFailure.Kind.UNREACHABLE, "No answer.")),
                NOON.plusSeconds(1));
        assertThat(beliefs.guard().failures()).isZero();
    }

    @Test
    void marketThatIsBackSinceTheFutureIsBackSinceItsLinkIsUp() {
        ledger.put("bids-back-since", ID + " " + FAR);
        BidReturns returns = new BidReturns(ledger);
        assertThat(returns.since(ID, Optional.of(NOON))).contains(NOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {FAR, "-1000000000-01-01T00:00:00Z"})
    void clockOutOfRangeIsNotRestored(String zero) {
        SteppedTime machine = new SteppedTime(NOON, Duration.ofDays(3));
        ledger.put("rig-clock", machine.bootId() + " " + zero + " 1");
        Instant now = RigClock.of(machine.wall, Optional.of(machine), ledger).instant();
        assertThat(now).isEqualTo(NOON);
    }
}
