package org.headroom.store.telemetry;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongToDoubleFunction;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.units.Joules;
import org.headroom.model.units.Watts;

/** Made-up samples, and looks into the file past the code under test. */
final class Feed {
    static final GpuId GPU = new GpuId("GPU-11111111-2222-3333-4444-555555555555");
    static final GpuId OTHER = new GpuId("GPU-66666666-7777-8888-9999-000000000000");
    static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    // Long, so that only what a test asks for happens.
    static final Duration RARELY = Duration.ofMinutes(10);

    private Feed() {}

    /** All twelve readings, each with a shape of its own. */
    static GpuSample full(GpuId gpu, Instant at) {
        long s = at.getEpochSecond();
        return GpuSample.of(gpu, at)
                .power(200_000 + s % 97 * 1000 + 7)
                .energy((s - T0.getEpochSecond()) * 250_000 + 5_000_000_000L)
                .core((int) (50 + s % 31))
                .memory((int) (60 + s % 17))
                .hotspot((int) (70 + s % 13))
                .load((int) (s % 101))
                .memoryLoad((int) (s % 51))
                .encoder(0)
                .decoder((int) (s % 3))
                .memoryUsed((8L << 30) + (s % 64 << 20))
                .smClock((int) (1500 + s % 300))
                .memoryClock(10_501)
                .fan((int) (30 + s % 40))
                .done();
    }

    static GpuSample watts(GpuId gpu, Instant at, double watts, long millijoules) {
        return GpuSample.of(gpu, at)
                .power(Math.round(watts * 1000))
                .energy(millijoules)
                .done();
    }

    /** What the archive tells of a card whose power limit is unknown. */
    static Optional<EnergyEstimate> energy(TelemetryArchive archive, GpuId gpu, Instant from, Instant to) {
        return energy(archive, gpu, from, to, Optional.empty());
    }

    static Optional<EnergyEstimate> energy(
            TelemetryArchive archive, GpuId gpu, Instant from, Instant to, Optional<Watts> cardLimit) {
        EnergyMeter meter = new EnergyMeter(from, to, Duration.ofSeconds(1), cardLimit);
        archive.energy(gpu, Instant.MAX, meter);
        return meter.estimate();
    }

    /** The same, by the counter only. */
    static Optional<Joules> counted(TelemetryArchive archive, GpuId gpu, Instant from, Instant to) {
        return energy(archive, gpu, from, to)
                .filter(e -> e.source() == EnergyEstimate.Source.COUNTER)
                .map(EnergyEstimate::energy);
    }

    /** One sample a second of [from, to), written by the time it returns; the clock goes with them. */
    static void seconds(TelemetryArchive archive, HandClock clock, Instant from, Instant to) {
        for (Instant t = from; t.isBefore(to); t = t.plusSeconds(1)) {
            clock.set(t);
            archive.keep(full(GPU, t));
            if (t.getEpochSecond() % 600 == 0) archive.flush();
        }
        archive.flush();
    }

    static void power(
            TelemetryArchive archive, HandClock clock, Instant from, int seconds, LongToDoubleFunction watts) {
        for (int i = 0; i < seconds; i++) {
            clock.set(from.plusSeconds(i));
            archive.keep(watts(GPU, from.plusSeconds(i), watts.applyAsDouble(i), 1_000_000L + i * 100_000L));
            if (i % 600 == 599) archive.flush();
        }
        archive.flush();
    }

    static long number(Path file, String query) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = c.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    static void run(Path file, String... statements) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = c.createStatement()) {
            for (String statement : statements) sql.execute(statement);
        }
    }

    static String text(Path file, String query) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = c.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
