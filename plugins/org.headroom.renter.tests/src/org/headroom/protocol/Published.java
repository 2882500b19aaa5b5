package org.headroom.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.*;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Sealed;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.PublishedKeys;

/**
 * The messages of docs/protocol/vectors: an auction that ends in a lease, an offer that is taken with secrets, and a lease
 * of several GPUs. All of it follows from nothing but this file, so that writing the vectors anew changes none of them.
 */
final class Published {
    static final long CHAIN = 31_337;
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** The first two of the accounts that every development chain comes with: known to all the world. */
    static final String RENTER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

    static final String PROVIDER_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
    static final KeySigner RENTER = PublishedKeys.signer(RENTER_KEY);
    static final KeySigner PROVIDER = PublishedKeys.signer(PROVIDER_KEY);
    static final PublishedKeys.Pair SEALING = PublishedKeys.sealing("headroom vector sealing key");
    static final String ONE_TIME = "headroom vector one-time key";

    static final String INFO = "headroom/1 manifest secrets";
    static final String PLAINTEXT = "{\"HF_TOKEN\":\"hf_örtlich\",\"WANDB_API_KEY\":\"0123456789abcdef\"}";

    private static final EthAddress FLOW = new EthAddress("0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b");
    private static final EthAddress USDC = new EthAddress("0x833589fcd6edb6e08f4c7c32d4f71b54bda02913");
    private static final String CARD = "NVIDIA GeForce RTX 4090";
    private static final ByteCount CARD_MEMORY = new ByteCount(25_757_220_864L);
    private static final PaymentTerms PAYMENT = new PaymentTerms(CHAIN, FLOW, USDC, PROVIDER.address());
    private static final StreamRef STREAM = new StreamRef(CHAIN, FLOW, USDC, BigInteger.valueOf(7));
    private static final OfferId OFFER = new OfferId("offer-5f2a90c1");
    private static final OrderId AUCTION = new OrderId("order-1c9d77e0");
    private static final OrderId DIRECTED = new OrderId("order-2b40a6f8");
    private static final OrderId SEVERAL = new OrderId("order-3e8815d2");
    private static final BidId BID = new BidId("bid-90ab31c7");
    private static final BidId DIRECTED_BID = new BidId("bid-a17c04e9");
    private static final BidId SEVERAL_BID = new BidId("bid-b38f62d5");

    private Published() {}

    /** By the vector's name, in the order in which they would be said. */
    static Map<String, MarketMessage> messages() {
        var all = new LinkedHashMap<String, MarketMessage>();
        all.put("offer", offer());
        all.put("order", auction());
        all.put("bid", bid(BID, AUCTION, 1, "0.42", "bid"));
        all.put("acceptance", acceptance(BID, AUCTION, Optional.empty(), "acceptance"));
        LeaseId lease = LeaseId.of(BID);
        all.put(
                "update",
                new LeaseUpdate(
                        lease, provider(), renter(), 2, LeaseUpdate.Phase.RUNNING, "", validity("update", 3_600)));
        all.put(
                "log",
                new LogChunk(
                        lease, provider(), renter(), 0, "step 1\n\u001b[32mok\u001b[0m\n", validity("log", 3_600)));
        all.put("stop", new StopRequest(lease, renter(), provider(), validity("stop", 3_600)));
        all.put("receipt", receipt(lease));
        all.put("order-directed", directed());
        all.put("bid-directed", bid(DIRECTED_BID, DIRECTED, 1, "0.42", "bid-directed"));
        all.put("acceptance-sealed", acceptance(DIRECTED_BID, DIRECTED, Optional.of(sealed()), "acceptance-sealed"));
        all.put("order-several-gpus", several());
        all.put("bid-several-gpus", bid(SEVERAL_BID, SEVERAL, 2, "0.84", "bid-several-gpus"));
        return all;
    }

    static String aad() {
        return String.join(
                "|",
                LeaseId.of(DIRECTED_BID).value(),
                DIRECTED.value(),
                renter().hex(),
                provider().hex());
    }

