package org.headroom.store.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.model.health.AlarmLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The past of the GPUs and their alarms in one SQLite file: samples for two days, minutes and hours for a year. One thread
 * writes; any thread may ask. Trouble with the file is told by {@link #status()} and never thrown: history is worth less
 * than the leases that run beside it.
 */
public final class TelemetryArchive implements SampleArchive {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetryArchive.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CHART_PATIENCE = Duration.ofMillis(500);
    private static final Duration BETWEEN_FLUSHES = Duration.ofSeconds(1);
    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

    private final Clock clock;
    private final ArchiveWriter writer;
    private final Thread thread;
    private final AtomicLong nextFlush = new AtomicLong(System.nanoTime());

    private TelemetryArchive(Path file, Clock clock, Retention retention, Duration period) {
        this.clock = clock;
        this.writer = new ArchiveWriter(file, clock, retention, period, this::read);
        this.thread = new Thread(writer, "telemetry-writer");
        thread.setDaemon(true);
    }

    /** As {@link #open(Path, Clock, Retention)}, keeping what the product keeps. */
    public static TelemetryArchive open(Path file, Clock clock) {
        return open(file, clock, Retention.STANDARD);
    }

    /** Opens the file, making it and its folder where there is none. Whatever is wrong with it, the archive is made. */
    public static TelemetryArchive open(Path file, Clock clock, Retention retention) {
        return open(file, clock, retention, PERIOD);
    }

    /** @param period between commits */
    static TelemetryArchive open(Path file, Clock clock, Retention retention, Duration period) {
        TelemetryArchive archive = new TelemetryArchive(file, clock, retention, period);
        archive.thread.start();
        archive.writer.flush(OPEN_PATIENCE);
        return archive;
    }

    @Override
    public void keep(GpuSample sample) {
        writer.keep(sample);
    }

    /** The alarms in the same file. */
    public AlarmLog alarms() {
        return writer.alarms();
    }

    /** Waits until what was handed over is written, or let go. @return whether it was done within two seconds */
    public boolean flush() {
        return writer.flush(PATIENCE);
    }

    // The newest seconds are worth one commit a second at most, however many charts ask.
    private void flushSoon(Instant to) {
        if (!writer.hasWaiting() || to.isBefore(clock.instant().minus(PERIOD.multipliedBy(2)))) return;
        long due = nextFlush.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextFlush.compareAndSet(due, now + BETWEEN_FLUSHES.toNanos())) return;
        writer.flush(CHART_PATIENCE);
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        if (width <= 0 || !to.isAfter(from)) return Series.unavailable(metric);
        flushSoon(to);
        return read(sql -> {
                    Known known = known(sql, gpu);
                    if ((known.readings & Column.of(metric).bit()) == 0) return Series.unavailable(metric);
                    return new SeriesQuery(sql, known.number, metric)
                            .series(from.toEpochMilli(), to.toEpochMilli(), width);
                })
                .orElseGet(() -> Series.unavailable(metric));
    }

    @Override
    public void energy(GpuId gpu, Instant until, EnergyMeter meter) {
        Instant to = Instant.ofEpochMilli(meter.to());
        flushSoon(until.isBefore(to) ? until : to);
        read(sql -> {
            Known known = known(sql, gpu);
            boolean counter = (known.readings & SampleTable.ENERGY_BIT) != 0;
            boolean power = (known.readings & Column.of(Metric.POWER).bit()) != 0;
            if (counter || power) new EnergyQuery(sql, known.number, counter, clock.millis()).feed(meter, until);
            return known;
        });
    }

    /**
     * One line a sample, of {@code kind} sample; before them, where samples are gone, one line a minute with the means, the
     * counter at the minute's end, and {@code kind} minute. Columns are in the metrics' units, energy in joules.
     *
     * @throws IOException if {@code out} does, or if the file fails on the way: what was written until then is right
     */
    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        out.append(CsvQuery.HEADER);
        flushSoon(to);
        Optional<Known> known = read(sql -> known(sql, gpu));
        if (known.isPresent() && known.get().number >= 0)
            new CsvQuery(this::read, known.get().number).write(from.toEpochMilli(), to.toEpochMilli(), out);
    }

    @Override
    public Status status() {
        return writer.status();
    }

    private record Known(int number, long readings) {}

    private static Known known(Statements sql, GpuId gpu) throws SQLException {
        Known[] found = {new Known(-1, 0)};
        sql.each(
                "SELECT id, metrics FROM gpu WHERE uuid = ?",
                row -> found[0] = new Known(row.getInt(1), row.getLong(2)),
                gpu.uuid());
        return found[0];
    }

    private <T> Optional<T> read(ArchiveFile.Work<T> work) {
        Optional<ArchiveFile> file = writer.file();
        if (file.isEmpty()) return Optional.empty();
        try {
            return Optional.of(file.get().read(work));
        } catch (SQLException e) {
            if (ArchiveWords.damaged(e)) writer.suspect();
            LOG.debug("the history could not be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Writes what was handed over, and closes the file. What is handed over later is let go. */
    @Override
    public void close() {
        writer.stop();
        ArchiveWriter.join(thread, CLOSE_PATIENCE);
    }
}
