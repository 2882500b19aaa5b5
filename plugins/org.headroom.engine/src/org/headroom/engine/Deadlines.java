package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;

/** When a state that waits for something ends all the same: pure. */
final class Deadlines {
    /** What the container engine has, past the grace, to end a job before its lease is closed without it. */
    static final Duration UNKILLABLE = Duration.ofSeconds(30);

    /** How long after a stop an engine that does not answer is asked for the container's end. */
    static final Duration ENGINE_SILENT = Duration.ofMinutes(10);

    /** How long the chain is asked in vain about a payment before it is recorded as unknown. */
    static final Duration PAYMENT_UNKNOWN = Duration.ofDays(7);

    /** A block that old is not replaced any more, and nobody tops up the stream of a lease that is paid. */
    private static final Duration SETTLED = Duration.ofDays(1);

    private Deadlines() {}

    /** When a running job is told to stop, so that its grace ends with the agreed time. Short jobs get a short grace. */
    static Instant stopAt(LeaseTerms terms, Instant startedAt, RigPolicy policy) {
        Duration agreed = terms.agreed();
        return startedAt.plus(agreed).minus(lesser(policy.stopGrace(), agreed.dividedBy(10)));
    }

    /** The event that ends a wait that took too long; empty where there is time left. */
    static Optional<LeaseEvent> overdue(LeaseState lease, RigPolicy policy, Instant now) {
        return switch (lease) {
            case LeaseState.Verifying v
            when now.isAfter(verifyBy(v, policy).plus(policy.chainGrace())) ->
                Optional.of(new LeaseEvent.StreamRefused(
                        v.id(),
                        "the chain did not answer within "
                                + policy.verifyWithin()
                                        .plus(policy.chainGrace())
                                        .toSeconds()
                                + " s; end the stream and take your money back",
                        now));
            case LeaseState.Starting s
            when now.isAfter(s.since().plus(policy.startWithin())) ->
                Optional.of(new LeaseEvent.JobRefused(
                        s.id(),
                        "the job could not be started within "
                                + policy.startWithin().toMinutes() + " min; end the stream and take your money back",
                        now));
            case LeaseState.Running r
            when !now.isBefore(stopAt(r.terms(), r.startedAt(), policy)) ->
                Optional.of(new LeaseEvent.StopAsked(r.id(), StopReason.TIME_IS_UP, now));
            default -> Optional.empty();
        };
    }

    /** How long an engine that does not answer is asked to start a job: no start is under way when the lease is refused. */
    static Duration startAgain(RigPolicy policy) {
        return policy.startWithin().dividedBy(2);
    }

    /** Until when the stream's check goes on. */
    static Instant verifyBy(LeaseState.Verifying lease, RigPolicy policy) {
        return lease.since().plus(policy.verifyWithin());
    }

    /**
     * Whether the engine had its time to end a job. Where it says then that the container still runs, the lease is closed
     * without the container's own end.
     */
    static boolean unkillable(LeaseState.Stopping lease, RigPolicy policy, Instant now) {
        return now.isAfter(lease.since().plus(policy.stopGrace()).plus(UNKILLABLE));
    }

    /** Whether the word of an engine that does not answer is not waited for any more. Counts from the recorded stop. */
    static boolean engineSilent(LeaseState.Stopping lease, Instant now) {
        return now.isAfter(lease.since().plus(ENGINE_SILENT));
    }

    /**
     * Whether a paid lease ended so long ago that it is over without the chain's word. Meant for leases of which the ledger
     * has no state of the stream: those of older formats.
     */
    static boolean isSettledByAge(LeaseState lease, Instant now) {
        Instant since = now.minus(SETTLED);
        return lease instanceof LeaseState.Paid p
                && p.result().endedAt().isBefore(since)
                && p.funding().withdrawals().stream().allMatch(w -> w.at().isBefore(since));
    }

    static Duration lesser(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
