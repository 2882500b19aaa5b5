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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.signing.TypedData;

/** What docs/protocol promises to other implementations is what this one does. */
class ProtocolDocumentsTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Map<Kind, JsonSchema> SCHEMAS = new EnumMap<>(Kind.class);
    private static final String FOLDER = "docs/protocol/";
    private static final JsonNode DOMAIN_TYPE = JSON.valueToTree(List.of(
            new TypedData.Field("name", "string"),
            new TypedData.Field("version", "string"),
            new TypedData.Field("chainId", "uint256")));
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
    void theSchemasHaveTheFieldsOfTheStructsInTheirOrder() throws IOException {
        for (Kind kind : Kind.values()) {
            JsonNode schema = JSON.readTree(file("schemas/" + kind.word() + ".json"));
            assertThat(schema.at("/properties/type/const").asText()).isEqualTo(kind.word());
            hasFields(schema.at("/properties/body"), kind.struct(), schema.at("/$defs"));
            Structs.of(kind).keySet().stream()
                    .filter(struct -> !struct.equals(kind.struct()))
                    .forEach(struct -> hasFields(schema.at("/$defs").get(struct), struct, schema.at("/$defs")));
        }
    }

    private static void hasFields(JsonNode schema, String struct, JsonNode defs) {
        assertThat(schema).as(struct).isNotNull();
        List<String> names = new ArrayList<>();
        for (TypedData.Field field : Structs.fields(struct)) {
            names.add(field.name());
            JsonNode property = schema.get("properties").get(field.name());
            assertThat(property).as(struct + "." + field.name()).isNotNull();
            assertThat(jsonType(property, defs)).as(struct + "." + field.name()).isEqualTo(jsonType(field.type()));
        }
        assertThat(texts(schema.get("required"))).as(struct).isEqualTo(names);
        assertThat(schema.get("additionalProperties").asBoolean(true))
                .as(struct)
                .isFalse();
        List<String> properties = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(properties::add);
        assertThat(properties).as(struct).isEqualTo(names);
    }

    private static String jsonType(String type) {
        if (type.endsWith("[]")) return "array";
        return switch (type) {
            case "bool" -> "boolean";
            case "uint64", "uint32", "int32" -> "integer";
            case "string", "bytes", "bytes32", "address", "uint256" -> "string";
            default -> "object";
        };
    }

    private static String jsonType(JsonNode property, JsonNode defs) {
        if (property.has("enum")) return "string";
        JsonNode type = property.has("$ref")
                ? defs.get(property.get("$ref").asText().replace("#/$defs/", ""))
                        .get("type")
                : property.get("type");
        return type.asText();
    }

    private static List<String> texts(JsonNode array) {
        List<String> out = new ArrayList<>();
        array.forEach(each -> out.add(each.asText()));
        return out;
    }

    /** With {@code HEADROOM_VECTORS=write} in the environment it is written anew. */
    @Example
    void theStructsArePublishedForMachines() throws IOException {
        ObjectNode should = JSON.createObjectNode();
        should.putObject("domain")
                .put("name", TypedDataLayout.DOMAIN_NAME)
                .put("version", TypedDataLayout.DOMAIN_VERSION);
        ObjectNode primary = should.putObject("primaryTypes");
        ObjectNode types = should.putObject("types");
        types.set("EIP712Domain", DOMAIN_TYPE);
        for (Kind kind : Kind.values()) {
            primary.put(kind.word(), kind.struct());
            TypedDataLayout.types(kind).forEach((name, fields) -> types.set(name, JSON.valueToTree(fields)));
        }
        if ("write".equals(System.getenv("HEADROOM_VECTORS")))
            Files.writeString(Repository.file(FOLDER + "eip712.json"), JSON.writeValueAsString(should) + "\n");
        assertThat(JSON.readTree(file("eip712.json"))).isEqualTo(should);
    }

    @Example
    void theVectorsAreReadAsTheySay() throws IOException {
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        for (Path path : vectors()) {
            JsonNode vector = JSON.readTree(path.toFile());
            if (!vector.has("message")) continue;
            byte[] bytes = JSON.writeValueAsString(vector.get("message")).getBytes(StandardCharsets.UTF_8);
            var decoded = codec.decode(vector.get("topic").asText(), bytes, say.now());
            assertThat(decoded).as(path.toString()).isInstanceOf(Decoded.Read.class);
            var read = (Decoded.Read) decoded;
            assertThat(Topics.of(read.message())).isEqualTo(vector.get("topic").asText());
            assertThat(typedData(read.data())).isEqualTo(vector.get("typedData"));
            assertThat(schema(Kind.of(read.message())).validate(vector.get("message")))
                    .as(path.toString())
                    .isEmpty();
            seen.add(Kind.of(read.message()));
        }
        assertThat(seen).containsExactlyInAnyOrder(Kind.values());
    }

    /** A schema may let through what only the text forbids; it may not refuse what is in order. */
    @Example
    void theSchemasTakeWhatIsInOrder() throws IOException {
        for (JsonNode vector : JSON.readTree(file("vectors/refusals.json")).get("vectors")) {
            if (!Set.of("none", "WRONG_SIGNER", "EXPIRED", "FROM_THE_FUTURE", "REPLAYED")
                    .contains(vector.get("reason").asText())) continue;
            JsonNode message = JSON.readTree(vector.get("text").asText());
            Kind kind = Kind.ofWord(message.get("type").asText()).orElseThrow();
            assertThat(schema(kind).validate(message))
                    .as(vector.get("name").asText())
                    .isEmpty();
        }
    }

    private static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.list(Repository.file(FOLDER + "vectors"))) {
            return files.sorted().toList();
        }
    }

    private static String file(String name) throws IOException {
        return Files.readString(Repository.file(FOLDER + name));
    }

    /** As {@code eth_signTypedData_v4} takes it. */
    private static JsonNode typedData(TypedData data) {
        ObjectNode out = JSON.createObjectNode();
        ObjectNode types = out.putObject("types");
        types.set("EIP712Domain", DOMAIN_TYPE);
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
                String text = file("schemas/" + each.word() + ".json");
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(text);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
