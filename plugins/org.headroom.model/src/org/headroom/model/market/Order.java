package org.headroom.model.market;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/**
 * A renter's request, open for bids until it expires.
 *
 * @param provider the only one who may bid; empty for everybody
 * @param offer the standing offer that is taken: the bid is then at the offer's price. Only with {@code provider}
 * @param ceilingPerHour of the whole lease, all its GPUs together; bids above are not taken
 * @param duration how long the renter means to pay for
 */
public record Order(
        OrderId id,
        EthAddress renter,
        Optional<EthAddress> provider,
        Optional<OfferId> offer,
        Requirements requirements,
        Manifest manifest,
        Usdc ceilingPerHour,
        Duration duration,
        StartWindow start,
        Validity validity)
        implements MarketMessage {
    public Order {
        if (ceilingPerHour.baseUnits() < 0) throw new IllegalArgumentException("ceilingPerHour: not below zero");
        if (duration.toSeconds() < 1 || duration.toDays() > 366)
            throw new IllegalArgumentException("duration: 1 s to a year");
        if (offer.isPresent() && provider.isEmpty())
            throw new IllegalArgumentException("offer: an order that takes an offer names its provider");
    }

    /** Open to every provider, to start as soon as it is taken. */
    public Order(
            OrderId id,
            EthAddress renter,
            Requirements requirements,
            Manifest manifest,
            Usdc ceilingPerHour,
            Duration duration,
            Validity validity) {
        this(
                id,
                renter,
                Optional.empty(),
                Optional.empty(),
                requirements,
                manifest,
                ceilingPerHour,
                duration,
                StartWindow.ANY_TIME,
                validity);
    }

    @Override
    public EthAddress author() {
        return renter;
    }
}
