package org.headroom.market;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeasedGpu;
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
import org.headroom.model.market.RigFacts;
import org.headroom.model.market.StartWindow;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.SealingKey;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;

/** Typed data's values to a message: what {@link TypedDataLayout} lays out, read back. */
final class MessageReader {
    /** A replay must be remembered for as long as a message is good; a year of leases and a month to settle. */
    private static final Duration LONGEST_VALIDITY = Duration.ofDays(400);

    /** 8,192 bytes and a tag of 16, in hexadecimal with 0x. */
    private static final int LONGEST_CIPHERTEXT = 2 + 2 * (8_192 + 16);

    private static final int MOST_GPUS = 64;

    private final Map<String, Object> values;
    private final long chainId;

    private MessageReader(Map<String, Object> values, long chainId) {
        this.values = values;
        this.chainId = chainId;
    }

    static MarketMessage read(Kind kind, Map<String, Object> values, long chainId) throws Broken {
        try {
            var reader = new MessageReader(values, chainId);
            return switch (kind) {
                case OFFER -> reader.offer();
                case ORDER -> reader.order();
                case BID -> reader.bid();
                case ACCEPTANCE -> reader.acceptance();
                case UPDATE -> reader.update();
                case LOG -> reader.log();
                case STOP -> reader.stop();
                case RECEIPT -> reader.receipt();
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Broken.invalid(String.valueOf(e.getMessage()));
        }
    }

    private Offer offer() throws Broken {
        return new Offer(
                new OfferId(text("id")),
                address("provider"),
                text("rig"),
                new GpuId(text("gpu")),
                text("gpuName"),
                bytes("gpuMemoryBytes"),
                optional("computeCapability"),
                flag("simulated"),
                facts(),
                usdc("askPerHour"),
                Duration.ofSeconds(number("longestSeconds")),
                sealingKey(),
                payment(),
                validity());
    }

    private RigFacts facts() throws Broken {
        MessageReader facts = part("facts");
        return new RigFacts(
                facts.int32("gpus"),
                facts.version("driver"),
                facts.version("cuda"),
                facts.number("cpuMillis"),
                facts.bytes("memoryBytes"),
                facts.bytes("diskBytes"),
                facts.optional("region"),
                facts.words("networks"),
                facts.words("verifications"),
                facts.text("tee"));
    }

    private Order order() throws Broken {
        return new Order(
                new OrderId(text("id")),
                address("renter"),
                Optional.of(address("provider")).filter(a -> !a.equals(EthAddress.ZERO)),
                optional("offer").map(OfferId::new),
                part("requirements").requirements(),
                part("manifest").manifest(),
                usdc("ceilingPerHour"),
                Duration.ofSeconds(number("durationSeconds")),
                new StartWindow(time("startNotBefore"), time("startNotAfter")),
                validity());
    }

    private Requirements requirements() throws Broken {
        return new Requirements(
                int32("gpus"),
                flag("wholeRig"),
                optional("model"),
                bytes("memoryBytes"),
                version("computeCapability"),
                version("driver"),
                version("cuda"),
                bytes("diskBytes"),
                text("network"),
                words("regions"),
                text("verification"),
                text("tee"));
    }

    private Manifest manifest() throws Broken {
        MessageReader limits = part("limits");
        return new Manifest(
                text("image"),
                words("command"),
                environment(),
                words("secrets"),
                new Limits(
                        limits.int32("cpuMillis"),
                        limits.bytes("memoryBytes"),
                        limits.int32("processes"),
                        Duration.ofSeconds(limits.number("runTimeSeconds"))));
    }

    private Bid bid() throws Broken {
        return new Bid(
                new BidId(text("id")),
                new OrderId(text("order")),
                address("renter"),
                address("provider"),
                gpus(),
                flag("simulated"),
                usdc("perHour"),
                sealingKey(),
                payment(),
                validity());
    }

    private List<LeasedGpu> gpus() {
        return list("gpus").stream()
                .map(each -> new MessageReader(struct(each), chainId))
                .map(gpu -> new LeasedGpu(new GpuId(gpu.text("id")), gpu.text("name"), gpu.bytes("memoryBytes")))
                .toList();
    }

    private Acceptance acceptance() throws Broken {
        return new Acceptance(
                lease(),
                new BidId(text("bid")),
                new OrderId(text("order")),
                address("renter"),
                address("provider"),
                stream(),
                part("sealed").sealed(),
                validity());
    }

    private Optional<Sealed> sealed() throws Broken {
        String enc = text("enc");
        String ciphertext = text("ciphertext");
        if (ciphertext.length() > LONGEST_CIPHERTEXT) throw Broken.invalid("ciphertext is longer than 8208 bytes");
        if (!ciphertext.equals("0x")) return Optional.of(new Sealed(enc, ciphertext));
        if (!enc.equals(Hash32.ZERO.hex())) throw Broken.invalid("enc without a ciphertext");
        return Optional.empty();
    }

    private LeaseUpdate update() throws Broken {
        return new LeaseUpdate(
                new LeaseId(text("lease")),
                address("provider"),
                address("renter"),
                number("number"),
                word("phase", LeaseUpdate.Phase.class),
                text("detail"),
                validity());
    }

    private LogChunk log() throws Broken {
        return new LogChunk(
                new LeaseId(text("lease")),
                address("provider"),
                address("renter"),
                number("offset"),
                text("text"),
                validity());
    }

    private StopRequest stop() throws Broken {
        return new StopRequest(new LeaseId(text("lease")), address("renter"), address("provider"), validity());
    }

    private ReceiptMessage receipt() throws Broken {
        long energy = amount("energyMillijoules");
        if (!flag("energyKnown") && energy != 0) throw Broken.invalid("energyMillijoules without energyKnown");
        var receipt = new Receipt(
                number("number"),
                lease(),
                new OrderId(text("order")),
                new BidId(text("bid")),
                address("provider"),
                address("renter"),
                gpuIds(),
                flag("simulated"),
                text("imageDigest"),
                new Hash32(text("artefactsDigest")),
                Instant.ofEpochSecond(number("startedAt")),
                Instant.ofEpochSecond(number("endedAt")),
                int32("exitCode"),
                word("outcome", Receipt.Outcome.class),
                flag("energyKnown") ? Optional.of(new Joules(energy)) : Optional.empty(),
                stream(),
                new RatePerSecond(new BigInteger(text("ratePerSecond"))),
                usdc("amountDue"));
        if (receipt.endedAt().isBefore(receipt.startedAt())) throw Broken.invalid("endedAt is before startedAt");
        return new ReceiptMessage(receipt, validity());
    }

    private List<GpuId> gpuIds() throws Broken {
        List<GpuId> gpus = words("gpus").stream().map(GpuId::new).toList();
        if (gpus.isEmpty() || gpus.size() > MOST_GPUS) throw Broken.invalid("gpus: 1 to " + MOST_GPUS);
        if (new HashSet<>(gpus).size() != gpus.size()) throw Broken.invalid("gpus: one of them stands there twice");
        return gpus;
    }

    /** A lease has its bid's name; another would let one bid become two leases. */
    private LeaseId lease() throws Broken {
        var lease = new LeaseId(text("lease"));
        if (!lease.equals(LeaseId.of(new BidId(text("bid"))))) throw Broken.invalid("the lease is not the bid's");
        return lease;
    }

    private Validity validity() throws Broken {
        var validity = new Validity(
                Instant.ofEpochSecond(number("issuedAt")),
                Instant.ofEpochSecond(number("expiresAt")),
                new Hash32(text("nonce")));
        if (validity.left(validity.issuedAt()).compareTo(LONGEST_VALIDITY) > 0)
            throw Broken.invalid("valid for more than " + LONGEST_VALIDITY.toDays() + " days");
        return validity;
    }

    private PaymentTerms payment() throws Broken {
        MessageReader terms = part("payment");
        return new PaymentTerms(
                terms.sameChain(), terms.address("contract"), terms.address("token"), terms.address("recipient"));
    }

    private StreamRef stream() throws Broken {
        MessageReader stream = part("stream");
        return new StreamRef(
                stream.sameChain(),
                stream.address("contract"),
                stream.address("token"),
                new BigInteger(stream.text("id")));
    }

    private long sameChain() throws Broken {
        long chain = number("chainId");
        if (chain != chainId) throw Broken.invalid("is paid on chain " + chain + " but signed for chain " + chainId);
        return chain;
    }

    private Map<String, String> environment() throws Broken {
        var out = new LinkedHashMap<String, String>();
        for (Object each : list("environment")) {
            var variable = new MessageReader(struct(each), chainId);
            if (out.put(variable.text("name"), variable.text("value")) != null)
                throw Broken.invalid("environment has a name twice: " + Texts.quoted(variable.text("name")));
        }
        return out;
    }

    private MessageReader part(String name) {
        return new MessageReader(struct(value(name)), chainId);
    }

    @SuppressWarnings("unchecked") // BodyReader makes nothing else of a struct
    private static Map<String, Object> struct(Object value) {
        return (Map<String, Object>) value;
    }

    private List<?> list(String name) {
        return (List<?>) value(name);
    }

    private List<String> words(String name) {
        return list(name).stream().map(String.class::cast).toList();
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) throw new IllegalArgumentException("lacks " + name);
        return value;
    }

