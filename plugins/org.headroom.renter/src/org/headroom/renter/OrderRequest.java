package org.headroom.renter;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/**
 * What a renter wants.
 *
 * @param ceilingPerHour bids above are not taken
 * @param duration how long to pay for
 * @param open how long bids are waited for
 * @param choosing who chooses the bid
 * @param wanted the one bid to take, where the renter knows it already
 * @param takes the standing offer that is taken; empty for an order that is open to all
 * @param start when the job may start
 * @param secrets values for the manifest's secrets, by name
 */
public record OrderRequest(
        Requirements requirements,
        Manifest manifest,
        Usdc ceilingPerHour,
        Duration duration,
        Duration open,
        Choosing choosing,
        Optional<BidId> wanted,
        Optional<TakenOffer> takes,
        StartWindow start,
        OrderSecrets secrets) {
    /** Whose offer, and which. */
    public record TakenOffer(EthAddress provider, OfferId offer) {}

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
        if (!secrets.values().keySet().equals(Set.copyOf(manifest.secrets())))
            throw new IllegalArgumentException(
                    "Each secret that the manifest names needs a value, and no other has one.");
    }

    /** Open to all, to start at once, without secrets. */
    public OrderRequest(
            Requirements requirements,
            Manifest manifest,
            Usdc ceilingPerHour,
            Duration duration,
            Duration open,
            Choosing choosing,
            Optional<BidId> wanted) {
        this(
                requirements,
                manifest,
                ceilingPerHour,
                duration,
                open,
                choosing,
                wanted,
                Optional.empty(),
                StartWindow.ANY_TIME,
                OrderSecrets.NONE);
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
