package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --headless} as the script starts it. */
class HeadlessRunTest {
    @TempDir
    Path home;

    @Test
    void rigWithAKeystoreOfUsualCostStartsWithItsHeapAndSaysThatItWaitsForTheChain() throws Exception {
        Keystore.create(home.resolve("keystore.json"), "play money".toCharArray(), Keystore.Strength.STANDARD);
        Path passphrase = Files.writeString(home.resolve("passphrase"), "play money\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        int nobody = freePort();
        Files.writeString(home.resolve("rig.json"), """
                {"rig": "test", "askPerHour": "0.40", "broker": {"url": "mqtt://127.0.0.1:%1$d"},
                "chain": {"name": "local chain", "chainId": 31337,
                  "rpcs": ["http://127.0.0.1:%1$d/one", "http://localhost:%1$d/two"],
                  "contract": "0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b",
                  "token": "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913"},
                "keys": {"keystore": "keystore.json", "passphraseFile": "passphrase"},
                "storage": {"ledgerReserveMiB": 0}}""".formatted(nobody));
        Path out = home.resolve("out.txt");
        Path err = home.resolve("err.txt");
        Process rig = new ProcessBuilder(command())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Files.readString(out))
                            .as(Files.readString(err))
                            .containsPattern(
                                    "Waiting for the chain: The chain's node (127.0.0.1|localhost):" + nobody));
        } finally {
            rig.destroy();
            if (!rig.waitFor(20, TimeUnit.SECONDS)) rig.destroyForcibly();
        }
        String said = Files.readString(out);
        assertThat(said)
                .contains(
                        "Not taking work.",
                        "nothing listens there",
                        "\"chain\" of rig.json",
                        "Waiting for the market: ",
                        "Simulated: the money.");
        assertThat(said).doesNotContain(" Taking work").doesNotContain("and taking work");
        assertThat(Files.readString(err))
                .contains("counted as one node")
                .doesNotContain("OutOfMemoryError")
                .doesNotContain("ChainNotices");
    }

    @Test
    void rigWithoutSettingsSaysWhatIsMissingAndWhatThatMeans() throws Exception {
        Path out = home.resolve("out.txt");
        Process rig = new ProcessBuilder(command())
                .redirectOutput(out.toFile())
                .redirectError(home.resolve("err.txt").toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Files.readString(out))
                            .contains(
                                    "There is no " + home.resolve("rig.json"),
                                    "only watches its GPUs, takes no work and earns nothing",
                                    "docs/setup.md"));
        } finally {
            rig.destroy();
            if (!rig.waitFor(20, TimeUnit.SECONDS)) rig.destroyForcibly();
        }
    }

    @Test
    void rigInAFolderThatDoesNotExistIsRefusedAndTheFolderIsNotMade() throws Exception {
        Path missing = home.resolve("rig2");
        var ended = Program.run(home, Map.of(), "run", "--headless", "--home", missing.toString());
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("There is no folder " + missing, "nothing was started", "docs/setup.md");
        assertThat(missing).doesNotExist();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xms16m",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + Program.root().resolve("product/org.headroom.cli.dist/logback.xml")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.headroom.cli.Main"));
        command.addAll(List.of("run", "--headless", "--home", home.toString()));
        return command;
    }

    /** A port on which nobody listens. */
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