    private String text(String name) {
        return (String) value(name);
    }

    private Optional<String> optional(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    private Optional<DottedVersion> version(String name) {
        return optional(name).map(DottedVersion::new);
    }

    private Optional<SealingKey> sealingKey() {
        return Optional.of(text("sealingKey"))
                .filter(key -> !key.equals(Hash32.ZERO.hex()))
                .map(SealingKey::new);
    }

    /** Zero where no time is said. */
    private Optional<Instant> time(String name) {
        return Optional.of(number(name)).filter(seconds -> seconds != 0).map(Instant::ofEpochSecond);
    }

    private ByteCount bytes(String name) {
        return new ByteCount(number(name));
    }

    private boolean flag(String name) {
        return (Boolean) value(name);
    }

    private EthAddress address(String name) {
        return new EthAddress(text(name));
    }

    private long number(String name) {
        return Long.parseLong(text(name));
    }

    private int int32(String name) throws Broken {
        long value = number(name);
        if (value != (int) value) throw Broken.invalid(name + " is too large");
        return (int) value;
    }

    private Usdc usdc(String name) throws Broken {
        return new Usdc(amount(name));
    }

    private long amount(String name) throws Broken {
        var value = new BigInteger(text(name));
        if (value.bitLength() > 63) throw Broken.invalid(name + " is more than there can be");
        return value.longValueExact();
    }

    private <E extends Enum<E>> E word(String name, Class<E> type) throws Broken {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw Broken.invalid(name + " is none of ours: " + Texts.quoted(text(name)));
        }
    }
}
