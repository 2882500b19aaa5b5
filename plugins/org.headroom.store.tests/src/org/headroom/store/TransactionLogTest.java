package org.headroom.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.TransactionLog;
import org.headroom.model.payment.TransactionLog.Attempt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

@Timeout(120)
class TransactionLogTest {
    private static final long CHAIN = 8453;
    private static final EthAddress ACCOUNT = Examples.PROVIDER;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("ledger.db");
    }

    @Test
    void openAttemptsAreReadByNonceThenOldestFirst() {
        try (Ledger ledger = Ledger.open(file)) {
            TransactionLog log = ledger.transactions();
            for (Attempt a : List.of(attempt(8, 1), attempt(7, 2), attempt(8, 3), attempt(7, 4))) log.sending(a);
            assertThat(log.open(CHAIN, ACCOUNT))
                    .containsExactly(attempt(7, 2), attempt(7, 4), attempt(8, 1), attempt(8, 3));
            assertThat(log.open(1, ACCOUNT)).isEmpty();
            assertThat(log.open(CHAIN, Examples.RENTER)).isEmpty();
            assertThat(log.highestSettled(CHAIN, ACCOUNT)).isEmpty();
        }
    }

    @Test
    void attemptsOutliveARestartToTheLetter() {
        Attempt dear = new Attempt(
                CHAIN,
                ACCOUNT,
                BigInteger.valueOf(Long.MAX_VALUE),
                Examples.hash(9),
                "0x02f8",
                "withdraw 1 2",
                BigInteger.TEN.pow(30),
                Examples.T0.plusNanos(123_456_789));
        try (Ledger ledger = Ledger.open(file)) {
            ledger.transactions().sending(attempt(0, 1));
            ledger.transactions().sending(dear);
        }
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.transactions().open(CHAIN, ACCOUNT)).containsExactly(attempt(0, 1), dear);
        }
    }

    @Test
    void settlingANonceSettlesAllItsAttemptsAndNoOther() {
        try (Ledger ledger = Ledger.open(file)) {
            TransactionLog log = ledger.transactions();
            for (Attempt a : List.of(attempt(7, 1), attempt(7, 2), attempt(8, 3))) log.sending(a);
            log.settled(CHAIN, ACCOUNT, BigInteger.valueOf(7));
            assertThat(log.open(CHAIN, ACCOUNT)).containsExactly(attempt(8, 3));
            assertThat(log.highestSettled(CHAIN, ACCOUNT)).contains(BigInteger.valueOf(7));
            assertThat(log.highestSettled(1, ACCOUNT)).isEmpty();
        }
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.transactions().highestSettled(CHAIN, ACCOUNT)).contains(BigInteger.valueOf(7));
        }
    }

    @Test
    void noncesFromOneOnAreOpenAgainAfterTheyWereSettled() {
        try (Ledger ledger = Ledger.open(file)) {
            TransactionLog log = ledger.transactions();
            for (int n = 6; n <= 8; n++) {
                log.sending(attempt(n, n));
                log.settled(CHAIN, ACCOUNT, BigInteger.valueOf(n));
            }
            log.reopened(CHAIN, ACCOUNT, BigInteger.valueOf(7));
            assertThat(log.open(CHAIN, ACCOUNT)).containsExactly(attempt(7, 7), attempt(8, 8));
            assertThat(log.highestSettled(CHAIN, ACCOUNT)).contains(BigInteger.valueOf(6));
        }
    }

    @Test
    void theSameAttemptIsRecordedOnce() {
        try (Ledger ledger = Ledger.open(file)) {
            TransactionLog log = ledger.transactions();
            log.sending(attempt(7, 1));
            log.sending(attempt(7, 1));
            assertThat(log.open(CHAIN, ACCOUNT)).containsExactly(attempt(7, 1));
        }
    }

    @Test
    void settledAttemptsBeyondTheLimitAreDeletedAndOpenOnesKept() {
        int many = SqlTransactionLog.KEPT + 30;
        try (Ledger ledger = Ledger.open(file)) {
            TransactionLog log = ledger.transactions();
            log.sending(attempt(5_000, 5_000));
            ledger.database().write("fill the log", c -> {
                for (int n = 0; n < many; n++)
                    Rows.change(
                            c,
                            "INSERT INTO transaction_attempt (chain, account, nonce, hash, raw, purpose, max_fee, at,"
                                    + " settled) VALUES (?, ?, ?, ?, '0x', 'void 1', '1', ?, 1)",
                            CHAIN,
                            ACCOUNT,
                            n,
                            Examples.hash(n),
                            Examples.T0);
                return many;
            });
            log.sending(attempt(many, many));
            log.settled(CHAIN, ACCOUNT, BigInteger.valueOf(many));
            assertThat(rows(ledger)).isEqualTo(SqlTransactionLog.KEPT + 1);
            assertThat(log.open(CHAIN, ACCOUNT)).containsExactly(attempt(5_000, 5_000));
            assertThat(log.highestSettled(CHAIN, ACCOUNT)).contains(BigInteger.valueOf(many));
        }
    }

    @Test
    void aLedgerOfAnOlderVersionGetsAnEmptyLog() throws Exception {
        Files.createFile(file);
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                Statement sql = connection.createStatement()) {
            for (String statement : Schema.STEPS.getFirst()) sql.execute(statement);
            sql.execute("PRAGMA application_id = " + Schema.APPLICATION_ID);
            sql.execute("PRAGMA user_version = 1");
        }
        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.transactions().open(CHAIN, ACCOUNT)).isEmpty();
            ledger.transactions().sending(attempt(0, 1));
            assertThat(ledger.transactions().open(CHAIN, ACCOUNT)).hasSize(1);
        }
    }

    @Test
    void anAttemptThatCannotBeReadStopsTransactionsWithASentence() {
        try (Ledger ledger = Ledger.open(file)) {
            ledger.transactions().sending(attempt(7, 1));
            ledger.database().write("spoil it", c -> Rows.change(c, "UPDATE transaction_attempt SET hash = 'no hash'"));
            assertThatThrownBy(() -> ledger.transactions().open(CHAIN, ACCOUNT))
                    .isInstanceOf(JournalFailure.class)
                    .hasMessageContaining("transaction number 7");
        }
    }

    @Test
    void everyAcknowledgedAttemptIsThereAfterAKill() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Recording.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int last = -1;
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Integer.parseInt(line);
                // By its handle, so that what was acknowledged already can still be read from the pipe.
                if (last == 60) program.toHandle().destroyForcibly();
            }
        } finally {
            program.destroyForcibly();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(last).isGreaterThanOrEqualTo(60);
        try (Ledger ledger = Ledger.open(file)) {
            List<Attempt> found = ledger.transactions().open(CHAIN, ACCOUNT);
            assertThat(found.size()).isBetween(last + 1, last + 2);
            for (int n = 0; n < found.size(); n++) assertThat(found.get(n)).isEqualTo(attempt(n, n));
        }
    }

    /** Records one attempt after another in a JVM of its own, until it is killed. */
    static final class Recording {
        private Recording() {}

        public static void main(String[] args) {
            long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            try (Ledger ledger = Ledger.open(Path.of(args[0]))) {
                for (int n = 0; System.nanoTime() < end; n++) {
                    ledger.transactions().sending(attempt(n, n));
                    System.out.println(n);
                    System.out.flush();
                }
            }
        }
    }

    private static int rows(Ledger ledger) {
        return ledger.database()
                .read(
                        "count",
                        c -> Rows.first(c, "SELECT count(*) FROM transaction_attempt", row -> row.getInt(1))
                                .orElseThrow());
    }

    private static Attempt attempt(long nonce, long hash) {
        return new Attempt(
                CHAIN,
                ACCOUNT,
                BigInteger.valueOf(nonce),
                Examples.hash(hash),
                "0x02f87201" + hash,
                "withdraw 12",
                BigInteger.valueOf(1_000_000_007),
                Examples.T0);
    }
}
