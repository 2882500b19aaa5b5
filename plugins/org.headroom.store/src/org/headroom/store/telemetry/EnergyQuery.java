package org.headroom.store.telemetry;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.model.units.Joules;
import org.jspecify.annotations.Nullable;

/** Reads the energy counter's past: from samples where they are kept, else from minutes. Milliseconds and millijoules. */
final class EnergyQuery {
    private static final long AHEAD_MS = 2_500;

    private final Statements sql;
    private final int gpu;
    private final long now;
    private final Coverage kept;

    /** @param now samples of a time to come are not believed: the clock was set back since */
    EnergyQuery(Statements sql, int gpu, long now) throws SQLException {
        this.sql = sql;
        this.gpu = gpu;
        this.now = now + AHEAD_MS;
        this.kept = Coverage.of(sql, gpu);
    }

    private record Counter(long at, long energy, long milliwatts) {}

    Optional<Joules> between(long from, long to) throws SQLException {
        if (to < from) return Optional.empty();
        OptionalLong before = at(from);
        OptionalLong after = at(to);
        if (before.isEmpty() || after.isEmpty() || wasReset(from, to)) return Optional.empty();
        return Optional.of(new Joules(Math.max(0, after.getAsLong() - before.getAsLong())));
    }

    private OptionalLong at(long millis) throws SQLException {
        Counter last = lastUntil(millis);
        if (last == null) return OptionalLong.empty();
        if (last.at == millis) return OptionalLong.of(last.energy);
        Counter next = firstFrom(millis);
        if (next == null) return ahead(last, millis);
        double share = (double) (millis - last.at) / (next.at - last.at);
        return OptionalLong.of(last.energy + Math.round(share * (next.energy - last.energy)));
    }

    // Whoever asks at the end of a job would else have to wait for the next sample.
    private static OptionalLong ahead(Counter last, long millis) {
        long behind = millis - last.at;
        if (behind > AHEAD_MS || last.milliwatts == Column.NONE) return OptionalLong.empty();
        return OptionalLong.of(last.energy + Math.round(last.milliwatts / 1000.0 * behind));
    }

    private @Nullable Counter lastUntil(long millis) throws SQLException {
        Counter sample = one(
                "SELECT time, energy, coalesce(power, " + Column.NONE
                        + ") FROM sample WHERE gpu = ? AND time <= ? AND energy IS NOT NULL ORDER BY time DESC LIMIT 1",
                millis);
        if (sample != null) return sample;
        long second = Math.floorDiv(millis, 1000L);
        Counter end = one(
                "SELECT start * 1000 + energy_last_ms AS at, energy_last, " + Column.NONE
                        + " FROM minute WHERE gpu = ? AND start <= ? AND energy_last IS NOT NULL AND at <= ?"
                        + " ORDER BY start DESC LIMIT 1",
                second,
                millis);
        Counter begin = one(
                "SELECT start * 1000 + energy_first_ms AS at, energy_first, " + Column.NONE
                        + " FROM minute WHERE gpu = ? AND start <= ? AND energy_first IS NOT NULL AND at <= ?"
                        + " ORDER BY start DESC LIMIT 1",
                second,
                millis);
        if (begin == null) return null;
        return end != null && end.at > begin.at ? end : begin;
    }

    private @Nullable Counter firstFrom(long millis) throws SQLException {
        Counter sample = one(
                "SELECT time, energy, " + Column.NONE
                        + " FROM sample WHERE gpu = ? AND time >= ? AND energy IS NOT NULL ORDER BY time LIMIT 1",
                millis);
        Counter found = sample;
        if (millis < kept.samples()) {
            long second = Math.floorDiv(millis, SeriesQuery.MINUTE_MS) * 60;
            Counter begin = one(
                    "SELECT start * 1000 + energy_first_ms AS at, energy_first, " + Column.NONE
                            + " FROM minute WHERE gpu = ? AND start >= ? AND energy_first IS NOT NULL AND at >= ?"
                            + " ORDER BY start LIMIT 1",
                    second,
                    millis);
            Counter end = one(
                    "SELECT start * 1000 + energy_last_ms AS at, energy_last, " + Column.NONE
                            + " FROM minute WHERE gpu = ? AND start >= ? AND energy_last IS NOT NULL AND at >= ?"
                            + " ORDER BY start LIMIT 1",
                    second,
                    millis);
            found = earlier(found, earlier(begin, end));
        }
        return found == null || found.at > now ? null : found;
    }

