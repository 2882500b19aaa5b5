package org.headroom.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.headroom.model.files.PrivateFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;

/** What opening a keystore costs, and files that want too much or say what cannot be. */
class KeystoreCostTest {
    private static final String PASSPHRASE = "grün 🔑 correct horse";
    private static final ECKeyPair KEY = ECKeyPair.create(Hash.sha3("cow".getBytes(StandardCharsets.UTF_8)));
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What the process has when it opens a keystore that costs 4 MiB, and a part of the table. */
    private static final long MOST_PEAK_MIB = 300;

    private static final long MOST_LEFT_MIB = 190;

    @TempDir
    Path folder;

    private Path keystore;
    private Path passphraseFile;

    @BeforeEach
    void passphrase() throws Exception {
        keystore = folder.resolve("keystore.json");
        PrivateFiles.createFile(keystore);
        passphraseFile = folder.resolve("passphrase");
        Files.writeString(passphraseFile, PASSPHRASE + "\n");
        Files.setPosixFilePermissions(passphraseFile, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_096, 131_072, 262_144})
    void keystoreOfUsualCostIsOpenedWithTheOptionsOfTheHeadlessRig(int n) throws Exception {
        JSON.writeValue(keystore.toFile(), Wallet.create(PASSPHRASE, KEY, n, 1));
        KeystoreProgram.Opened opened = KeystoreProgram.open(keystore, passphraseFile);
        System.out.printf("n = %d: peak %d MiB, then %d MiB%n", n, opened.peakMiB(), opened.leftMiB());
        assertThat(opened.line()).isEqualTo(Credentials.create(KEY).getAddress());
        assertThat(opened.peakMiB()).isLessThan(MOST_PEAK_MIB);
        // The memory of the table is given back.
        assertThat(opened.leftMiB()).isLessThan(MOST_LEFT_MIB);
    }

