package org.headroom.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Watts;

/**
 * The past of every GPU, in memory. Any thread. At one sample a second a GPU that gives all readings takes 64 bytes a second; the
 * more GPUs share the room, the shorter it reaches back, but a quarter of an hour at least.
 */
public final class History {
    private static final int BYTES_A_SAMPLE = 2 * Long.BYTES + Metric.values().length * Float.BYTES;
    private static final Duration LEAST = Duration.ofMinutes(15);

    private final int most;
    private final int least;
    private final long room;
    private final Duration period;
    private final Map<GpuId, Track> tracks = new ConcurrentHashMap<>();

    /**
     * However many GPUs there are.
     *
     * @param kept how far back it reaches
     * @param period the time between samples: two and a half of it without one is a gap
     */
    public History(Duration kept, Duration period) {
        this(kept, period, Long.MAX_VALUE);
    }

    /** @param room bytes for all GPUs together */
    public History(Duration kept, Duration period, long room) {
        this.period = period;
        this.most = samples(kept, period);
        this.least = Math.min(most, samples(LEAST, period));
        this.room = room;
    }

    private static int samples(Duration kept, Duration period) {
        return (int) Math.max(2, Math.min(Integer.MAX_VALUE / 2, kept.dividedBy(period)));
    }

    private int capacity(int gpus) {
        return (int) Math.clamp(room / BYTES_A_SAMPLE / Math.max(1, gpus), least, most);
    }

    public void append(GpuSample sample) {
        Track track = tracks.get(sample.gpu());
        if (track == null) track = begun(sample.gpu());
        track.append(sample);
    }

    private synchronized Track begun(GpuId gpu) {
        int capacity = capacity(tracks.size() + 1);
        tracks.values().forEach(t -> t.limit(capacity));
        return tracks.computeIfAbsent(gpu, id -> new Track(capacity, period.toMillis()));
    }

    /** When what is kept of a GPU begins; empty where nothing is. */
    public Optional<Instant> begin(GpuId gpu) {
        Track track = tracks.get(gpu);
        if (track == null) return Optional.empty();
        OptionalLong millis = track.begin();
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }

    /** As {@link org.headroom.model.gpu.GpuWatch#csv}, of what is in memory. */
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        StringBuilder text = new StringBuilder("time");
        for (Metric metric : Metric.values()) text.append(',').append(metric.key());
        text.append(",energy_j,kind\n");
        Track track = tracks.get(gpu);
        if (track != null) track.csv(from.toEpochMilli(), to.toEpochMilli(), text);
        out.append(text);
    }

    /** As {@link org.headroom.model.gpu.GpuWatch#series}. */
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        Track track = tracks.get(gpu);
        if (track == null) return Series.unavailable(metric);
        return track.series(metric, from.toEpochMilli(), to.toEpochMilli(), width);
    }

    /** A meter for samples of this period. */
    EnergyMeter meter(Instant from, Instant to, Optional<Watts> cardLimit) {
        return new EnergyMeter(from, to, period, cardLimit);
    }

    /** Adds to a meter what is kept of its span. */
    public void energy(GpuId gpu, EnergyMeter meter) {
        Track track = tracks.get(gpu);
        if (track != null) track.energy(meter);
    }
}
