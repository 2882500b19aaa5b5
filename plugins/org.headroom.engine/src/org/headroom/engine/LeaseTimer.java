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
    private final MissedTime missed;

    LeaseTimer(RigPolicy policy, StreamBeliefs beliefs, MissedTime missed) {
        this.policy = policy;
        this.beliefs = beliefs;
        this.missed = missed;
    }

    /** The event that is due for a lease; empty where none is. */
    Optional<LeaseEvent> due(LeaseState lease, Instant now) {
        return switch (lease) {
            case LeaseState.Running r -> stop(r, now);
            case LeaseState.Receipted r -> settle(r, now);
            default -> Deadlines.overdue(lease, policy, now);
        };
    }

    private Optional<LeaseEvent> settle(LeaseState.Receipted lease, Instant now) {
        if (lease.funding().unknownSince().isPresent())
            return beliefs.answers(lease.id())
                    ? Optional.of(new LeaseEvent.PaymentKnown(lease.id(), now))
                    : Optional.empty();
        Optional<LeaseEvent> loss = beliefs.mayBookLoss(lease.id(), now)
                ? beliefs.of(lease.id()).flatMap(stream -> Settlement.shortfall(lease, stream, now))
                : Optional.empty();
        return loss.or(() -> Settlement.unknown(lease, beliefs.isUnanswered(lease.id()), now));
    }

    private Optional<LeaseEvent> stop(LeaseState.Running lease, Instant now) {
        Optional<LeaseEvent> overdue = timeIsUp(lease, now);
        if (overdue.isEmpty() && beliefs.isLost(lease.id()))
            return Optional.of(new LeaseEvent.StopAsked(lease.id(), StopReason.STREAM_LOST, now));
        if (overdue.isPresent() || !beliefs.mayDecide(lease.id(), now)) return overdue;
        StreamState stream = beliefs.of(lease).orElse(lease.funding().stream());
        Optional<StopReason> money = moneyStops(lease, stream, now)
                .filter(why -> why != StopReason.FUNDS_RUN_OUT || beliefs.mayJudgeFunds(lease.id(), stream, now));
        if (money.isEmpty()) money = beliefs.doubtful(lease.id()).flatMap(s -> moneyStops(lease, s, now));
        if (money.isEmpty() && isBehind(lease, stream)) money = Optional.of(StopReason.STREAM_CHANGED);
        if (money.isEmpty() && StreamCheck.tooLongUnseen(stream, beliefs.seenAt(lease.id(), stream), policy, now))
            money = Optional.of(StopReason.CHAIN_UNSEEN);
        return money.map(why -> new LeaseEvent.StopAsked(lease.id(), why, now));
    }

    /** By the clock that is furthest on. */
    private Optional<LeaseEvent> timeIsUp(LeaseState.Running lease, Instant now) {
        Optional<LeaseEvent> due = Deadlines.overdue(lease, policy, now.plus(missed.of(lease.id())));
        return due.map(event -> new LeaseEvent.StopAsked(lease.id(), StopReason.TIME_IS_UP, now));
    }

    private Optional<StopReason> moneyStops(LeaseState.Running lease, StreamState stream, Instant now) {
        return hasNotBegun(lease, stream)
                ? Optional.of(StopReason.STREAM_CHANGED)
                : StreamCheck.stop(stream, lease.terms(), policy, now);
    }

    /** A withdrawal in a later block than the one that was read settles the stream at its own time. */
    private static boolean hasNotBegun(LeaseState.Running lease, StreamState stream) {
        return StreamCheck.hasNotBegun(stream)
                && lease.funding().withdrawals().stream().noneMatch(w -> w.at().equals(stream.settledAt()));
    }

    /** While it is open what was withdrawn, what is sure of it counts: a node without old logs would never tell the rest. */
    private boolean isBehind(LeaseState.Running lease, StreamState stream) {
        StreamState verified = PaidAmounts.verified(lease).orElseThrow();
        Instant began = lease.funding().began();
        if (beliefs.isExplained(lease.id()))
            return StreamCheck.isBehind(verified, began, stream, lease.terms(), StreamCheck.BEHIND);
        return beliefs.paidForSure(lease)
                .filter(paid ->
                        StreamCheck.isBehind(verified, began, paid, lease.terms(), StreamCheck.BEHIND_UNEXPLAINED))
                .isPresent();
    }

    /**
     * Whether nothing can happen to a lease any more. Not while money has left its stream that is not booked yet. One that asks for
     * nothing and whose money is final is over, too, when the chain was asked in vain for as long as that is waited for. One whose money is
     * not final is never over: closed leases are shown as final.
     */
    boolean over(LeaseState lease, Instant now) {
        if (Settlement.overUnread(lease, beliefs.isUnanswered(lease.id()))) return true;
        if (!beliefs.isExplained(lease.id())) return false;
        return beliefs.of(lease.id())
                .map(stream -> Settlement.over(lease, stream, now))
                .orElseGet(() -> Deadlines.isSettledByAge(lease, now));
    }

    /** Those to which nothing can happen any more. */
    List<LeaseState> over(List<LeaseState> leases, Instant now) {
        return leases.stream()
                .filter(l -> beliefs.guard().get(l.id(), false, () -> over(l, now)))
                .toList();
    }

    /**
     * What is left of the grace that a job gets: no more than is paid for, and no longer than was agreed. A stream that is lost
     * pays for none.
     */
    Duration grace(LeaseState lease, Instant now) {
        if (beliefs.isLost(lease.id()) || lease.hasLostStream()) return Duration.ZERO;
        Duration paid = beliefs.doubtful(lease.id())
                .or(() -> beliefs.of(lease))
                .map(s -> StreamCheck.grace(s, beliefs.seenAt(lease.id(), s), policy, now))
                .orElse(policy.stopGrace());
        if (!(lease instanceof LeaseState.Stopping s)) return paid;
        Instant agreed = s.startedAt().plus(s.terms().agreed());
        Instant last = s.since().plus(policy.stopGrace());
        Instant end = agreed.minus(missed.of(lease.id()));
        Duration left = Duration.between(now, last.isBefore(end) ? last : end);
        if (left.isNegative()) return Duration.ZERO;
        return Deadlines.lesser(left, paid);
    }
}
