package org.headroom.model.market;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.signing.SealingKey;
import org.headroom.model.units.ByteCount;

/**
 * A provider's standing ask for one GPU. Kept by the broker until it is replaced or taken back.
 *
 * @param askPerHour for this GPU; a lease of several costs the sum of their offers
 * @param longest the longest lease that is taken
 * @param sealingKey to which a renter seals secrets; empty where the provider takes none
 */
public record Offer(
        OfferId id,
        EthAddress provider,
        String rig,
        GpuId gpu,
        String gpuName,
        ByteCount gpuMemory,
        Optional<String> computeCapability,
        boolean simulated,
        RigFacts facts,
        Usdc askPerHour,
        Duration longest,
        Optional<SealingKey> sealingKey,
        PaymentTerms payment,
        Validity validity)
        implements MarketMessage {
    public Offer {
        if (longest.toSeconds() < 1 || longest.toDays() > 366)
            throw new IllegalArgumentException("longest: 1 s to a year");
    }

    /** Of a rig of which nothing more is said, for at most 30 days, without sealed secrets. */
    public Offer(
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
            Validity validity) {
        this(
                id,
                provider,
                rig,
                gpu,
                gpuName,
                gpuMemory,
                computeCapability,
                simulated,
                RigFacts.UNTOLD,
                askPerHour,
                Duration.ofDays(30),
                Optional.empty(),
                payment,
                validity);
    }

    @Override
    public EthAddress author() {
        return provider;
    }
}
