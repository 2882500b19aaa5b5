package org.headroom.model.lease;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.headroom.model.payment.StreamState;

/**
 * How long a lease's job ran and how long its stream pays for it. Every view, receipt and export takes both from here:
 *
 * <ul>
 *   <li><b>Ran</b>: from the job's start to its end by the rig's clock, both cut to whole seconds, as the receipt has them;
 *       up to now while the job runs.
 *   <li><b>Paid time</b>: from the stream's start, by the chain's clock, to the billed end, which is the earlier of the
 *       job's end and the agreed end. The stream starts before the job does, so it is usually a little longer; what a job
 *       runs past its agreed time is not billed. Where the chain's clock is behind the rig's, the stream may seem to start
 *       before the bid for it was made: then paid time starts with the bid.
 * </ul>
 *
 * @param startedAt when the job started; not cut
 * @param endedAt when it ended; not cut; empty while it runs
 */
public record LeaseTimes(Instant startedAt, Optional<Instant> endedAt, Duration ran, Duration paid) {
    /** Empty for a lease whose job never started. */
    public static Optional<LeaseTimes> of(LeaseState lease, Instant now) {
        return switch (lease) {
            case LeaseState.Running s -> of(s, s.startedAt(), Optional.empty(), now);
            case LeaseState.Stopping s -> of(s, s.startedAt(), Optional.empty(), now);
            case LeaseState.Ended s -> of(s, s.result(), now);
            case LeaseState.Numbered s -> of(s, s.result(), now);
            case LeaseState.Receipted s -> of(s, s.result(), now);
            case LeaseState.Paid s -> of(s, s.result(), now);
            default -> Optional.empty();
        };
    }

    private static Optional<LeaseTimes> of(LeaseState lease, JobResult result, Instant now) {
        return of(lease, result.startedAt(), Optional.of(result.endedAt()), now);
    }

    private static Optional<LeaseTimes> of(
            LeaseState lease, Instant startedAt, Optional<Instant> endedAt, Instant now) {
        return lease.stream()
                .map(stream -> paidFrom(lease.terms(), stream))
                .map(streamStart -> new LeaseTimes(
                        startedAt,
                        endedAt,
                        ran(startedAt, endedAt.orElse(now)),
                        span(streamStart, billedTo(lease.terms(), startedAt, endedAt.orElse(now)))));
    }

    /** Whole seconds from a job's start to its end, each cut first. */
    public static Duration ran(Instant startedAt, Instant endedAt) {
        return span(cut(startedAt), cut(endedAt));
    }

    /** The end up to which a job is billed: a job's grace after the agreed time is not. */
    public static Instant billedTo(LeaseTerms terms, Instant startedAt, Instant endedAt) {
        Instant agreed = cut(startedAt.plus(terms.agreed()));
        Instant ended = cut(endedAt);
        return ended.isBefore(agreed) ? ended : agreed;
    }

    /**
     * The start of paid time. A stream is created after its bid was made, and the bid's time is the rig's: a chain whose
     * clock is behind does not lengthen what is billed.
     *
     * @param verified the lease's stream as it was verified
     */
    public static Instant paidFrom(LeaseTerms terms, StreamState verified) {
        Instant bid = terms.bid().validity().issuedAt();
        return verified.settledAt().isBefore(bid) ? bid : verified.settledAt();
    }

    private static Duration span(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant cut(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }
}
