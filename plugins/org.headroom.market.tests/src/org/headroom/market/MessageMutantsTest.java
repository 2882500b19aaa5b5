package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.signing.Signature;

/**
 * Messages that are nearly right, thousands of them: types swapped, numbers blown up, fields renamed, doubled, nested.
 * Whatever comes in, the gate says what it is and why, and throws nothing; what it admits has the digest that was
 * signed. What once broke something stays under {@code resources/seeds/messages}.
 */
class MessageMutantsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final List<JsonNode> VALUES = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(0),
            NODES.numberNode(1L << 53),
            NODES.numberNode(Long.MIN_VALUE),
            NODES.numberNode(new BigInteger("9".repeat(90))),
            NODES.numberNode(0.5),
            NODES.numberNode(1e300),
            NODES.textNode(""),
            NODES.textNode("0"),
            NODES.textNode("00"),
            NODES.textNode("-1"),
            NODES.textNode("9".repeat(78)),
            NODES.textNode("0x"),
            NODES.textNode("0x0"),
            NODES.textNode("0x" + "f".repeat(64)),
            NODES.textNode("0x" + "0".repeat(40)),
            NODES.textNode("0X" + "AB".repeat(20)),
            NODES.textNode("../../etc"),
            NODES.textNode("+/#/$"),
            NODES.textNode("\u202eevil\u0000"),
            NODES.textNode("\ud83d"),
            NODES.textNode("=x"),
            NODES.textNode("x".repeat(20_000)),
            NODES.objectNode(),
            NODES.arrayNode());

    private final Samples say = Samples.fresh();
    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final MarketGate gate =
            new MarketGate(new MarketCodec(Samples.CHAIN), Guards.forNow(new TestKeys(), clock), clock);

    @Property(tries = 6_000, seed = "20261126")
    void whatIsNearlyAMessageIsRefusedWithAReason(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<MarketMessage> all = say.all();
        MarketMessage message = all.get(random.nextInt(all.size()));
        JsonNode tree = JSON.readTree(new MarketCodec(Samples.CHAIN).encode(say.signed(message)));
        for (int i = random.nextInt(4); i >= 0; i--) mutate(tree, random);
        byte[] bytes = JSON.writeValueAsBytes(tree);
        if (random.nextInt(4) == 0) bytes = spoilt(bytes, random);
        judged(
                gate,
                random.nextInt(8) == 0 ? "headroom/1/x/" + seed : Topics.of(message),
                bytes,
                Optional.of(digest(message)));
    }

    /** The property finds a way past the signature: here each one counts as the author's. */
    @Example
    void gateThatChecksNoSignatureIsFound() {
        MarketMessage message = say.update(new LeaseId("lease-0001"), 1);
        var careless = new MarketGate(
                new MarketCodec(Samples.CHAIN),
                Guards.forNow(
                        new TestKeys() {
                            @Override
                            public Optional<EthAddress> recover(Hash32 hash, Signature signature) {
                                return Optional.of(message.author());
                            }
                        },
                        clock),
                clock);
        String changed = new String(new MarketCodec(Samples.CHAIN).encode(say.signed(message)), StandardCharsets.UTF_8)
                .replace("The job runs.", "The job ran.");
        assertThatThrownBy(() -> judged(
                        careless,
                        Topics.of(message),
                        changed.getBytes(StandardCharsets.UTF_8),
                        Optional.of(digest(message))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("admitted");
    }

    private static Hash32 digest(MarketMessage message) {
        return new TestKeys().hash(new MarketCodec(Samples.CHAIN).layout(message));
    }

    @Example
    void whatOnceBrokeSomethingIsRefused() throws IOException {
        Path seeds = Repository.file("plugins/org.headroom.market.tests/resources/seeds/messages");
        try (Stream<Path> files = Files.list(seeds)) {
            for (Path file : files.sorted().toList())
                judged(gate, Topics.of(say.order()), Files.readAllBytes(file), Optional.empty());
        }
    }

    /** @param digest of what was signed; empty where nothing was */
    private static void judged(MarketGate by, String topic, byte[] bytes, Optional<Hash32> digest) {
        long began = System.nanoTime();
        MarketGate.Verdict verdict = by.judge(topic, bytes);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as(new String(bytes, StandardCharsets.UTF_8))
                .isLessThan(LONGEST);
        // A mutation may leave what was signed as it is: an address in capitals, a field in another place.
        if (verdict instanceof MarketGate.Verdict.Admitted admitted) {
            assertThat(Optional.of(digest(admitted.signed().message())))
                    .as("admitted: %s", new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(digest);
            assertThat(Optional.of(admitted.hash())).isEqualTo(digest);
        }
        if (verdict instanceof MarketGate.Verdict.Refused refused) {
            assertThat(refused.refusal().detail()).isNotBlank().hasSizeLessThan(1_000);
            assertThat(refused.refusal().detail().chars().noneMatch(Character::isISOControl))
                    .isTrue();
            assertThat(refused.refusal().reason()).isNotEqualTo(Reason.EXPIRED);
        }
    }

    private static void mutate(JsonNode root, Random random) {
        List<ContainerNode<?>> places = new ArrayList<>();
        collect(root, places);
        ContainerNode<?> place = places.get(random.nextInt(places.size()));
        // A copy: what is put in may be changed by the next mutation.
        JsonNode value = (random.nextInt(5) == 0
                        ? places.get(random.nextInt(places.size()))
                        : VALUES.get(random.nextInt(VALUES.size())))
                .deepCopy();
        switch (place) {
            case ObjectNode object -> {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = names.isEmpty() ? "x" : names.get(random.nextInt(names.size()));
                switch (random.nextInt(5)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set(name + "x", value);
                    case 2 -> object.set("", value);
                    default -> object.set(name, value);
                }
            }
            case ArrayNode array -> {
                if (random.nextInt(3) > 0) array.add(value);
                else for (int i = 0; i < 300; i++) array.add("x");
            }
            default -> {}
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> places) {
        if (node instanceof ContainerNode<?> container) places.add(container);
        node.forEach(child -> collect(child, places));
    }

    private static byte[] spoilt(byte[] bytes, Random random) {
        byte[] out = Arrays.copyOf(bytes, bytes.length - random.nextInt(Math.min(3, bytes.length)));
        for (int i = random.nextInt(3); i > 0; i--) out[random.nextInt(out.length)] = (byte) random.nextInt(256);
        return out;
    }
}
