package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.jobs.IoPolicy;
import org.headroom.model.job.OfferedImages;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.FinalityRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RigSettingsTest {
    private static final String CONTRACT = "0x" + "1".repeat(40);
    private static final String TOKEN = "0x" + "2".repeat(40);

    @TempDir
    Path home;

    private void write(String json) throws IOException {
        Files.writeString(home.resolve("rig.json"), json);
    }

    @Test
    void areEmptyWhereThereIsNoFile() throws Exception {
        assertThat(RigSettings.read(home)).isEmpty();
    }

    @Test
    void readBackWhatWasWritten() throws Exception {
        RigSettings settings = new RigSettings(
                "rig one",
                "0.42",
                new RigSettings.Broker("mqtts://broker.example", "me", "broker-password", null),
                new RigSettings.Chain("Base", 8453, "https://rpc.example", CONTRACT, TOKEN, null),
                new RigSettings.Keys("keystore.json", "passphrase"),
                null,
                5);
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
    }

    @Test
    void imagesThatRentersMayRunAreReadBack() throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"images\": [\"localhost/app:1\"]}");
        RigSettings settings = RigSettings.read(home).orElseThrow();
        assertThat(settings.offeredImages().refusal("localhost/app:1")).isEmpty();
        assertThat(settings.offeredImages().refusal("localhost/app:2")).isPresent();
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\"}");
        assertThat(RigSettings.read(home).orElseThrow().offeredImages()).isEqualTo(OfferedImages.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                          | 200 | 2000
            {"jobMegabytesPerSecond": 0, "jobOperationsPerSecond": 0}   | 0   | 0
            {"jobMegabytesPerSecond": 3000}                             | 3000 | 2000
            """)
    void speedOfJobsDisksIsStandardUnlessItIsSaidOtherwise(String storage, int megabytes, int operations)
            throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"storage\": " + storage + "}");
        RigSettings settings = RigSettings.read(home).orElseThrow();
        assertThat(settings.storageOrStandard().io()).isEqualTo(IoPolicy.of(megabytes, operations));
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"jobMegabytesPerSecond": -1}    | "storage.jobMegabytesPerSecond" must be 0 or more, not -1.
            {"jobOperationsPerSecond": -5}   | "storage.jobOperationsPerSecond" must be 0 or more, not -5.
            {"jobMegabytesPerSecnd": 5}      | there is no setting "jobMegabytesPerSecnd".
            {"jobMegabytesPerSecond": "no"}  | "storage.jobMegabytesPerSecond" must be a whole number.
            """)
    void sayWhatIsWrongWithTheSpeedOfJobsDisks(String storage, String words) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"storage\": " + storage + "}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "secretsOnDocker": "perhaps"  | "secretsOnDocker" must be true or false.
            "secretOnDocker": true        | there is no setting "secretOnDocker".
            """)
    void sayWhatIsWrongWithSecretsOnDocker(String field, String words) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", " + field + "}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining(words);
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"secretsOnDocker\": true}");
        RigSettings settings = RigSettings.read(home).orElseThrow();
        assertThat(settings.secretsOnDocker()).isTrue();
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"15ab15ab15ab", "sha256:15", "15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15ab15a"})
    void areRefusedWherePartOfAnImagesIdIsListed(String part) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"images\": [\"" + part + "\"]}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("\"images[0]\" is a part of an image's id, ")
                .hasMessageEndingWith(": write all 64 digits.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"sha256:g\"", "\"\"", "null", "\"a b\""})
    void areRefusedWithThePlaceWhereAnImageIsNone(String wrong) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"images\": [\"localhost/app:1\", " + wrong + "]}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessage(home.resolve("rig.json")
                        + ": \"images[1]\" must be an image's name with its tag or digest, such as localhost/app:1 or"
                        + " registry.example/app@sha256:…, or a whole image id, not " + wrong + ".");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "21", "2147483647"})
    void areRefusedWithTheBoundsWhereTheStreamPollIsOutOfThem(int seconds) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"streamPollSeconds\": " + seconds + "}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessage(home.resolve("rig.json") + ": \"streamPollSeconds\" must be from 1 to 20, not " + seconds
                        + ".");
    }

    @ParameterizedTest
    @CsvSource({"1", "20"})
    void haveAStreamPollAtEitherBound(int seconds) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"streamPollSeconds\": " + seconds + "}");
        assertThat(RigSettings.read(home).orElseThrow().streamPollSeconds()).isEqualTo(seconds);
    }

    @Test
    void keepTheEndpointForReadingsOffAndOnLoopbackUntilItIsSaidOtherwise() throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\"}");
        assertThat(RigSettings.read(home).orElseThrow().endpoint())
                .isEqualTo(new RigSettings.Prometheus(false, "127.0.0.1", 9400));
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"prometheus\": {\"enabled\": true}}");
        assertThat(RigSettings.read(home).orElseThrow().endpoint())
                .isEqualTo(new RigSettings.Prometheus(true, "127.0.0.1", 9400));
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"prometheus\": "
                + "{\"enabled\": true, \"address\": \"0.0.0.0\", \"port\": 9500}}");
        RigSettings settings = RigSettings.read(home).orElseThrow();
        assertThat(settings.endpoint()).isEqualTo(new RigSettings.Prometheus(true, "0.0.0.0", 9500));
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"port": 70000}          | "prometheus.port" must be from 1 to 65535, not 70000.
            {"port": 0}              | "prometheus.port" must be from 1 to 65535, not 0.
            {"port": "http"}         | "prometheus.port" must be a whole number.
            {"port": 94.5}           | "prometheus.port" must be a whole number.
            {"address": "my host"}   | "prometheus.address" must be an address of this machine
            {"enabled": "perhaps"}   | "prometheus.enabled" must be true or false.
            {"enable": true}         | there is no setting "enable". Here there may be: address, enabled, port.
            true                     | "prometheus" must be an object: { … }.
            """)
    void sayWhatIsWrongWithTheEndpoint(String endpoint, String words) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"prometheus\": " + endpoint + "}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining(words);
    }

    @Test
    void takeOneBrokerInItsShortFormOrSeveral() throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"broker\": {\"url\": \"mqtt://127.0.0.1:1883\"}}");
        RigSettings one = RigSettings.read(home).orElseThrow();
        assertThat(one.allBrokers()).containsExactly(new RigSettings.Broker("mqtt://127.0.0.1:1883", null, null, null));
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"brokers\": ["
                + "{\"name\": \"big\", \"urls\": [\"mqtts://a.example\", \"mqtts://b.example:8884\"],"
                + " \"username\": \"me\", \"passwordFile\": \"p\", \"caFile\": \"ca.pem\","
                + " \"certificateFile\": \"own.pem\", \"keyFile\": \"own.key\"},"
                + "{\"url\": \"mqtts://c.example\", \"certificateFile\": \"own.p12\", \"keyPasswordFile\": \"kp\"}]}");
        RigSettings several = RigSettings.read(home).orElseThrow();
        assertThat(several.allBrokers().stream().map(BrokerRules::name)).containsExactly("big", "c.example");
        assertThat(several.allBrokers().getFirst().allUrls())
                .containsExactly("mqtts://a.example", "mqtts://b.example:8884");
        several.write(home);
        assertThat(RigSettings.read(home)).contains(several);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                        | "brokers" must name 1 to 8 of them.
            {}                                                        | "brokers" must be a list: [ … ].
            [null]                                                    | "brokers[0]" must be an object: { … }.
            [{}]                                                      | "brokers[0]" needs either "url" or "urls", a list.
            [{"url": "mqtt://a", "urls": ["mqtt://a"]}]               | "brokers[0]" needs either "url" or "urls", a list.
            [{"urls": []}]                                            | "brokers[0].urls" must name one URL or more.
            [{"urls": "mqtt://a"}]                                    | "brokers[0].urls" must be a list: [ … ].
            [{"url": "mqtt://b"}, {"url": "http://a"}]                      | "brokers[1]": a broker's URL begins with mqtt:// or mqtts://.
            [{"url": "mqtts://me:secret@a"}]                          | "brokers[0]": a broker's URL holds no name or password
            [{"url": "mqtts://a/path"}]                               | "brokers[0]": a broker's URL is mqtts://host:port, nothing more
            [{"url": "mqtts://me:secret@my_host:1"}]                  | "brokers[0]": a broker's URL is mqtts://host:port, nothing more
            [{"url": "wss://me:secret@a"}]                            | "brokers[0]": a broker's URL begins with mqtt:// or mqtts://.
            [{"url": "mqtts://a?secret"}]                             | "brokers[0]": a broker's URL is mqtts://host:port, nothing more
            [{"url": "mqtts://a#secret"}]                             | "brokers[0]": a broker's URL is mqtts://host:port, nothing more
            [{"url": "mqtts://a b"}]                                  | "brokers[0]": a broker's URL is mqtts://host:port, nothing more
            [{"url": "mqtts://a", "username": "me"}]                  | "username" needs a "passwordFile" with its password.
            [{"url": "mqtts://a", "passwordFile": "p"}]               | "passwordFile" needs a "username".
            [{"url": "mqtts://a", "keyFile": "k"}]                    | "keyFile" needs the "certificateFile" that it belongs to.
            [{"url": "mqtts://a", "certificateFile": "c.pem"}]        | "certificateFile" needs its "keyFile", unless it is a .p12 file
            [{"url": "mqtts://a", "certificateFile": "c.p12", "keyFile": "k"}] | a .p12 file holds its key: leave "keyFile" out.
            [{"url": "mqtts://a", "certificateFile": "c.pem", "keyFile": "k", "keyPasswordFile": "p"}] | "keyPasswordFile" is for a .p12 file
            [{"url": "mqtt://a", "caFile": "ca.pem"}]                 | "caFile" and "certificateFile" mean nothing without mqtts://.
            [{"url": "mqtts://a", "name": " "}]                       | "brokers[0].name" must have 1 to 64 characters.
            [{"url": "mqtts://a"}, {"url": "mqtts://a"}]              | two brokers are called "a": give each a "name" of its own.
            [{"url": "mqtts://a", "user": "me"}]                      | there is no setting "user". Here there may be: caFile, certificateFile, keyFile
            """)
    void sayWhatIsWrongWithTheBrokers(String brokers, String words) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"brokers\": " + brokers + "}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takeBrokersInOneFormOnly() throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"broker\": {\"url\": \"mqtt://a\"}, \"brokers\": []}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("there is both \"broker\" and \"brokers\"");
    }

    @Test
    void takeOneNodeOfTheChainOrSeveral() throws Exception {
        write(withChain("\"rpc\": \"https://a.example/v2/k3y\""));
        RigSettings.Chain one = RigSettings.read(home).orElseThrow().chain();
        assertThat(one).isNotNull();
        ChainSettings base = ChainRules.settings(one);
        assertThat(base.nodes()).containsExactly(URI.create("https://a.example/v2/k3y"));
        assertThat(base.maxHeadAge()).contains(Duration.ofSeconds(120));
        assertThat(base.finality()).isEqualTo(FinalityRule.STANDARD);

        write(withChain("\"rpcs\": [\"https://a.example\", \"http://b.example:8545\"], \"maxHeadAgeSeconds\": 30,"
                + " \"finality\": \"safe\", \"finalityDepth\": 12"));
        RigSettings settings = RigSettings.read(home).orElseThrow();
        RigSettings.Chain several = settings.chain();
        assertThat(several).isNotNull();
        ChainSettings both = ChainRules.settings(several);
        assertThat(both.nodes()).containsExactly(URI.create("https://a.example"), URI.create("http://b.example:8545"));
        assertThat(both.maxHeadAge()).contains(Duration.ofSeconds(30));
        assertThat(both.finality()).isEqualTo(new FinalityRule(FinalityRule.Tag.SAFE, 12));
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
    }

    @Test
    void judgeTheLocalChainByItsOwnStandard() {
        ChainSettings local = ChainRules.settings(new RigSettings.Chain(
                "local chain", 31_337, "http://127.0.0.1:8545", "0x" + "1".repeat(40), "0x" + "2".repeat(40), null));
        assertThat(local.maxHeadAge()).isEmpty();
        assertThat(local.finality()).isEqualTo(FinalityRule.LOCAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "name": "x"                                    | "chain" needs either "rpc" or "rpcs", a list.
            "rpc": "https://a", "rpcs": ["https://b"]      | "chain" needs either "rpc" or "rpcs", a list.
            "rpcs": []                                     | "chain.rpcs" must name 1 to 5 nodes.
            "rpcs": ["http://a", "http://b", "http://c", "http://d", "http://e", "http://f"] | "chain.rpcs" must name 1 to 5 nodes.
            "rpcs": "https://a"                            | "chain.rpcs" must be a list: [ … ].
            "rpcs": [null]                                 | "chain.rpcs": a node's URL begins with http:// or https:// and a host.
            "rpcs": ["https://a", "wss://b/s3cr3t"]        | "chain.rpcs": a node's URL begins with http:// or https:// and a host.
            "rpc": "a b/s3cr3t"                            | "chain.rpc": a node's URL begins with http:// or https:// and a host.
            "rpcs": ["https://a", "https://a"]             | "chain.rpcs" names the same node twice.
            "rpc": "https://a", "maxHeadAgeSeconds": 0     | "chain.maxHeadAgeSeconds" must be from 1 to 86400, not 0.
            "rpc": "https://a", "maxHeadAgeSeconds": "old" | "chain.maxHeadAgeSeconds" must be a whole number.
            "rpc": "https://a", "finalityDepth": 0         | "chain.finalityDepth" must be from 1 to 100000, not 0.
            "rpc": "https://a", "finality": "soon"         | "chain.finality" must be finalized, safe or depth.
            "rpc": "https://a", "node": "https://b"        | there is no setting "node". Here there may be: chainId, contract, finality
            """)
    void sayWhatIsWrongWithTheChain(String fields, String words) throws Exception {
        write(withChain(fields));
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("s3cr3t");
    }

    private static String withChain(String fields) {
        return "{\"rig\": \"x\", \"askPerHour\": \"0.42\", \"chain\": {\"chainId\": 8453, \"contract\": \"0x"
                + "1".repeat(40) + "\", \"token\": \"0x" + "2".repeat(40) + "\", " + fields + "}}";
    }

    @Test
    void nameTheSettingThatIsMisspeltWithItsLine() throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\",\n\"borker\": {}}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("rig.json, line 2: there is no setting \"borker\"")
                .hasMessageContaining("askPerHour, broker, brokers, chain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "0.000000", "free", "", "0.0000001", "99999999999999999999"})
    void refuseAnAskThatIsNoAmountAboveZero(String ask) throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"" + ask + "\"}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("\"askPerHour\" must be an amount of USDC above zero", "not \"" + ask + "\"");
    }

    @Test
    void sayWhereTheFileIsNotJson() throws Exception {
        write("{\"rig\": \"x\",\n\"askPerHour\" 0.42}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("line 2");
    }
}
