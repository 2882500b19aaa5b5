package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Hash;

class KeystoreTest {
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    @TempDir
    Path folder;

    @Test
    void opensWhatItMade() throws Exception {
        Path file = folder.resolve("deep/er/key.json");
        KeySigner made = Keystore.create(file, PASSPHRASE, Keystore.Strength.LIGHT);
        assertThat(Keystore.open(file, PASSPHRASE).address()).isEqualTo(made.address());
        assertThat(Keystore.addressOf(file)).contains(made.address());
    }

    @Test
    void onlyTheOwnerCanReadTheFileAndNoKeyIsInIt() throws Exception {
        Path file = folder.resolve("key.json");
        byte[] key = Hash.sha3("cow".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        KeySigner signer = Keystore.importKey(file, PASSPHRASE, Keystore.Strength.LIGHT, key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(signer.address()).isEqualTo(new EthAddress("0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826"));
        assertThat(Files.readString(file))
                .doesNotContain(java.util.HexFormat.of().formatHex(key));
        assertThat(signer.toString()).doesNotContain(java.util.HexFormat.of().formatHex(key));
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void linkThatLeadsToNoFileIsInTheWayAndNoPartIsLeftBehind() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("key.json"), folder.resolve("nowhere"));
        assertThatThrownBy(() -> Keystore.create(link, PASSPHRASE, Keystore.Strength.LIGHT))
                .isInstanceOf(KeystoreFailure.class);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(link);
        }
    }

    @Test
    void folderThatIsAFileIsNamed() throws Exception {
        Path taken = Files.writeString(folder.resolve("taken"), "");
        assertThatThrownBy(() -> Keystore.create(taken.resolve("key.json"), PASSPHRASE, Keystore.Strength.LIGHT))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContaining(taken + " is no folder");
    }

    @Test
    void usesFullStrengthUnlessAskedOtherwise() throws Exception {
        Path file = folder.resolve("key.json");
        Keystore.create(file, PASSPHRASE);
        JsonNode crypto = new ObjectMapper().readTree(file.toFile()).path("crypto");
        assertThat(crypto.path("kdf").asText()).isEqualTo("scrypt");
        assertThat(crypto.path("kdfparams").path("n").asInt()).isEqualTo(1 << 18);
    }

    @Test
    void saysThatThePassphraseIsWrong() throws Exception {
        Path file = folder.resolve("key.json");
        Keystore.create(file, PASSPHRASE, Keystore.Strength.LIGHT);
        assertThatThrownBy(() -> Keystore.open(file, "battery staple".toCharArray()))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContaining("The passphrase does not open")
                .hasMessageNotContaining("battery");
    }

    @Test
    void neverWritesOverAKey() throws Exception {
        Path file = folder.resolve("key.json");
        Keystore.create(file, PASSPHRASE, Keystore.Strength.LIGHT);
        String before = Files.readString(file);
        assertThatThrownBy(() -> Keystore.create(file, PASSPHRASE, Keystore.Strength.LIGHT))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContaining("left as it is");
        assertThat(file).hasContent(before);
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoKeystore() throws Exception {
        Path file = folder.resolve("key.json");
        for (String content : new String[] {"", "null", "{}", "[1]", "no json", "{\"crypto\":{},\"version\":3}"}) {
            PrivateFiles.writeString(file, content);
            assertThatThrownBy(() -> Keystore.open(file, PASSPHRASE))
                    .as(content)
                    .isInstanceOf(KeystoreFailure.class)
                    .hasMessageContaining("restore it from your backup");
        }
        assertThatThrownBy(() -> Keystore.open(folder.resolve("none"), PASSPHRASE))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContaining("There is no key file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rw----r--", "rw--w----"})
    void keystoreThatOthersCanReadOrChangeIsRefused(String rights) throws Exception {
        Path file = folder.resolve("key.json");
        KeySigner made = Keystore.create(file, PASSPHRASE, Keystore.Strength.LIGHT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        assertThatThrownBy(() -> Keystore.open(file, PASSPHRASE))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContainingAll("Other users", "chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(Keystore.open(file, PASSPHRASE).address()).isEqualTo(made.address());
    }

    @Test
    void keystoreAndPassphraseFileOfAnotherAccountAreRefused() throws Exception {
        Path file = folder.resolve("key.json");
        Keystore.create(file, PASSPHRASE, Keystore.Strength.LIGHT);
        assumeThat(Files.getAttribute(file, "unix:uid"))
                .as("only root can give a file away")
                .isEqualTo(0);
        Path passphrase = folder.resolve("pass");
        PrivateFiles.writeString(passphrase, "secret");
        for (Path each : new Path[] {file, passphrase}) Files.setAttribute(each, "unix:uid", 65_533);
        assertThatThrownBy(() -> Keystore.open(file, PASSPHRASE))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContainingAll("belongs to another account", "chown root " + file, "take a new key");
        assertThatThrownBy(() -> Passphrase.fromFile(passphrase))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContainingAll("belongs to another account", "chown root " + passphrase)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesThePassphraseFromTheFirstLineOfAFileOfTheOwner() throws Exception {
        Path file = folder.resolve("pass");
        Files.writeString(file, "grün 🔑\r\nsecond line");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(new String(Passphrase.fromFile(file))).isEqualTo("grün 🔑");
    }

    @Test
    void refusesAPassphraseFileThatOthersCanRead() throws Exception {
        Path file = folder.resolve("pass");
        Files.writeString(file, "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Passphrase.fromFile(file))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAnEmptyOrMissingPassphrase() throws Exception {
        Path file = folder.resolve("pass");
        Files.writeString(file, "\nsecret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Passphrase.fromFile(file)).hasMessageContaining("empty first line");
        assertThatThrownBy(() -> Passphrase.fromFile(folder.resolve("none")))
                .hasMessageContaining("no passphrase file");
        assertThatThrownBy(() -> Passphrase.fromConsole(null, "Passphrase")).hasMessageContaining("no terminal");
        assertThatThrownBy(() -> Keystore.create(folder.resolve("k"), new char[0]))
                .hasMessageContaining("empty");
    }
}
