package org.headroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.protocol.VectorFiles.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.market.Guards;
import org.headroom.market.ManifestSecrets;
import org.headroom.market.MarketCodec;
import org.headroom.market.MarketGate;
import org.headroom.market.Topics;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Order;
import org.headroom.model.market.Refusal.Reason;
import org.headroom.model.market.Signed;
import org.headroom.model.money.EthAddress;
import org.headroom.model.signing.Sealed;
import org.headroom.model.signing.Signer;
import org.headroom.model.signing.TypedData;
import org.headroom.wallet.Eip712Recovery;
import org.headroom.wallet.PublishedKeys;
import org.junit.jupiter.api.Test;

/**
 * docs/protocol/vectors is what this program says, signs, seals and refuses. With {@code HEADROOM_VECTORS=write} in the
 * environment they are written anew; nothing in them is left to chance.
 */
class ProtocolVectorsTest {
    private final MarketCodec codec = new MarketCodec(Published.CHAIN);
    private final Eip712Recovery recovery = new Eip712Recovery();

    @Test
    void eachMessageIsPublishedWithItsHashesAndItsSignature() throws IOException {
        for (Map.Entry<String, MarketMessage> each : Published.messages().entrySet())
            VectorFiles.check(each.getKey(), vector(each.getValue()));
    }

    @Test
    void eachPublishedMessageIsLetInAndHasTheDigestThatStandsBesideIt() throws IOException {
        for (String name : Published.messages().keySet()) {
            JsonNode vector = VectorFiles.read(name);
            byte[] bytes = JSON.writeValueAsBytes(vector.get("message"));
            var verdict = gate(Published.NOW).judge(vector.get("topic").asText(), bytes);
            assertThat(verdict).as(name).isInstanceOfSatisfying(MarketGate.Verdict.Admitted.class, admitted -> {
                assertThat(admitted.hash().hex()).isEqualTo(vector.get("digest").asText());
                assertThat(admitted.signed().message().author())
                        .isEqualTo(new EthAddress(vector.get("signer").asText()));
            });
        }
    }

    @Test
    void theKeysArePublished() throws IOException {
        ObjectNode keys = JSON.createObjectNode();
        keys.put(
                "note",
                "Known to all the world: the first two accounts of every development chain, and an X25519 key made up"
                        + " for these files. Whatever is sent to them on a real chain is lost.");
        keys.putObject("renter")
                .put("privateKey", Published.RENTER_KEY)
                .put("address", Published.renter().hex());
        keys.putObject("provider")
                .put("privateKey", Published.PROVIDER_KEY)
                .put("address", Published.provider().hex());
        keys.putObject("sealing")
                .put("privateKey", Published.SEALING.privateKey())
                .put("publicKey", Published.SEALING.publicKey().hex());
        VectorFiles.check("keys", keys);
    }

    @Test
    void theSecretsAreSealedAndOpenedAsPublished() throws IOException {
        PublishedKeys.Pair oneTime = PublishedKeys.sealing(Published.ONE_TIME);
        Sealed sealed = Published.sealed();
        ObjectNode vector = JSON.createObjectNode();
        vector.putObject("suite")
                .put("mode", "base")
                .put("kem", "DHKEM(X25519, HKDF-SHA256), 0x0020")
                .put("kdf", "HKDF-SHA256, 0x0001")
                .put("aead", "AES-128-GCM, 0x0001");
        vector.putObject("recipient")
                .put("privateKey", Published.SEALING.privateKey())
                .put("publicKey", Published.SEALING.publicKey().hex());
        vector.putObject("ephemeral")
                .put("privateKey", oneTime.privateKey())
                .put("publicKey", oneTime.publicKey().hex());
        vector.put("info", Published.INFO);
        vector.put("aad", Published.aad());
        vector.put("plaintext", Published.PLAINTEXT);
        vector.put("enc", sealed.enc());
        vector.put("ciphertext", sealed.ciphertext());
        vector.put("acceptance", "acceptance-sealed.json");
        VectorFiles.check("sealed-manifest", vector);

        JsonNode read = VectorFiles.read("sealed-manifest");
        assertThat(read.get("enc")).isEqualTo(read.get("ephemeral").get("publicKey"));
        Optional<byte[]> opened = Published.SEALING
                .opener()
                .open(
                        new Sealed(
                                read.get("enc").asText(), read.get("ciphertext").asText()),
                        Published.utf8(read.get("info").asText()),
                        Published.utf8(read.get("aad").asText()));
        assertThat(opened.map(bytes -> new String(bytes, StandardCharsets.UTF_8)))
                .contains(read.get("plaintext").asText());
    }

