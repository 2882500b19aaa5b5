package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.BidId;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.SignerRecovery;
import org.headroom.model.signing.TypedData;
import org.headroom.model.units.ByteCount;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.KeySigner;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages with a real signature that were changed after they were signed. The gate may admit one only where what is
 * signed is the same: its EIP-712 hash is the original's.
 */
@Timeout(120)
class MutatedMessagesAttackTest {
    private static final int TRIES = 6_000;
    private static final long CHAIN = 31_337;
    private static final EthAddress SOMEONE = new EthAddress("0x" + "5e".repeat(20));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final MarketCodec codec = new MarketCodec(CHAIN);
    private final Eip712Recovery recovery = new Eip712Recovery();
    private KeySigner key;

    @BeforeEach
    void aKey() throws Exception {
        key = Keystore.create(folder.resolve("key.json"), "any".toCharArray(), Keystore.Strength.LIGHT);
    }

    private List<MarketMessage> messages(Random random) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        Validity good = new Validity(
                now,
                now.plusSeconds(600),
                new Hash32("0x" + java.util.HexFormat.of().formatHex(nonce)));
        Limits limits = new Limits(1_000, new ByteCount(64L << 20), 32, Duration.ofMinutes(5));
        Order order = new Order(
                new OrderId("order-" + Long.toHexString(random.nextLong())),
                key.address(),
                new Requirements(1, Optional.of("RTX 4090"), new ByteCount(0)),
                new Manifest("localhost/x:1", List.of("/bin/job", "-v"), Map.of("A", "1", "B", "2"), limits),
                Usdc.parse("0.42"),
                Duration.ofMinutes(5),
                good);
        LeaseId lease = new LeaseId("bid-" + Long.toHexString(random.nextLong()));
        StreamRef stream = new StreamRef(CHAIN, SOMEONE, SOMEONE, java.math.BigInteger.valueOf(7));
        BidId bid = new BidId(lease.value());
        return List.of(
                order,
                new Acceptance(lease, bid, order.id(), key.address(), SOMEONE, stream, good),
                new StopRequest(lease, key.address(), SOMEONE, good));
    }

    /** @return how many were admitted, and which of them say something else than what was signed */
    private Outcome attack(SignerRecovery signers) throws Exception {
        Random random = new Random(20261130);
        int admitted = 0;
        List<String> bypasses = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            // A new gate for each: what was heard before is another one's to tell.
            MarketGate gate = new MarketGate(codec, Guards.forNow(signers, clock), clock);
            List<MarketMessage> all = messages(random);
            MarketMessage message = all.get(random.nextInt(all.size()));
            TypedData layout = codec.layout(message);
            byte[] mutant = mutated(codec.encode(new Signed<>(message, key.sign(layout))), random);
            if (gate.judge(Topics.of(message), mutant) instanceof MarketGate.Verdict.Admitted taken) {
                admitted++;
                if (!taken.hash().equals(recovery.hash(layout))
                        || !recovery.hash(codec.layout(taken.signed().message()))
                                .equals(recovery.hash(layout)))
                    bypasses.add(new String(mutant, StandardCharsets.UTF_8));
            }
        }
        return new Outcome(admitted, bypasses);
    }

    private record Outcome(int admitted, List<String> bypasses) {}

    @Test
    void whatIsAdmittedAfterAChangeHasTheHashOfTheOriginal() throws Exception {
        Outcome outcome = attack(recovery);
        System.out.println(
                "story: " + outcome.admitted() + " of " + TRIES + " changed messages say the same as before");
        assertThat(outcome.bypasses()).isEmpty();
        assertThat(outcome.admitted())
                .as("a change of form alone is no reason to refuse")
                .isBetween(1, TRIES / 2);
    }

    /** The attack itself finds a gate that does not look at signatures. */
    @Test
    void gateThatBelievesEverySignatureIsFound() throws Exception {
        EthAddress author = key.address();
        Outcome outcome = attack(new SignerRecovery() {
            @Override
            public Optional<EthAddress> recover(Hash32 hash, Signature signature) {
                return Optional.of(author);
            }

            @Override
            public Hash32 hash(TypedData data) {
                return recovery.hash(data);
            }
        });
        assertThat(outcome.bypasses()).hasSizeGreaterThan(TRIES / 20);
    }

    private static byte[] mutated(byte[] bytes, Random random) throws Exception {
        if (random.nextInt(3) == 0) {
            byte[] out = bytes.clone();
            out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(7));
            return out;
        }
        JsonNode tree = JSON.readTree(bytes);
        List<ObjectNode> places = new ArrayList<>();
        collect(tree, places);
        ObjectNode place = places.get(random.nextInt(places.size()));
        List<String> names = new ArrayList<>();
        place.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) return bytes;
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = place.get(name);
        switch (random.nextInt(7)) {
            case 0 -> place.set(name, place.remove(name));
            case 1 -> place.put(name, changed(value.asText(), random));
            case 2 -> place.put(name, value.asText().toUpperCase(java.util.Locale.ROOT));
            case 3 -> place.put(name, "0" + value.asText());
            case 4 -> place.put(name, value.asLong() + 1);
            case 5 -> place.put(name, value.asText() + "\u200b");
            default -> place.remove(name);
        }
        return JSON.writeValueAsBytes(tree);
    }

    private static String changed(String text, Random random) {
        if (text.isEmpty()) return "1";
        char[] all = text.toCharArray();
        int at = random.nextInt(all.length);
        all[at] = all[at] == '1' ? '2' : '1';
        return new String(all);
    }

    private static void collect(JsonNode node, List<ObjectNode> places) {
        if (node instanceof ObjectNode object) places.add(object);
        if (node instanceof ContainerNode<?>) node.forEach(child -> collect(child, places));
    }
}
