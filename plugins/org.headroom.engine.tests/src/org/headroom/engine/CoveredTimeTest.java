package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.StreamReading;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.Test;

/** The moment at which a guard ends a job is the one at which the rig would have, whatever is known of its stream. */
class CoveredTimeTest {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration EXACT = Duration.ofMillis(60);

    /** A rig with one lease whose stream was verified at noon. */
    private static final class Rig {
        final FakeLedger ledger = new FakeLedger();
        final StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
        final LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
        final JobCovers covers = new JobCovers(JobGuard.NONE, POLICY, timer, beliefs, lease -> false);
        final LeaseState.Running lease;

        Rig(StreamState verified, Instant startedAt) {
            lease = new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(verified), CONTAINER, startedAt);
            beliefs.restore(List.of(lease), NOON);
        }

        void read(StreamState stream, Instant at) {
            beliefs.update(Map.of(lease, new StreamReading.Read(stream)), at);
            if (beliefs.toReadAgain(at).contains(lease.id())) beliefs.readAgain(lease, stream, at);
        }

        void notRead(Instant at) {
            beliefs.update(
                    Map.of(
                            lease,
                            new StreamReading.Unreadable(
                                    stream(1), PaymentFailure.Kind.UNREACHABLE, "The chain does not answer.")),
                    at);
        }

        Optional<StopReason> due(Instant at) {
            return timer.due(lease, at).map(e -> ((LeaseEvent.StopAsked) e).why());
        }

        /** When the rig's tick would stop it. */
        Instant fires(Instant from) {
            Instant at = from;
            while (due(at).isEmpty()) at = at.plus(TICK);
            return at;
        }
    }

    private static StreamState holding(long units, long rateFactor, Instant readAt, boolean voided) {
        StreamState s = Scene.funded(stream(1), NOON);
        RatePerSecond rate = RatePerSecond.ofHourly(new Usdc(rateFactor * 360_000));
        return new StreamState(
                s.ref(), s.sender(), s.recipient(), rate, new Usdc(units), Usdc.ZERO, NOON, voided, Usdc.ZERO, readAt);
    }

    @Property(tries = 1_000)
    void rigFiresAtTheMomentOrJustBeforeAndNeverLater(
            @ForAll @IntRange(min = 0, max = 200_000) int units,
            @ForAll @IntRange(min = 1, max = 300) int rateFactor,
            @ForAll @IntRange(min = 0, max = 700) int startedAgo,
            @ForAll @IntRange(min = 0, max = 90_000) int readMs,
            @ForAll @IntRange(min = 0, max = 90_000) int sinceMs,
            @ForAll @IntRange(min = 0, max = 999) int phaseMs,
            @ForAll boolean isRead,
            @ForAll boolean isUnreadable,
            @ForAll @IntRange(min = 0, max = 20) int voided) {
        Rig rig = new Rig(holding(600_000, rateFactor, NOON, false), NOON.minusSeconds(startedAgo));
        Instant read = NOON.plusMillis(readMs);
        if (isRead) rig.read(holding(units * (long) rateFactor, rateFactor, read, voided == 0), read);
        if (isUnreadable) rig.notRead(read.plusSeconds(8));
        Instant now = read.plusMillis(sinceMs);

        CoveredTime moment = rig.covers.stopOf(rig.lease, now);

        Instant fires = rig.fires(now.plusMillis(phaseMs));
        assertThat(rig.due(moment.at())).as("due then").contains(moment.why());
        assertThat(rig.due(moment.at().plus(TICK)))
                .as("and when the rig looks next")
                .isPresent();
        assertThat(fires).isBeforeOrEqualTo(moment.at().plus(TICK));
        // A span that is not much longer than the tick may be passed over: the rig may miss it, too.
        boolean stays = rig.due(fires.plusMillis(1_500)).isPresent()
                && rig.due(fires.plusMillis(3_000)).isPresent();
        Duration late = Duration.between(fires, moment.at());
        assertThat(late).isLessThanOrEqualTo(stays ? EXACT : POLICY.chainGrace().plusSeconds(2));
    }

    @Test
    void momentIsThatOfTheFundsOfTheCapOrOfTheTimeWhicheverIsFirst() {
        // At 0.0001 USDC a second 0.003 last 30 s, less the grace of 10 s and a margin, in whole seconds.
        Rig funds = new Rig(holding(3_000, 1, NOON, false), NOON);
        funds.read(holding(3_000, 1, NOON.plusSeconds(15), false), NOON.plusSeconds(15));
        CoveredTime moment = funds.covers.stopOf(funds.lease, NOON.plusSeconds(16));
        assertThat(moment.why()).isEqualTo(StopReason.FUNDS_RUN_OUT);
        assertThat(moment.at())
                .isBetween(NOON.plusSeconds(19), NOON.plusSeconds(20).plus(EXACT));

        // The cap of 0.25 USDC lasts 25 s at a hundred times the rate, less the grace.
        Rig cap = new Rig(holding(600_000_000, 100, NOON, false), NOON);
        cap.read(holding(600_000_000, 100, NOON, false), NOON);
        moment = cap.covers.stopOf(cap.lease, NOON.plusSeconds(1));
        assertThat(moment.why()).isEqualTo(StopReason.CHAIN_UNSEEN);
        assertThat(moment.at())
                .isBetween(NOON.plusSeconds(15), NOON.plusSeconds(15).plus(EXACT));

        Rig time = new Rig(holding(600_000, 1, NOON, false), NOON);
        time.read(holding(600_000, 1, NOON, false), NOON);
        moment = time.covers.stopOf(time.lease, NOON.plusSeconds(1));
        assertThat(moment.why()).isEqualTo(StopReason.TIME_IS_UP);
        assertThat(moment.at()).isBetween(NOON.plusSeconds(590).minus(EXACT), NOON.plusSeconds(590));
    }

    @Test
    void shortSpanInWhichARuleIsSilentBeforeAndAfterIsPassedOver() {
        Function<Instant, Optional<StopReason>> due = at -> {
            boolean blink = at.isAfter(NOON.plusSeconds(3)) && at.isBefore(NOON.plusMillis(4_200));
            boolean stays = !at.isBefore(NOON.plusSeconds(60));
            return blink || stays ? Optional.of(StopReason.FUNDS_RUN_OUT) : Optional.empty();
        };
        CoveredTime moment = CoveredTime.of(due, NOON, NOON.plusSeconds(600)).orElseThrow();
        assertThat(moment.at())
                .isBetween(NOON.plusSeconds(60), NOON.plusSeconds(60).plus(EXACT));
        assertThat(moment.isStill(due, NOON.plusSeconds(5))).isTrue();
        assertThat(moment.isStill(at -> Optional.of(StopReason.STREAM_CHANGED), NOON.plusSeconds(5)))
                .isFalse();
    }
}
