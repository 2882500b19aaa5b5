package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of the owner's files is left out and spoiled in turn: the message names file and field, in plain words. */
class SpoiledSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Words of the library and the language, which say nothing to an owner. */
    private static final Pattern FOREIGN = Pattern.compile(
            "java\\.|org\\.headroom|Exception|`|Cannot (invoke|deserialize|construct|coerce)|NullPointer|StreamReadFeature"
                    + "|\\b(int|long|String|Integer|Long|POJO|START_OBJECT|VALUE_\\w+)\\b");

    private static final String WHOLE = """
            {
              "rig": "rig one",
              "askPerHour": "0.42",
              "broker": {"url": "mqtts://broker.example", "username": "me", "passwordFile": "p", "caFile": "ca.pem",
                "certificateFile": "own.pem", "keyFile": "own.key", "name": "broker"},
              "chain": {"name": "Base", "chainId": 8453, "rpc": "https://node.example",
                "contract": "0x1111111111111111111111111111111111111111",
                "token": "0x2222222222222222222222222222222222222222",
                "payout": "0x3333333333333333333333333333333333333333",
                "maxHeadAgeSeconds": 60, "finality": "safe", "finalityDepth": 12},
              "keys": {"keystore": "keystore.json", "passphraseFile": "passphrase"},
              "nvml": "libnvidia-ml.so.1",
              "streamPollSeconds": 8,
              "prometheus": {"enabled": false, "address": "127.0.0.1", "port": 9400},
              "storage": {"ledgerReserveMiB": 16, "keepLeasesDays": 30, "keepLeasesGiB": 20,
                          "jobMegabytesPerSecond": 200, "jobOperationsPerSecond": 2000}
            }
            """;

    static final List<String> REQUIRED = List.of(
            "rig",
            "askPerHour",
            "broker.url",
            "chain.chainId",
            "chain.rpc",
            "chain.contract",
            "chain.token",
            "keys.keystore",
            "keys.passphraseFile");
    static final List<String> TEXTS = List.of(
            "rig",
            "askPerHour",
            "broker.url",
            "broker.username",
            "broker.passwordFile",
            "broker.caFile",
            "broker.certificateFile",
            "broker.keyFile",
            "broker.name",
            "chain.name",
            "chain.rpc",
            "chain.contract",
            "chain.token",
            "chain.payout",
            "chain.finality",
            "keys.keystore",
            "keys.passphraseFile",
            "nvml",
            "prometheus.address");
    static final List<String> NUMBERS = List.of(
            "chain.chainId",
            "chain.maxHeadAgeSeconds",
            "chain.finalityDepth",
            "streamPollSeconds",
            "prometheus.port",
            "storage.ledgerReserveMiB",
            "storage.keepLeasesDays",
            "storage.keepLeasesGiB",
            "storage.jobMegabytesPerSecond",
            "storage.jobOperationsPerSecond");
    static final List<String> OBJECTS = List.of("broker", "chain", "keys", "prometheus", "storage");

    @TempDir
    Path home;

    private ObjectNode settings;

    @BeforeEach
    void readWhole() throws Exception {
        settings = (ObjectNode) JSON.readTree(WHOLE);
    }

    private ObjectNode parentOf(String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? settings : (ObjectNode) settings.get(field.substring(0, dot));
    }

    private static String nameOf(String field) {
        return field.substring(field.indexOf('.') + 1);
    }

    private String messageWith(String field, JsonNode value) throws Exception {
        parentOf(field).set(nameOf(field), value);
        return message();
    }

    private String message() throws Exception {
        Files.writeString(home.resolve("rig.json"), JSON.writeValueAsString(settings));
        return messageOf(() -> RigSettings.read(home));
    }

    private interface Reading {
        void read() throws RigSettings.BadSettings;
    }

    private static String messageOf(Reading reading) {
        RigSettings.BadSettings refused = catchThrowableOfType(RigSettings.BadSettings.class, reading::read);
        assertThat(refused).as("refused").isNotNull();
        String message = String.valueOf(refused.getMessage());
        assertThat(message).doesNotContainPattern(FOREIGN).endsWith(".");
        return message;
    }

    /** The name alone, in quotation marks with or without what it is part of. */
    private void assertNames(String message, String field) {
        assertThat(message).contains(home.resolve("rig.json").toString());
        assertThat(message).containsPattern("\"(" + Pattern.quote(field) + "|" + Pattern.quote(nameOf(field)) + ")\"");
    }

    @Test
    void settingsThatNothingIsWrongWithAreRead() throws Exception {
        Files.writeString(home.resolve("rig.json"), WHOLE);
        assertThat(RigSettings.read(home)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "'\"nvml\": ', '\"rig\": \"another\", \"nvml\": ', rig, is there twice",
        "'\"finality\": ', '\"payout\": \"0x4444444444444444444444444444444444444444\", \"finality\": ', payout, is there twice"
    })
    void fieldThatIsThereTwiceIsNamed(String at, String instead, String field, String words) throws Exception {
        Files.writeString(home.resolve("rig.json"), WHOLE.replace(at, instead));
        String message = messageOf(() -> RigSettings.read(home));
        assertNames(message, field);
        assertThat(message).contains(words);
    }

    @Test
    void textBehindTheClosingBraceIsRefused() throws Exception {
        Files.writeString(home.resolve("rig.json"), WHOLE + "}");
        assertThat(messageOf(() -> RigSettings.read(home))).contains(", line ");
        Files.writeString(home.resolve("rig.json"), WHOLE + "{}");
        assertThat(messageOf(() -> RigSettings.read(home))).contains("there is more text after the closing brace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1111111111111111111111111111111111111111", "0x2222222222222222222222222222222222222222"})
    void payoutToAContractIsRefused(String contract) throws Exception {
        String message = messageWith("chain.payout", NODES.textNode(contract));
        assertNames(message, "chain.payout");
        assertThat(message).contains("is lost");
    }

    @Test
    void contractThatIsTheTokenIsRefused() throws Exception {
        String message = messageWith("chain.contract", settings.get("chain").get("token"));
        assertNames(message, "chain.contract");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "nothing\u0000", "turned\u202Eround"})
    void nameOfTheRigThatIsNotSeenAsItIsIsRefused(String name) throws Exception {
        assertNames(messageWith("rig", NODES.textNode(name)), "rig");
    }

    @Test
    void longNameOfTheRigIsRefused() throws Exception {
        assertNames(messageWith("rig", NODES.textNode("r".repeat(101))), "rig");
    }

    @ParameterizedTest
    @FieldSource("REQUIRED")
    void requiredFieldThatIsLeftOutIsNamedAsMissing(String field) throws Exception {
        parentOf(field).remove(nameOf(field));
        String message = message();
        assertNames(message, field);
        assertThat(message).containsPattern("is missing|needs either");
    }

    @ParameterizedTest
    @FieldSource("REQUIRED")
    void requiredFieldThatIsNullIsNamed(String field) throws Exception {
        assertNames(messageWith(field, NODES.nullNode()), field);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void textThatIsEmptyIsNamed(String field) throws Exception {
        String message = messageWith(field, NODES.textNode(""));
        if (field.equals("broker.url")) assertThat(message).contains("\"broker\": a broker's URL begins with");
        else assertNames(message, field);
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void objectInThePlaceOfATextIsNamed(String field) throws Exception {
        String message = messageWith(field, NODES.objectNode());
        assertNames(message, field);
        assertThat(message).contains("must be text in quotation marks");
    }

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void textInThePlaceOfANumberIsNamed(String field) throws Exception {
        String message = messageWith(field, NODES.textNode("many"));
        assertNames(message, field);
        assertThat(message).contains("must be a whole number");
    }

    @ParameterizedTest
    @FieldSource("NUMBERS")
    void numberOutOfRangeIsNamed(String field) throws Exception {
        assertNames(messageWith(field, NODES.numberNode(-1)), field);
        readWhole();
        assertNames(messageWith(field, NODES.numberNode(new java.math.BigInteger("9".repeat(30)))), field);
    }

    @ParameterizedTest
    @FieldSource("OBJECTS")
    void numberInThePlaceOfAnObjectIsNamed(String field) throws Exception {
        String message = messageWith(field, NODES.numberNode(5));
        assertNames(message, field);
        assertThat(message).contains("must be an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain.contract", "chain.token", "chain.payout"})
    void malformedAddressIsNamedWithWhatToWrite(String field) throws Exception {
        for (String wrong : List.of("0x123", "1".repeat(42), "0x" + "g".repeat(40), "0x" + "1".repeat(41))) {
            String message = messageWith(field, NODES.textNode(wrong));
            assertThat(message)
                    .contains("\"" + field + "\" must be an address, 0x and 40 hexadecimal digits, not \"" + wrong);
        }
        assertThat(messageWith(field, NODES.textNode("0x" + "0".repeat(40))))
                .contains("\"" + field + "\"", "zero address");
    }

    @Test
    void chainWithoutANameIsCalledByItsNumber() throws Exception {
        parentOf("chain.name").remove("name");
        Files.writeString(home.resolve("rig.json"), JSON.writeValueAsString(settings));
        RigSettings.Chain chain = RigSettings.read(home).orElseThrow().chain();
        assertThat(chain).isNotNull();
        assertThat(ChainRules.settings(chain).name()).isEqualTo("chain 8453");
    }

    static final List<String> NOT_OBJECTS =
            new ArrayList<>(List.of("", "null", "[]", "5", "\"text\"", "{", "{\"a\"", "no"));

    @ParameterizedTest
    @FieldSource("NOT_OBJECTS")
    void fileThatIsNoObjectIsRefusedInPlainWords(String text) throws Exception {
        for (String name : List.of("rig.json", "bidding.json", "availability.json")) {
            Files.writeString(home.resolve(name), text);
            String message = messageOf(() -> {
                switch (name) {
                    case "rig.json" -> RigSettings.read(home);
                    case "bidding.json" -> bidding();
                    default -> new AvailabilityFile(home).read(ZoneId.of("UTC"));
                }
            });
            assertThat(message).contains(home.resolve(name).toString());
        }
    }

    private void bidding() throws RigSettings.BadSettings {
        BiddingFile.open(home, BidRules.standard(Usdc.parse("0.42")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"pricing": 5}                                                        | pricing
            {"pricing": {"kind": "fixed", "perGpuHour": {}}}                      | pricing.perGpuHour
            {"pricing": {"kind": "market", "percentile": "high"}}                 | pricing.percentile
            {"pricing": {"kind": "market", "percentile": 99999999999}}            | pricing.percentile
            {"pricing": {}}                                                       | pricing.kind
            {"tariff": {"zone": "Mars/Base", "perKilowattHour": "1"}}             | tariff.zone
            {"tariff": {"zone": "UTC"}}                                           | tariff.perKilowattHour
            {"tariff": {"perKilowattHour": "1", "bands": [null]}}                 | tariff.bands
            {"tariff": {"perKilowattHour": "1", "bands": [{"days": [null]}]}}     | tariff.bands
            {"tariff": {"perKilowattHour": "1", "bands": [{"days": []}]}}         | tariff.bands.from
            {"gpus": {"GPU-1": null}}                                             | gpus
            {"networks": [null]}                                                  | networks
            {"networks": "none"}                                                  | networks
            {"cpuMillis": "many"}                                                 | cpuMillis
            {"memoryBytes": 999999999999999999999999}                             | memoryBytes
            {"longest": "two days"}                                               | longest
            """)
    void spoiledRuleForBidsIsNamed(String json, String field) throws Exception {
        Files.writeString(home.resolve("bidding.json"), json);
        assertThat(messageOf(this::bidding))
                .contains(home.resolve("bidding.json").toString(), "\"" + field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"zone": "Mars/Base"}                              | zone
            {"zone": {}}                                       | zone
            {"week": []}                                       | week
            {"week": {"monday": null}}                         | week
            {"idle": {"afterSeconds": "long"}}                 | idle.afterSeconds
            {"idle": {"afterSeconds": 999999999999999999999}}  | idle.afterSeconds
            {"ignored": [null]}                                | ignored
            {"exclusive": [null]}                              | exclusive
            {"maintenance": [null]}                            | maintenance
            {"maintenance": [{"from": "noon"}]}                | maintenance.from
            {"gpus": {"GPU-1": null}}                          | gpus
            {"onReturn": "kill"}                               | onReturn
            {"noticeSeconds": {}}                              | noticeSeconds
            {"battery": "perhaps"}                             | battery
            """)
    void spoiledRuleOfAvailabilityIsNamed(String json, String field) throws Exception {
        Files.writeString(home.resolve("availability.json"), json);
        assertThat(messageOf(() -> new AvailabilityFile(home).read(ZoneId.of("UTC"))))
                .contains(home.resolve("availability.json").toString(), field);
    }
}
