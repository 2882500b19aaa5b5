package org.headroom.market;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.*;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
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

    private static Arbitrary<Offer> offer() {
        var gpu = Combinators.combine(
                        gpu(),
                        line(128),
                        number().map(ByteCount::new),
                        Arbitraries.of("8.9", "9.0", "12.0").optional(),
                        Arbitraries.of(true, false))
                .as((id, name, memory, cc, simulated) -> new Offer(
                        new OfferId("12345678"),
                        EthAddress.ZERO,
                        "",
                        id,
                        name,
                        memory,
                        cc,
                        simulated,
                        Usdc.ZERO,
                        new PaymentTerms(Samples.CHAIN, EthAddress.ZERO, EthAddress.ZERO, EthAddress.ZERO),
                        new Validity(Instant.EPOCH, Instant.ofEpochSecond(1), Hash32.ZERO)));
        return Combinators.combine(id(), address(), line(128), gpu, usdc(), payment(), validity())
                .as((id, who, rig, g, ask, pay, valid) -> new Offer(
                        new OfferId(id),
                        who,
                        rig,
                        g.gpu(),
                        g.gpuName(),
                        g.gpuMemory(),
                        g.computeCapability(),
                        g.simulated(),
                        ask,
                        pay,
                        valid));
    }

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
                        limits())
                .as(Manifest::new);
    }

    private static Arbitrary<Order> order() {
        var wants = Combinators.combine(
                        Arbitraries.integers().between(1, 64),
                        line(60).filter(text -> !text.isEmpty()).optional(),
                        number().map(ByteCount::new))
                .as(Requirements::new);
        return Combinators.combine(
                        id().map(OrderId::new),
                        address(),
                        wants,
                        manifest(),
                        usdc(),
                        Arbitraries.longs().between(1, 366L * 86_400).map(Duration::ofSeconds),
                        validity())
                .as(Order::new);
    }

    private static Arbitrary<Bid> bid() {
        return Combinators.combine(
                        id().tuple2(),
                        address().tuple2(),
                        gpu(),
                        line(128),
                        Arbitraries.of(true, false),
                        usdc(),
                        payment(),
                        validity())
                .as((ids, who, gpu, name, simulated, price, pay, valid) -> new Bid(
                        new BidId(ids.get1()),
                        new OrderId(ids.get2()),
                        who.get1(),
                        who.get2(),
                        gpu,
                        name,
                        simulated,
                        price,
                        pay,
                        valid));
    }

    private static Arbitrary<Acceptance> acceptance() {
        return Combinators.combine(id().tuple2(), address().tuple2(), stream(), validity())
                .as((ids, who, stream, valid) -> new Acceptance(
                        new LeaseId(ids.get1()),
                        new BidId(ids.get1()),
                        new OrderId(ids.get2()),
                        who.get1(),
                        who.get2(),
                        stream,
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
        return Combinators.combine(number(), id().tuple2(), address().tuple2(), gpu(), ran, stream(), rate, validity())
                .as((number, ids, who, gpu, r, stream, perSecond, valid) -> new ReceiptMessage(
                        new Receipt(
                                number,
                                new LeaseId(ids.get1()),
                                new OrderId(ids.get2()),
                                new BidId(ids.get1()),
                                who.get1(),
                                who.get2(),
                                List.of(gpu),
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
