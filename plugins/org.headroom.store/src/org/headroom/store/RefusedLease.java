package org.headroom.store;

import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseEvent.BidMade;
import org.headroom.model.lease.LeaseEvent.JobRefused;
import org.headroom.model.lease.LeaseEvent.StreamRefused;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.Bid;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/** The summary of a lease that was refused and that no stream pays for: no job ran and no money is expected. */
final class RefusedLease {
    private RefusedLease() {}

    /** Empty where the events do not say what was bid or that it was refused. */
    static Optional<LeaseSummary> summary(int number, List<LeaseEvent> events) {
        Optional<Bid> bid = Optional.empty();
        for (LeaseEvent event : events) {
            if (event instanceof BidMade made) bid = Optional.of(made.terms().bid());
            Optional<String> reason = reason(event);
            if (reason.isPresent()) return bid.map(b -> summary(number, b, event, reason.get()));
        }
        return Optional.empty();
    }

    private static Optional<String> reason(LeaseEvent event) {
        return switch (event) {
            case StreamRefused r -> Optional.of(r.reason());
            case JobRefused r -> Optional.of(r.reason());
            default -> Optional.empty();
        };
    }

    private static LeaseSummary summary(int number, Bid bid, LeaseEvent refusal, String reason) {
        return new LeaseSummary(
                refusal.lease(),
                number,
                bid.renter(),
                bid.gpuIds(),
                bid.simulated(),
                Optional.empty(),
                reason,
                Optional.empty(),
                refusal.at(),
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.ZERO,
                Usdc.ZERO,
                Wei.ZERO,
                Optional.empty());
    }
}
