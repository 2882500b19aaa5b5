package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.headroom.model.files.PrivateFiles;
import org.headroom.wallet.Keystore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rig whose user has a umask that forbids nobody anything. */
class PrivateRigTest {
    @TempDir
    Path folder;

    @Test
    void allThatARigWritesIsItsOwnersAloneWhateverTheUmask() throws Exception {
        Path home = PrivateFiles.createFolders(folder.resolve("rig"));
        Keystore.create(home.resolve("keystore.json"), "play money".toCharArray(), Keystore.Strength.LIGHT);
        PrivateFiles.writeString(home.resolve("passphrase"), "play money\n");
        Files.writeString(home.resolve("rig.json"), """
                {"rig": "test", "askPerHour": "0.40", "broker": {"url": "mqtt://127.0.0.1:1"},
                "chain": {"name": "local chain", "chainId": 31337,
                  "rpcs": ["http://127.0.0.1:1/one", "http://localhost:1/two"],
                  "contract": "0x0cbfe6ce6f05c47d6243bb3818837971c6ccb46b",
                  "token": "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913"},
                "keys": {"keystore": "keystore.json", "passphraseFile": "passphrase"},
                "storage": {"ledgerReserveMiB": 1}}""");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process rig = new ProcessBuilder(command(home))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(Files.readString(out) + Files.readString(err))
                            .contains("Waiting for the"));
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(home.resolve("ledger.reserve")) >= 1 << 20);
            if (Stream.of("/usr/bin/podman", "/usr/local/bin/podman").anyMatch(p -> Files.exists(Path.of(p))))
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Files.exists(home.resolve("engine/podman-service.log")));
            assertThat(openToOthers(home)).isEmpty();
            assertThat(home.toFile().list())
                    .contains(
                            "ledger.db",
                            "ledger.db-wal",
                            "ledger.db-shm",
                            "ledger.db.lock",
                            "ledger.reserve",
                            "numbers-of-ledger.db",
                            "telemetry.db",
                            "telemetry.db-wal",
                            "telemetry.db.lock",
                            "decisions.db",
                            "decisions.db-wal",
                            "leases");
        } finally {
            rig.destroy();
            if (!rig.waitFor(20, TimeUnit.SECONDS)) rig.destroyForcibly();
        }
        assertThat(openToOthers(home)).isEmpty();
    }

    private static Map<String, String> openToOthers(Path home) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(home)) {
            for (Path each : walk.toList()) {
                if (Files.isSymbolicLink(each) || !Files.exists(each, LinkOption.NOFOLLOW_LINKS)) continue;
                String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                // Sockets and images of the container engine are its own; the folder above keeps others out.
                boolean engines = each.startsWith(home.resolve("engine/vfs"))
                        || each.startsWith(home.resolve("engine/vfs-run"))
                        || each.toString().endsWith(".sock");
                if (!engines && !rights.endsWith("------"))
                    found.put(home.relativize(each).toString(), rights);
            }
        }
        return found;
    }

    private static List<String> command(Path home) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "rig"));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=" + Program.root().resolve("product/org.headroom.cli.dist/logback.xml")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.headroom.cli.Main"));
        command.addAll(List.of("run", "--headless", "--home", home.toString()));
        return command;
    }
}
