package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ReceivedAmounts;

/**
 * All that is known of a rental, as it is kept on disk; immutable. With it and the chain a rental goes on after a crash.
 *
 * @param bids for this order, in the order in which they came in
 * @param intent on record before a stream is opened, so that one that was opened and forgotten is found
 * @param closing why it ends; on record before the stream is ended
 * @param provisional of a closed rental whose refund is not final yet
 * @param times when each step was first made, by our clock
 */
public record RentalRecord(
        Signed<Order> order,
        OrderRequest.Choosing choosing,
        Optional<BidId> wanted,
        Phase phase,
        List<Signed<Bid>> bids,
        Optional<Signed<Bid>> taken,
        Optional<Intent> intent,
        Optional<OpenedStream> stream,
        Optional<Signed<Acceptance>> acceptance,
        Optional<Told> told,
        boolean stopWanted,
        Optional<Signed<StopRequest>> stop,
        Optional<Signed<ReceiptMessage>> receipt,
        Optional<Closing> closing,
        Optional<Settled> settled,
        Optional<Provisional> provisional,
        Map<Step, Instant> times) {
    /** What there is to do next. */
    public enum Phase {
        /** Bids come in. */
        COLLECTING,
        /** A bid was chosen; its stream is being opened. */
        FUNDING,
        /** The bid was taken; the provider's turn. */
        LEASED,
        /** It is over; the stream is ended and the rest taken back. */
        SETTLING,
        CLOSED
    }

    /** What a person or a stopwatch asks about. */
    public enum Step {
        ORDERED,
        FIRST_BID,
        BID_CHOSEN,
        STREAM_OPENED,
        ACCEPTED,
        STARTING,
        RUNNING,
        STOPPING,
        ENDED,
        RECEIPT,
        /** The chain does not show the stream that was opened; gone again when it does. */
        STREAM_MISSING,
        REFUNDED,
        CLOSED
    }

    /** A stream that is about to be opened, or was. */
    public record Intent(EthAddress recipient, RatePerSecond rate, Usdc deposit, long afterBlock) {}

    /** The provider's last word on the lease. */
    public record Told(long number, LeaseUpdate.Phase phase, String detail, Instant at) {}

    /**
     * An end that a reorganisation of the chain can still undo.
     *
     * @param reason the closing without the money
     * @param block shows the stream ended and the rest taken back
     */
    public record Provisional(Closing reason, StreamFunding.Mark block) {}

    /**
     * The stream at its end. What the provider's own withdrawal returns later is not part of it.
     *
     * @param refunded what came back of the deposit
     * @param spent what is the provider's
     */
    public record Settled(Usdc refunded, Usdc spent) {
        /** What the provider received, beside what its receipt asks for. */
        public ReceivedAmounts received(Optional<Receipt> receipt) {
            return beside(receipt.map(Receipt::amountDue));
        }

        private ReceivedAmounts beside(Optional<Usdc> due) {
            return new ReceivedAmounts(spent, due, Usdc.ZERO);
        }

        /** Where the money went, in sentences. */
        String words(Optional<Receipt> receipt) {
            return words(receipt, receipt.map(Receipt::amountDue));
        }

        /** @param due see {@link RentalRecord#due} */
        String words(Optional<Receipt> receipt, Optional<Usdc> due) {
            ReceivedAmounts amounts = beside(due);
            String later = amounts.isReturnable()
                    ? " The provider's withdrawal returns to you what the stream still holds of "
                            + (due.equals(Optional.of(Usdc.ZERO)) ? "it." : "the latter.")
                    : "";
            String time = receipt.filter(r -> r.amountDue().baseUnits() > 0)
                    .map(r ->
                            " The receipt counts " + paidTime(r).toSeconds() + " s from the opening of the stream on.")
                    .orElse("");
            return "The provider " + amounts.words("gets") + "." + time + later + " " + refunded
                    + " of the deposit came back.";
        }

        /** What is asked for is cut to base units, so that the time that it pays for is cut by less than a second. */
        private static Duration paidTime(Receipt receipt) {
            return receipt.rate().lasts(receipt.amountDue().plus(new Usdc(1)));
        }
    }

    public RentalRecord {
        bids = List.copyOf(bids);
        EnumMap<Step, Instant> sorted = new EnumMap<>(Step.class);
        sorted.putAll(times);
        times = Collections.unmodifiableMap(sorted);
    }

    static RentalRecord ordered(Signed<Order> order, OrderRequest request, Instant now) {
        return new RentalRecord(
                order,
                request.choosing(),
                request.wanted(),
                Phase.COLLECTING,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(Step.ORDERED, now));
    }

    public OrderId id() {
        return order.message().id();
    }

    public Optional<LeaseId> lease() {
        return taken.map(b -> LeaseId.of(b.message().id()));
    }

    public Optional<Instant> at(Step step) {
        return Optional.ofNullable(times.get(step));
    }

    public boolean open() {
        return phase != Phase.CLOSED;
    }

    /** Whether it is over but for a refund that is not final. */
    public boolean awaitsFinality() {
        return !open() && provisional.isPresent();
    }

    /**
     * What the provider may keep: the receipt's amount, or zero where it verified the stream and then did not start the job.
     * Empty where there is no receipt for another reason.
     */
    Optional<Usdc> due() {
        boolean verified = at(Step.STARTING).isPresent();
        boolean refused =
                closing.filter(c -> c.ending() == Closing.Ending.REFUSED).isPresent();
        return receipt.map(r -> r.message().receipt().amountDue())
                .or(() -> verified && refused ? Optional.of(Usdc.ZERO) : Optional.empty());
    }

    /** What the provider received, beside what is due to it; empty before the settlement. */
    public Optional<ReceivedAmounts> received() {
        return settled.map(s -> s.beside(due()));
    }

    /** Whether the job is awaited or runs: it has not ended, nor was it refused, and nobody wants it stopped. */
    boolean needsStream() {
        return phase == Phase.LEASED
                && !stopWanted
                && told.map(Told::phase)
                        .filter(p -> p != LeaseUpdate.Phase.STARTING && p != LeaseUpdate.Phase.RUNNING)
                        .isEmpty();
    }

    /**
     * The stream as the provider knows it. Where a reorganisation gave it another number since, that of the acceptance, and the
     * earliest moment from which it may be billed.
     */
    OpenedStream acceptedStream() {
        OpenedStream now = stream.orElseThrow();
        return acceptance
                .map(a -> a.message().stream())
                .filter(ref -> !ref.equals(now.ref()))
                .map(ref -> new OpenedStream(
                        ref,
                        now.deposit(),
                        now.transaction(),
                        taken.orElseThrow().message().validity().issuedAt()))
                .orElse(now);
    }

    Change change() {
        return new Change(this);
    }

    /** One step from a record to the next. */
    static final class Change {
        private final RentalRecord from;
        private final Map<Step, Instant> times;
        private final List<Signed<Bid>> bids;
        private Phase phase;
        private Optional<BidId> wanted;
        private Optional<Signed<Bid>> taken;
        private Optional<Intent> intent;
        private Optional<OpenedStream> stream;
        private Optional<Signed<Acceptance>> acceptance;
        private Optional<Told> told;
        private boolean stopWanted;
        private Optional<Signed<StopRequest>> stop;
        private Optional<Signed<ReceiptMessage>> receipt;
        private Optional<Closing> closing;
        private Optional<Settled> settled;
        private Optional<Provisional> provisional;

        private Change(RentalRecord from) {
            this.from = from;
            times = new EnumMap<>(Step.class);
            times.putAll(from.times);
            bids = new ArrayList<>(from.bids);
            phase = from.phase;
            wanted = from.wanted;
            taken = from.taken;
            intent = from.intent;
            stream = from.stream;
            acceptance = from.acceptance;
            told = from.told;
            stopWanted = from.stopWanted;
            stop = from.stop;
            receipt = from.receipt;
            closing = from.closing;
            settled = from.settled;
            provisional = from.provisional;
        }

        Change phase(Phase next) {
            phase = next;
            return this;
        }

        /** The first time counts. */
        Change step(Step step, Instant at) {
            times.putIfAbsent(step, at);
            return this;
        }

        Change without(Step step) {
            times.remove(step);
            return this;
        }

        Change bid(Signed<Bid> bid) {
            bids.add(bid);
            return this;
        }

        Change wanted(BidId bid) {
            wanted = Optional.of(bid);
            return this;
        }

        Change taken(Signed<Bid> bid) {
            taken = Optional.of(bid);
            return this;
        }

        Change intent(Intent next) {
            intent = Optional.of(next);
            return this;
        }

        Change stream(OpenedStream opened) {
            stream = Optional.of(opened);
            return this;
        }

        Change acceptance(Signed<Acceptance> signed) {
            acceptance = Optional.of(signed);
            return this;
        }

        Change told(Told next) {
            told = Optional.of(next);
            return this;
        }

        Change stopWanted() {
            stopWanted = true;
            return this;
        }

        Change stop(Signed<StopRequest> signed) {
            stop = Optional.of(signed);
            return this;
        }

        Change receipt(Signed<ReceiptMessage> signed) {
            receipt = Optional.of(signed);
            return this;
        }

        Change closing(Closing next) {
            closing = Optional.of(next);
            return this;
        }

        Change settled(Settled next) {
            settled = Optional.of(next);
            return this;
        }

        Change provisional(Optional<Provisional> next) {
            provisional = next;
            return this;
        }

        /** The stream has to be ended again. */
        Change reopened(Closing reason) {
            settled = Optional.empty();
            provisional = Optional.empty();
            return closing(reason).phase(Phase.SETTLING).without(Step.REFUNDED).without(Step.CLOSED);
        }

        RentalRecord done() {
            return new RentalRecord(
                    from.order,
                    from.choosing,
                    wanted,
                    phase,
                    bids,
                    taken,
                    intent,
                    stream,
                    acceptance,
                    told,
                    stopWanted,
                    stop,
                    receipt,
                    closing,
                    settled,
                    provisional,
                    times);
        }
    }
}
