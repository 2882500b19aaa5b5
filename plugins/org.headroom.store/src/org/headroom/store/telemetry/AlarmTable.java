package org.headroom.store.telemetry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;

/** Alarms as rows. */
final class AlarmTable {
    private static final String COLUMNS =
            "id, gpu, rule, severity, action, message, advice, raised_at, cleared_at, acknowledged_at";
    private static final Object NOTHING = new Object();

    private AlarmTable() {}

    static void put(Statements sql, Alarm a) throws SQLException {
        sql.change(
                "INSERT OR REPLACE INTO alarm (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                a.id(),
                a.gpu().<Object>map(GpuId::uuid).orElse(NOTHING),
                a.rule(),
                a.severity().word(),
                a.action().word(),
                a.message(),
                a.advice(),
                a.raisedAt().toEpochMilli(),
                millis(a.clearedAt()),
                millis(a.acknowledgedAt()));
    }

    /** Open alarms stay. @param since alarms that were cleared before go @param most how many cleared ones stay */
    static void retain(Statements sql, long since, int most) throws SQLException {
        sql.change("DELETE FROM alarm WHERE cleared_at < ?", since);
        // Not by the highest id: ids that were given without the file leave a gap.
        sql.change(
                "DELETE FROM alarm WHERE cleared_at IS NOT NULL AND id <="
                        + " (SELECT id FROM alarm WHERE cleared_at IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?)",
                most);
    }

    private static Object millis(Optional<Instant> at) {
        return at.<Object>map(Instant::toEpochMilli).orElse(NOTHING);
    }

    /** The newest first. */
    static List<Alarm> between(Statements sql, long from, long to, int most) throws SQLException {
        return read(
                sql,
                "raised_at < ? AND (cleared_at IS NULL OR cleared_at >= ?) ORDER BY raised_at DESC, id DESC LIMIT ?",
                to,
                from,
                most);
    }

    static List<Alarm> open(Statements sql) throws SQLException {
        return read(sql, "cleared_at IS NULL ORDER BY id");
    }

    /** The highest id that was ever given, that of an alarm which is gone included. */
    static long highestId(Statements sql) throws SQLException {
        return sql.number("SELECT seq FROM sqlite_sequence WHERE name = 'alarm'", 0);
    }

    private static List<Alarm> read(Statements sql, String where, Object... values) throws SQLException {
        List<Alarm> found = new ArrayList<>();
        sql.each("SELECT " + COLUMNS + " FROM alarm WHERE " + where, row -> found.add(alarm(row)), values);
        return found;
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        String severity = row.getString(4);
        String action = row.getString(5);
        return new Alarm(
                row.getLong(1),
                Optional.ofNullable(row.getString(2)).map(GpuId::new),
                row.getString(3),
                Arrays.stream(Severity.values())
                        .filter(s -> s.word().equals(severity))
                        .findFirst()
                        .orElse(Severity.WARNING),
                Arrays.stream(HealthAction.values())
                        .filter(a -> a.word().equals(action))
                        .findFirst()
                        .orElse(HealthAction.WARN),
                row.getString(6),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                instant(row, 9),
                instant(row, 10));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
