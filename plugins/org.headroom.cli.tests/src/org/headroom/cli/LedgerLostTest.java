package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.headroom.store.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code headroom ledger lost}. */
class LedgerLostTest {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void life() throws Exception {
        home = Files.createDirectory(folder.resolve("rig"));
        Ledger.openOfRig(home, Clock.systemUTC()).close();
    }

    private Program.Ended lost(Path rig) throws Exception {
        return Program.run(folder, Map.of(), "ledger", "lost", "--home", rig.toString());
    }

    @Test
    void declaredLossKeepsWhatIsLeftAndBeginsANewLedger() throws Exception {
        Files.write(home.resolve("ledger.db"), "overwritten by another program".getBytes());
        var ended = lost(home);
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains(
                        "A new ledger is begun in " + home.resolve("ledger.db"),
                        home.resolve("lost-ledger-").toString(),
                        "The next receipt gets number 1.",
                        "withdrawn without Headroom, for example in Sablier's own application");
        Ledger.openOfRig(home, Clock.systemUTC()).close();
    }

    @Test
    void ledgerInOrderIsLeftAsItIs() throws Exception {
        byte[] before = Files.readAllBytes(home.resolve("ledger.db"));
        var ended = lost(home);
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("in order and not lost");
        assertThat(Files.readAllBytes(home.resolve("ledger.db"))).hasSameSizeAs(before);
    }

    @Test
    void folderThatIsNotThereIsNotMade() throws Exception {
        var ended = lost(folder.resolve("none"));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.err()).contains("There is no folder");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
