package org.headroom.model.market;

import java.time.Duration;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/**
 * A renter's request, open for bids until it expires.
 *
 * @param ceilingPerHour bids above are not taken
 * @param duration how long the renter means to pay for
 */
public record Order(
        OrderId id,
        EthAddress renter,
        Requirements requirements,
        Manifest manifest,
        Usdc ceilingPerHour,
        Duration duration,
        Validity validity)
        implements MarketMessage {
    public Order {
        if (ceilingPerHour.baseUnits() < 0) throw new IllegalArgumentException("ceilingPerHour: not below zero");
        if (duration.toSeconds() < 1 || duration.toDays() > 366)
            throw new IllegalArgumentException("duration: 1 s to a year");
    }

    @Override
    public EthAddress author() {
        return renter;
    }
}
