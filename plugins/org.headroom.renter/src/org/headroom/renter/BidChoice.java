package org.headroom.renter;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.Order;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;

/**
 * Which bid is taken: pure.
 *
 * @param passedOver why each of the others was not taken
 */
public record BidChoice(Optional<Signed<Bid>> taken, Map<BidId, String> passedOver) {
    /** A bid must last long enough for its stream to be opened and its acceptance to arrive. */
    static final Duration LEAST_LEFT = Duration.ofSeconds(3);

    /**
     * The cheapest bid that fits; of equal ones the earliest.
     *
     * @param bids in the order in which they came in
     * @param wanted the only one that is taken, if given
     */
    public static BidChoice of(Order order, List<Signed<Bid>> bids, Rail rail, Optional<BidId> wanted, Instant now) {
        Map<BidId, String> passedOver = new LinkedHashMap<>();
        Optional<Signed<Bid>> best = Optional.empty();
        for (Signed<Bid> signed : bids) {
            Bid bid = signed.message();
            Optional<String> no = refuse(order, bid, rail, now)
                    .or(() -> wanted.filter(w -> !w.equals(bid.id())).map(w -> "another bid was chosen"));
            if (no.isPresent()) {
                passedOver.put(bid.id(), no.get());
            } else if (best.isEmpty()
                    || bid.perHour().compareTo(best.get().message().perHour()) < 0) {
                best.ifPresent(b -> passedOver.put(b.message().id(), "a cheaper bid came in"));
                best = Optional.of(signed);
            } else {
                passedOver.put(bid.id(), "an earlier bid is as cheap or cheaper");
            }
        }
        return new BidChoice(best, passedOver);
    }

    /** Whether a bid answers this very order, and is not our own. What does not is no concern of ours. */
    static boolean concerns(Order order, Bid bid) {
        return bid.order().equals(order.id())
                && bid.renter().equals(order.renter())
                && !bid.provider().equals(order.renter());
    }

    /** Why a bid cannot be taken; empty where it can. */
    public static Optional<String> refuse(Order order, Bid bid, Rail rail, Instant now) {
        if (!concerns(order, bid)) return Optional.of("it is not for this order");
        if (bid.perHour().baseUnits() <= 0) return Optional.of("it names no price that could be streamed");
        if (bid.perHour().compareTo(order.ceilingPerHour()) > 0)
            return Optional.of("it asks " + bid.perHour().format(6) + " USDC/h; you pay at most "
                    + order.ceilingPerHour().format(6));
        if (!rail.reaches(bid.payment()))
            return Optional.of("it wants to be paid in another contract, token or chain (chain "
                    + bid.payment().chainId() + ")");
        if (bid.payment().recipient().equals(order.renter())) return Optional.of("it would have you pay yourself");
        Optional<String> hardware = refuseHardware(bid, order.requirements());
        if (hardware.isPresent()) return hardware;
        if (order.provider().filter(only -> !only.equals(bid.provider())).isPresent())
            return Optional.of("it is from another provider than the one that was asked");
        if (!order.manifest().secrets().isEmpty() && bid.sealingKey().isEmpty())
            return Optional.of("it names no key to seal your secrets to");
        if (bid.validity().left(now).compareTo(LEAST_LEFT) < 0) return Optional.of("it has expired");
        return Optional.empty();
    }

    private static Optional<String> refuseHardware(Bid bid, Requirements wanted) {
        if (bid.gpus().size() < wanted.gpus())
            return Optional.of("it has " + bid.gpus().size() + " GPUs, not " + wanted.gpus());
        // A GPU that is not asked for would be paid for, unless the whole rig is wanted however large it is.
        if (bid.gpus().size() > wanted.gpus() && !wanted.wholeRig())
            return Optional.of("it has " + bid.gpus().size() + " GPUs; only " + wanted.gpus() + " are wanted");
        for (LeasedGpu gpu : bid.gpus()) {
            String name = gpu.name().toLowerCase(Locale.ROOT);
            Optional<String> model = wanted.model().filter(m -> !name.contains(m.toLowerCase(Locale.ROOT)));
            if (model.isPresent()) return Optional.of("its GPU is a " + gpu.name() + ", not a " + model.get());
            // Zero is what a card that does not tell is named with: the provider's word for the rest stands in its bid.
            if (gpu.memory().bytes() > 0 && gpu.memory().compareTo(wanted.memory()) < 0)
                return Optional.of("its " + gpu.name() + " has " + (gpu.memory().bytes() >> 20) + " MiB, not "
                        + (wanted.memory().bytes() >> 20));
        }
        return Optional.empty();
    }
}
