package org.headroom.model.market;

import org.headroom.model.money.EthAddress;

/** A renter asks that the job be stopped now. */
public record StopRequest(LeaseId lease, EthAddress renter, EthAddress provider, Validity validity)
        implements MarketMessage {
    @Override
    public EthAddress author() {
        return renter;
    }
}
