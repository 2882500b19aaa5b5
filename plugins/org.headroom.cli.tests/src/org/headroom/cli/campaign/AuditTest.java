package org.headroom.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.headroom.model.money.EthAddress;
import org.headroom.store.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One lease that was paid, in a ledger of the product's own tables, and each way in which it can be wrong. */
class AuditTest {
    private static final EthAddress PAYOUT = new EthAddress("0x" + "11".repeat(20));
    private static final String RENTER = "22".repeat(20);
    private static final String HASH = "0x" + "ab".repeat(32);
    private static final List<String> EVENTS = List.of(
            "BidMade",
            "BidTaken",
            "StreamVerified",
            "JobStarted",
            "JobEnded",
            "ReceiptNumbered",
            "ReceiptSigned",
            "MoneyWithdrawn");

    @TempDir
    Path rig;

    private final ChainReader.Stream stream = new ChainReader.Stream();
    private final Map<Long, ChainReader.Stream> streams = new TreeMap<>(Map.of(1L, stream));
    private long paidOut = 300;
    private long held = 9_700;
    private long contract;
    private long transactions = 1;

    @BeforeEach
    void leaseThatWasPaid() throws Exception {
        Ledger.open(rig.resolve("ledger.db")).close();
        int seq = 1;
        for (String kind : EVENTS)
            sql("INSERT INTO event (seq, lease, kind, at, format, body, digest) VALUES (" + seq++ + ", 'bid-1', '"
                    + kind + "', '2026-01-01T00:00:00Z', 1, '{}', x'')");
        sql("INSERT INTO lease VALUES ('bid-1', 'order-1', '31337:0xaa:1', 'closed', 8, 1, 8)");
        sql("INSERT INTO receipt VALUES (1, 'bid-1', '" + HASH + "', 6)");
        sql("INSERT INTO withdrawal (seq, chain, contract, stream, txn, amount, lease, returned)"
                + " VALUES (8, 31337, '0xaa', '1', '0xbb', 300, 'bid-1', 0)");
        sql("INSERT INTO summary (position, lease, ended_at, due, withdrawn, shortfall, fees, format, body, returned)"
                + " VALUES (1, 'bid-1', '', 300, 300, 0, '0', 1, '{}', 0)");
        sql("INSERT INTO transaction_attempt (chain, account, nonce, hash, raw, purpose, max_fee, at, settled)"
                + " VALUES (31337, '0x1', 0, '0xbb', '', '', '0', '', 1)");
        stream.deposited = 1_000;
        stream.refunded = 700;
        stream.withdrawn.put(PAYOUT.hex().substring(2), 300L);
    }

    private void sql(String statement) {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + rig.resolve("ledger.db"));
                Statement s = c.createStatement()) {
            s.execute(statement);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> deviations() throws Exception {
        try (LedgerReader ledger = LedgerReader.open(rig).orElseThrow()) {
            Audit audit = new Audit(
                    new Audit.Books(
                            PAYOUT, streams, paidOut, 10_000, held, contract, transactions, List.of(), List.of()),
                    ledger);
            audit.run();
            return audit.deviations();
        }
    }

    @Test
    void leaseThatIsInOrderHasNoDeviation() throws Exception {
        assertThat(deviations()).isEmpty();
    }

    private static Arguments wrong(String name, Consumer<AuditTest> how, String words) {
        return Arguments.of(name, how, words);
    }

    static Stream<Arguments> wrongs() {
        return Stream.of(
                wrong(
                        "withdrawn twice",
                        t -> t.stream.withdrawn.put(PAYOUT.hex().substring(2), 600L),
                        "the chain 600"),
                wrong("payout account short", t -> t.paidOut = 299, "The payout account holds 299"),
                wrong("renter short by a base unit", t -> t.held = 9_699, "The renters hold 9699"),
                wrong("contract keeps something", t -> t.contract = 1, "The contract holds 1"),
                wrong("not given back", AuditTest::keepsTheRest, "did not come back to the renter"),
                wrong("stream vanished", t -> t.streams.clear(), "is not on the chain"),
                wrong("nonce skipped", t -> t.transactions = 2, "The chain has 2 transactions"),
                wrong("returned unseen", t -> t.stream.withdrawn.put(RENTER, 5L), "the chain 5"),
                wrong("still open", t -> t.sql("UPDATE lease SET state = 'open'"), "bid-1: is still open"),
                wrong("job begun twice", t -> t.event("JobStarted"), "JobStarted 2 times"),
                wrong("second receipt", t -> t.event("ReceiptSigned"), "ReceiptSigned 2 times"),
                wrong("job without an end", t -> t.other("bid-2"), "bid-2: a job began and never ended"),
                wrong(
                        "receipt number left out",
                        t -> t.sql("INSERT INTO receipt VALUES (3, 'bid-3', '0xcd', 7)"),
                        "Receipt 2 is missing"),
                wrong(
                        "transaction in no block",
                        t -> t.sql("UPDATE transaction_attempt SET settled = 0"),
                        "nonce 0 is in no block"));
    }

    private void keepsTheRest() {
        stream.refunded = 600;
        stream.left = 100;
    }

    private void event(String kind) {
        sql("INSERT INTO event (seq, lease, kind, at, format, body, digest) VALUES (99, 'bid-1', '" + kind
                + "', '', 1, '{}', x'')");
    }

    private void other(String lease) {
        sql("INSERT INTO event (seq, lease, kind, at, format, body, digest) VALUES (99, '" + lease
                + "', 'JobStarted', '', 1, '{}', x'')");
        sql("INSERT INTO lease VALUES ('" + lease + "', NULL, NULL, 'closed', 1, 99, 99)");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongs")
    void whatIsWrongIsNamed(String name, Consumer<AuditTest> how, String words) throws Exception {
        how.accept(this);
        assertThat(deviations()).as(name).anyMatch(d -> d.contains(words));
    }
}
