package org.headroom.cli.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.engine.Capacity;
import org.headroom.engine.RigPolicy;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.units.ByteCount;

/** Made-up GPUs and orders. */
final class MadeUpMarket {
    static final Usdc ASK = Usdc.parse("0.36");
    private static final String IMAGE = "registry.example/team/train:2024-11";
    static final EngineStatus ENGINE = new EngineStatus(true, "made up", "1", "ready");
    static final ChainStatus CHAIN = new ChainStatus(true, MarketParts.CHAIN, "made up", 1, "answers");

    private static final Usdc LITTLE = Usdc.parse("0.10");

    private final SecureRandom random = new SecureRandom();
    private int number;

    SecureRandom random() {
        return random;
    }

    static PaymentTerms terms(EthAddress account) {
        return new PaymentTerms(MarketParts.CHAIN, address(3), address(4), account);
    }

    private static EthAddress address(int n) {
        return new EthAddress(String.format("0x%040x", n));
    }

    static List<GpuReading> gpus(int count) {
        List<GpuReading> gpus = new ArrayList<>();
        for (int i = 0; i < count; i++)
            gpus.add(new GpuReading(
                    new GpuIdentity(
                            new GpuId(String.format("GPU-bench-%04d", i)),
                            i,
                            "NVIDIA GeForce RTX 4090",
                            Optional.empty(),
                            Optional.of("8.9"),
                            Optional.of(new ByteCount(24L << 30)),
                            true),
                    GpuReading.State.OK,
                    Optional.empty()));
        return gpus;
    }

    /** Of a rig that offers the one image that is ordered. */
    static RigPolicy policy() {
        return RigPolicy.standard("bench", ASK).withImages(OfferedImages.of(List.of(IMAGE)));
    }

    static Capacity capacity(int gpus) {
        List<GpuReading> all = gpus(gpus);
        return new Capacity(true, all, all, Map.of(), ENGINE, CHAIN, Optional.empty());
    }

    /** @param dear whether it pays what is asked */
    Order order(EthAddress renter, boolean dear, Instant now) {
        return new Order(
                new OrderId(String.format("order-bench-%08d", number++)),
                renter,
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(16L << 30)),
                new Manifest(
                        IMAGE,
                        List.of("python", "-m", "train", "--epochs", "3"),
                        Map.of("DATASET", "s3://bucket/prefix", "SEED", "7"),
                        new Limits(4000, new ByteCount(8L << 30), 512, Duration.ofHours(1))),
                dear ? ASK : LITTLE,
                Duration.ofMinutes(30),
                Validity.fresh(now, Duration.ofMinutes(10), random));
    }
}
