package org.headroom.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The few shapes in which SQL is asked here. */
final class Rows {
    private Rows() {}

    /** Reads the row that a result stands on. */
    interface Reading<T> {
        T from(ResultSet row) throws SQLException;
    }

    static int number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    static <T> List<T> all(Connection connection, String query, Reading<T> reading, Object... values)
            throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(query)) {
            bind(sql, values);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) found.add(reading.from(rows));
            }
            return found;
        }
    }

    /** Looks at a row. */
    interface Looking {
        void at(ResultSet row) throws SQLException;
    }

    /** One at a time, however many there are. */
    static void each(Connection connection, String query, Looking looking) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(query);
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) looking.at(rows);
        }
    }

    static <T> Optional<T> first(Connection connection, String query, Reading<T> reading, Object... values)
            throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(query)) {
            bind(sql, values);
            try (ResultSet rows = sql.executeQuery()) {
                return rows.next() ? Optional.of(reading.from(rows)) : Optional.empty();
            }
        }
    }

    static int change(Connection connection, String statement, Object... values) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(statement)) {
            return change(sql, values);
        }
    }

    /** @param sql stays open, for the next time */
    static int change(PreparedStatement sql, Object... values) throws SQLException {
        bind(sql, values);
        return sql.executeUpdate();
    }

    private static void bind(PreparedStatement sql, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case byte[] bytes -> sql.setBytes(i + 1, bytes);
                case Number number -> sql.setLong(i + 1, number.longValue());
                case Boolean flag -> sql.setInt(i + 1, flag ? 1 : 0);
                case Object text -> sql.setString(i + 1, text.toString());
            }
        }
    }
}
