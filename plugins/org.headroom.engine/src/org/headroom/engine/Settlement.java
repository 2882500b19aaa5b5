package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/** How a lease whose job is over comes to its end: pure. */
final class Settlement {
    /** How long an empty stream that was not ended may still be topped up before what is missing is given up. */
    private static final Duration TOP_UP = Duration.ofDays(1);

    private Settlement() {}

    /**
     * The loss to book, where the stream will never pay all that the receipt asks for; empty where it may still pay.
     *
     * @param believed read after the last withdrawal, with all known withdrawals counted
     */
    static Optional<LeaseEvent> shortfall(LeaseState lease, StreamState believed, Instant now) {
        if (!(lease instanceof LeaseState.Receipted r)) return Optional.empty();
        Usdc missing = r.receipt().message().receipt().amountDue().minus(r.withdrawn());
        if (missing.compareTo(Usdc.ZERO) <= 0 || !readSince(r, believed)) return Optional.empty();
        if (believed.due(now).compareTo(Usdc.ZERO) > 0) return Optional.empty();
        boolean givenUp = believed.balance().equals(Usdc.ZERO)
                && now.isAfter(r.result().endedAt().plus(TOP_UP));
        if (!flowsNoMore(believed) && !givenUp) return Optional.empty();
        return Optional.of(new LeaseEvent.ShortfallBooked(lease.id(), missing, reason(r, missing), now));
    }

    private static String reason(LeaseState.Receipted lease, Usdc missing) {
        return "The stream ended " + missing + " short of the receipt's "
                + lease.receipt().message().receipt().amountDue() + "; it will not pay more.";
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

    /** Whether nothing can happen to a lease any more: paid, its stream empty or ended, and its money final. */
    static boolean over(LeaseState lease, StreamState believed, Instant now) {
        if (!(lease instanceof LeaseState.Paid p)) return false;
        boolean nothingLeft = believed.due(now).equals(Usdc.ZERO)
                && (flowsNoMore(believed) || believed.balance().equals(Usdc.ZERO));
        return nothingLeft && readSince(p, believed) && p.funding().allFinal();
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
                        p.funding().shortfall(),
                        p.funding().withdrawals().stream()
                                .map(Withdrawal::feePaid)
                                .reduce(Wei.ZERO, Wei::plus),
                        receipt.energy(),
                        p.result().energySource());
            }
            case LeaseState.Refused r ->
                new LeaseSummary(
                        r.id(),
                        number,
                        order.renter(),
                        bid.gpuIds(),
                        bid.simulated(),
                        Optional.empty(),
                        r.reason(),
                        Optional.empty(),
                        r.at(),
                        Usdc.ZERO,
                        Usdc.ZERO,
                        Usdc.ZERO,
                        Usdc.ZERO,
                        Wei.ZERO,
                        Optional.empty());
            default -> throw new IllegalArgumentException("a lease that is open has no summary: " + lease.id());
        };
    }
}