    static Sealed sealed() {
        return PublishedKeys.seal(SEALING.publicKey(), ONE_TIME, utf8(INFO), utf8(aad()), utf8(PLAINTEXT));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static EthAddress renter() {
        return RENTER.address();
    }

    static EthAddress provider() {
        return PROVIDER.address();
    }

    private static Validity validity(String name, long seconds) {
        try {
            byte[] nonce = MessageDigest.getInstance("SHA-256").digest(utf8("headroom vector " + name));
            return new Validity(
                    NOW,
                    NOW.plusSeconds(seconds),
                    new Hash32("0x" + HexFormat.of().formatHex(nonce)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static GpuId gpu(int index) {
        return new GpuId("GPU-5c6b4a2e-0000-1111-2222-33334444555" + index);
    }

    private static Offer offer() {
        var facts = new RigFacts(
                2,
                Optional.of(new DottedVersion("550.54.15")),
                Optional.of(new DottedVersion("12.4")),
                16_000,
                new ByteCount(64L << 30),
                new ByteCount(500L << 30),
                Optional.of("DE"),
                List.of("none", "outbound"),
                List.of("receipt"),
                "none");
        return new Offer(
                OFFER,
                provider(),
                "rig-one",
                gpu(0),
                CARD,
                CARD_MEMORY,
                Optional.of("8.9"),
                true,
                facts,
                Usdc.parse("0.42"),
                Duration.ofDays(7),
                Optional.of(SEALING.publicKey()),
                PAYMENT,
                validity("offer", 600));
    }

    private static Order auction() {
        return new Order(
                AUCTION,
                renter(),
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(16L << 30)),
                manifest(List.of()),
                Usdc.parse("0.50"),
                Duration.ofHours(1),
                validity("order", 600));
    }

    private static Order directed() {
        var wants = new Requirements(
                1,
                false,
                Optional.of("RTX 4090"),
                new ByteCount(16L << 30),
                Optional.of(new DottedVersion("8.0")),
                Optional.of(new DottedVersion("535")),
                Optional.of(new DottedVersion("12.2")),
                new ByteCount(20L << 30),
                "outbound",
                List.of("DE", "US-CA"),
                "receipt",
                "none");
        return new Order(
                DIRECTED,
                renter(),
                Optional.of(provider()),
                Optional.of(OFFER),
                wants,
                manifest(List.of("HF_TOKEN", "WANDB_API_KEY")),
                Usdc.parse("0.42"),
                Duration.ofHours(1),
                new StartWindow(Optional.of(NOW), Optional.of(NOW.plusSeconds(300))),
                validity("order-directed", 600));
    }

    private static Order several() {
        return new Order(
                SEVERAL,
                renter(),
                new Requirements(2, Optional.empty(), new ByteCount(20L << 30)),
                manifest(List.of()),
                Usdc.parse("1.00"),
                Duration.ofHours(2),
                validity("order-several-gpus", 600));
    }

    private static Manifest manifest(List<String> secrets) {
        return new Manifest(
                "localhost/headroom-demo:1",
                List.of("sh", "-c", "echo \"grüße\"\nsleep 5"),
                Map.of("SEED", "7", "LANG", "C.UTF-8"),
                secrets,
                new Limits(2_000, new ByteCount(512L << 20), 64, Duration.ofMinutes(10)));
    }

    private static Bid bid(BidId id, OrderId order, int gpus, String perHour, String name) {
        return new Bid(
                id,
                order,
                renter(),
                provider(),
                java.util.stream.IntStream.range(0, gpus)
                        .mapToObj(i -> new LeasedGpu(gpu(i), CARD, CARD_MEMORY))
                        .toList(),
                true,
                Usdc.parse(perHour),
                Optional.of(SEALING.publicKey()),
                PAYMENT,
                validity(name, 60));
    }

    private static Acceptance acceptance(BidId bid, OrderId order, Optional<Sealed> sealed, String name) {
        return new Acceptance(LeaseId.of(bid), bid, order, renter(), provider(), STREAM, sealed, validity(name, 3_600));
    }

    private static ReceiptMessage receipt(LeaseId lease) {
        RatePerSecond rate = RatePerSecond.ofHourly(Usdc.parse("0.42"));
        return ReceiptMessage.of(new Receipt(
                1,
                lease,
                AUCTION,
                BID,
                provider(),
                renter(),
                List.of(gpu(0)),
                true,
                "sha256:" + "ab".repeat(32),
                new Hash32("0x" + "cd".repeat(32)),
                NOW.minusSeconds(90),
                NOW,
                0,
                Receipt.Outcome.COMPLETED,
                Optional.of(new Joules(1_234_567)),
                STREAM,
                rate,
                rate.streamed(Duration.ofSeconds(95))));
    }
}
