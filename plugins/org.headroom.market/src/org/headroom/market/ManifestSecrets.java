package org.headroom.market;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.EthAddress;
import org.headroom.model.signing.Opener;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.Sealer;
import org.headroom.model.signing.SealingKey;

/**
 * The values of a manifest's secrets on their way from the renter to the provider: a JSON object, sealed to the key that
 * the bid names and bound to the lease, so that nobody can play them into another one. Any thread.
 */
public final class ManifestSecrets implements SecretsReader {
    /** All values together, as JSON in UTF-8. */
    public static final int MOST_BYTES = 8_192;

    private static final byte[] INFO = "headroom/1 manifest secrets".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(2).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Opener opener;

    public ManifestSecrets(Opener opener) {
        this.opener = opener;
    }

    /**
     * Seals the values for the provider of a bid.
     *
     * @param values exactly the names that the order's manifest lists
     * @throws IllegalArgumentException in one line, without any value, if they cannot be sent
     */
    public static Sealed seal(Sealer sealer, Order order, Bid bid, Map<String, String> values) {
        Optional<String> wrong = wrong(order, values);
        if (wrong.isPresent()) throw new IllegalArgumentException("The secrets cannot be sent: " + wrong.get());
        SealingKey to = bid.sealingKey()
                .orElseThrow(() -> new IllegalArgumentException("The bid names no key to seal secrets to."));
        byte[] plain;
        try {
            plain = JSON.writeValueAsBytes(new TreeMap<>(values));
        } catch (JsonProcessingException e) {
            // Its message may hold a value.
            throw new IllegalArgumentException("The secrets cannot be written as JSON.");
        }
        try {
            if (plain.length > MOST_BYTES)
                throw new IllegalArgumentException(
                        "The secrets have " + plain.length + " bytes; at most " + MOST_BYTES + " can be sent.");
            return sealer.seal(to, INFO, bound(LeaseId.of(bid.id()), order.id(), bid.renter(), bid.provider()), plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    @Override
    public Optional<SealingKey> key() {
        return Optional.of(opener.key());
    }

    @Override
    public Map<String, String> read(Order order, Acceptance acceptance) throws Unreadable {
        if (order.manifest().secrets().isEmpty()) {
            if (acceptance.sealed().isEmpty()) return Map.of();
            throw new Unreadable("the acceptance holds secrets that the manifest does not name");
        }
        Sealed sealed = acceptance
                .sealed()
                .orElseThrow(() -> new Unreadable("the acceptance holds no values for the manifest's secrets"));
        byte[] aad = bound(acceptance.lease(), acceptance.order(), acceptance.renter(), acceptance.provider());
        byte[] plain = opener.open(sealed, INFO, aad)
                .orElseThrow(
                        () -> new Unreadable(
                                "the manifest's secrets cannot be opened: they are not sealed to this provider for this lease"));
        try {
            Map<String, String> values = parse(plain);
            Optional<String> wrong = wrong(order, values);
            if (wrong.isPresent()) throw new Unreadable(wrong.get());
            return values;
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static Map<String, String> parse(byte[] plain) throws Unreadable {
        if (plain.length > MOST_BYTES) throw new Unreadable("the secrets have more than " + MOST_BYTES + " bytes");
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString();
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) throw new Unreadable("the secrets are no JSON object");
            Map<String, String> values = new TreeMap<>();
            for (Map.Entry<String, JsonNode> each : node.properties()) {
                if (!each.getValue().isTextual()) throw new Unreadable("a secret's value is no text");
                values.put(each.getKey(), each.getValue().textValue());
            }
            return values;
        } catch (CharacterCodingException e) {
            throw new Unreadable("the secrets are not UTF-8");
        } catch (IOException e) {
            // Its message may hold a value.
            throw new Unreadable("the secrets are not JSON as they must be");
        }
    }

    private static Optional<String> wrong(Order order, Map<String, String> values) {
        if (!values.keySet().equals(new HashSet<>(order.manifest().secrets())))
            return Optional.of("the names of the secrets are not those that the manifest lists");
        if (values.values().stream().anyMatch(value -> value.indexOf('\0') >= 0))
            return Optional.of("a secret has a zero character, which no program can be given");
        return Optional.empty();
    }

    private static byte[] bound(LeaseId lease, OrderId order, EthAddress renter, EthAddress provider) {
        return (lease + "|" + order + "|" + renter + "|" + provider).getBytes(StandardCharsets.UTF_8);
    }
}
