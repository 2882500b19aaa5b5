package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Signed;
import org.headroom.model.signing.Signature;
import org.headroom.model.signing.TypedData;

/** What docs/protocol promises to other implementations is what this one does. */
class ProtocolDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<Kind, JsonSchema> SCHEMAS = new EnumMap<>(Kind.class);
    private static final Signature PLACEHOLDER = new Signature("0x" + "00".repeat(64) + "1b");
    private final MarketCodec codec = new MarketCodec(Samples.CHAIN);
    private final Samples say =
            new Samples(TestKeys.address(1), TestKeys.address(2), Instant.parse("2026-01-01T00:00:00Z"));

    @Provide
    Arbitrary<MarketMessage> messages() {
        return MarketMessages.any();
    }

    @Property(tries = 400, seed = "20261123")
    void everyMessageThatIsWrittenFitsItsSchema(@ForAll("messages") MarketMessage message) throws IOException {
        JsonNode written = JSON.readTree(codec.encode(say.signed(message)));
        assertThat(schema(Kind.of(message)).validate(written)).isEmpty();
    }

    @Example
    void theSchemasRefuseWhatIsNotSigned() throws IOException {
        for (MarketMessage message : say.all()) {
            ObjectNode written = (ObjectNode) JSON.readTree(codec.encode(say.signed(message)));
            ((ObjectNode) written.get("body")).put("extra", 1);
            assertThat(schema(Kind.of(message)).validate(written)).isNotEmpty();
            ((ObjectNode) written.get("body")).remove("extra");
            ((ObjectNode) written.get("body")).remove("nonce");
            assertThat(schema(Kind.of(message)).validate(written)).isNotEmpty();
        }
    }

    @Example
    void theVectorsAreReadAsTheySay() throws IOException {
        for (Kind kind : Kind.values()) {
            Path file = Repository.file("docs/protocol/vectors/" + kind.word() + ".json");
            JsonNode vector = JSON.readTree(Files.readString(file));
            byte[] bytes = JSON.writeValueAsString(vector.get("message")).getBytes(StandardCharsets.UTF_8);
            var decoded = codec.decode(vector.get("topic").asText(), bytes, say.now());
            assertThat(decoded).as(kind.word()).isInstanceOf(Decoded.Read.class);
            var read = (Decoded.Read) decoded;
            assertThat(Topics.of(read.message())).isEqualTo(vector.get("topic").asText());
            assertThat(typedData(read.data())).isEqualTo(vector.get("typedData"));
            assertThat(schema(kind).validate(vector.get("message"))).isEmpty();
        }
    }

    /** Writes new vectors where a kind has none: {@code HEADROOM_VECTORS=write} in the environment. */
    @Example
    void everyKindHasAVector() throws IOException {
        for (MarketMessage message : say.all()) {
            Path file =
                    Repository.file("docs/protocol/vectors/" + Kind.of(message).word() + ".json");
            if ("write".equals(System.getenv("HEADROOM_VECTORS")) && !Files.exists(file)) {
                ObjectNode vector = JSON.createObjectNode();
                vector.put("topic", Topics.of(message));
                vector.set("message", JSON.readTree(codec.encode(new Signed<>(message, PLACEHOLDER))));
                vector.set("typedData", typedData(codec.layout(message)));
                Files.writeString(file, JSON.writeValueAsString(vector) + "\n");
            }
            assertThat(file).exists();
        }
    }

    /** As {@code eth_signTypedData_v4} takes it. */
    private static JsonNode typedData(TypedData data) {
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
        try {
            // Once through text, so that numbers compare as they will be read.
            return JSON.readTree(JSON.writeValueAsString(out));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonSchema schema(Kind kind) {
        return SCHEMAS.computeIfAbsent(kind, each -> {
            try {
                String text = Files.readString(Repository.file("docs/protocol/schemas/" + each.word() + ".json"));
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(text);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
