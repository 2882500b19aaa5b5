package org.headroom.cli.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rig's ledger as another process reads it: through SQLite alone and read-only, so that no lock of the rig's is
 * touched. Closed whenever the rig is dead, so that the next one recovers the ledger by itself.
 */
final class LedgerReader implements AutoCloseable {
    private static final int BUSY_TIMEOUT_S = 5;
    private static final String OPEN = "SELECT e.lease, e.kind FROM event e JOIN lease l ON l.lease = e.lease"
            + " WHERE l.state = 'open' ORDER BY e.seq";

    private final Connection connection;
    private final Statement sql;

    private LedgerReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.sql = connection.createStatement();
        sql.setQueryTimeout(BUSY_TIMEOUT_S);
    }

    /** Empty where there is no ledger yet. */
    static Optional<LedgerReader> open(Path rig) throws IOException {
        Path file = rig.resolve("ledger.db");
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(new LedgerReader(DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro")));
        } catch (SQLException e) {
            throw new IOException("The ledger " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Leases that are open, and where each stands. */
    Map<String, LeasePhase> open() throws IOException {
        Map<String, LeasePhase> phases = new LinkedHashMap<>();
        rows(OPEN, row -> {
            String lease = row.getString(1);
            String kind = row.getString(2);
            phases.put(lease, LeasePhase.after(Optional.ofNullable(phases.get(lease)), kind));
        });
        return phases;
    }

    /** How many transactions have been signed and are in no block yet. */
    long unsettledTransactions() throws IOException {
        return number("SELECT count(*) FROM transaction_attempt WHERE settled = 0");
    }

    long number(String query) throws IOException {
        long[] found = {0};
        rows(query, row -> found[0] = row.getLong(1));
        return found[0];
    }

    @FunctionalInterface
    interface Row {
        void read(ResultSet row) throws SQLException, IOException;
    }

    void rows(String query, Row each) throws IOException {
        try (ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) each.read(rows);
        } catch (SQLException e) {
            throw new IOException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException("The ledger does not close: " + e.getMessage(), e);
        }
    }
}