    @Test
    void keystoreBeyondTheLimitIsRefusedWithTheOptionsOfTheHeadlessRig() throws Exception {
        write("{\"n\":2097152,\"r\":8,\"p\":1}");
        assertThat(KeystoreProgram.open(keystore, passphraseFile).line())
                .contains("needs 2048 MiB to be opened", "the limit is 1024 MiB", "n = 262144");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'n':0}|\"n\" must be a power of two, not 0",
                "{'n':1}|\"n\" must be a power of two, not 1",
                "{'n':-4096}|\"n\" must be a power of two, not -4096",
                "{'n':-2147483648}|\"n\" must be a power of two",
                "{'n':4097}|\"n\" must be a power of two, not 4097",
                "{'n':null}|\"n\" must be a whole number",
                "{'n':4096.5}|\"n\" must be a whole number",
                "{'n':1e300}|\"n\" must be a whole number",
                "{'n':'4096'}|\"n\" must be a whole number",
                "{'n':4611686018427387904}|\"n\" must be a whole number",
                "{'n':1073741824}|needs 1048576 MiB to be opened",
                "{'n':2097152}|needs 2048 MiB to be opened",
                "{'n':1048576,'r':9}|needs 1152 MiB to be opened",
                "{'r':0}|\"r\" must be at least 1, not 0",
                "{'r':-8}|\"r\" must be at least 1, not -8",
                "{'r':null}|\"r\" must be a whole number",
                "{'r':2147483647}|MiB to be opened",
                "{'n':2,'r':4194304}|takes too long to be opened",
                "{'p':0}|\"p\" must be at least 1, not 0",
                "{'p':-1}|\"p\" must be at least 1, not -1",
                "{'p':null}|\"p\" must be a whole number",
                "{'p':2147483647}|takes too long to be opened",
                "{'p':1024}|takes too long to be opened",
                "{'n':1048576,'p':3}|takes too long to be opened",
                "{'n':2,'r':1,'p':8388608}|takes too long to be opened",
                "{'dklen':0}|\"dklen\" must be from 32 to 1024, not 0",
                "{'dklen':16}|\"dklen\" must be from 32 to 1024, not 16",
                "{'dklen':-32}|\"dklen\" must be from 32",
                "{'dklen':2147483647}|\"dklen\" must be from 32",
                "{'dklen':null}|\"dklen\" must be a whole number",
                "{'salt':null}|\"salt\" is missing",
                "{'salt':'xyz'}|\"salt\" is not hexadecimal",
            })
    void parametersThatCannotBeAreRefusedWithTheReason(String parameters, String reason) throws Exception {
        write(parameters.replace('\'', '"'));
        assertThatThrownBy(() -> Keystore.open(keystore, PASSPHRASE.toCharArray()))
                .isInstanceOf(KeystoreFailure.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(keystore.toString())
                .hasMessageNotContaining("horse");
        assertThatThrownBy(() -> Keystore.addressOf(keystore)).isInstanceOf(KeystoreFailure.class);
    }

    @Test
    void lackOfMemoryForTheDerivationIsAFailureWithAReason() throws Exception {
        // A JVM that may have 1 MiB beside its heap: not even the 32nd part of the table.
        JSON.writeValue(keystore.toFile(), Wallet.create(PASSPHRASE, KEY, 262_144, 1));
        assertThat(KeystoreProgram.open(keystore, passphraseFile, "-XX:MaxDirectMemorySize=1m")
                        .line())
                .contains("There is too little memory for the keystore to be opened", "n = 131072");
    }

    @Test
    void keystoreWithPbkdf2IsOpenedAndItsIterationsAreLimited() throws Exception {
        // The test vector of the Web3 Secret Storage definition.
        String crypto = """
                {"cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},"cipher":"aes-128-ctr",
                "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46","kdf":"pbkdf2",
                "kdfparams":{"c":%s,"dklen":32,"prf":"hmac-sha256",
                "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
                "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"}""";
        PrivateFiles.writeString(keystore, "{\"version\":3,\"crypto\":" + crypto.formatted("262144") + "}");
        assertThat(Keystore.open(keystore, "testpassword".toCharArray())
                        .address()
                        .hex())
                .isEqualTo("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b");
        for (String c : new String[] {"10000001", "2147483647"}) {
            PrivateFiles.writeString(keystore, "{\"version\":3,\"crypto\":" + crypto.formatted(c) + "}");
            assertThatThrownBy(() -> Keystore.open(keystore, "testpassword".toCharArray()))
                    .isInstanceOf(KeystoreFailure.class)
                    .hasMessageContaining("takes too long to be opened (c = " + c + ")");
        }
        for (String c : new String[] {"0", "-1", "null", "1e9", "99999999999"}) {
            PrivateFiles.writeString(keystore, "{\"version\":3,\"crypto\":" + crypto.formatted(c) + "}");
            assertThatThrownBy(() -> Keystore.open(keystore, "testpassword".toCharArray()))
                    .isInstanceOf(KeystoreFailure.class)
                    .hasMessageContaining("\"c\" must be");
        }
    }

    @Test
    void otherToolsOpenWhatWasMade() throws Exception {
        Files.delete(keystore);
        KeySigner made = Keystore.create(keystore, PASSPHRASE.toCharArray(), Keystore.Strength.LIGHT);
        WalletFile wallet = JSON.readValue(keystore.toFile(), WalletFile.class);
        assertThat(Credentials.create(Wallet.decrypt(PASSPHRASE, wallet)).getAddress())
                .isEqualTo(made.address().hex());
    }

    /** A keystore of n = 4096, r = 8, p = 1 with other parameters. */
    private void write(String parameters) throws Exception {
        ObjectNode root = JSON.valueToTree(Wallet.create(PASSPHRASE, KEY, 4_096, 1));
        JsonNode other = JSON.readTree(parameters);
        ((ObjectNode) root.path("crypto").path("kdfparams")).setAll((ObjectNode) other);
        JSON.writeValue(keystore.toFile(), root);
    }
}
