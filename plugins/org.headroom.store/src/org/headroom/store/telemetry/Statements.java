package org.headroom.store.telemetry;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A connection's statements, each prepared once. One thread at a time. */
final class Statements implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Looks at the row that a result stands on. */
    interface Reading {
        void of(ResultSet row) throws SQLException;
    }

    /** @param connection closed with this */
    Statements(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    /** Something that is said once and has no parameters. */
    void run(String sql) throws SQLException {
        try (Statement once = connection.createStatement()) {
            once.execute(sql);
        }
    }

    int change(String sql, Object... values) throws SQLException {
        return bound(sql, values).executeUpdate();
    }

    void each(String sql, Reading reading, Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            while (rows.next()) reading.of(rows);
        }
    }

    /** The first column of the first row, or {@code absent} where there is no row or nothing in it. */
    long number(String sql, long absent, Object... values) throws SQLException {
        try (ResultSet rows = bound(sql, values).executeQuery()) {
            if (!rows.next()) return absent;
            long value = rows.getLong(1);
            return rows.wasNull() ? absent : value;
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case String text -> statement.setString(i + 1, text);
                case Number number -> statement.setLong(i + 1, number.longValue());
                default -> statement.setObject(i + 1, null);
            }
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            for (PreparedStatement statement : prepared.values()) statement.close();
            prepared.clear();
        }
    }
}
