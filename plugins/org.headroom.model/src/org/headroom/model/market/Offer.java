package org.headroom.model.market;

import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/** A provider's standing ask for one GPU. Kept by the broker until it is replaced or taken back. */
public record Offer(
        OfferId id,
        EthAddress provider,
        String rig,
        GpuId gpu,
        String gpuName,
        ByteCount gpuMemory,
        Optional<String> computeCapability,
        boolean simulated,
        Usdc askPerHour,
        PaymentTerms payment,
        Validity validity)
        implements MarketMessage {
    @Override
    public EthAddress author() {
        return provider;
    }
}
