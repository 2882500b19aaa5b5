package org.headroom.telemetry;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Watts;

/** Memory and archive as one: what memory has comes from memory, what is older from the archive. Any thread. */
final class Past {
    // Longer than this many times the time between the archive's last points is a gap.
    private static final double GAP = 2.5;
    private static final long LEAST_GAP_MILLIS = 5_000;

    private final History memory;
    private final Optional<SampleArchive> archive;

    Past(History memory, Optional<SampleArchive> archive) {
        this.memory = memory;
        this.archive = archive;
    }

    void keep(GpuSample sample) {
        memory.append(sample);
        archive.ifPresent(a -> a.keep(sample));
    }

    Optional<SampleArchive.Status> archive() {
        return archive.map(SampleArchive::status);
    }

    Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        Optional<Instant> begin = memory.begin(gpu);
        boolean inMemory = begin.isPresent() && !from.isBefore(begin.get());
        if (archive.isEmpty() || inMemory) return memory.series(gpu, metric, from, to, width);
        SampleArchive disk = archive.get();
        if (begin.isEmpty() || !begin.get().isBefore(to) || width < 3) return disk.series(gpu, metric, from, to, width);
        // Each gets points in proportion to its time, and one is left for the gap there may be between them.
        double share =
                (double) (begin.get().toEpochMilli() - from.toEpochMilli()) / (to.toEpochMilli() - from.toEpochMilli());
        int older = Math.clamp(Math.round(share * (width - 1)), 1, width - 2);
        Series before = disk.series(gpu, metric, from, begin.get(), older);
        Series after = memory.series(gpu, metric, begin.get(), to, width - 1 - older);
        return joined(before, after, begin.get());
    }

    private static Series joined(Series before, Series after, Instant begin) {
        if (after.status() == Series.Status.UNAVAILABLE) return before;
        boolean nothingBefore = before.status() == Series.Status.UNAVAILABLE;
        boolean gap = !nothingBefore && before.size() > 0 && gap(before, begin);
        int n = before.size() + after.size() + (gap ? 1 : 0);
        long[] millis = new long[n];
        double[] min = new double[n];
        double[] mean = new double[n];
        double[] max = new double[n];
        int at = 0;
        for (int i = 0; i < before.size(); i++) at = put(before, i, at, millis, min, mean, max);
        if (gap) {
            millis[at] = Math.min(begin.toEpochMilli() - 1, millis[at - 1] + spacing(before));
            min[at] = mean[at] = max[at] = Double.NaN;
            at++;
        }
        for (int i = 0; i < after.size(); i++) at = put(after, i, at, millis, min, mean, max);
        Series.Status status =
                before.status() == Series.Status.COMPLETE ? Series.Status.COMPLETE : Series.Status.FILLING;
        return new Series(after.metric(), status, millis, min, mean, max);
    }

    private static int put(Series s, int i, int at, long[] millis, double[] min, double[] mean, double[] max) {
        millis[at] = s.at(i).toEpochMilli();
        min[at] = s.min(i);
        mean[at] = s.mean(i);
        max[at] = s.max(i);
        return at + 1;
    }

    private static boolean gap(Series before, Instant begin) {
        long last = before.at(before.size() - 1).toEpochMilli();
        return begin.toEpochMilli() - last > Math.max(LEAST_GAP_MILLIS, GAP * spacing(before));
    }

    private static long spacing(Series s) {
        if (s.size() < 2) return 1_000;
        return s.at(s.size() - 1).toEpochMilli() - s.at(s.size() - 2).toEpochMilli();
    }

    Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to, Optional<Watts> cardLimit) {
        EnergyMeter meter = memory.meter(from, to, cardLimit);
        Optional<Instant> begin = memory.begin(gpu);
        // Where memory reaches back far enough, what it lacks is not on disk either.
        boolean inMemory = begin.isPresent() && !from.isBefore(begin.get());
        if (!inMemory) archive.ifPresent(a -> a.energy(gpu, begin.orElse(Instant.MAX), meter));
        memory.energy(gpu, meter);
        return meter.estimate();
    }

    void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        if (archive.isPresent()) archive.get().csv(gpu, from, to, out);
        else memory.csv(gpu, from, to, out);
    }
}
