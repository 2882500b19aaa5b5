package org.headroom.store.telemetry;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Sums samples up to minutes and minutes up to hours. A roll-up is always made anew from what lies under it, so that it is
 * right after a crash, after samples that came late and after a clock that was set back. The writer's thread, within its
 * transaction.
 */
final class RollUps {
    private static final int MOST_AT_ONCE = 600;
    private static final long SETTLED_MS = 120_000;
    private static final String NEWEST = "SELECT max(start) FROM %s WHERE gpu = ? AND start <= ?";
    private static final String MINUTE = minute();
    private static final String HOUR = hour();

    /** What has changed under a roll-up since it was made, if it was. */
    private final TreeSet<Due> minutes = new TreeSet<>();

    private final TreeSet<Due> hours = new TreeSet<>();

    /** The oldest first. @param start in milliseconds */
    private record Due(long start, int gpu) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(start, other.start);
            return byTime != 0 ? byTime : Integer.compare(gpu, other.gpu);
        }
    }

    /**
     * Finds what an earlier run left undone: it makes the oldest first.
     *
     * @param now roll-ups of a time to come are of a clock that was wrong, and say nothing
     */
    void load(Statements sql, List<Integer> gpus, long now) throws SQLException {
        for (int gpu : gpus) {
            long done = sql.number(NEWEST.formatted("minute"), -60, gpu, now / 1000) + 60;
            sql.each(
                    "SELECT DISTINCT time / 60000 FROM sample WHERE gpu = ? AND time >= ?",
                    row -> minutes.add(new Due(row.getLong(1) * SeriesQuery.MINUTE_MS, gpu)),
                    gpu,
                    done * 1000);
            long doneHours = sql.number(NEWEST.formatted("hour"), -3600, gpu, now / 1000) + 3600;
            sql.each(
                    "SELECT DISTINCT start / 3600 FROM minute WHERE gpu = ? AND start >= ?",
                    row -> hours.add(new Due(row.getLong(1) * SeriesQuery.HOUR_MS, gpu)),
                    gpu,
                    doneHours);
        }
    }

    /** Samples of [from, to] were written or taken away. */
    void changed(int gpu, long from, long to) {
        long start = Math.floorDiv(from, SeriesQuery.MINUTE_MS) * SeriesQuery.MINUTE_MS;
        for (; start <= to; start += SeriesQuery.MINUTE_MS) minutes.add(new Due(start, gpu));
    }

    /**
     * Makes what has ended: the GPU has said something of the time after it, or the clock is well past it.
     *
     * @param newest the newest sample of each GPU, by id
     * @return minutes that were made
     */
    int make(Statements sql, Newest newest, long now) throws SQLException {
        int made = 0;
        for (Due due : ended(minutes, SeriesQuery.MINUTE_MS, newest, now)) {
            long end = due.start + SeriesQuery.MINUTE_MS;
            sql.change(MINUTE, due.gpu, due.start, end);
            hours.add(new Due(Math.floorDiv(due.start, SeriesQuery.HOUR_MS) * SeriesQuery.HOUR_MS, due.gpu));
            made++;
        }
        for (Due due : ended(hours, SeriesQuery.HOUR_MS, newest, now))
            sql.change(HOUR, due.gpu, due.start / 1000, (due.start + SeriesQuery.HOUR_MS) / 1000);
        return made;
    }

    /** The time of a GPU's newest sample. */
    interface Newest {
        long of(int gpu);
    }

    private static List<Due> ended(TreeSet<Due> all, long length, Newest newest, long now) {
        List<Due> ended = new ArrayList<>();
        for (Due due : all) {
            if (ended.size() == MOST_AT_ONCE) break;
            long end = due.start + length;
            if (newest.of(due.gpu) >= end || now >= end + SETTLED_MS) ended.add(due);
        }
        all.removeAll(ended);
        return ended;
    }

    private static String minute() {
        StringBuilder sql = new StringBuilder("INSERT OR REPLACE INTO minute SELECT gpu, ?2 / 1000, count(*)");
        for (Column c : Column.ALL) {
            String name = c.name();
            sql.append(", min(")
                    .append(name)
                    .append("), CAST(round(avg(")
                    .append(name)
                    .append(") * ")
                    .append(c.meanScale() / c.scale())
                    .append(") AS INTEGER), max(")
                    .append(name)
                    .append("), nullif(count(")
                    .append(name)
                    .append("), count(*))");
        }
        String first = one("energy", "time");
        String last = one("energy", "time DESC");
        sql.append(", ").append(first).append(", ").append(one("time - ?2", "time"));
        sql.append(", ").append(last).append(", ").append(one("time - ?2", "time DESC"));
        // A counter that only grows has its least first and its most last.
        sql.append(", coalesce(min(energy) < ")
                .append(first)
                .append(" OR max(energy) > ")
                .append(last)
                .append(", 0)");
        return sql.append(" FROM sample WHERE gpu = ?1 AND time >= ?2 AND time < ?3 GROUP BY gpu")
                .toString();
    }

    private static String one(String what, String order) {
        return "(SELECT " + what + " FROM sample WHERE gpu = ?1 AND time >= ?2 AND time < ?3 AND energy IS NOT NULL"
                + " ORDER BY " + order + " LIMIT 1)";
    }

    private static String hour() {
        StringBuilder sql = new StringBuilder("INSERT OR REPLACE INTO hour SELECT gpu, ?2, sum(samples)");
        for (Column c : Column.ALL) {
            String name = c.name();
            String count = "coalesce(" + name + "_n, samples)";
            sql.append(", min(")
                    .append(name)
                    .append("_min), CAST(round(sum(")
                    .append(name)
                    .append("_mean * ")
                    .append(count)
                    .append(") * 1.0 / nullif(sum(")
                    .append(count)
                    .append("), 0)) AS INTEGER), max(")
                    .append(name)
                    .append("_max), nullif(sum(")
                    .append(count)
                    .append("), sum(samples))");
        }
        return sql.append(" FROM minute WHERE gpu = ?1 AND start >= ?2 AND start < ?3 GROUP BY gpu")
                .toString();
    }
}
