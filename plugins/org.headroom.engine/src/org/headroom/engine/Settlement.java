package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/** How a lease whose job is over comes to its end: pure. */
final class Settlement {
    /** How long a stream that pays nothing more and was not ended may still be topped up before what is missing is given up. */
    private static final Duration TOP_UP = Duration.ofDays(1);
    /**
     * For so long after its job a lease is kept open for less than {@link StreamPayout#LEAST_RETURNED}, and as far ahead that is
     * judged.
     */
    static final Duration LITTLE = Duration.ofDays(7);

    private Settlement() {}

    /**
     * The loss to book, where the stream will never pay all that the receipt asks for; empty where it may still pay.
     *
     * @param believed read after the last withdrawal, with all known withdrawals counted
     */
    static Optional<LeaseEvent> shortfall(LeaseState lease, StreamState believed, Instant clock) {
        Instant now = asOf(believed, clock);
        if (!(lease instanceof LeaseState.Receipted r)) return Optional.empty();
        Usdc missing = r.claimable().orElse(Usdc.ZERO);
        if (missing.compareTo(Usdc.ZERO) <= 0 || !readSince(r, believed)) return Optional.empty();
        if (onlyTrickles(r, missing, believed, now))
            return Optional.of(new LeaseEvent.ShortfallBooked(lease.id(), missing, trickles(r, missing), now));
        if (believed.due(now).compareTo(Usdc.ZERO) > 0) return Optional.empty();
        // Read after that time: in an outage nobody knows whether it was topped up.
        boolean givenUp = paysNoMore(believed, now)
                && believed.readAt().isAfter(r.result().endedAt().plus(TOP_UP));
        if (!flowsNoMore(believed) && !givenUp) return Optional.empty();
        return Optional.of(new LeaseEvent.ShortfallBooked(lease.id(), missing, reason(r, missing), now));
    }

    private static String reason(LeaseState.Receipted lease, Usdc missing) {
        Optional<String> lost = lease.funding().lost();
        if (lost.isPresent())
            return "The stream that was to pay " + missing + " of the receipt's "
                    + lease.receipt().message().receipt().amountDue() + " is gone: " + lost.get();
        return "The stream ended " + missing + " short of the receipt's "
                + lease.receipt().message().receipt().amountDue() + "; it will not pay more.";
    }

    private static String trickles(LeaseState.Receipted lease, Usdc missing) {
        return "The stream paid " + missing + " less than the receipt's "
                + lease.receipt().message().receipt().amountDue() + "; it pays less than "
                + StreamPayout.LEAST_RETURNED + " in " + LITTLE.toDays() + " days, which is not waited for.";
    }

    /**
     * Whether nothing of the time of the job is owed any more, and too little comes in since: a renter can set a rate of some
     * base units a day. What the job earned and was not withdrawn is waited for without end.
     */
    private static boolean onlyTrickles(LeaseState.Receipted lease, Usdc missing, StreamState stream, Instant now) {
        boolean earnedIsTaken = stream.settledDebt().equals(Usdc.ZERO)
                && !stream.settledAt().isBefore(lease.result().endedAt());
        return earnedIsTaken
                && stream.due(now).compareTo(missing) < 0
                && owesLittle(stream, lease.result().endedAt(), now);
    }

    /**
     * Whether a stream owes less than is returned, and will for a week: its renter decides over rate and balance and could
     * keep the lease open for ever.
     *
     * @param end of the job
     */
    private static boolean owesLittle(StreamState stream, Instant end, Instant now) {
        return stream.readAt().isAfter(end.plus(LITTLE))
                && stream.due(now.plus(LITTLE)).compareTo(StreamPayout.LEAST_RETURNED) < 0;
    }

    /** When the job of a lease that asks for nothing ended, or was refused. */
    private static Optional<Instant> end(LeaseState lease) {
        return switch (lease) {
            case LeaseState.Paid p -> Optional.of(p.result().endedAt());
            case LeaseState.Unserved u -> Optional.of(u.at());
            default -> Optional.empty();
        };
    }

    /** A reading that is older than a withdrawal says nothing of what the withdrawal left. */
    private static boolean readSince(LeaseState lease, StreamState believed) {
        List<Withdrawal> made = lease.paidBy().orElseThrow().withdrawals();
        return made.stream()
                .allMatch(w -> believed.block()
                        .map(b -> b >= w.block())
                        .orElse(!believed.readAt().isBefore(w.at())));
    }

    /** Ended, or paused: what a renter leaves in a stream that it has paused pays for nothing. */
    private static boolean flowsNoMore(StreamState stream) {
        return stream.voided() || stream.rate().ud21x18().signum() == 0;
    }

