package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.model.files.PrivateFiles;
import org.headroom.wallet.Passphrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password of a broker that cannot be read, or that others can read. */
class BrokerSecretTest {
    private static final String SETTINGS = """
            {
              "rig": "rig one",
              "askPerHour": "0.42",
              "broker": {"url": "mqtt://127.0.0.1:9", "username": "me", "passwordFile": "password"},
              "chain": {"name": "Base", "chainId": 8453, "rpc": "http://127.0.0.1:9",
                "contract": "0x1111111111111111111111111111111111111111",
                "token": "0x2222222222222222222222222222222222222222"},
              "keys": {"keystore": "keystore.json", "passphraseFile": "passphrase"}
            }
            """;

    @TempDir
    Path home;

    private Path password(String rights) throws IOException {
        Path file = home.resolve("password");
        PrivateFiles.writeString(file, "secret\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private void assertRigRefuses(String... words) throws IOException {
        PrivateFiles.writeString(home.resolve("rig.json"), SETTINGS);
        assertThatThrownBy(() -> Rig.open(home, Clock.systemUTC(), Map.of()).close())
                .isInstanceOf(Rig.CannotOpen.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("passphrase", "secret"));
        assertThat(home.resolve("ledger.db")).doesNotExist();
        assertThat(home.resolve("telemetry.db")).doesNotExist();
    }

    @Test
    void rigWhoseBrokersPasswordOthersCanReadIsNotStarted() throws Exception {
        Path file = password("rw-r--r--");
        assertRigRefuses(
                "Other users can read or change the broker's password file " + file,
                "chmod 600 " + file,
                "change the broker's password");
    }

    @Test
    void rigWhoseBrokersPasswordFileIsMissingOrEmptyIsNotStarted() throws Exception {
        assertRigRefuses("There is no broker's password file " + home.resolve("password"), "make it");
        PrivateFiles.writeString(home.resolve("password"), "\n");
        assertRigRefuses("The broker's password file " + home.resolve("password") + " has an empty first line");
    }

    @Test
    void rigWhoseBrokersKeyOthersCanReadIsNotStarted() throws Exception {
        Path key = Files.writeString(home.resolve("rig.key"), "x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        password("rw-------");
        PrivateFiles.writeString(
                home.resolve("rig.json"),
                SETTINGS.replace("mqtt:", "mqtts:")
                        .replace(
                                "\"passwordFile\"",
                                "\"certificateFile\": \"c\", \"keyFile\": \"rig.key\", \"passwordFile\""));
        assertThatThrownBy(() -> Rig.open(home, Clock.systemUTC(), Map.of()).close())
                .isInstanceOf(Rig.CannotOpen.class)
                .hasMessageContainingAll("the broker's key file " + key, "chmod 600 " + key);
    }

    @Test
    void reasonIsLoggedOnceWhileItLastsAndAgainAfterTheFileCouldBeRead() throws Exception {
        Path file = password("rw-------");
        List<String> log = new ArrayList<>();
        BrokerSecret secret = new BrokerSecret(file, Passphrase.Kind.BROKER_PASSWORD, log::add);
        assertThat(secret.read()).containsExactly("secret".toCharArray());
        for (int attempt = 0; attempt < 3; attempt++) {
            password("rw-r--r--");
            assertThatThrownBy(secret::read).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
        }
        assertThat(log).singleElement().asString().contains("broker's password file", "running jobs go on");
        Files.delete(file);
        assertThatThrownBy(secret::read).hasMessageContaining("There is no broker's password file");
        assertThat(log).hasSize(2);
        password("rw-------");
        assertThat(secret.read()).isNotEmpty();
        password("rw-rw----");
        assertThatThrownBy(secret::read).isInstanceOf(IOException.class);
        assertThat(log).hasSize(3);
    }
}
