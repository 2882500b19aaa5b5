package org.headroom.wallet;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.TypedData;

/**
 * The 32 bytes that are signed for typed data (EIP-712). What follows from the types and the domain is worked out once and
 * kept; the market has a handful of them. Any thread; some 20 µs for an order.
 */
final class TypedDataHash {
    private static final String DOMAIN = "EIP712Domain";
    private static final Map<String, List<TypedData.Field>> DOMAIN_TYPE = Map.of(
            DOMAIN,
            List.of(
                    new TypedData.Field("name", "string"),
                    new TypedData.Field("version", "string"),
                    new TypedData.Field("chainId", "uint256")));

    /** More kinds of data than anybody here has: past it all is forgotten, and worked out again. */
    private static final int MOST_KEPT = 64;

    private final Map<Shape, Prepared> kept = new ConcurrentHashMap<>();

    /** Everything but the message. Compared by content: the types are made anew with each {@link TypedData}. */
    private record Shape(TypedData.Domain domain, String primaryType, Map<String, List<TypedData.Field>> types) {}

    private record Prepared(byte[] domainSeparator, StructHash struct) {}

    /** @throws IllegalArgumentException if the message does not fit its own types */
    Hash32 of(TypedData data) {
        Prepared prepared = prepared(data);
        byte[] signed = new byte[2 + 2 * Encoding.WORD];
        signed[0] = 0x19;
        signed[1] = 0x01;
        System.arraycopy(prepared.domainSeparator, 0, signed, 2, Encoding.WORD);
        Keccak keccak = new Keccak();
        prepared.struct.into(data.message(), data.primaryType(), keccak, signed, 2 + Encoding.WORD);
        return new Hash32("0x" + HexFormat.of().formatHex(keccak.of(signed)));
    }

    int kept() {
        return kept.size();
    }

    private Prepared prepared(TypedData data) {
        Shape shape = new Shape(data.domain(), data.primaryType(), data.types());
        Prepared known = kept.get(shape);
        if (known != null) return known;
        Prepared fresh = prepare(shape);
        if (kept.size() >= MOST_KEPT) kept.clear();
        kept.put(shape, fresh);
        return fresh;
    }

    private static Prepared prepare(Shape shape) {
        if (shape.types.containsKey(DOMAIN)) throw new IllegalArgumentException(DOMAIN + " follows from the domain");
        StructHash struct = StructTypes.compile(shape.types, shape.primaryType);
        Map<String, Object> domain = Map.of(
                "name", shape.domain.name(),
                "version", shape.domain.version(),
                "chainId", Long.toString(shape.domain.chainId()));
        byte[] separator = new byte[Encoding.WORD];
        StructTypes.compile(DOMAIN_TYPE, DOMAIN).into(domain, "the domain", new Keccak(), separator, 0);
        return new Prepared(separator, struct);
    }
}
