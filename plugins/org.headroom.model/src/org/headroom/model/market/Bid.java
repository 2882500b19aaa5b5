package org.headroom.model.market;

import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;

/** A provider's answer to an order: this GPU, at this price, paid there. Binding until it expires. */
public record Bid(
        BidId id,
        OrderId order,
        EthAddress renter,
        EthAddress provider,
        GpuId gpu,
        String gpuName,
        boolean simulated,
        Usdc perHour,
        PaymentTerms payment,
        Validity validity)
        implements MarketMessage {
    @Override
    public EthAddress author() {
        return provider;
    }
}
