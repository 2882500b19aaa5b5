package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateHomeTest {
    @TempDir
    Path folder;

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void open(Path file, String rights) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
    }

    private static Path openFolder(Path made) throws IOException {
        Files.createDirectories(made);
        open(made, "rwxrwxrwx");
        return made;
    }

    private static Path openFile(Path made) throws IOException {
        Files.createFile(made);
        open(made, "rw-rw-rw-");
        return made;
    }

    @Test
    void whatAnOlderProgramLeftOpenIsTightenedAndKeysAndWhatAJobLeftAreNot() throws IOException {
        Path home = openFolder(folder.resolve("rig"));
        Path lease = openFolder(openFolder(home.resolve("leases")).resolve("bid-00000001"));
        Path log = openFile(lease.resolve("job.log"));
        Path artefacts = openFolder(lease.resolve("artefacts"));
        Path left = openFile(artefacts.resolve("result"));
        open(artefacts, "rwxr-xr-x");
        Path ledger = openFile(home.resolve("ledger.db"));
        Path telemetry = openFile(home.resolve("telemetry.db-wal"));
        Path settings = openFile(home.resolve("rig.json"));
        Path engine = openFolder(home.resolve("engine"));
        Path keystore = openFile(home.resolve("keystore.json"));
        Path passphrase = openFile(home.resolve("passphrase"));
        PrivateHome.prepare(home);
        for (Path each : new Path[] {home, home.resolve("leases"), lease, engine})
            assertThat(rights(each)).as(each.toString()).isEqualTo("rwx------");
        for (Path each : new Path[] {log, ledger, telemetry, settings})
            assertThat(rights(each)).as(each.toString()).isEqualTo("rw-------");
        assertThat(rights(left)).isEqualTo("rw-rw-rw-");
        assertThat(rights(keystore)).as("is refused when it is opened").isEqualTo("rw-rw-rw-");
        assertThat(rights(passphrase)).isEqualTo("rw-rw-rw-");
        PrivateHome.prepare(home);
    }

    @Test
    void homeThatIsMadeIsTheOwnersAlone() throws IOException {
        PrivateHome.prepare(folder.resolve("new/rig"));
        assertThat(rights(folder.resolve("new/rig"))).isEqualTo("rwx------");
    }

    @Test
    void folderInWhichEachUserHasFilesStaysOpen() throws Exception {
        Path shared = openFolder(folder.resolve("shared"));
        assertThat(new ProcessBuilder("chmod", "1777", shared.toString())
                        .start()
                        .waitFor())
                .isZero();
        Path settings = openFile(shared.resolve("rig.json"));
        PrivateHome.prepare(shared);
        assertThat(rights(shared)).isEqualTo("rwxrwxrwx");
        assertThat(rights(settings)).isEqualTo("rw-------");
    }
}