    private static @Nullable Counter earlier(@Nullable Counter one, @Nullable Counter other) {
        if (one == null) return other;
        return other == null || one.at <= other.at ? one : other;
    }

    private @Nullable Counter one(String query, Object... values) throws SQLException {
        Object[] all = new Object[values.length + 1];
        all[0] = gpu;
        System.arraycopy(values, 0, all, 1, values.length);
        Counter[] found = new Counter[1];
        sql.each(query, row -> found[0] = new Counter(row.getLong(1), row.getLong(2), row.getLong(3)), all);
        return found[0];
    }

    /** Whether the counter fell anywhere between the samples around the two moments. */
    private boolean wasReset(long from, long to) throws SQLException {
        Counter last = lastUntil(from);
        Counter next = firstFrom(to);
        long begin = last == null ? from : last.at;
        long end = next == null ? to : next.at;
        Falls falls = new Falls();
        // Whole minutes from their roll-ups, the ends and what has no roll-up yet from the samples.
        long firstWhole = Math.ceilDiv(begin, SeriesQuery.MINUTE_MS) * SeriesQuery.MINUTE_MS;
        long lastWhole = Math.floorDiv(end, SeriesQuery.MINUTE_MS) * SeriesQuery.MINUTE_MS;
        if (firstWhole >= lastWhole || begin >= kept.wholeSamples() && end - begin <= 2 * SeriesQuery.HOUR_MS)
            return fallsAmongSamples(falls, begin, end + 1) || partialMinuteFell(begin, end);
        if (fallsAmongSamples(falls, begin, firstWhole) || partialMinuteFell(begin, firstWhole - 1)) return true;
        long[] reached = {firstWhole};
        sql.each(
                "SELECT start, energy_first, energy_last, energy_reset FROM minute"
                        + " WHERE gpu = ? AND start >= ? AND start < ? AND energy_first IS NOT NULL ORDER BY start",
                row -> {
                    falls.see(row.getLong(2));
                    falls.see(row.getLong(3));
                    falls.found |= row.getInt(4) != 0;
                    reached[0] = row.getLong(1) * 1000 + SeriesQuery.MINUTE_MS;
                },
                gpu,
                firstWhole / 1000,
                lastWhole / 1000);
        return fallsAmongSamples(falls, reached[0], end + 1) || partialMinuteFell(lastWhole, end);
    }

    /** A counter seen in the order of time. */
    private static final class Falls {
        private long highest = Long.MIN_VALUE;
        private boolean found;

        private void see(long energy) {
            found |= energy < highest;
            highest = Math.max(highest, energy);
        }
    }

    private boolean fallsAmongSamples(Falls falls, long from, long before) throws SQLException {
        sql.each(
                "SELECT energy FROM sample WHERE gpu = ? AND time >= ? AND time < ? AND energy IS NOT NULL ORDER BY time",
                row -> falls.see(row.getLong(1)),
                gpu,
                from,
                before);
        return falls.found;
    }

    // Where the samples are gone, the minute as a whole answers for its parts.
    private boolean partialMinuteFell(long from, long to) throws SQLException {
        if (from >= kept.wholeSamples()) return false;
        long fell = sql.number(
                "SELECT count(*) FROM minute WHERE gpu = ? AND start >= ? AND start <= ? AND energy_reset != 0",
                0,
                gpu,
                Math.floorDiv(from, SeriesQuery.MINUTE_MS) * 60,
                Math.floorDiv(to, 1000L));
        return fell > 0;
    }
}
