package org.headroom.model.market;

import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Sealed;

/**
 * A renter takes a bid and names the stream that pays for it.
 *
 * @param sealed the values of the manifest's secrets, for the provider alone; empty where there are none
 */
public record Acceptance(
        LeaseId lease,
        BidId bid,
        OrderId order,
        EthAddress renter,
        EthAddress provider,
        StreamRef stream,
        Optional<Sealed> sealed,
        Validity validity)
        implements MarketMessage {
    /** Of an order without secrets. */
    public Acceptance(
            LeaseId lease,
            BidId bid,
            OrderId order,
            EthAddress renter,
            EthAddress provider,
            StreamRef stream,
            Validity validity) {
        this(lease, bid, order, renter, provider, stream, Optional.empty(), validity);
    }

    @Override
    public EthAddress author() {
        return renter;
    }
}
