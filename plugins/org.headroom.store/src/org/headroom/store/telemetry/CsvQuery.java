package org.headroom.store.telemetry;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A GPU's past as text, a page at a time, so that neither the memory nor the file is held for long. First the minutes whose
 * samples are gone, then the samples.
 */
final class CsvQuery {
    static final String HEADER =
            "time," + Column.ALL.stream().map(Column::name).collect(Collectors.joining(",")) + ",energy_j,kind\n";

    private static final int PAGE = 2_000;
    private static final String MINUTES = "SELECT start * 1000, "
            + Column.ALL.stream()
                    .map(c -> "coalesce(" + c.name() + "_mean, " + Column.NONE + ")")
                    .collect(Collectors.joining(", "))
            + ", coalesce(energy_last, " + Column.NONE
            + ") FROM minute WHERE gpu = ? AND start >= ? AND start < ? ORDER BY start LIMIT " + PAGE;
    private static final String SAMPLES = "SELECT time, "
            + Column.ALL.stream()
                    .map(c -> "coalesce(" + c.name() + ", " + Column.NONE + ")")
                    .collect(Collectors.joining(", "))
            + ", coalesce(energy, " + Column.NONE
            + ") FROM sample WHERE gpu = ? AND time >= ? AND time < ? ORDER BY time LIMIT " + PAGE;

    private final KeptAlarms.Reader reader;
    private final int gpu;

    CsvQuery(KeptAlarms.Reader reader, int gpu) {
        this.reader = reader;
        this.gpu = gpu;
    }

    private record Page(String text, int lines, long last) {}

    void write(long from, long to, Appendable out) throws IOException {
        Optional<Coverage> kept = reader.read(sql -> Coverage.of(sql, gpu));
        if (kept.isEmpty()) return;
        long samplesFrom = Math.max(from, kept.get().wholeSamples());
        long minutesUntil = Math.min(to, samplesFrom);
        long firstMinute = Math.floorDiv(from, SeriesQuery.MINUTE_MS) * 60;
        if (firstMinute * 1000 < minutesUntil)
            pages(MINUTES, "minute", firstMinute, Math.ceilDiv(minutesUntil, 1000L), 1000, out);
        if (samplesFrom < to) pages(SAMPLES, "sample", samplesFrom, to, 1, out);
    }

    /** @param unit milliseconds in one of the table's units of time */
    private void pages(String query, String kind, long from, long to, long unit, Appendable out) throws IOException {
        long next = from;
        while (next < to) {
            long begin = next;
            Optional<Page> page = reader.read(sql -> {
                StringBuilder text = new StringBuilder();
                int[] lines = {0};
                long[] last = {begin};
                sql.each(
                        query,
                        row -> {
                            line(text, row, kind);
                            lines[0]++;
                            last[0] = row.getLong(1) / unit;
                        },
                        gpu,
                        begin,
                        to);
                return new Page(text.toString(), lines[0], last[0]);
            });
            if (page.isEmpty())
                throw new IOException("The history could not be read to its end: what was written so far is right, the"
                        + " rest is missing. The state of the history says why.");
            out.append(page.get().text);
            if (page.get().lines < PAGE) return;
            next = page.get().last + 1;
        }
    }

    private static void line(StringBuilder text, ResultSet row, String kind) throws SQLException {
        boolean minute = "minute".equals(kind);
        text.append(Instant.ofEpochMilli(row.getLong(1)));
        int i = 2;
        for (Column column : Column.ALL) {
            text.append(',');
            long stored = row.getLong(i++);
            if (stored != Column.NONE)
                thousandths(text, Math.round(1000 * (minute ? column.mean(stored) : column.value(stored))));
        }
        text.append(',');
        long energy = row.getLong(i);
        if (energy != Column.NONE) thousandths(text, energy);
        text.append(',').append(kind).append('\n');
    }

    /** Without zeros at the end. */
    private static void thousandths(StringBuilder text, long thousandths) {
        if (thousandths < 0) text.append('-');
        long size = Math.abs(thousandths);
        text.append(size / 1000);
        long rest = size % 1000;
        if (rest == 0) return;
        text.append('.').append((char) ('0' + rest / 100));
        if (rest % 100 == 0) return;
        text.append((char) ('0' + rest / 10 % 10));
        if (rest % 10 != 0) text.append((char) ('0' + rest % 10));
    }
}
