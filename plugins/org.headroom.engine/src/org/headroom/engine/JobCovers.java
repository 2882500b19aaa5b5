package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.JobGuard.Cover;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamState;

/** Tells the guard by when each job has to end if the rig should not be there any more. {@code lease-loop} only. */
final class JobCovers {
    /** Stands for a container that is not known yet; no rule asks for it. */
    private static final ContainerRef UNKNOWN = new ContainerRef("", "", "", "");

    private final JobGuard guard;
    private final RigPolicy policy;
    private final LeaseTimer timer;
    private final StreamBeliefs beliefs;
    private final Predicate<LeaseId> givenUp;
    private final Map<LeaseId, CoveredTime> known = new HashMap<>();

    /** @param givenUp whether the lease of a job was ended without the job's own end */
    JobCovers(JobGuard guard, RigPolicy policy, LeaseTimer timer, StreamBeliefs beliefs, Predicate<LeaseId> givenUp) {
        this.guard = guard;
        this.policy = policy;
        this.timer = timer;
        this.beliefs = beliefs;
        this.givenUp = givenUp;
    }

    /** The open leases were read from the ledger; what the guard did to their jobs is read when their ends are judged. */
    void restored(Collection<LeaseState> open) {
        guard.keepOnly(open.stream()
                .filter(l -> l instanceof LeaseState.Starting
                        || l instanceof LeaseState.Running
                        || l instanceof LeaseState.Stopping)
                .map(LeaseState::id)
                .collect(Collectors.toSet()));
    }

    /** Each second. @param holders all that hold GPUs, as they stand with what the ledger has not taken yet */
    void renew(List<LeaseState> holders, Instant now) {
        known.keySet().retainAll(holders.stream().map(LeaseState::id).toList());
        for (LeaseState lease : holders) beliefs.guard().run(lease.id(), () -> cover(lease, now));
    }

    /** A lease has moved, and that is on record. */
    void moved(LeaseState next, Instant now) {
        beliefs.guard().run(next.id(), () -> told(next, now));
    }

    private void told(LeaseState next, Instant now) {
        switch (next) {
            case LeaseState.Starting s -> cover(s, now);
            case LeaseState.Running r -> cover(r, now);
            case LeaseState.Stopping s -> cover(s, now);
            case LeaseState.Ended e -> {
                if (!givenUp.test(e.id())) guard.release(e.id());
            }
            // Its container may have come into being; the guard removes the file when there is none.
            case LeaseState.Unserved u ->
                guard.cover(new Cover(
                        u.id(), Optional.empty(), Duration.ZERO, Duration.ZERO, true, StopReason.PROVIDER_ASKED));
            default -> {}
        }
    }

    private void cover(LeaseState lease, Instant now) {
        switch (lease) {
            case LeaseState.Starting s -> {
                LeaseState.Running next = new LeaseState.Running(s.terms(), s.funding(), UNKNOWN, now);
                running(next, Optional.empty(), startedStopOf(next, now), now);
            }
            case LeaseState.Running r -> running(r, Optional.of(r.container()), stopOf(r, now), now);
            case LeaseState.Stopping s ->
                guard.cover(new Cover(
                        s.id(), Optional.of(s.container()), Duration.ZERO, timer.grace(s, now), true, s.why()));
            default -> {}
        }
    }

    private void running(LeaseState.Running lease, Optional<ContainerRef> container, CoveredTime stop, Instant now) {
        known.put(lease.id(), stop);
        Duration left = Duration.between(now, stop.at());
        Duration grace = timer.grace(
                new LeaseState.Stopping(
                        lease.terms(), lease.funding(), lease.container(), lease.startedAt(), stop.why(), stop.at()),
                stop.at());
        guard.cover(new Cover(lease.id(), container, left, left.plus(grace), false, stop.why()));
    }

    /** When the rig would stop a job by what it knows now. */
    CoveredTime stopOf(LeaseState.Running lease, Instant now) {
        Function<Instant, Optional<StopReason>> due = at -> timer.due(lease, at)
                .filter(LeaseEvent.StopAsked.class::isInstance)
                .map(e -> ((LeaseEvent.StopAsked) e).why());
        Optional<CoveredTime> before = Optional.ofNullable(known.get(lease.id()));
        if (before.filter(b -> b.isStill(due, now)).isPresent()) return before.get();
        Instant latest = Deadlines.stopAt(lease.terms(), lease.startedAt(), policy);
        return CoveredTime.of(due, now, latest).orElse(new CoveredTime(now, StopReason.TIME_IS_UP));
    }

    /**
     * The same of a job that is about to start. Its stream was verified just now and is not among the beliefs yet, so no grace of an
     * outage is given.
     */
    private CoveredTime startedStopOf(LeaseState.Running lease, Instant now) {
        StreamState stream = beliefs.of(lease).orElse(lease.funding().stream());
        Instant seen = beliefs.seenAt(lease.id(), stream);
        Instant latest = Deadlines.stopAt(lease.terms(), lease.startedAt(), policy);
        Function<Instant, Optional<StopReason>> due = at -> {
            if (!at.isBefore(latest)) return Optional.of(StopReason.TIME_IS_UP);
            return StreamCheck.stop(stream, lease.terms(), policy, at)
                    .or(() -> StreamCheck.tooLongUnseen(stream, seen, policy, at)
                            ? Optional.of(StopReason.CHAIN_UNSEEN)
                            : Optional.empty());
        };
        return CoveredTime.of(due, now, latest).orElse(new CoveredTime(now, StopReason.TIME_IS_UP));
    }

    /** The lease has left the working set. */
    void left(LeaseId lease) {
        known.remove(lease);
        guard.release(lease);
    }

    /**
     * The lease as it stands with what the guard did: a job that the guard ended was told to stop when the guard began.
     *
     * @param ended what the guard did, where it did anything
     */
    static LeaseState withEnd(LeaseState lease, Optional<JobGuard.GuardedEnd> ended) {
        if (ended.isEmpty()) return lease;
        JobGuard.GuardedEnd end = ended.get();
        return switch (lease) {
            case LeaseState.Running r -> isOf(r.container(), end) ? stopped(r, r.container(), r.startedAt(), end) : r;
            case LeaseState.Stopping s -> {
                boolean first = isOf(s.container(), end) && end.begun().isBefore(s.since());
                yield first ? stopped(s, s.container(), s.startedAt(), end) : s;
            }
            default -> lease;
        };
    }

    private static boolean isOf(ContainerRef container, JobGuard.GuardedEnd end) {
        return container.id().equals(end.container());
    }

    private static LeaseState stopped(
            LeaseState lease, ContainerRef container, Instant startedAt, JobGuard.GuardedEnd end) {
        return new LeaseState.Stopping(
                lease.terms(), lease.paidBy().orElseThrow(), container, startedAt, end.why(), end.begun());
    }
}
