package org.headroom.cli.fuzz;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.headroom.market.MarketCodec;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Limits;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.KeystoreFailure;

/** Good messages of all kinds, each in the name of a provider or a renter and signed by it. One thread. */
final class MadeUpMessages {
    static final long CHAIN = 31_337;
    /** Texts that have more than one way to be written. */
    private static final List<String> TEXTS = List.of(
            "rig-one",
            "",
            "a/b\\c",
            "\u00e9t\u00e9 \u2264 1",
            "\ud83d\ude80",
            "e\u0301",
            "\u212b",
            "0",
            "1e2",
            "null",
            "<b>&amp;</b>");

    private final MarketCodec codec;
    private final KeySigner provider;
    private final KeySigner renter;
    private final Instant now;
    private final Random random;

    /** @param folder for two keys, which are always the same */
    MadeUpMessages(Path folder, MarketCodec codec, Instant now, Random random) throws KeystoreFailure {
        this.codec = codec;
        this.provider = key(folder.resolve("provider"), 1);
        this.renter = key(folder.resolve("renter"), 2);
        this.now = now;
        this.random = random;
    }

    private static KeySigner key(Path file, int number) throws KeystoreFailure {
        byte[] key = new byte[32];
        key[31] = (byte) number;
        return Keystore.importKey(file, "fuzz".toCharArray(), Keystore.Strength.LIGHT, key);
    }

    /** One of each kind. */
    List<Signed<MarketMessage>> all() {
        OrderId order = new OrderId(id());
        BidId bid = new BidId(id());
        LeaseId lease = LeaseId.of(bid);
        return List.of(
                signed(offer()),
                signed(order(order)),
                signed(new Bid(
                        bid,
                        order,
                        renter.address(),
                        provider.address(),
                        gpu(),
                        text(),
                        random.nextBoolean(),
                        price(),
                        payment(),
                        validity())),
                signed(new Acceptance(lease, bid, order, renter.address(), provider.address(), stream(), validity())),
                signed(new LeaseUpdate(
                        lease,
                        provider.address(),
                        renter.address(),
                        random.nextInt(1, 9),
                        pick(List.of(LeaseUpdate.Phase.values())),
                        text(),
                        validity())),
                signed(new LogChunk(
                        lease,
                        provider.address(),
                        renter.address(),
                        random.nextInt(100),
                        text() + "\n\u001b[32mok\t\"\r\n",
                        validity())),
                signed(new StopRequest(lease, renter.address(), provider.address(), validity())),
                signed(receipt(lease, order, bid)));
    }

    private Offer offer() {
        return new Offer(
                new OfferId(id()),
                provider.address(),
                text(),
                gpu(),
                "NVIDIA GeForce RTX 4090",
                new ByteCount(24L << 30),
                Optional.of("8.9"),
                random.nextBoolean(),
                price(),
                payment(),
                validity());
    }

    private Order order(OrderId id) {
        return new Order(
                id,
                renter.address(),
                new Requirements(random.nextInt(1, 4), Optional.of("RTX 4090"), new ByteCount(16L << 30)),
                new Manifest(
                        "localhost/headroom-demo:1",
                        List.of("sh", "-c", "echo \"" + text() + "\"\nsleep 5", text()),
                        Map.of("SEED", text(), "LANG", "C.UTF-8", "A", ""),
                        new Limits(2_000, new ByteCount(512L << 20), 64, Duration.ofMinutes(10))),
                price(),
                Duration.ofHours(1),
                validity());
    }

    private ReceiptMessage receipt(LeaseId lease, OrderId order, BidId bid) {
        return new ReceiptMessage(
                new Receipt(
                        random.nextInt(1, 100),
                        lease,
                        order,
                        bid,
                        provider.address(),
                        renter.address(),
                        List.of(gpu()),
                        random.nextBoolean(),
                        "sha256:" + "ab".repeat(32),
                        hash(),
                        now.minusSeconds(90),
                        now,
                        random.nextInt(256),
                        Receipt.Outcome.COMPLETED,
                        Optional.of(new Joules(1_234_567)),
                        stream(),
                        RatePerSecond.ofHourly(price()),
                        price()),
                validity());
    }

    private Signed<MarketMessage> signed(MarketMessage message) {
        KeySigner author = message.author().equals(provider.address()) ? provider : renter;
        return new Signed<>(message, author.sign(codec.layout(message)));
    }

    private PaymentTerms payment() {
        return new PaymentTerms(CHAIN, address(3), address(4), provider.address());
    }

    private StreamRef stream() {
        return new StreamRef(CHAIN, address(3), address(4), BigInteger.valueOf(random.nextInt(100)));
    }

    private Usdc price() {
        return new Usdc(random.nextInt(1, 1_000_000));
    }

    private Validity validity() {
        return new Validity(now, now.plusSeconds(600), hash());
    }

    private Hash32 hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new Hash32("0x" + HexFormat.of().formatHex(bytes));
    }

    private GpuId gpu() {
        return new GpuId("GPU-" + id());
    }

    private String id() {
        return "%08x-fuzz".formatted(random.nextInt());
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static EthAddress address(int n) {
        return new EthAddress("0x%040x".formatted(n));
    }
}
