package org.headroom.model.bidding;

import java.time.Instant;
import java.util.Optional;

/**
 * Which decisions are wanted.
 *
 * @param bid those that ended in a bid, or those that did not
 * @param gate refused by this gate
 * @param text a part of the renter's address, the order's id, the model or the image, upper and lower case alike
 */
public record DecisionFilter(
        Optional<Boolean> bid,
        Optional<String> gate,
        Optional<String> text,
        Optional<Instant> from,
        Optional<Instant> to) {
    public static final DecisionFilter ALL = new DecisionFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
