package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.Scene.CONTAINER;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.POLICY;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.lease.EndCause;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guard is told of a lease in each of its states, and what its end becomes in the books. */
class JobCoversTest {
    /** Funds for an hour, so that the agreed ten minutes are what ends the job. */
    private static final StreamState STREAM = hour(Scene.funded(stream(1), NOON));

    private static final LeaseState.Running RUNNING =
            new LeaseState.Running(Scene.terms("0000aaaa"), Funding.of(STREAM), CONTAINER, NOON);
    private static final LeaseId LEASE = RUNNING.id();

    private final ToldGuard guard = new ToldGuard();
    private final Set<LeaseId> givenUp = new HashSet<>();
    private final FakeLedger ledger = new FakeLedger();
    private final StreamBeliefs beliefs = new StreamBeliefs(ledger, ledger, POLICY, NOON);
    private final LeaseTimer timer = new LeaseTimer(POLICY, beliefs, new MissedTime(new FakeLedger()));
    private final JobCovers covers = new JobCovers(guard, POLICY, timer, beliefs, givenUp::contains);

    private static final class ToldGuard implements JobGuard {
        final List<Cover> covers = new ArrayList<>();
        final List<LeaseId> released = new ArrayList<>();
        Optional<Set<LeaseId>> kept = Optional.empty();

        @Override
        public void cover(Cover cover) {
            covers.add(cover);
        }

        @Override
        public void release(LeaseId lease) {
            released.add(lease);
        }

        @Override
        public void keepOnly(Set<LeaseId> leases) {
            kept = Optional.of(leases);
        }

        @Override
        public Optional<GuardedEnd> ended(LeaseId lease) {
            return Optional.empty();
        }
    }

