package org.headroom.market;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.Limits;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.PaymentTerms;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.RigFacts;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.SealingKey;
import org.headroom.model.signing.TypedData;
import org.headroom.model.signing.TypedData.Field;
import org.headroom.model.units.Joules;

/**
 * What of a message is signed, as EIP-712 typed data. Pure; any thread. An absent text is empty; an absent energy is a
 * flag beside a zero, because zero joules can be measured. Times are cut to whole seconds.
 */
public final class TypedDataLayout {
    public static final String DOMAIN_NAME = "Headroom";
    public static final String DOMAIN_VERSION = "1";

    private static final Map<Kind, Map<String, List<Field>>> TYPES = new EnumMap<>(Kind.class);

    static {
        for (Kind kind : Kind.values()) TYPES.put(kind, Structs.of(kind));
    }

    private TypedDataLayout() {}

    /** @param chainId of the chain on which the lease is paid; a signature is good for that one alone */
    public static TypedData of(MarketMessage message, long chainId) {
        Kind kind = Kind.of(message);
        var domain = new TypedData.Domain(DOMAIN_NAME, DOMAIN_VERSION, chainId);
        return new TypedData(domain, kind.struct(), types(kind), values(message));
    }

    static Map<String, List<Field>> types(Kind kind) {
        Map<String, List<Field>> types = TYPES.get(kind);
        if (types == null) throw new IllegalStateException("no types for " + kind);
        return types;
    }

    private static Map<String, Object> values(MarketMessage message) {
        var out = new Values();
        switch (message) {
            case Offer m -> offer(out, m);
            case Order m -> order(out, m);
            case Bid m -> bid(out, m);
            case Acceptance m ->
                out.text("lease", m.lease())
                        .text("bid", m.bid())
                        .text("order", m.order())
                        .address("renter", m.renter())
                        .address("provider", m.provider())
                        .put("stream", stream(m.stream()))
                        .put("sealed", sealed(m.sealed()));
            case LeaseUpdate m ->
                out.text("lease", m.lease())
                        .address("provider", m.provider())
                        .address("renter", m.renter())
                        .number("number", m.number())
                        .text("phase", m.phase())
                        .text("detail", m.detail());
            case LogChunk m ->
                out.text("lease", m.lease())
                        .address("provider", m.provider())
                        .address("renter", m.renter())
                        .number("offset", m.offset())
                        .text("text", m.text());
            case StopRequest m ->
                out.text("lease", m.lease()).address("renter", m.renter()).address("provider", m.provider());
            case ReceiptMessage m -> receipt(out, m.receipt());
        }
        return out.validity(message.validity()).map;
    }

    private static void offer(Values out, Offer m) {
        out.text("id", m.id())
                .address("provider", m.provider())
                .text("rig", m.rig())
                .text("gpu", m.gpu())
                .text("gpuName", m.gpuName())
                .number("gpuMemoryBytes", m.gpuMemory().bytes())
                .text("computeCapability", m.computeCapability().orElse(""))
                .put("simulated", m.simulated())
                .put("facts", facts(m.facts()))
                .usdc("askPerHour", m.askPerHour())
                .seconds("longestSeconds", m.longest())
                .sealingKey(m.sealingKey())
                .put("payment", payment(m.payment()));
    }

    private static Map<String, Object> facts(RigFacts facts) {
        return new Values()
                .number("gpus", facts.gpus())
                .maybe("driver", facts.driver())
                .maybe("cuda", facts.cuda())
                .number("cpuMillis", facts.cpuMillis())
                .number("memoryBytes", facts.memory().bytes())
                .number("diskBytes", facts.disk().bytes())
                .maybe("region", facts.region())
                .put("networks", List.copyOf(facts.networks()))
                .put("verifications", List.copyOf(facts.verifications()))
                .text("tee", facts.tee())
                .map;
    }

    private static void order(Values out, Order m) {
        out.text("id", m.id())
                .address("renter", m.renter())
                .address("provider", m.provider().orElse(EthAddress.ZERO))
                .maybe("offer", m.offer())
                .put("requirements", requirements(m.requirements()))
                .put("manifest", manifest(m.manifest()))
                .usdc("ceilingPerHour", m.ceilingPerHour())
                .seconds("durationSeconds", m.duration())
                .maybeTime("startNotBefore", m.start().notBefore())
                .maybeTime("startNotAfter", m.start().notAfter());
    }

    private static void bid(Values out, Bid m) {
        out.text("id", m.id())
                .text("order", m.order())
                .address("renter", m.renter())
                .address("provider", m.provider())
                .put("gpus", m.gpus().stream().<Object>map(TypedDataLayout::gpu).toList())
                .put("simulated", m.simulated())
                .usdc("perHour", m.perHour())
                .sealingKey(m.sealingKey())
                .put("payment", payment(m.payment()));
    }

