package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RigSettingsTest {
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
                new RigSettings.Chain("Base", 8453, "https://rpc.example", "0x1", "0x2", null),
                new RigSettings.Keys("keystore.json", "passphrase"),
                null,
                5);
        settings.write(home);
        assertThat(RigSettings.read(home)).contains(settings);
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
    void nameTheSettingThatIsMisspeltWithItsLine() throws Exception {
        write("{\"rig\": \"x\", \"askPerHour\": \"0.42\",\n\"borker\": {}}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("rig.json, line 2: there is no setting \"borker\"")
                .hasMessageContaining("askPerHour, broker, chain");
    }

    @Test
    void sayWhereTheFileIsNotJson() throws Exception {
        write("{\"rig\": \"x\",\n\"askPerHour\" 0.42}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void needANameAndAPrice() throws Exception {
        write("{\"rig\": \"x\"}");
        assertThatThrownBy(() -> RigSettings.read(home))
                .isInstanceOf(RigSettings.BadSettings.class)
                .hasMessageContaining("needs both");
    }
}