    private static StreamState hour(StreamState s) {
        return new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                s.rate(),
                Usdc.parse("0.36"),
                Usdc.ZERO,
                NOON,
                false,
                Usdc.ZERO,
                NOON);
    }

    @BeforeEach
    void verified() {
        beliefs.verified(LEASE, STREAM, NOON);
    }

    private static LeaseState.Stopping stopping(StopReason why, long second) {
        return new LeaseState.Stopping(
                RUNNING.terms(), RUNNING.funding(), CONTAINER, NOON, why, NOON.plusSeconds(second));
    }

    private static LeaseState.Ended ended() {
        return new LeaseState.Ended(RUNNING.terms(), RUNNING.funding(), CONTAINER, Scene.result());
    }

    @Test
    void jobIsCoveredBeforeItsContainerIsThereAsIfItBeganNow() {
        covers.moved(
                new LeaseState.Starting(
                        RUNNING.terms(), Scene.acceptance(RUNNING.terms(), stream(1)), RUNNING.funding(), NOON),
                NOON.plusSeconds(2));

        JobGuard.Cover cover = guard.covers.getFirst();
        assertThat(cover.lease()).isEqualTo(LEASE);
        assertThat(cover.container()).isEmpty();
        assertThat(cover.stopping()).isFalse();
        assertThat(cover.why()).isEqualTo(StopReason.TIME_IS_UP);
        assertThat(cover.untilStop()).isBetween(Duration.ofMillis(589_900), Duration.ofSeconds(590));
        assertThat(cover.untilKill()).isBetween(Duration.ofMillis(599_900), Duration.ofMillis(600_100));
    }

    @Test
    void jobThatStartsBeforeItsStreamIsBelievedHasNoGraceOfAnOutage() {
        // At 36 USDC/h the cap of 0.25 lasts 25 s, of which 10 s are left for the stop.
        StreamState s = STREAM;
        StreamState dear = new StreamState(
                s.ref(),
                s.sender(),
                s.recipient(),
                RatePerSecond.ofHourly(Usdc.parse("36")),
                Usdc.parse("50"),
                Usdc.ZERO,
                NOON,
                false,
                Usdc.ZERO,
                NOON);
        LeaseState.Starting other = new LeaseState.Starting(
                Scene.terms("0000bbbb"), Scene.acceptance(RUNNING.terms(), stream(1)), Funding.of(dear), NOON);
        covers.moved(other, NOON);

        assertThat(guard.covers.getFirst().why()).isEqualTo(StopReason.CHAIN_UNSEEN);
        assertThat(guard.covers.getFirst().untilStop()).isBetween(Duration.ofSeconds(15), Duration.ofMillis(15_100));
    }

    @Test
    void jobThatStopsIsCoveredToTheEndOfItsGrace() {
        covers.renew(List.of(RUNNING, stopping(StopReason.RENTER_ASKED, 20)), NOON.plusSeconds(24));

        assertThat(guard.covers.get(0).container()).contains(CONTAINER);
        assertThat(guard.covers.get(0).untilStop()).isLessThanOrEqualTo(Duration.ofSeconds(566));
        assertThat(guard.covers.get(1).stopping()).isTrue();
        assertThat(guard.covers.get(1).why()).isEqualTo(StopReason.RENTER_ASKED);
        assertThat(guard.covers.get(1).untilKill()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void jobThatHasEndedIsReleasedAndOneThatCouldNotBeEndedIsNot() {
        covers.moved(ended(), NOON.plusSeconds(5));
        assertThat(guard.released).containsExactly(LEASE);

        givenUp.add(LEASE);
        covers.moved(ended(), NOON.plusSeconds(5));
        assertThat(guard.released).hasSize(1);
        covers.left(LEASE);
        assertThat(guard.released).hasSize(2);
    }

    @Test
    void containerOfALeaseThatWasGivenUpAtItsStartIsToBeEndedAtOnce() {
        covers.moved(new LeaseState.Unserved(RUNNING.terms(), RUNNING.funding(), "too late", NOON), NOON);
        assertThat(guard.covers.getFirst().stopping()).isTrue();
        assertThat(guard.covers.getFirst().untilKill()).isZero();
        assertThat(guard.released).isEmpty();
    }

    @Test
    void afterAStartOnlyLeasesWhoseContainerMayRunAreKept() {
        covers.restored(List.of(RUNNING));
        assertThat(guard.kept).contains(Set.of(LEASE));
        covers.restored(List.of(ended()));
        assertThat(guard.kept).contains(Set.of());
    }

    private static JobGuard.GuardedEnd end(String container, StopReason why, long second) {
        return new JobGuard.GuardedEnd(container, why, NOON.plusSeconds(second), Optional.empty());
    }

    private static JobRunner.End killed(long second) {
        return new JobRunner.End(
                NOON,
                NOON.plusSeconds(second),
                JobRunner.SIGKILLED,
                Optional.of(EndCause.CONTAINER_STOPPED),
                new JobArtefacts.Pending(),
                Optional.empty());
    }

    @Test
    void endThatTheGuardBroughtAboutHasTheOutcomeOfItsReasonAndNotTheProviders() {
        LeaseState stands = JobCovers.withEnd(RUNNING, Optional.of(end(CONTAINER.id(), StopReason.FUNDS_RUN_OUT, 30)));
        assertThat(JobEvents.outcome(stands, killed(40))).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        assertThat(JobEvents.cause(stands, killed(40))).isEmpty();
        assertThat(JobEvents.outcome(RUNNING, killed(40)))
                .as("without the record")
                .isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
    }

    @Test
    void stopThatCameAfterTheGuardsIsJudgedByTheGuards() {
        JobGuard.GuardedEnd first = end(CONTAINER.id(), StopReason.FUNDS_RUN_OUT, 30);
        LeaseState late = JobCovers.withEnd(stopping(StopReason.TIME_IS_UP, 50), Optional.of(first));
        assertThat(JobEvents.outcome(late, killed(40))).isEqualTo(Receipt.Outcome.OUT_OF_FUNDS);
        LeaseState early = JobCovers.withEnd(stopping(StopReason.RENTER_ASKED, 20), Optional.of(first));
        assertThat(JobEvents.outcome(early, killed(40))).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
    }

    @Test
    void recordOfAnotherContainerAndAJobThatEndedBeforeCountNothing() {
        LeaseState other = JobCovers.withEnd(RUNNING, Optional.of(end("other", StopReason.FUNDS_RUN_OUT, 30)));
        assertThat(other).isEqualTo(RUNNING);
        LeaseState stands = JobCovers.withEnd(RUNNING, Optional.of(end(CONTAINER.id(), StopReason.FUNDS_RUN_OUT, 30)));
        JobRunner.End before =
                new JobRunner.End(NOON, NOON.plusSeconds(29), 3, Optional.empty(), new JobArtefacts.Pending(), Optional.empty());
        assertThat(JobEvents.outcome(stands, before)).isEqualTo(Receipt.Outcome.JOB_FAILED);
    }
}
