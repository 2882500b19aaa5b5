package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;
import static org.headroom.engine.StreamBeliefsTest.LEASE;
import static org.headroom.engine.StreamBeliefsTest.after;
import static org.headroom.engine.StreamBeliefsTest.state;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is waited for when the rig's clock is set by an hour meanwhile, and the rig restarts after it. */
class StreamWaitsTest {
    private static final LeaseId ID = LEASE.id();

    private final FakeLedger ledger = new FakeLedger();
    private StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    /** What the rig's clock is ahead of the time that passed. */
    private Duration ahead = Duration.ZERO;

    @BeforeEach
    void start() {
        beliefs.restore(List.of(LEASE), NOON);
        beliefs.verified(ID, Scene.funded(stream(1), NOON), NOON);
    }

    private Instant clock(long seconds) {
        return after(seconds).plus(ahead);
    }

    private void step(long hours, long seconds) {
        Duration by = Duration.ofHours(hours);
        ahead = ahead.plus(by);
        beliefs.clockMoved(by);
        beliefs.interrupted(clock(seconds));
    }

    private void restart(long seconds) {
        beliefs = new StreamBeliefs(ledger, ledger, POLICY, clock(seconds));
        beliefs.restore(List.of(LEASE), clock(seconds));
    }

    private void missing(long seconds) {
        beliefs.update(
                Map.of(
                        LEASE,
                        new StreamReading.Unreadable(
                                stream(1),
                                PaymentFailure.Kind.NO_SUCH_STREAM,
                                "The payment contract has no such stream.")),
                clock(seconds));
    }

    private void read(StreamState state, long seconds) {
        beliefs.update(Map.of(LEASE, new StreamReading.Read(state)), clock(seconds));
    }

    private boolean isReadAgain(long seconds) {
        return beliefs.toReadAgain(clock(seconds)).contains(ID);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void missingStreamIsGivenItsMinuteWhenTheClockIsSet(long hours) {
        missing(10);
        step(hours, 20);
        missing(20);
        assertThat(isReadAgain(69)).isFalse();
        restart(69);
        assertThat(isReadAgain(69)).isFalse();
        assertThat(isReadAgain(70)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void lostStreamIsGivenItsHourWhenTheClockIsSet(long hours) {
        missing(10);
        beliefs.lost(LEASE, clock(71));
        assertThat(beliefs.isLost(ID)).isTrue();
        step(hours, 100);
        assertThat(isReadAgain(3_609)).isFalse();
        restart(3_609);
        assertThat(isReadAgain(3_609)).isFalse();
        assertThat(isReadAgain(3_610)).isTrue();
        beliefs.lost(LEASE, clock(3_610));
        assertThat(beliefs.mayBookLoss(ID, clock(3_610))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void contradictedReadingIsDoubtedForTenMinutesWhenTheClockIsSet(long hours) {
        read(state(100, "0.06", 0, false), 100);
        read(state(110, "0", 110, true), 110);
        step(hours, 120);
        read(state(709, "0", 110, true), 709);
        beliefs.explained(LEASE);
        assertThat(beliefs.of(ID).orElseThrow().readAt()).isEqualTo(after(100));
        assertThat(beliefs.mayBookLoss(ID, clock(710))).isFalse();
        restart(710);
        read(state(711, "0", 110, true), 711);
        assertThat(isReadAgain(711))
                .as("a restart does not renew the ten minutes")
                .isTrue();
        beliefs.readAgain(LEASE, state(712, "0", 110, true), clock(712));
        assertThat(beliefs.of(ID).orElseThrow().voided()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void graceOfASilentChainLastsAMinuteWhenTheClockIsSet(long hours) {
        restart(10);
        step(hours, 20);
        // The ledger has the silence of the first start: no reading came since. A restart adds 5 s to it.
        ledger.put("chain-silent", ID + " 15");
        restart(30);
        assertThat(beliefs.mayDecide(ID, clock(70))).isFalse();
        step(hours, 65);
        assertThat(beliefs.mayDecide(ID, clock(70))).isFalse();
        assertThat(beliefs.mayDecide(ID, clock(71))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void stepOfTheClockNeitherShortensNorProlongsTheSevenDaysByMoreThanOneQuestion(long hours) {
        UnansweredStreams unanswered = new UnansweredStreams(ledger);
        long tenMinutes = 600;
        for (int question = 0; question <= 1_008; question++) {
            if (question == 500) {
                ahead = Duration.ofHours(hours);
                unanswered.interrupted();
            }
            unanswered.failed(ID, clock(tenMinutes * question));
        }
        assertThat(unanswered.isOverdue(ID)).isFalse();
        unanswered.failed(ID, clock(tenMinutes * 1_009));
        assertThat(unanswered.isOverdue(ID)).isTrue();
    }
}
