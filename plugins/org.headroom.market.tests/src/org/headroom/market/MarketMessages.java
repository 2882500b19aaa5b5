package org.headroom.market;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.*;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.SealingKey;
import org.headroom.model.units.ByteCount;
import org.headroom.model.units.Joules;

/** Any message that a party may say. */
final class MarketMessages {
    private MarketMessages() {}

    static Arbitrary<MarketMessage> any() {
        return Arbitraries.oneOf(offer(), order(), bid(), acceptance(), update(), log(), stop(), receipt());
    }

    private static Arbitrary<byte[]> bytes(int length) {
        return Arbitraries.bytes().array(byte[].class).ofSize(length);
    }

    private static Arbitrary<EthAddress> address() {
        return bytes(20).map(b -> new EthAddress("0x" + HexFormat.of().formatHex(b)));
    }

    private static Arbitrary<Hash32> hash() {
        return bytes(32).map(b -> new Hash32("0x" + HexFormat.of().formatHex(b)));
    }

    private static Arbitrary<String> id() {
        return Arbitraries.strings().alpha().numeric().ofMinLength(8).ofMaxLength(64);
    }

    private static Arbitrary<String> line(int most) {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(most),
                Arbitraries.strings().withChars("äß中\u20ac\"\\/日本").ofMaxLength(Math.min(most, 40)),
                Arbitraries.of("", "😀 emoji 🚀", "quote \" and \\ backslash", "a/b+c#d$e"));
    }

    private static Arbitrary<String> free() {
        return Arbitraries.oneOf(
                line(2_000),
                Arbitraries.strings().withCharRange('\u0001', '\u007f').ofMaxLength(500));
    }

    private static Arbitrary<Validity> validity() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.longs().between(1, 400L * 86_400),
                        hash())
                .as((at, span, nonce) ->
                        new Validity(Instant.ofEpochSecond(at), Instant.ofEpochSecond(at + span), nonce));
    }

    private static Arbitrary<Long> number() {
        return Arbitraries.longs().between(0, BodyReader.MAX_SAFE);
    }

    private static Arbitrary<Usdc> usdc() {
        return Arbitraries.longs().between(0, Long.MAX_VALUE).map(Usdc::new);
    }

    private static Arbitrary<GpuId> gpu() {
        return line(100).filter(text -> !text.isBlank()).map(GpuId::new);
    }

    private static Arbitrary<PaymentTerms> payment() {
        return Combinators.combine(address(), address(), address())
                .as((contract, token, to) -> new PaymentTerms(Samples.CHAIN, contract, token, to));
    }

    private static Arbitrary<StreamRef> stream() {
        return Combinators.combine(
                        address(),
                        address(),
                        Arbitraries.bigIntegers()
                                .between(
                                        BigInteger.ZERO, BigInteger.TWO.pow(256).subtract(BigInteger.ONE)))
                .as((contract, token, id) -> new StreamRef(Samples.CHAIN, contract, token, id));
    }

    private static Arbitrary<String> word() {
        return Arbitraries.oneOf(
                Arbitraries.of("none", "outbound", "inbound", "receipt", "any", "sev-snp", "tdx", "DE", "US-CA"),
                Arbitraries.strings()
                        .alpha()
                        .numeric()
                        .withChars('-')
                        .ofMinLength(1)
                        .ofMaxLength(32));
    }

    private static Arbitrary<List<String>> words() {
        return word().list().ofMaxSize(4);
    }

    private static Arbitrary<Optional<DottedVersion>> version() {
        return Arbitraries.integers()
                .between(0, 999_999)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(numbers ->
                        String.join(".", numbers.stream().map(String::valueOf).toList()))
                .map(DottedVersion::new)
                .optional();
    }

    private static Arbitrary<ByteCount> size() {
        return number().map(ByteCount::new);
    }

    private static Arbitrary<Optional<SealingKey>> sealingKey() {
        return hash().filter(key -> !key.equals(Hash32.ZERO))
                .map(key -> new SealingKey(key.hex()))
                .optional();
    }

    private static Arbitrary<Boolean> flag() {
        return Arbitraries.of(true, false);
    }

    private static Arbitrary<Duration> time() {
        return Arbitraries.longs().between(1, 366L * 86_400).map(Duration::ofSeconds);
    }

    private static Arbitrary<RigFacts> facts() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 64),
                        version().tuple2(),
                        number(),
                        size().tuple2(),
                        word().optional(),
                        words().tuple2(),
                        word())
                .as((gpus, versions, cpu, sizes, region, classes, tee) -> new RigFacts(
                        gpus,
                        versions.get1(),
                        versions.get2(),
                        cpu,
                        sizes.get1(),
                        sizes.get2(),
                        region,
                        classes.get1(),
                        classes.get2(),
                        tee));
    }

    private static Arbitrary<Offer> offer() {
        return Combinators.combine(
                        id().map(OfferId::new),
                        address(),
                        Combinators.combine(gpu(), line(128), size()).as(LeasedGpu::new),
                        Combinators.combine(
                                        line(128),
                                        Arbitraries.of("8.9", "9.0", "12.0").optional(),
                                        flag())
                                .as(Named::new),
                        facts(),
                        Combinators.combine(usdc(), time(), sealingKey()).as(Asked::new),
                        payment(),
                        validity())
                .as((id, who, gpu, named, facts, asked, pay, valid) -> new Offer(
                        id,
                        who,
                        named.rig(),
                        gpu.id(),
                        gpu.name(),
                        gpu.memory(),
                        named.computeCapability(),
                        named.simulated(),
                        facts,
                        asked.perHour(),
                        asked.longest(),
                        asked.sealingKey(),
                        pay,
                        valid));
    }

    private record Named(String rig, Optional<String> computeCapability, boolean simulated) {}

    private record Asked(Usdc perHour, Duration longest, Optional<SealingKey> sealingKey) {}

    private static Arbitrary<Limits> limits() {
        return Combinators.combine(
                        Arbitraries.integers().between(10, 1_024_000),
                        Arbitraries.longs().between(6L << 20, BodyReader.MAX_SAFE),
                        Arbitraries.integers().between(1, 1_000_000),
                        Arbitraries.longs().between(1, 366L * 86_400))
                .as((cpu, memory, processes, time) ->
                        new Limits(cpu, new ByteCount(memory), processes, Duration.ofSeconds(time)));
    }

    private static Arbitrary<Manifest> manifest() {
        var names = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("_.é")
                .ofMinLength(1)
                .ofMaxLength(30);
        return Combinators.combine(
                        line(200).filter(text -> !text.isBlank()),
                        free().list().ofMaxSize(5),
                        Arbitraries.maps(names, free()).ofMaxSize(5),
                        names.set().ofMaxSize(4),
                        limits())
                .as((image, command, environment, secrets, limits) ->
                        new Manifest(image, command, environment, without(environment, secrets), limits));
    }

    private static List<String> without(Map<String, String> told, Set<String> names) {
        return names.stream().filter(name -> !told.containsKey(name)).toList();
    }

    private static Arbitrary<Requirements> requirements() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 64),
                        flag(),
                        line(60).filter(text -> !text.isEmpty()).optional(),
                        size().tuple2(),
                        version().tuple3(),
                        word().tuple3(),
                        words())
                .as((gpus, whole, model, sizes, versions, classes, regions) -> new Requirements(
                        gpus,
                        whole,
                        model,
                        sizes.get1(),
                        versions.get1(),
                        versions.get2(),
                        versions.get3(),
                        sizes.get2(),
                        classes.get1(),
                        regions,
                        classes.get2(),
                        classes.get3()));
    }

    private static Arbitrary<StartWindow> window() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 4_000_000_000L).optional(),
                        Arbitraries.longs().between(1, 10_000_000L).optional())
                .as((opens, span) -> new StartWindow(
                        opens.map(Instant::ofEpochSecond),
                        span.map(seconds -> Instant.ofEpochSecond(opens.orElse(0L) + seconds))));
    }

    private static Arbitrary<Order> order() {
        var provider = address().filter(who -> !who.equals(EthAddress.ZERO)).optional();
        return Combinators.combine(
                        id().map(OrderId::new),
                        address(),
                        Combinators.combine(provider, id().map(OfferId::new).optional())
                                .as((who, offer) -> new Directed(who, who.flatMap(any -> offer))),
                        requirements(),
                        manifest(),
                        Combinators.combine(usdc(), time()).as(Ceiling::new),
                        window(),
                        validity())
                .as((id, who, to, wants, manifest, most, start, valid) -> new Order(
                        id,
                        who,
                        to.provider(),
                        to.offer(),
                        wants,
                        manifest,
                        most.perHour(),
                        most.duration(),
                        start,
                        valid));
    }

    private record Directed(Optional<EthAddress> provider, Optional<OfferId> offer) {}

    private record Ceiling(Usdc perHour, Duration duration) {}

    private static Arbitrary<Bid> bid() {
        var gpus = Combinators.combine(gpu(), line(128), size())
                .as(LeasedGpu::new)
                .list()
                .uniqueElements(LeasedGpu::id)
                .ofMinSize(1)
                .ofMaxSize(5);
        return Combinators.combine(
                        id().tuple2(), address().tuple2(), gpus, flag(), usdc(), sealingKey(), payment(), validity())
                .as((ids, who, leased, simulated, price, key, pay, valid) -> new Bid(
                        new BidId(ids.get1()),
                        new OrderId(ids.get2()),
                        who.get1(),
                        who.get2(),
                        leased,
                        simulated,
                        price,
                        key,
                        pay,
                        valid));
    }

    private static Arbitrary<Optional<Sealed>> sealed() {
        return Combinators.combine(
                        hash(),
                        Arbitraries.bytes().array(byte[].class).ofMinSize(16).ofMaxSize(300))
                .as((enc, text) -> new Sealed(enc.hex(), "0x" + HexFormat.of().formatHex(text)))
                .optional();
    }

    private static Arbitrary<Acceptance> acceptance() {
        return Combinators.combine(id().tuple2(), address().tuple2(), stream(), sealed(), validity())
                .as((ids, who, stream, secrets, valid) -> new Acceptance(
                        new LeaseId(ids.get1()),
                        new BidId(ids.get1()),
                        new OrderId(ids.get2()),
                        who.get1(),
                        who.get2(),
                        stream,
                        secrets,
                        valid));
    }

    private static Arbitrary<LeaseUpdate> update() {
        return Combinators.combine(
                        id().map(LeaseId::new),
                        address(),
                        address(),
                        number(),
                        Arbitraries.of(LeaseUpdate.Phase.class),
                        line(1_000),
                        validity())
                .as(LeaseUpdate::new);
    }

    private static Arbitrary<LogChunk> log() {
        return Combinators.combine(id().map(LeaseId::new), address(), address(), number(), free(), validity())
                .as(LogChunk::new);
    }

    private static Arbitrary<StopRequest> stop() {
        return Combinators.combine(id().map(LeaseId::new), address(), address(), validity())
                .as(StopRequest::new);
    }

    private static Arbitrary<ReceiptMessage> receipt() {
        var ran = Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.longs().between(0, 1_000_000_000L),
                        Arbitraries.integers(),
                        Arbitraries.of(Receipt.Outcome.class),
                        Arbitraries.longs()
                                .between(0, Long.MAX_VALUE)
                                .map(Joules::new)
                                .optional(),
                        hash(),
                        line(256))
                .as((start, span, code, outcome, energy, digest, image) -> new Receipt(
                        0,
                        new LeaseId("12345678"),
                        new OrderId("12345678"),
                        new BidId("12345678"),
                        EthAddress.ZERO,
                        EthAddress.ZERO,
                        List.of(new GpuId("x")),
                        true,
                        image,
                        digest,
                        Instant.ofEpochSecond(start),
                        Instant.ofEpochSecond(start + span),
                        code,
                        outcome,
                        energy,
                        new StreamRef(1, EthAddress.ZERO, EthAddress.ZERO, BigInteger.ONE),
                        new RatePerSecond(BigInteger.ONE),
                        Usdc.ZERO));
        var rate = Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TWO.pow(128).subtract(BigInteger.ONE))
                .map(RatePerSecond::new);
        var gpus = gpu().list().uniqueElements().ofMinSize(1).ofMaxSize(5);
        return Combinators.combine(number(), id().tuple2(), address().tuple2(), gpus, ran, stream(), rate, validity())
                .as((number, ids, who, leased, r, stream, perSecond, valid) -> new ReceiptMessage(
                        new Receipt(
                                number,
                                new LeaseId(ids.get1()),
                                new OrderId(ids.get2()),
                                new BidId(ids.get1()),
                                who.get1(),
                                who.get2(),
                                leased,
                                r.simulated(),
                                r.imageDigest(),
                                r.artefactsDigest(),
                                r.startedAt(),
                                r.endedAt(),
                                r.exitCode(),
                                r.outcome(),
                                r.energy(),
                                stream,
                                perSecond,
                                new Usdc(number)),
                        valid));
    }
}