    private static void receipt(Values out, Receipt m) {
        out.number("number", m.number())
                .text("lease", m.lease())
                .text("order", m.order())
                .text("bid", m.bid())
                .address("provider", m.provider())
                .address("renter", m.renter())
                .put("gpus", m.gpus().stream().<Object>map(GpuId::uuid).toList())
                .put("simulated", m.simulated())
                .text("imageDigest", m.imageDigest())
                .hash("artefactsDigest", m.artefactsDigest())
                .time("startedAt", m.startedAt())
                .time("endedAt", m.endedAt())
                .put("exitCode", Integer.toString(m.exitCode()))
                .text("outcome", m.outcome())
                .put("energyKnown", m.energy().isPresent())
                .number("energyMillijoules", m.energy().map(Joules::millijoules).orElse(0L))
                .put("stream", stream(m.stream()))
                .integer("ratePerSecond", m.rate().ud21x18())
                .usdc("amountDue", m.amountDue());
    }

    private static Map<String, Object> payment(PaymentTerms terms) {
        return new Values()
                .number("chainId", terms.chainId())
                .address("contract", terms.contract())
                .address("token", terms.token())
                .address("recipient", terms.recipient())
                .map;
    }

    private static Map<String, Object> stream(StreamRef stream) {
        return new Values()
                .number("chainId", stream.chainId())
                .address("contract", stream.contract())
                .address("token", stream.token())
                .integer("id", stream.id())
                .map;
    }

    private static Map<String, Object> requirements(Requirements requirements) {
        return new Values()
                .number("gpus", requirements.gpus())
                .put("wholeRig", requirements.wholeRig())
                .maybe("model", requirements.model())
                .number("memoryBytes", requirements.memory().bytes())
                .maybe("computeCapability", requirements.computeCapability())
                .maybe("driver", requirements.driver())
                .maybe("cuda", requirements.cuda())
                .number("diskBytes", requirements.disk().bytes())
                .text("network", requirements.network())
                .put("regions", List.copyOf(requirements.regions()))
                .text("verification", requirements.verification())
                .text("tee", requirements.tee())
                .map;
    }

    private static Map<String, Object> gpu(LeasedGpu gpu) {
        return new Values()
                .text("id", gpu.id())
                .text("name", gpu.name())
                .number("memoryBytes", gpu.memory().bytes())
                .map;
    }

    private static Map<String, Object> sealed(Optional<Sealed> sealed) {
        return new Values()
                .put("enc", sealed.map(Sealed::enc).orElse(Hash32.ZERO.hex()))
                .put("ciphertext", sealed.map(Sealed::ciphertext).orElse("0x"))
                .map;
    }

    private static Map<String, Object> manifest(Manifest manifest) {
        var environment = new ArrayList<Object>();
        manifest.environment()
                .forEach((name, value) ->
                        environment.add(new Values().text("name", name).text("value", value).map));
        return new Values()
                .text("image", manifest.image())
                .put("command", List.copyOf(manifest.command()))
                .put("environment", List.copyOf(environment))
                .put("secrets", List.copyOf(manifest.secrets()))
                .put("limits", limits(manifest.limits()))
                .map;
    }

    private static Map<String, Object> limits(Limits limits) {
        return new Values()
                .number("cpuMillis", limits.cpuMillis())
                .number("memoryBytes", limits.memory().bytes())
                .number("processes", limits.processes())
                .seconds("runTimeSeconds", limits.runTime())
                .map;
    }

    /** A struct's values in the order of its fields. */
    private static final class Values {
        private final Map<String, Object> map = new LinkedHashMap<>();

        Values put(String name, Object value) {
            map.put(name, value);
            return this;
        }

        /** An id, a word of an enumeration or a text, each by its {@code toString}. */
        Values text(String name, Object value) {
            return put(name, value.toString());
        }

        /** Empty where there is none. */
        Values maybe(String name, Optional<?> value) {
            return put(name, value.map(Object::toString).orElse(""));
        }

        /** Zero where there is none. */
        Values maybeTime(String name, Optional<Instant> value) {
            return number(name, value.map(Instant::getEpochSecond).orElse(0L));
        }

        /** Zero where there is none. */
        Values sealingKey(Optional<SealingKey> value) {
            return put("sealingKey", value.map(SealingKey::hex).orElse(Hash32.ZERO.hex()));
        }

        Values address(String name, EthAddress value) {
            return put(name, value.hex());
        }

        Values hash(String name, Hash32 value) {
            return put(name, value.hex());
        }

        Values number(String name, long value) {
            if (value < 0) throw new IllegalArgumentException(name + " is below zero");
            return put(name, Long.toString(value));
        }

        Values integer(String name, BigInteger value) {
            if (value.signum() < 0) throw new IllegalArgumentException(name + " is below zero");
            return put(name, value.toString());
        }

        Values usdc(String name, Usdc value) {
            return number(name, value.baseUnits());
        }

        Values seconds(String name, Duration value) {
            return number(name, value.toSeconds());
        }

        Values time(String name, Instant value) {
            return number(name, value.getEpochSecond());
        }

        Values validity(Validity validity) {
            return time("issuedAt", validity.issuedAt())
                    .time("expiresAt", validity.expiresAt())
                    .hash("nonce", validity.nonce());
        }
    }
}
