package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;

/** Whether a provider's receipt is true, as far as a renter can know: pure. */
public final class ReceiptCheck {
    /** Two honest clocks may be this far apart. */
    static final Duration SKEW = Duration.ofSeconds(30);

    private ReceiptCheck() {}

    /** What is false in the receipt of a rental. It may name the stream by a number that a reorganisation gave it. */
    static Optional<String> refuse(Receipt receipt, RentalRecord rental, Instant now) {
        OpenedStream accepted = rental.acceptedStream();
        OpenedStream stream =
                rental.stream().filter(s -> s.ref().equals(receipt.stream())).orElse(accepted);
        return refuse(receipt, rental.taken().orElseThrow().message(), stream, accepted.at(), now);
    }

    /** What is false in a receipt; empty where nothing is. */
    public static Optional<String> refuse(Receipt receipt, Bid bid, OpenedStream stream, Instant now) {
        return refuse(receipt, bid, stream, stream.at(), now);
    }

    /** @param accepted from when on the job was paid for; the stream may have begun anew since */
    static Optional<String> refuse(Receipt receipt, Bid bid, OpenedStream stream, Instant accepted, Instant now) {
        if (!receipt.lease().equals(LeaseId.of(bid.id())) || !receipt.bid().equals(bid.id()))
            return Optional.of("it is for another lease, " + receipt.lease());
        if (!receipt.order().equals(bid.order())) return Optional.of("it is for another order, " + receipt.order());
        if (!receipt.provider().equals(bid.provider()))
            return Optional.of("it is from someone else, " + receipt.provider().brief());
        if (!receipt.renter().equals(bid.renter()))
            return Optional.of("it is for another renter, " + receipt.renter().brief());
        if (!receipt.gpus().equals(bid.gpuIds()) || receipt.simulated() != bid.simulated())
            return Optional.of("the job ran on another GPU than the one that was bid, " + receipt.gpus());
        if (!receipt.stream().equals(stream.ref())) return Optional.of("it names another payment stream");
        RatePerSecond rate = RatePerSecond.ofHourly(bid.perHour());
        if (!receipt.rate().equals(rate))
            return Optional.of("it counts " + receipt.rate().perHour().format(6) + " USDC/h, not the agreed "
                    + bid.perHour().format(6));
        return refuseTimes(receipt, accepted, now).or(() -> refuseAmount(receipt, rate, stream));
    }

    private static Optional<String> refuseTimes(Receipt receipt, Instant accepted, Instant now) {
        if (receipt.endedAt().isBefore(receipt.startedAt())) return Optional.of("the job ended before it started");
        if (receipt.startedAt().isBefore(accepted.minus(SKEW)))
            return Optional.of("the job started at " + receipt.startedAt() + ", before it was paid for");
        if (receipt.endedAt().isAfter(now.plus(SKEW)))
            return Optional.of("the job ended at " + receipt.endedAt() + ", which is yet to come");
        return Optional.empty();
    }

    private static Optional<String> refuseAmount(Receipt receipt, RatePerSecond rate, OpenedStream stream) {
        Usdc due = receipt.amountDue();
        if (due.baseUnits() < 0) return Optional.of("the amount is below zero");
        Usdc most = streamed(rate, stream, receipt.endedAt()).min(stream.deposit());
        if (due.compareTo(most) > 0)
            return Optional.of(
                    "it asks " + due.format(6) + " USDC; by the job's end " + most.format(6) + " had streamed");
        return Optional.empty();
    }

    private static Usdc streamed(RatePerSecond rate, OpenedStream stream, Instant until) {
        return rate.streamed(Duration.between(stream.at(), until));
    }
}
