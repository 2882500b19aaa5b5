package org.headroom.model.market;

import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;

/** A renter takes a bid and names the stream that pays for it. */
public record Acceptance(
        LeaseId lease,
        BidId bid,
        OrderId order,
        EthAddress renter,
        EthAddress provider,
        StreamRef stream,
        Validity validity)
        implements MarketMessage {
    @Override
    public EthAddress author() {
        return renter;
    }
}
