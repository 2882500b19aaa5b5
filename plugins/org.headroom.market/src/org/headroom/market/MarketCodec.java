package org.headroom.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Signed;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.TypedData;
import org.headroom.model.signing.TypedData.Field;

/**
 * Signed messages as JSON: {@code {"headroom":1,"type":"order","chainId":…,"body":{…},"signature":"0x…"}}. The body's
 * names are those of the typed data. Decoding never throws: what cannot be read is a {@link Refusal}. Pure; any thread.
 */
public final class MarketCodec {
    public static final int VERSION = 1;

    private static final int MAX_DEPTH = 12;
    private static final Set<String> ENVELOPE = Set.of("headroom", "type", "chainId", "body", "signature");
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .maxNameLength(256)
                            .maxStringLength(256 << 10)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // A stranger's text has no place in our log.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final long chainId;

    /** @param chainId of the chain on which this market's leases are paid; messages for another are refused */
    public MarketCodec(long chainId) {
        if (chainId < 1 || chainId > BodyReader.MAX_SAFE)
            throw new IllegalArgumentException("not a chain's number: " + chainId);
        this.chainId = chainId;
    }

    public long chainId() {
        return chainId;
    }

    public TypedData layout(MarketMessage message) {
        return TypedDataLayout.of(message, chainId);
    }

    /** @throws IllegalArgumentException in one line, if the message is one that a receiver would refuse */
    public byte[] encode(Signed<?> signed) {
        TypedData data = layout(signed.message());
        Kind kind = Kind.of(signed.message());
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("headroom", VERSION);
        envelope.put("type", kind.word());
        envelope.put("chainId", chainId);
        envelope.set("body", object(data.primaryType(), data.message()));
        envelope.put("signature", signed.signature().hex());
        byte[] bytes;
        try {
            bytes = JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "This " + kind.word() + " cannot be written: " + e.getOriginalMessage(), e);
        }
        try {
            if (bytes.length > kind.maxBytes()) throw tooLarge(bytes.length, kind.maxBytes());
            read(bytes);
        } catch (Broken e) {
            throw new IllegalArgumentException("This " + kind.word() + " would be refused: " + e.detail(), e);
        }
        return bytes;
    }

    /**
     * Reads the form and nothing else.
     *
     * @param topic names the kind, and with it the size that is looked at before anything else
     * @param now for the refusal
     */
    public Decoded decode(String topic, byte[] bytes, Instant now) {
        try {
            int most = Topics.kind(topic).map(Kind::maxBytes).orElse(32 << 10);
            if (bytes.length > most) throw tooLarge(bytes.length, most);
            return read(bytes);
        } catch (Broken e) {
            return new Decoded.Refused(new Refusal(now, topic, e.reason(), e.detail()));
        }
    }

    private Decoded.Read read(byte[] bytes) throws Broken {
        JsonNode envelope = parse(bytes);
        if (!envelope.isObject()) throw new Broken(Reason.MALFORMED, "not a JSON object");
        JsonNode type = envelope.get("type");
        if (type == null || !type.isTextual()) throw new Broken(Reason.MALFORMED, "no type");
        Optional<Kind> known = Kind.ofWord(type.textValue());
        if (known.isEmpty())
            throw new Broken(Reason.UNKNOWN_TYPE, "type " + Texts.quoted(type.textValue()) + " is not known here");
        JsonNode version = envelope.get("headroom");
        if (version == null || !version.isIntegralNumber())
            throw new Broken(Reason.MALFORMED, "no version (\"headroom\":" + VERSION + ")");
        if (!version.canConvertToInt() || version.intValue() != VERSION)
            throw new Broken(Reason.UNKNOWN_VERSION, "version " + brief(version) + "; this speaks " + VERSION);
        JsonNode chain = envelope.get("chainId");
        if (chain == null || !chain.isIntegralNumber()) throw Broken.invalid("no chainId");
        if (!chain.canConvertToLong() || chain.longValue() != chainId)
            throw Broken.invalid("is for chain " + brief(chain) + "; payments here are on chain " + chainId);
        JsonNode body = envelope.get("body");
        if (body == null) throw Broken.invalid("no body");
        var names = envelope.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!ENVELOPE.contains(name)) throw Broken.invalid("a field that is not signed: " + Texts.quoted(name));
        }
        Kind kind = known.get();
        Map<String, Object> values = BodyReader.struct(kind.struct(), body);
        MarketMessage message = MessageReader.read(kind, values, chainId);
        TypedData data = layout(message);
        // What is read must be what was signed, to the letter.
        if (!data.message().equals(values))
            throw Broken.invalid("not in its one form: the environment is sorted by name");
        return new Decoded.Read(message, data, signature(envelope.get("signature")));
    }

    private static JsonNode parse(byte[] bytes) throws Broken {
        try {
            // Jackson would guess UTF-16 and mend bad UTF-8; the market speaks UTF-8 and means it.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw new Broken(Reason.MALFORMED, "not UTF-8");
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new Broken(
                    Reason.MALFORMED,
                    "not JSON as it must be"
                            + (where == null ? "" : " at character " + where.getCharOffset())
                            + ": " + Texts.quoted(String.valueOf(e.getOriginalMessage())));
        }
    }

    private static Optional<Signature> signature(@org.jspecify.annotations.Nullable JsonNode node) {
        if (node == null || !node.isTextual()) return Optional.empty();
        try {
            return Optional.of(new Signature(node.textValue()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Broken tooLarge(int bytes, int most) {
        return new Broken(Reason.TOO_LARGE, bytes + " bytes; at most " + most + " are read");
    }

    private static String brief(JsonNode number) {
        String text = number.asText();
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }

    private static ObjectNode object(String struct, Map<?, ?> values) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (Field field : Structs.fields(struct)) {
            Object value = values.get(field.name());
            if (value == null) throw new IllegalStateException(struct + " lacks " + field.name());
            out.set(field.name(), json(field.type(), value));
        }
        return out;
    }

    private static JsonNode json(String type, Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case List<?> list -> {
                var array = nodes.arrayNode();
                String item = type.replace("[]", "");
                list.forEach(each -> array.add(json(item, each)));
                yield array;
            }
            case Map<?, ?> struct -> object(type, struct);
            case Boolean flag -> nodes.booleanNode(flag);
            case String number
            when type.endsWith("int64") || type.endsWith("int32") -> nodes.numberNode(Long.parseLong(number));
            case String text -> nodes.textNode(text);
            default -> throw new IllegalStateException("no JSON for " + type);
        };
    }
}
