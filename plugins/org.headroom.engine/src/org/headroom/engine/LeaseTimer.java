package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.StopReason;
import org.headroom.model.payment.StreamState;

/** What time brings about for a lease. {@code lease-loop} only. */
final class LeaseTimer {
    private final RigPolicy policy;
    private final StreamBeliefs beliefs;

    LeaseTimer(RigPolicy policy, StreamBeliefs beliefs) {
        this.policy = policy;
        this.beliefs = beliefs;
    }

    /** The event that is due for a lease; empty where none is. */
    Optional<LeaseEvent> due(LeaseState lease, Instant now) {
        return switch (lease) {
            case LeaseState.Running r -> stop(r, now);
            case LeaseState.Receipted r ->
                beliefs.mayBookLoss(r.id(), now)
                        ? beliefs.of(r.id()).flatMap(stream -> Settlement.shortfall(r, stream, now))
                        : Optional.empty();
            default -> Deadlines.overdue(lease, policy, now);
        };
    }

    private Optional<LeaseEvent> stop(LeaseState.Running lease, Instant now) {
        Optional<LeaseEvent> overdue = Deadlines.overdue(lease, policy, now);
        if (overdue.isEmpty() && beliefs.isLost(lease.id()))
            return Optional.of(new LeaseEvent.StopAsked(lease.id(), StopReason.STREAM_LOST, now));
        if (overdue.isPresent() || !beliefs.mayDecide(lease.id(), now)) return overdue;
        StreamState stream = beliefs.of(lease).orElse(lease.funding().stream());
        Optional<StopReason> money = StreamCheck.stop(stream, lease.terms(), policy, now)
                .filter(why -> why != StopReason.FUNDS_RUN_OUT || beliefs.mayJudgeFunds(lease.id(), now));
        if (money.isEmpty()
                && beliefs.isExplained(lease.id())
                && StreamCheck.isBehind(lease.funding().stream(), stream, lease.terms()))
            money = Optional.of(StopReason.STREAM_CHANGED);
        if (money.isEmpty() && StreamCheck.tooLongUnseen(stream, policy, now))
            money = Optional.of(StopReason.CHAIN_UNSEEN);
        return money.map(why -> new LeaseEvent.StopAsked(lease.id(), why, now));
    }

    /** Whether nothing can happen to a lease any more. Not while money has left its stream that is not booked yet. */
    boolean over(LeaseState lease, Instant now) {
        if (!beliefs.isExplained(lease.id())) return false;
        return beliefs.of(lease.id())
                .map(stream -> Settlement.over(lease, stream, now))
                .orElseGet(() -> Deadlines.isSettledByAge(lease, now));
    }

    /** Those to which nothing can happen any more. */
    List<LeaseState> over(List<LeaseState> leases, Instant now) {
        return leases.stream().filter(l -> over(l, now)).toList();
    }

    /** What is left of the grace that a job gets: no more than is paid for. */
    Duration grace(LeaseState lease, Instant now) {
        Duration paid =
                beliefs.of(lease).map(s -> StreamCheck.grace(s, policy, now)).orElse(policy.stopGrace());
        if (!(lease instanceof LeaseState.Stopping s)) return paid;
        Duration left = Duration.between(now, s.since().plus(policy.stopGrace()));
        if (left.isNegative()) return Duration.ZERO;
        return Deadlines.lesser(left, paid);
    }
}
