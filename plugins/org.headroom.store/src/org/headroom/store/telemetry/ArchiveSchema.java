package org.headroom.store.telemetry;

import java.sql.SQLException;
import java.util.List;

/** The telemetry file's tables, and the steps from each older version to the next. A step, once released, never changes. */
final class ArchiveSchema {
    /** "HDRT". */
    static final int APPLICATION_ID = 0x48445254;

    private static final List<String> FIRST_METRICS = List.of(
            "power",
            "core_temperature",
            "memory_temperature",
            "hotspot_temperature",
            "load",
            "memory_load",
            "memory_used",
            "sm_clock",
            "memory_clock",
            "fan",
            "encoder",
            "decoder");

    private static final List<List<String>> STEPS = List.of(
            List.of(
                    // "metrics": a bit for each reading that the GPU ever had, so that one it lacks is known at once.
                    "CREATE TABLE gpu (id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, metrics INTEGER NOT NULL) STRICT",
                    "CREATE TABLE sample (gpu INTEGER NOT NULL, time INTEGER NOT NULL, " + readings()
                            + "energy INTEGER, PRIMARY KEY (gpu, time)) STRICT, WITHOUT ROWID",
                    "CREATE TABLE minute (gpu INTEGER NOT NULL, start INTEGER NOT NULL, samples INTEGER NOT NULL, "
                            + summaries()
                            + "energy_first INTEGER, energy_first_ms INTEGER, energy_last INTEGER, energy_last_ms INTEGER,"
                            + " energy_reset INTEGER NOT NULL, PRIMARY KEY (gpu, start)) STRICT, WITHOUT ROWID",
                    """
                    CREATE TABLE alarm (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        gpu TEXT,
                        rule TEXT NOT NULL,
                        severity TEXT NOT NULL,
                        action TEXT NOT NULL,
                        message TEXT NOT NULL,
                        advice TEXT NOT NULL,
                        raised_at INTEGER NOT NULL,
                        cleared_at INTEGER,
                        acknowledged_at INTEGER
                    ) STRICT""",
                    "CREATE INDEX alarm_by_time ON alarm (raised_at)",
                    "CREATE INDEX alarm_open ON alarm (id) WHERE cleared_at IS NULL"),
            // Hours are filled from the minutes after the file is open, a few at a time.
            List.of("CREATE TABLE hour (gpu INTEGER NOT NULL, start INTEGER NOT NULL, samples INTEGER NOT NULL, "
                    + summaries() + "PRIMARY KEY (gpu, start)) STRICT, WITHOUT ROWID"));

    static final int VERSION = STEPS.size();

    private ArchiveSchema() {}

    private static String readings() {
        StringBuilder columns = new StringBuilder();
        for (String metric : FIRST_METRICS) columns.append(metric).append(" INTEGER, ");
        return columns.toString();
    }

    // A count of NULL is that of the row: so it is nearly always, and takes no room then.
    private static String summaries() {
        StringBuilder columns = new StringBuilder();
        for (String metric : FIRST_METRICS)
            for (String of : List.of("_min", "_mean", "_max", "_n"))
                columns.append(metric).append(of).append(" INTEGER, ");
        return columns.toString();
    }

    /**
     * Brings a file up to a version, in one transaction of the caller's.
     *
     * @return whether anything was changed
     * @throws ArchiveRefusal if the file is another program's or newer
     */
    static boolean migrate(Statements sql, int target) throws SQLException, ArchiveRefusal {
        long application = sql.number("PRAGMA application_id", 0);
        int version = (int) sql.number("PRAGMA user_version", 0);
        boolean empty = sql.number("SELECT count(*) FROM sqlite_schema", 0) == 0;
        if (application != APPLICATION_ID && !(application == 0 && empty)) throw ArchiveRefusal.notOurs();
        if (version > VERSION) throw ArchiveRefusal.newer(version);
        if (version >= target) return false;
        for (List<String> step : STEPS.subList(version, target)) for (String statement : step) sql.run(statement);
        sql.run("PRAGMA application_id = " + APPLICATION_ID);
        sql.run("PRAGMA user_version = " + target);
        return true;
    }
}
