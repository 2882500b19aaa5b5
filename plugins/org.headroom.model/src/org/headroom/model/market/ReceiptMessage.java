package org.headroom.model.market;

import org.headroom.model.money.EthAddress;

/** A receipt on its way to the renter. */
public record ReceiptMessage(Receipt receipt, Validity validity) implements MarketMessage {
    @Override
    public EthAddress author() {
        return receipt.provider();
    }
}
