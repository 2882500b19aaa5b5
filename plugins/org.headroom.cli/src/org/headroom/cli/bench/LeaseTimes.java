package org.headroom.cli.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.renter.Rental;
import org.headroom.renter.RentalRecord.Step;

/** What one lease took, leg by leg; both sides read the same clock. */
final class LeaseTimes {
    private LeaseTimes() {}

    /**
     * The bid counts when the renter has it in hand, the stream when the rig has verified it, the money when the chain has
     * it and the ledger too; start and end of the job are the container engine's own times.
     *
     * @param journal the rig's; other leases in it do no harm
     */
    static Map<Leg, Duration> of(Rental rental, LeaseState.Paid lease, List<LeaseEvent> journal) {
        List<LeaseEvent> events =
                journal.stream().filter(e -> e.lease().equals(lease.id())).toList();
        Instant ordered = rental.record().at(Step.ORDERED).orElseThrow();
        Instant bid = rental.record().at(Step.FIRST_BID).orElseThrow();
        Instant stream = last(events, LeaseEvent.StreamVerified.class::isInstance);
        Instant receipt = last(events, LeaseEvent.ReceiptSigned.class::isInstance);
        Instant paid = last(events, LeaseEvent.MoneyWithdrawn.class::isInstance);
        Map<Leg, Duration> times = new EnumMap<>(Leg.class);
        times.put(Leg.ORDER_TO_BID, Duration.between(ordered, bid));
        times.put(Leg.BID_TO_STREAM, Duration.between(bid, stream));
        times.put(Leg.STREAM_TO_RUNNING, Duration.between(stream, lease.result().startedAt()));
        times.put(Leg.EXIT_TO_RECEIPT, Duration.between(lease.result().endedAt(), receipt));
        times.put(Leg.RECEIPT_TO_PAID, Duration.between(receipt, paid));
        return times;
    }

    /** From the bid in the renter's hand to the container engine's own time of the start. */
    static Duration bidToRunning(Rental rental, LeaseState.Paid lease) {
        return Duration.between(
                rental.record().at(Step.FIRST_BID).orElseThrow(), lease.result().startedAt());
    }

    /** From the container's own time of the end to the moment at which the rig knew of it. */
    static Duration exitToKnown(LeaseState.Paid lease, List<LeaseEvent> events) {
        return Duration.between(lease.result().endedAt(), last(events, LeaseEvent.JobEnded.class::isInstance));
    }

    private static Instant last(List<LeaseEvent> events, Predicate<LeaseEvent> kind) {
        return events.reversed().stream().filter(kind).findFirst().orElseThrow().at();
    }
}
