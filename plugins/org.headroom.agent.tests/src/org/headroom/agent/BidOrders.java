package org.headroom.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;

/** An order and a GPU for the tests of bid scripts. */
final class BidOrders {
    static final EthAddress RENTER = new EthAddress("0x" + "ab".repeat(20));
    static final List<GpuReading> GPUS = List.of(new GpuReading(
            new GpuIdentity(
                    new GpuId("GPU-0000"),
                    0,
                    "NVIDIA GeForce RTX 4090",
                    Optional.empty(),
                    Optional.of("8.9"),
                    Optional.of(new ByteCount(24_564L << 20)),
                    false),
            GpuReading.State.OK,
            Optional.empty()));

    private BidOrders() {}

    static Order order() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        return new Order(
                new OrderId("order-000001"),
                RENTER,
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(8L << 30)),
                new Manifest(
                        "registry/image:1",
                        List.of("run"),
                        Map.of("TOKEN", "secret-of-the-renter"),
                        new Limits(2500, new ByteCount(1L << 30), 32, Duration.ofHours(1))),
                Usdc.parse("0.50"),
                Duration.ofMinutes(10),
                new Validity(now, now.plusSeconds(120), new Hash32("0x" + "1".repeat(64))));
    }
}
