package org.headroom.market;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.*;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;

/** One good message of each kind between a provider and a renter. */
record Samples(EthAddress provider, EthAddress renter, Instant now) {
    static final long CHAIN = 31_337;
    static final GpuId GPU = new GpuId("GPU-5c6b4a2e-0000-1111-2222-333344445555");
    private static final EthAddress FLOW = new EthAddress("0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b");
    private static final EthAddress USDC = new EthAddress("0x833589fcd6edb6e08f4c7c32d4f71b54bda02913");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Samples between(EthAddress provider, EthAddress renter) {
        return new Samples(provider, renter, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    static Samples fresh() {
        return between(TestKeys.address(RANDOM.nextInt(1, 1 << 30)), TestKeys.address(RANDOM.nextInt(1, 1 << 30)));
    }

    Validity validity() {
        byte[] nonce = new byte[32];
        RANDOM.nextBytes(nonce);
        return new Validity(
                now, now.plusSeconds(600), new Hash32("0x" + HexFormat.of().formatHex(nonce)));
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    PaymentTerms payment() {
        return new PaymentTerms(CHAIN, FLOW, USDC, provider);
    }

    StreamRef stream() {
        return new StreamRef(CHAIN, FLOW, USDC, BigInteger.valueOf(7));
    }

    Offer offer(GpuId gpu) {
        return new Offer(
                new OfferId(id()),
                provider,
                "rig-one",
                gpu,
                "NVIDIA GeForce RTX 4090",
                new ByteCount(24L << 30),
                Optional.of("8.9"),
                true,
                Usdc.parse("0.42"),
                payment(),
                validity());
    }

    Order order() {
        return order(validity());
    }

    Order order(Validity validity) {
        return new Order(
                new OrderId(id()),
                renter,
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(16L << 30)),
                new Manifest(
                        "localhost/headroom-demo:1",
                        List.of("sh", "-c", "echo \"hello\"\nsleep 5"),
                        Map.of("SEED", "7", "LANG", "C.UTF-8"),
                        new Limits(2_000, new ByteCount(512L << 20), 64, Duration.ofMinutes(10))),
                Usdc.parse("0.50"),
                Duration.ofHours(1),
                validity);
    }

    Bid bid(OrderId order) {
        return new Bid(
                new BidId(id()),
                order,
                renter,
                provider,
                GPU,
                "NVIDIA GeForce RTX 4090",
                true,
                Usdc.parse("0.42"),
                payment(),
                validity());
    }

    Acceptance acceptance(Bid bid) {
        return new Acceptance(LeaseId.of(bid.id()), bid.id(), bid.order(), renter, provider, stream(), validity());
    }

    LeaseUpdate update(LeaseId lease, long number) {
        return new LeaseUpdate(lease, provider, renter, number, LeaseUpdate.Phase.RUNNING, "The job runs.", validity());
    }

    LogChunk log(LeaseId lease, long offset, String text) {
        return new LogChunk(lease, provider, renter, offset, text, validity());
    }

    StopRequest stop(LeaseId lease) {
        return new StopRequest(lease, renter, provider, validity());
    }

    ReceiptMessage receipt(Bid bid) {
        return new ReceiptMessage(
                new Receipt(
                        1,
                        LeaseId.of(bid.id()),
                        bid.order(),
                        bid.id(),
                        provider,
                        renter,
                        List.of(GPU),
                        true,
                        "sha256:" + "ab".repeat(32),
                        new Hash32("0x" + "cd".repeat(32)),
                        now.minusSeconds(90),
                        now,
                        0,
                        Receipt.Outcome.COMPLETED,
                        Optional.of(new Joules(1_234_567)),
                        stream(),
                        RatePerSecond.ofHourly(Usdc.parse("0.42")),
                        Usdc.ofBaseUnits(BigInteger.valueOf(10_500))),
                validity());
    }

    /** One of each, provider's and renter's together. */
    List<MarketMessage> all() {
        Order order = order();
        Bid bid = bid(order.id());
        LeaseId lease = LeaseId.of(bid.id());
        return List.of(
                offer(GPU),
                order,
                bid,
                acceptance(bid),
                update(lease, 1),
                log(lease, 0, "step 1\n\u001b[32mok"),
                stop(lease),
                receipt(bid));
    }

    Signed<MarketMessage> signed(MarketMessage message) {
        return new Signed<>(message, TestKeys.signer(message.author()).sign(TypedDataLayout.of(message, CHAIN)));
    }
}
