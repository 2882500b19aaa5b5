package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class LedgerTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ledger.db");
    }

    private void fill(int leases) {
        try (Ledger ledger = Ledger.open(file)) {
            for (int n = 1; n <= leases; n++) Examples.paidLease(n).forEach(ledger.journal()::append);
        }
    }

    /** Another program's hand in the file. */
    private void sql(String... statements) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : statements) sql.execute(statement);
        }
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> Ledger.open(file).close())
                .isInstanceOf(JournalFailure.class)
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void makesItsDirectoryAndAFileThatOnlyItsOwnerReads() throws IOException {
        file = directory.resolve("new/home/ledger.db");
        Ledger.open(file).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void leavesALedgerOfANewerProgramUntouched() throws Exception {
        fill(1);
        sql("PRAGMA user_version = " + (Schema.VERSION + 1));
        byte[] before = Files.readAllBytes(file);
        assertRefused("newer Headroom", "nothing is lost", "update this one");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory.resolve("ledger.db-wal")).doesNotExist();
    }

    @Test
    void leavesAnotherProgramsFileUntouched() throws Exception {
        sql("CREATE TABLE recipes (name TEXT)");
        byte[] before = Files.readAllBytes(file);
        assertRefused("belongs to another program");
        sql("PRAGMA application_id = 77");
        assertRefused("belongs to another program");
        assertThat(Files.readAllBytes(file)).hasSameSizeAs(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET kind = 'LeaseSold', body = replace(body, 'OwnerStopAsked', 'LeaseSold')",
                "UPDATE event SET format = 9"
            })
    void refusesAnEventThatOnlyANewerProgramKnows(String change) throws Exception {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.journal().append(new LeaseEvent.OwnerStopAsked(Examples.lease(1), "", Examples.T0));
        }
        sql("DROP TRIGGER event_no_update", change);
        resign();
        assertRefused("newer Headroom", "event 1", "It was left as it is");
    }

    @Test
    void refusesAnEventWithAPartThatOnlyANewerProgramKnows() throws Exception {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.journal().append(new LeaseEvent.OwnerStopAsked(Examples.lease(1), "", Examples.T0));
        }
        sql("DROP TRIGGER event_no_update", "UPDATE event SET body = replace(body, '\"at\"', '\"penalty\":7,\"at\"')");
        resign();
        assertRefused("newer Headroom", "event 1, OwnerStopAsked: an unknown part penalty", "It was left as it is");
    }

    /** Gives the first event the digest that the program which wrote it would have given. */
    private void resign() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection()) {
            StoredEvent row = Rows.first(connection, "SELECT " + StoredEvent.COLUMNS + " FROM event", StoredEvent::from)
                    .orElseThrow();
            StoredEvent signed = StoredEvent.START.next(row.lease(), row.kind(), row.at(), row.format(), row.body());
            Rows.change(connection, "UPDATE event SET digest = ?", signed.digest());
        }
    }

    @Test
    void refusesAFileWhoseBeginningIsOverwritten() throws IOException {
        fill(1);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 64, (byte) 'x');
        Files.write(file, bytes);
        assertRefused("damaged", "backup", "deleted nothing");
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void refusesAFileThatWasCutShort() throws IOException {
        fill(20);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused("damaged", "backup");
    }

    @Test
    void recordsNothingOfWhatDoesNotFitOnAFullDiskAndGoesOnWhenThereIsRoom() {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.journal().append(Examples.paidLease(1).getFirst());
            limitPages(ledger, 1);
            LeaseEvent large = new LeaseEvent.JobRefused(Examples.lease(2), "x".repeat(200_000), Examples.T0);
            assertThatThrownBy(() -> ledger.journal().append(large))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("is full", "Nothing of it was recorded", "Free some space");
            assertThat(ledger.journal().replay())
                    .containsExactly(Examples.paidLease(1).getFirst());
            limitPages(ledger, 1_000_000);
            ledger.journal().append(large);
            assertThat(ledger.journal().replay()).hasSize(2).endsWith(large);
        }
    }

    @Test
    void numbersNoReceiptOnAFullDisk() {
        try (Ledger ledger = Ledger.open(file)) {
            limitPages(ledger, 1);
            int n = 1;
            while (true) {
                try {
                    ledger.journal().appendNumbered(Examples.numbered(n, n));
                    n++;
                } catch (JournalFailure e) {
                    break;
                }
            }
            assertThat(ledger.journal().nextReceiptNumber()).isEqualTo(n);
            assertThat(ledger.journal().receipts()).hasSize(n - 1);
            assertThat(ledger.journal().replay()).hasSize(n - 1);
        }
    }

    /** SQLite then answers as it does on a full disk; it never goes under the pages in use. */
    private static void limitPages(Ledger ledger, int pages) {
        ledger.database().read("limit", c -> Rows.first(c, "PRAGMA max_page_count = " + pages, row -> row.getInt(1)));
    }

    @Test
    void saysThatAFileMayNotBeWritten() {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.journal().append(Examples.paidLease(1).getFirst());
            ledger.database().read("lock", c -> Rows.change(c, "PRAGMA query_only = ON"));
            assertThatThrownBy(
                            () -> ledger.journal().append(Examples.paidLease(1).get(1)))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContainingAll("may not be written", "Give this user the right");
            ledger.database().read("unlock", c -> Rows.change(c, "PRAGMA query_only = OFF"));
            ledger.journal().append(Examples.paidLease(1).get(1));
            assertThat(ledger.journal().replay()).hasSize(2);
        }
    }

    @Test
    void saysThatADirectoryMayNotBeWritten() throws IOException {
        Path closed = directory.resolve("closed");
        Files.createDirectory(
                closed, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        // Root may write anywhere but in the kernel's own directories.
        if (Files.isWritable(closed)) closed = Path.of("/proc/self");
        assumeTrue(Files.isDirectory(closed), "needs a directory that nobody may write, such as /proc/self");
        file = closed.resolve("ledger.db");
        assertRefused("cannot be opened or made", "Give this user the right", "choose another place");
    }

    @Test
    void refusesASecondOpeningInTheSameProgramAndKeepsTheFirst() {
        try (Ledger first = Ledger.open(file)) {
            assertRefused("already in use by this very program", "close the other Headroom");
            first.journal().append(Examples.paidLease(1).getFirst());
        }
        Ledger.open(file).close();
    }

    @Test
    void knowsALedgerUnderItsOtherName() throws IOException {
        Path link = directory.resolve("link.db");
        try (Ledger first = Ledger.open(file)) {
            Files.createSymbolicLink(link, file);
            assertThatThrownBy(() -> Ledger.open(link).close())
                    .hasMessageContaining(first.file().toString());
        }
    }

    @Test
    void refusesALedgerThatIsGoneWhileItsUnfinishedPartIsThere() throws IOException {
        Files.write(directory.resolve("ledger.db-wal"), new byte[] {1, 2, 3});
        assertRefused("damaged", "ledger.db-wal is there");
    }

    @Test
    void writeAheadLogIsCutAfterLargeCommits() throws IOException {
        try (Ledger ledger = Ledger.open(file)) {
            LedgerFiller.closed(ledger, 1, 2_000);
            for (int n = 0; n < 20; n++)
                ledger.journal().append(Examples.paidLease(10_000 + n).getFirst());
            assertThat(Files.size(file)).isGreaterThan(10L << 20);
            assertThat(Files.size(directory.resolve("ledger.db-wal"))).isLessThanOrEqualTo(9L << 20);
        }
    }

    @Test
    void backsUpWhileInUseAndNeverOverwrites() {
        Path copy = directory.resolve("backup.db");
        try (Ledger ledger = Ledger.open(file)) {
            Examples.paidLease(1).forEach(ledger.journal()::append);
            ledger.backup().writeTo(copy);
            ledger.journal().append(Examples.paidLease(2).getFirst());
            assertThatThrownBy(() -> ledger.backup().writeTo(copy))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("never replaces");
        }
        try (Ledger restored = Ledger.open(copy)) {
            assertThat(restored.journal().replay()).isEqualTo(Examples.paidLease(1));
            assertThat(restored.journal().nextReceiptNumber()).isEqualTo(2);
        }
    }

    @Test
    void leavesNoHalfBackupBehind() {
        try (Ledger ledger = Ledger.open(file)) {
            Path nowhere = directory.resolve("absent/backup.db");
            assertThatThrownBy(() -> ledger.backup().writeTo(nowhere)).isInstanceOf(JournalFailure.class);
            assertThat(nowhere).doesNotExist();
            ledger.journal().append(Examples.paidLease(1).getFirst());
        }
    }
}
