package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.headroom.wallet.Keystore;
import org.headroom.wallet.Passphrase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code headroom key new}. */
class KeyNewTest {
    private static final String SECRET = "correct horse";

    @TempDir
    Path folder;

    private Path passphrase(String permissions) throws Exception {
        Path file = Files.writeString(folder.resolve("passphrase"), SECRET + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Program.Ended key(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("key", "new"));
        all.addAll(List.of(arguments));
        return Program.run(folder, Map.of(), all.toArray(String[]::new));
    }

    @Test
    void keyIsInAFileOfTheOwnerAloneAndItsAccountIsPrinted() throws Exception {
        Path file = folder.resolve("keys").resolve("keystore.json");
        var ended = key(
                "--file",
                file.toString(),
                "--passphrase-file",
                passphrase("rw-------").toString());
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out().strip())
                .isEqualTo(Keystore.open(file, SECRET.toCharArray()).address().toString());
        assertThat(ended.out() + ended.err()).doesNotContain(SECRET);
        assertThat(Files.readString(file)).doesNotContain(SECRET);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void fileThatExistsIsLeftAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("keystore.json"), "another key");
        var ended = key(
                "--file",
                file.toString(),
                "--passphrase-file",
                passphrase("rw-------").toString());
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("already; it was left as it is");
        assertThat(file).hasContent("another key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "taken/c.json|taken is no folder",
                "taken/d/c.json|taken is no folder",
                "link|that leads to no file",
                "link/c.json|link is no folder",
                "folder|folder is a folder",
                "''|--file is empty"
            })
    void causeIsNamedWhereNoKeyFileCanBeMadeAndNothingIsLeftBehind(String name, String cause) throws Exception {
        Files.createDirectory(folder.resolve("folder"));
        Files.writeString(folder.resolve("taken"), "");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
        String file = name.isEmpty() ? "" : folder.resolve(name).toString();
        var ended =
                key("--file", file, "--passphrase-file", passphrase("rw-------").toString());
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains(cause).doesNotContain("already");
        assertThat(folder.resolve("nowhere")).doesNotExist();
        assertThat(folder.toFile().list()).noneMatch(n -> n.endsWith(".part"));
    }

    @Test
    void passphraseThatOthersCanReadIsRefusedAndNoKeyIsMade() throws Exception {
        Path file = folder.resolve("keystore.json");
        var ended = key(
                "--file",
                file.toString(),
                "--passphrase-file",
                passphrase("rw-r--r--").toString());
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("chmod 600");
        assertThat(file).doesNotExist();
    }

    @Test
    void passphraseFileThatIsMissingIsMadeForTheOwnerAloneAndOpensTheKey() throws Exception {
        Path file = folder.resolve("keystore.json");
        Path passphrase = folder.resolve("new/passphrase");
        var ended = key("--file", file.toString(), "--passphrase-file", passphrase.toString());
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("a random passphrase is in " + passphrase);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passphrase)))
                .isEqualTo("rw-------");
        String secret = Files.readString(passphrase).strip();
        assertThat(secret).hasSize(48);
        assertThat(ended.out() + ended.err()).doesNotContain(secret);
        assertThat(ended.out().strip())
                .isEqualTo(Keystore.open(file, secret.toCharArray()).address().toString());
    }

    @Test
    void commandsOfTheSetupTypedTwiceLeaveAKeyThatItsPassphraseOpens() throws Exception {
        String commands = Files.readString(Program.root().resolve("docs/setup.md"));
        commands = commands.substring(commands.indexOf("## A key"));
        commands = commands.substring(commands.indexOf("```sh\n") + 6);
        commands = commands.substring(0, commands.indexOf("```"));
        Path headroom = folder.resolve("headroom");
        Files.writeString(
                headroom,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' org.headroom.cli.Main \"$@\"\n");
        Files.setPosixFilePermissions(headroom, PosixFilePermissions.fromString("rwx------"));
        Path rig = Files.createDirectories(folder.resolve("rig"));
        List<String> said = new ArrayList<>();
        for (int time = 0; time < 2; time++) {
            Process shell = new ProcessBuilder("sh", "-c", "rig=" + rig + "\n" + commands)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            said.add(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            shell.waitFor();
        }
        assertThat(said.getLast())
                .contains("already; it was left as it is", "leave its passphrase file as it is", "is lost");
        char[] passphrase = Passphrase.fromFile(rig.resolve("passphrase"));
        assertThat(said.getFirst())
                .contains(Keystore.open(rig.resolve("keystore.json"), passphrase)
                        .address()
                        .toString());
    }

    @Test
    void passphraseIsNoArgumentAndIsAskedForOnATerminalOnly() throws Exception {
        Path file = folder.resolve("keystore.json");
        assertThat(key("--file", file.toString(), "--passphrase", SECRET).exit())
                .isEqualTo(2);
        var ended = key("--file", file.toString());
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("There is no terminal");
        assertThat(file).doesNotExist();
    }
}