    /** Whether a stream will owe nothing for a day: empty, or at a rate that is not worth waiting for. */
    private static boolean paysNoMore(StreamState stream, Instant now) {
        return stream.due(now.plus(TOP_UP)).equals(Usdc.ZERO);
    }

    /**
     * That nobody knows whether the rest of a receipt was paid.
     *
     * @param unread whether the chain was asked in vain for as long as that is waited for
     */
    static Optional<LeaseEvent> unknown(LeaseState.Receipted lease, boolean unread, Instant now) {
        if (!unread) return Optional.empty();
        Usdc asked = lease.receipt().message().receipt().amountDue();
        Usdc open = lease.claimable().orElse(Usdc.ZERO);
        String reason = "The stream could not be read for " + Deadlines.PAYMENT_UNKNOWN.toDays()
                + " days: nobody knows whether it paid " + open + " of the receipt's " + asked + ".";
        return Optional.of(new LeaseEvent.PaymentUnknown(lease.id(), open, reason, now));
    }

    /** Whether nothing is asked for any more, so that only what is left in the stream keeps the lease open. */
    static boolean asksForNothing(LeaseState lease) {
        return end(lease).isPresent();
    }

    /** Whether all that was withdrawn is final. */
    private static boolean allFinal(LeaseState lease) {
        return lease.paidBy().filter(Funding::allFinal).isPresent();
    }

    /** Whether a lease that asks for nothing any more is over without the chain's word. @param unread as for {@link #unknown} */
    static boolean overUnread(LeaseState lease, boolean unread) {
        return unread && asksForNothing(lease) && allFinal(lease);
    }

    /**
     * Whether nothing can happen to a lease any more: nothing is asked for, its stream empty or ended, and its money final. What
     * is less than is returned keeps it open for a week.
     */
    static boolean over(LeaseState lease, StreamState believed, Instant clock) {
        if (!asksForNothing(lease)) return false;
        Instant now = asOf(believed, clock);
        boolean nothingLeft =
                believed.due(now).equals(Usdc.ZERO) && (flowsNoMore(believed) || paysNoMore(believed, now));
        boolean littleLeft =
                end(lease).filter(at -> owesLittle(believed, at, now)).isPresent();
        return (nothingLeft || littleLeft) && readSince(lease, believed) && allFinal(lease);
    }

    /** A machine that starts with its clock years behind knows better from its own books: a stream owes no less than it did. */
    private static Instant asOf(StreamState believed, Instant clock) {
        return clock.isBefore(believed.readAt()) ? believed.readAt() : clock;
    }

    /** @param number the rig's running number of the lease */
    static LeaseSummary summary(LeaseState lease, int number, Instant now) {
        var order = lease.terms().order();
        var bid = lease.terms().bid();
        return switch (lease) {
            case LeaseState.Paid p -> {
                var receipt = p.receipt().message().receipt();
                yield new LeaseSummary(
                        p.id(),
                        number,
                        order.renter(),
                        bid.gpuIds(),
                        bid.simulated(),
                        Optional.of(receipt.outcome()),
                        p.result().detail(),
                        Optional.of(p.result().startedAt()),
                        p.result().endedAt(),
                        receipt.amountDue(),
                        p.withdrawn(),
                        p.funding().returned(),
                        p.loss(Usdc.ZERO),
                        fees(p.funding()),
                        receipt.energy(),
                        p.result().energySource());
            }
            case LeaseState.Unserved u -> refused(u, u.reason(), u.at(), u.paidBy(), number);
            case LeaseState.Refused r -> refused(r, r.reason(), r.at(), r.paidBy(), number);
            default -> throw new IllegalArgumentException("a lease that is open has no summary: " + lease.id());
        };
    }

    /** @param funding empty where no stream was verified */
    private static LeaseSummary refused(
            LeaseState lease, String reason, Instant at, Optional<Funding> funding, int number) {
        var bid = lease.terms().bid();
        return new LeaseSummary(
                lease.id(),
                number,
                lease.terms().order().renter(),
                bid.gpuIds(),
                bid.simulated(),
                Optional.empty(),
                reason,
                Optional.empty(),
                at,
                Usdc.ZERO,
                funding.map(Funding::withdrawn).orElse(Usdc.ZERO),
                funding.map(Funding::returned).orElse(Usdc.ZERO),
                Usdc.ZERO,
                funding.map(Settlement::fees).orElse(Wei.ZERO),
                Optional.empty());
    }

    private static Wei fees(Funding funding) {
        return funding.withdrawals().stream().map(Withdrawal::feePaid).reduce(Wei.ZERO, Wei::plus);
    }
}
