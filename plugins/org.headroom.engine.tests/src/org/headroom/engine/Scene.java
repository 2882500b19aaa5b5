package org.headroom.engine;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.signing.Signature;
import org.headroom.model.units.ByteCount;

/** The people and things that the engine's tests are about. */
final class Scene {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final EthAddress RENTER = address(1);
    static final EthAddress PROVIDER = address(2);
    static final EthAddress STRANGER = address(9);
    static final PaymentTerms TERMS = new PaymentTerms(31337, address(3), address(4), PROVIDER);
    static final GpuId GPU0 = new GpuId("GPU-0000");
    static final GpuId GPU1 = new GpuId("GPU-1111");
    static final Signature SIGNATURE = new Signature("0x" + "ab".repeat(65));
    static final Usdc PRICE = Usdc.parse("0.36");
    static final RigPolicy POLICY = RigPolicy.standard("test rig", PRICE)
            .withImages(OfferedImages.of(List.of(manifest().image())));
    static final ContainerRef CONTAINER = new ContainerRef("fake", "1", "c0ffee", "sha256:" + "1".repeat(64));
    static final EngineStatus ENGINE_UP = new EngineStatus(true, "fake", "1", "ready");
    static final ChainStatus CHAIN_UP = new ChainStatus(true, 31337, "test chain", 7, "answers");

    private Scene() {}

    static EthAddress address(int n) {
        return new EthAddress(String.format("0x%040x", n));
    }

    static Hash32 hash(long n) {
        return new Hash32(String.format("0x%064x", n));
    }

    static GpuReading gpu(GpuId id, int index, String name) {
        return new GpuReading(
                new GpuIdentity(
                        id,
                        index,
                        name,
                        Optional.empty(),
                        Optional.of("8.9"),
                        Optional.of(new ByteCount(24L << 30)),
                        true),
                GpuReading.State.OK,
                Optional.empty());
    }

    static Manifest manifest() {
        return new Manifest(
                "localhost/job:1",
                List.of("run"),
                Map.of("A", "1"),
                new Limits(1000, new ByteCount(64L << 20), 32, Duration.ofHours(1)));
    }

    static Validity validity(Instant from, long seconds, long nonce) {
        return new Validity(from, from.plusSeconds(seconds), hash(nonce));
    }

    static Signed<Order> order(String id) {
        return order(id, PRICE, Optional.empty());
    }

    static Signed<Order> order(String id, Usdc ceiling, Optional<String> model) {
        return new Signed<>(
                new Order(
                        new OrderId(id),
                        RENTER,
                        new Requirements(1, model, new ByteCount(8L << 30)),
                        manifest(),
                        ceiling,
                        Duration.ofMinutes(10),
                        validity(NOON, 120, id.hashCode() & 0xffff)),
                SIGNATURE);
    }

    static LeaseTerms terms(String n) {
        Signed<Order> order = order("order-" + n);
        Bid bid = new Bid(
                new BidId("bid-" + n),
                order.message().id(),
                RENTER,
                PROVIDER,
                GPU0,
                "RTX 4090",
                true,
                PRICE,
                TERMS,
                validity(NOON, 60, 77));
        return new LeaseTerms(order, new Signed<>(bid, SIGNATURE));
    }

    static StreamRef stream(long id) {
        return new StreamRef(31337, TERMS.contract(), TERMS.token(), BigInteger.valueOf(id));
    }

    /** The renter has ended it, and it holds just what it owes. @param at when it was ended and read */
    static StreamState voided(StreamRef ref, Usdc owed, Instant at) {
        StreamState s = funded(ref, at);
        return new StreamState(
                ref,
                s.sender(),
                s.recipient(),
                new RatePerSecond(BigInteger.ZERO),
                owed,
                owed,
                at,
                true,
                Usdc.ZERO,
                at);
    }

    static StreamState funded(StreamRef ref, Instant from) {
        return new StreamState(
                ref,
                RENTER,
                PROVIDER,
                RatePerSecond.ofHourly(PRICE),
                Usdc.parse("0.06"),
                Usdc.ZERO,
                from,
                false,
                Usdc.ZERO,
                from);
    }

    static Acceptance acceptance(LeaseTerms terms, StreamRef stream) {
        return new Acceptance(
                terms.lease(), terms.bid().id(), terms.order().id(), RENTER, PROVIDER, stream, validity(NOON, 60, 88));
    }

    static JobResult result() {
        return new JobResult(
                NOON.plusSeconds(5), NOON.plusSeconds(15), 0, Receipt.Outcome.COMPLETED, hash(5), Optional.empty());
    }

    static Withdrawal withdrawal(StreamRef stream, long tx, String amount, Instant at) {
        return new Withdrawal(stream, hash(tx), 9, Usdc.parse(amount), 100_000, Wei.ZERO, at);
    }

    static LeaseId lease(String n) {
        return LeaseId.of(new BidId("bid-" + n));
    }

    static Capacity capacity(List<GpuReading> all, List<GpuReading> free) {
        return new Capacity(true, all, free, Map.of(), ENGINE_UP, CHAIN_UP, Optional.empty());
    }
}
