package org.headroom.renter;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;

/**
 * What a renter wants.
 *
 * @param ceilingPerHour bids above are not taken
 * @param duration how long to pay for
 * @param open how long bids are waited for
 * @param choosing who chooses the bid
 * @param wanted the one bid to take, where the renter knows it already
 */
public record OrderRequest(
        Requirements requirements,
        Manifest manifest,
        Usdc ceilingPerHour,
        Duration duration,
        Duration open,
        Choosing choosing,
        Optional<BidId> wanted) {
    /** Who chooses. */
    public enum Choosing {
        /** The cheapest bid that fits, a moment after the first came in. */
        CHEAPEST,
        /** A person, through {@link Renter#choose}; until then nothing is taken. */
        PERSON
    }

    public OrderRequest {
        if (ceilingPerHour.baseUnits() <= 0)
            throw new IllegalArgumentException("The most to pay per hour must be above zero.");
        if (open.toSeconds() < 1) throw new IllegalArgumentException("An order must be open for a second at least.");
    }

    public static OrderRequest cheapest(
            Requirements requirements, Manifest manifest, Usdc ceilingPerHour, Duration duration) {
        return new OrderRequest(
                requirements,
                manifest,
                ceilingPerHour,
                duration,
                Duration.ofMinutes(2),
                Choosing.CHEAPEST,
                Optional.empty());
    }
}
