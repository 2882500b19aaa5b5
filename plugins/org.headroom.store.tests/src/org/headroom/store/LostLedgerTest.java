package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** The ledger of a rig that is missing, or is not the newest state of the rig's own. */
class LostLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();

    @TempDir
    Path home;

    private final HandClock clock = new HandClock(NOW);
    private Path file;
    private Path mark;

    @BeforeEach
    void name() {
        file = home.resolve("ledger.db");
        mark = home.resolve("numbers-of-ledger.db");
    }

    private Ledger open() {
        return Ledger.openOfRig(home, clock);
    }

    private void give(int from, int to) {
        try (Ledger ledger = open()) {
            for (int n = from; n <= to; n++) {
                assertThat(ledger.journal().nextReceiptNumber()).isEqualTo(n);
                ledger.journal().appendNumbered(Examples.numbered(n, n));
            }
        }
    }

    private long next() {
        try (Ledger ledger = open()) {
            return ledger.journal().nextReceiptNumber();
        }
    }

    private void backUp(Path target) {
        try (Ledger ledger = open()) {
            ledger.backup().writeTo(target);
        }
    }

    private static void sql(Path file, String... statements) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : statements) sql.execute(statement);
        }
    }

    /** What is in the home, without the lock file, which every start writes. */
    private Map<Path, Integer> contents() throws IOException {
        Map<Path, Integer> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path each : files.filter(Files::isRegularFile).toList())
                if (!each.toString().endsWith(".lock")) found.put(each, Arrays.hashCode(Files.readAllBytes(each)));
        }
        return found;
    }

    private void assertLost(String... words) throws IOException {
        Map<Path, Integer> before = contents();
        assertThatThrownBy(() -> open().close())
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("./headroom ledger lost --home " + home)
                .message()
                .doesNotContain("\n");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void rigWithAKeystoreAndNothingElseIsNew() throws IOException {
        for (String name : List.of("keystore.json", "passphrase", "rig.json")) Files.createFile(home.resolve(name));
        Files.createDirectory(home.resolve("leases"));
        Files.writeString(home.resolve("leases/.sizes"), "");
        assertThat(next()).isEqualTo(1);
        assertThat(mark).exists();
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void rigThatHasDecidedOnBidsIsNotNew() throws IOException {
        DecisionStore.open(home.resolve("decisions.db"), clock).close();
        assertLost("is missing", "decisions.db");
        LostLedger.declare(home, clock);
        assertThat(next()).as("after a gap: no mark tells how many were given").isGreaterThan(SECONDS);
    }

    /** What can become of a ledger. */
    enum Loss {
        DELETED {
            @Override
            void happenTo(Path file) throws IOException {
                Files.delete(file);
            }
        },
        EMPTIED {
            @Override
            void happenTo(Path file) throws IOException {
                Files.write(file, new byte[0]);
            }
        },
        CUT_TO_A_PAGE {
            @Override
            void happenTo(Path file) throws IOException {
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4_096));
            }
        },
        CUT_TO_HALF {
            @Override
            void happenTo(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        CUT_BY_A_PAGE {
            @Override
            void happenTo(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length - 4_096));
            }
        },
        EMPTY_DATABASE {
            @Override
            void happenTo(Path file) throws Exception {
                Files.delete(file);
                sql(file, "PRAGMA journal_mode = WAL");
            }
        },
        TABLES_DROPPED_AND_FORGOTTEN {
            @Override
            void happenTo(Path file) throws Exception {
                Files.delete(file);
                sql(file, "CREATE TABLE t (a)", "DROP TABLE t");
            }
        },
        TABLES_DROPPED {
            @Override
            void happenTo(Path file) throws Exception {
                sql(file, "DROP TABLE memory");
            }
        },
        ANOTHER_RIGS {
            @Override
            void happenTo(Path file) throws Exception {
                Path other = Files.createDirectory(file.resolveSibling("other"));
                Ledger.openOfRig(other, new HandClock(NOW)).close();
                Files.move(other.resolve("ledger.db"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        };

        abstract void happenTo(Path file) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void lostLedgerIsRefusedAndAfterItIsDeclaredLostNumbersGoOn(Loss loss) throws Exception {
        give(1, 3);
        loss.happenTo(file);
        boolean left = Files.exists(file);
        int was = left ? Arrays.hashCode(Files.readAllBytes(file)) : 0;
        assertThatThrownBy(() -> open().close()).isInstanceOf(UnusableLedger.class);
        assertLost("backup", "declare the loss");

        LostLedger.Declared declared = LostLedger.declare(home, clock);
        assertThat(declared.nextReceipt()).isEqualTo(4);
        assertThat(declared.gap()).isFalse();
        assertThat(declared.aside().isPresent()).isEqualTo(left);
        if (left) {
            Path kept = declared.aside().orElseThrow();
            assertThat(kept.getFileName()).hasToString("lost-ledger-20261130-120000");
            if (loss != Loss.TABLES_DROPPED && loss != Loss.TABLES_DROPPED_AND_FORGOTTEN && loss != Loss.ANOTHER_RIGS)
                assertThat(Arrays.hashCode(Files.readAllBytes(kept.resolve("ledger.db"))))
                        .isEqualTo(was);
            else assertThat(kept.resolve("ledger.db")).exists();
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.journal().replay()).isEmpty();
            assertThatThrownBy(() -> ledger.journal().appendNumbered(Examples.numbered(9, 3)))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("up to 3 were given before", "nothing was signed");
            ledger.journal().appendNumbered(Examples.numbered(9, 4));
        }
        assertThat(next()).isEqualTo(5);
    }

    @Test
    void missingLedgerBesideFoldersOfLeasesIsRefusedAndLeavesAGapAfterItIsDeclaredLost() throws IOException {
        Files.createDirectories(home.resolve("leases/bid-00000001"));
        assertLost("is missing", "the folders in " + home.resolve("leases"));
        assertThat(file).doesNotExist();
        LostLedger.Declared declared = LostLedger.declare(home, clock);
        assertThat(declared.gap()).isTrue();
        assertThat(declared.nextReceipt()).isEqualTo(SECONDS + 1);
        assertThat(next()).isEqualTo(SECONDS + 1);
    }

    @Test
    void missingLedgerBesideItsReserveIsRefused() throws IOException {
        try (Ledger ledger = open()) {
            ledger.reserve(new ByteCount(1 << 20));
        }
        Files.delete(file);
        Files.delete(mark);
        assertLost("is missing", "ledger.reserve");
    }

    @Test
    void ledgerThatIsALinkToADiskThatIsNotThereIsRefused() throws IOException {
        Files.createSymbolicLink(file, home.resolve("disk/ledger.db"));
        assertThatThrownBy(() -> open().close())
                .isInstanceOf(UnusableLedger.class)
                .hasMessageContainingAll("is missing", "the link of that name");
        assertThat(home.resolve("disk")).doesNotExist();
    }

    @Test
    void restoredBackupGivesNoNumberThatWasGivenAfterIt() throws IOException {
        give(1, 2);
        Path backup = home.resolve("backup.db");
        backUp(backup);
        give(3, 7);
        Files.move(backup, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(next()).isEqualTo(8);
        // The mark may be lost before the next receipt: the ledger knows it by now.
        Files.delete(mark);
        assertThat(next()).isGreaterThan(7);
    }

    @Test
    void backupRestoredWhereNothingElseIsLeftLeavesAGap() throws IOException {
        give(1, 2);
        Path backup = home.resolve("backup.db");
        backUp(backup);
        Path fresh = Files.createDirectory(home.resolve("fresh"));
        Files.move(backup, fresh.resolve("ledger.db"));
        try (Ledger ledger = Ledger.openOfRig(fresh, clock)) {
            assertThat(ledger.journal().nextReceiptNumber()).isEqualTo(SECONDS + 1);
        }
    }

    @Test
    void damagedMarkLeavesAGap() throws IOException {
        give(1, 2);
        Files.writeString(mark, Files.readString(mark).replace("receipts 2", "receipts 1"));
        assertThat(next()).isEqualTo(SECONDS + 1);
        assertThat(next()).isEqualTo(SECONDS + 1);
    }

    @Test
    void ledgerOfAProgramWithoutMarksGoesOnWithoutAGap() throws Exception {
        try (Ledger older = Ledger.open(file)) {
            older.journal().appendNumbered(Examples.numbered(1, 1));
        }
        assertThat(next()).isEqualTo(2);
        assertThat(mark).exists();
    }

    @Test
    void receiptWhoseNumberCannotBeKeptFailsAndIsTakenWithThatNumberLater() throws IOException {
        try (Ledger ledger = open()) {
            ledger.journal().appendNumbered(Examples.numbered(1, 1));
            Path inTheWay = Files.createDirectories(home.resolve("numbers-of-ledger.db.part/x"));
            assertThatThrownBy(() -> ledger.journal().appendNumbered(Examples.numbered(2, 2)))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("no receipt is signed", "tried again");
            Files.delete(inTheWay);
            ledger.journal().appendNumbered(Examples.numbered(2, 2));
            assertThat(ledger.journal().nextReceiptNumber()).isEqualTo(3);
        }
        assertThat(Files.readString(mark)).contains("receipts 2\n");
    }

    @Test
    void declarationThatWasCutOffLeavesALostLedgerAndCanBeMadeAgain() throws IOException {
        give(1, 3);
        // As far as it comes: the file is aside and no new one is there.
        Path aside = Files.createDirectory(home.resolve("lost-ledger-20261130-120000"));
        Files.move(file, aside.resolve("ledger.db"));
        assertLost("is missing");
        assertThat(LostLedger.declare(home, clock).nextReceipt()).isEqualTo(4);
        assertThat(aside.resolve("ledger.db")).exists();
    }

    @Test
    void ledgerInOrderOrInUseOrNeverThereIsNotDeclaredLost() throws IOException {
        assertThatThrownBy(() -> LostLedger.declare(home, clock)).hasMessageContaining("ever had a ledger");
        assertThat(file).doesNotExist();
        give(1, 1);
        Map<Path, Integer> before = contents();
        assertThatThrownBy(() -> LostLedger.declare(home, clock))
                .isInstanceOf(JournalFailure.class)
                .hasMessageContaining("is in order and not lost");
        try (Ledger ledger = open()) {
            assertThatThrownBy(() -> LostLedger.declare(home, clock)).hasMessageContaining("already in use");
            assertThat(ledger.journal().nextReceiptNumber()).isEqualTo(2);
        }
        assertThat(contents().keySet()).isEqualTo(before.keySet());
        assertThatThrownBy(() -> LostLedger.declare(home.resolve("nowhere"), clock))
                .hasMessageContaining("no folder");
    }

    @Test
    void ledgerOfANewerProgramIsNotDeclaredLost() throws Exception {
        give(1, 1);
        sql(file, "PRAGMA user_version = " + (Schema.VERSION + 1));
        assertThatThrownBy(() -> LostLedger.declare(home, clock)).hasMessageContaining("newer Headroom");
        assertThat(file).exists();
    }
}
