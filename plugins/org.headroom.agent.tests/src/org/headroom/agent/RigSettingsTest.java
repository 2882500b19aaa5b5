package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
