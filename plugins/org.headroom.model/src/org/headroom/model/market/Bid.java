package org.headroom.model.market;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.signing.SealingKey;
import org.headroom.model.units.ByteCount;

/**
 * A provider's answer to an order: these GPUs, at this price, paid there. Binding until it expires.
 *
 * @param gpus of one rig, none twice
 * @param simulated whether any of them is a stand-in's
 * @param perHour for all GPUs together
 * @param sealingKey to which the renter seals the manifest's secrets; empty where the provider takes none
 */
public record Bid(
        BidId id,
        OrderId order,
        EthAddress renter,
        EthAddress provider,
        List<LeasedGpu> gpus,
        boolean simulated,
        Usdc perHour,
        Optional<SealingKey> sealingKey,
        PaymentTerms payment,
        Validity validity)
        implements MarketMessage {
    private static final int MOST = 64;

    public Bid {
        if (gpus.isEmpty() || gpus.size() > MOST) throw new IllegalArgumentException("gpus: 1 to " + MOST);
        gpus = List.copyOf(gpus);
        if (new HashSet<>(gpus.stream().map(LeasedGpu::id).toList()).size() != gpus.size())
            throw new IllegalArgumentException("gpus: one of them stands there twice");
    }

    /** Of a single GPU, without sealed secrets. */
    public Bid(
            BidId id,
            OrderId order,
            EthAddress renter,
            EthAddress provider,
            GpuId gpu,
            String gpuName,
            boolean simulated,
            Usdc perHour,
            PaymentTerms payment,
            Validity validity) {
        this(
                id,
                order,
                renter,
                provider,
                List.of(new LeasedGpu(gpu, gpuName, new ByteCount(0))),
                simulated,
                perHour,
                Optional.empty(),
                payment,
                validity);
    }

    @Override
    public EthAddress author() {
        return provider;
    }

    public List<GpuId> gpuIds() {
        return gpus.stream().map(LeasedGpu::id).toList();
    }

    /** For people: the GPU's name, or how many of which, such as {@code 4 × NVIDIA H100 80GB HBM3}. */
    public String gpuNames() {
        List<String> names = gpus.stream().map(LeasedGpu::name).distinct().toList();
        String named = String.join(", ", names);
        return gpus.size() == 1 ? named : gpus.size() + " × " + named;
    }
}
