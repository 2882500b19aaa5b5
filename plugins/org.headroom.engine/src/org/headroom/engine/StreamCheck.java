package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;

/** Whether a stream pays what was agreed: pure. */
public final class StreamCheck {
    /** Between the decision to stop and the signal that the job gets. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /** All pauses of a stream together. */
    static final Duration BEHIND = Duration.ofSeconds(60);

    /**
     * The same while not all withdrawals are known. Of each of these, what streamed between a reading and the withdrawal may not
     * be sure, which is one poll's interval: this is enough for at least seven.
     */
    static final Duration BEHIND_UNEXPLAINED = BEHIND.plusSeconds(60);

    private StreamCheck() {}

    /** Why the stream that the renter names cannot even be the right one; empty where it may be. */
    public static Optional<String> refuseName(Acceptance acceptance, PaymentTerms terms) {
        StreamRef s = acceptance.stream();
        if (s.chainId() != terms.chainId())
            return Optional.of("the stream is on chain " + s.chainId() + ", not on " + terms.chainId());
        if (!s.contract().equals(terms.contract()))
            return Optional.of(
                    "the stream is in another contract, " + s.contract().brief());
        if (!s.token().equals(terms.token()))
            return Optional.of("the stream pays in another token, " + s.token().brief());
        return Optional.empty();
    }

    /** Why the stream cannot be the lease's own: it is of another token, recipient or sender. Empty where it may be. */
    static Optional<String> refuseParties(StreamState stream, LeaseTerms lease) {
        PaymentTerms terms = lease.bid().payment();
        if (!stream.ref().token().equals(terms.token()))
            return Optional.of(
                    "the stream pays in another token, " + stream.ref().token().brief());
        if (!stream.recipient().equals(terms.recipient()))
            return Optional.of(
                    "the stream pays someone else, " + stream.recipient().brief());
        if (!stream.sender().equals(lease.order().renter()))
            return Optional.of(
                    "the stream was opened by someone else, " + stream.sender().brief());
        return Optional.empty();
    }

    /** Why the stream is not what was agreed; empty where it is. */
    public static Optional<String> refuse(StreamState stream, LeaseTerms lease, RigPolicy policy, Instant now) {
        Optional<String> parties = refuseParties(stream, lease);
        if (parties.isPresent()) return parties;
        if (stream.voided()) return Optional.of("the stream has been ended for good");
        RatePerSecond agreed = RatePerSecond.ofHourly(lease.bid().perHour());
        if (stream.rate().compareTo(agreed) < 0)
            return Optional.of("the stream pays " + stream.rate().perHour().asPrice() + " USDC/h, not the agreed "
                    + lease.bid().perHour().asPrice());
        if (hasNotBegun(stream))
            return Optional.of("the stream begins in "
                    + Duration.between(stream.readAt(), stream.settledAt()).toSeconds()
                    + " s; it has to pay from the beginning of the lease on");
        Duration runway = stream.runway(now);
        if (runway.compareTo(policy.leastRunway()) < 0)
            return Optional.of("the stream lasts for " + runway.toSeconds() + " s only; at least "
                    + policy.leastRunway().toSeconds() + " s are needed");
        return Optional.empty();
    }

    /**
     * Whether a stream pays nothing before a moment that is still to come: its sender may choose when it begins. Both times are of
     * the chain's clock.
     *
     * @param stream as the chain has it, without withdrawals in later blocks
     */
    static boolean hasNotBegun(StreamState stream) {
        return stream.settledAt().isAfter(stream.readAt());
    }

    /**
     * Why a running job has to stop for the sake of its money; empty where it may go on. It is told to stop early enough for
     * its grace to be paid for.
     *
     * @param stream as the chain was last believed to have it
     */
    public static Optional<StopReason> stop(StreamState stream, LeaseTerms lease, RigPolicy policy, Instant now) {
        RatePerSecond agreed = RatePerSecond.ofHourly(lease.bid().perHour());
        if (stream.voided() || stream.rate().compareTo(agreed) < 0) return Optional.of(StopReason.STREAM_CHANGED);
        return stream.runway(now).compareTo(policy.stopGrace().plus(MARGIN)) < 0
                ? Optional.of(StopReason.FUNDS_RUN_OUT)
                : Optional.empty();
    }

    /**
     * Whether a stream has paid less than the agreed rate gives from its verification on, as one that was paused and started
     * again between two readings. What a reorganisation moved its beginning by is allowed.
     *
     * @param now with all withdrawals counted
     * @param allowed by how much of the agreed rate
     */
    public static boolean isBehind(StreamState verified, StreamState now, LeaseTerms lease, Duration allowed) {
        return isBehind(verified, verified.settledAt(), now, lease, allowed);
    }

    /** @param began from when on the stream has to pay: where it has another number by now, when the first one began */
    static boolean isBehind(StreamState verified, Instant began, StreamState now, LeaseTerms lease, Duration allowed) {
        if (now.voided()) return false;
        RatePerSecond agreed = RatePerSecond.ofHourly(lease.bid().perHour());
        Usdc should = verified.withdrawn()
                .plusCapped(verified.settledDebt())
                .plusCapped(agreed.streamed(between(began, now.readAt())));
        Usdc paid = now.withdrawn().plusCapped(now.owed(now.readAt()));
        return should.minusCapped(paid).compareTo(agreed.streamed(allowed)) > 0;
    }

    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    /**
     * Whether the chain has been silent for so long that more may be unpaid than the owner would risk, the grace of a stop
     * included. Counts from the time of a block: a node that repeats an old answer does not help.
     *
     * @param seenAt the time of the last block that was believed, or by which the stream pays at least what is believed
     */
    public static boolean tooLongUnseen(StreamState believed, Instant seenAt, RigPolicy policy, Instant now) {
        Duration cap = believed.rate().lasts(policy.exposureCap());
        // Of a dear lease the grace is a part of the cap too, or it could never run.
        Duration grace = Deadlines.lesser(policy.stopGrace(), cap.dividedBy(2));
        return blind(seenAt, now).plus(grace).compareTo(cap) > 0;
    }

    /** The time between SIGTERM and SIGKILL: the usual one, or what is still paid for and within the cap on exposure. */
    public static Duration grace(StreamState believed, Instant seenAt, RigPolicy policy, Instant now) {
        Duration capLeft = believed.rate().lasts(policy.exposureCap()).minus(blind(seenAt, now));
        Duration covered = Deadlines.lesser(believed.runway(now), capLeft.isNegative() ? Duration.ZERO : capLeft);
        return Deadlines.lesser(covered, policy.stopGrace());
    }

    private static Duration blind(Instant seenAt, Instant now) {
        Duration since = Duration.between(seenAt, now);
        return since.isNegative() ? Duration.ZERO : since;
    }
}