    @Test
    void aProviderReadsThePublishedSecrets() throws Exception {
        Order order = (Order) Published.messages().get("order-directed");
        Acceptance acceptance = (Acceptance) Published.messages().get("acceptance-sealed");
        JsonNode plaintext = JSON.readTree(
                VectorFiles.read("sealed-manifest").get("plaintext").asText());
        var values = new ManifestSecrets(Published.SEALING.opener()).read(order, acceptance);
        assertThat(JSON.<JsonNode>valueToTree(values)).isEqualTo(plaintext);
    }

    @Test
    void theRefusalsAreWhatTheGateSays() throws IOException {
        VectorFiles.check("refusals", new RefusalVectors(codec).all());
        Set<Reason> seen = new HashSet<>();
        for (JsonNode vector : VectorFiles.read("refusals").get("vectors")) {
            var gate = gate(Instant.ofEpochSecond(vector.get("now").asLong()));
            String topic = vector.get("topic").asText();
            JsonNode after = vector.path("after");
            if (!after.isMissingNode())
                gate.judge(
                        after.get("topic").asText(),
                        Published.utf8(after.get("text").asText()));
            Optional<Reason> reason = reason(gate.judge(topic, bytes(vector)));
            assertThat(reason.map(Reason::name).orElse("none"))
                    .as(vector.get("name").asText())
                    .isEqualTo(vector.get("reason").asText());
            reason.ifPresent(seen::add);
        }
        assertThat(seen)
                .containsAll(Set.of(Reason.values()).stream()
                        .filter(reason -> !TOLD_BY_NO_MESSAGE.contains(reason.name()))
                        .collect(Collectors.toSet()));
    }

    /** They need a history, or an owner's list. */
    private static final Set<String> TOLD_BY_NO_MESSAGE = Set.of("RATE_LIMITED", "BLOCKED");

    @Test
    void everyFileIsOneOfThese() throws IOException {
        Set<String> names = new HashSet<>(Published.messages().keySet());
        names.addAll(Set.of("keys", "sealed-manifest", "refusals"));
        try (var files = Files.list(VectorFiles.folder())) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    static byte[] bytes(JsonNode vector) {
        if (vector.has("hex")) return HexFormat.of().parseHex(vector.get("hex").asText());
        String text = vector.get("text").asText();
        return Published.utf8(text + " ".repeat(vector.path("spaces").asInt(0)));
    }

    private static Optional<Reason> reason(MarketGate.Verdict verdict) {
        return switch (verdict) {
            case MarketGate.Verdict.Admitted admitted -> Optional.empty();
            case MarketGate.Verdict.Refused refused ->
                Optional.of(refused.refusal().reason());
        };
    }

    private MarketGate gate(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new MarketGate(codec, Guards.forNow(recovery, clock), clock);
    }

    private ObjectNode vector(MarketMessage message) throws IOException {
        Signer signer = message.author().equals(Published.renter()) ? Published.RENTER : Published.PROVIDER;
        TypedData data = codec.layout(message);
        byte[] encoded = codec.encode(new Signed<>(message, signer.sign(data)));
        ObjectNode vector = JSON.createObjectNode();
        vector.put("topic", Topics.of(message));
        vector.set("message", JSON.readTree(encoded));
        vector.set("typedData", typedData(data));
        vector.put("domainSeparator", PublishedKeys.domainSeparator(data));
        vector.put("structHash", PublishedKeys.structHash(data));
        vector.put("digest", recovery.hash(data).hex());
        vector.put("signer", signer.address().hex());
        return vector;
    }

    /** As {@code eth_signTypedData_v4} takes it. */
    private static ObjectNode typedData(TypedData data) {
        ObjectNode out = JSON.createObjectNode();
        ObjectNode types = out.putObject("types");
        var domain = types.putArray("EIP712Domain");
        domain.addObject().put("name", "name").put("type", "string");
        domain.addObject().put("name", "version").put("type", "string");
        domain.addObject().put("name", "chainId").put("type", "uint256");
        data.types().forEach((name, fields) -> types.set(name, JSON.valueToTree(fields)));
        out.put("primaryType", data.primaryType());
        out.set("domain", JSON.valueToTree(data.domain()));
        out.set("message", JSON.valueToTree(data.message()));
        return out;
    }
}
