package org.headroom.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;

/** The past of every GPU, in memory. Any thread. At one sample a second a GPU takes 36 bytes a second, up to its capacity. */
public final class History {
    private final int capacity;
    private final Duration period;
    private final Map<GpuId, Track> tracks = new ConcurrentHashMap<>();

    /**
     * @param kept how far back it reaches
     * @param period the time between samples: two and a half of it without one is a gap
     */
    public History(Duration kept, Duration period) {
        this.period = period;
        this.capacity = (int) Math.max(2, Math.min(Integer.MAX_VALUE / 2, kept.dividedBy(period)));
    }

    public void append(GpuSample sample) {
        tracks.computeIfAbsent(sample.gpu(), id -> new Track(capacity, period.toMillis()))
                .append(sample);
    }

    /** As {@link org.headroom.model.gpu.GpuWatch#series}. */
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        Track track = tracks.get(gpu);
        if (track == null) return Series.unavailable(metric);
        return track.series(metric, from.toEpochMilli(), to.toEpochMilli(), width);
    }

    /**
     * As {@link org.headroom.model.gpu.GpuWatch#energyBetween}; a moment just after the last sample, by no more than a gap,
     * is reached at the last power.
     */
    public Optional<Joules> energyBetween(GpuId gpu, Instant from, Instant to) {
        Track track = tracks.get(gpu);
        return track == null ? Optional.empty() : track.energyBetween(from.toEpochMilli(), to.toEpochMilli());
    }
}
