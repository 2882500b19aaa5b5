package org.headroom.telemetry;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.headroom.model.gpu.EnergyMeter;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;

/**
 * One GPU's past in rings of primitives that grow up to their capacity and then forget the oldest. Any thread; each method
 * holds the lock for microseconds.
 */
final class Track {
    private static final int FIRST_ROOM = 512;
    private static final long NO_ENERGY = Long.MIN_VALUE;
    private static final Metric[] METRICS = Metric.values();

    private final long periodMillis;
    private int capacity;
    private int start;
    private int size;
    private long[] at = new long[0];
    private long[] energy = new long[0];
    // A reading that the card never gave takes no room.
    private final float[][] values = new float[METRICS.length][0];
    private final PowerLimits limits = new PowerLimits();

    /** @param capacity most samples kept */
    Track(int capacity, long periodMillis) {
        this.capacity = capacity;
        this.periodMillis = periodMillis;
    }

    synchronized void append(GpuSample sample) {
        long millis = sample.at().toEpochMilli();
        // The clock was set back: what it already said of the time to come gives way.
        while (size > 0 && at[slot(size - 1)] >= millis) size--;
        if (size == at.length && size < capacity) grow();
        if (size == capacity) {
            start = slot(1);
            size--;
        }
        int i = slot(size++);
        at[i] = millis;
        energy[i] = sample.energy().map(Joules::millijoules).orElse(NO_ENERGY);
        limits.put(millis, sample.powerLimit());
        for (Metric metric : METRICS) put(metric.ordinal(), i, (float) metric.of(sample));
    }

    private void put(int metric, int i, float value) {
        if (values[metric].length == 0) {
            if (Float.isNaN(value)) return;
            values[metric] = nothing(at.length);
        }
        values[metric][i] = value;
    }

    private static float[] nothing(int room) {
        float[] column = new float[room];
        Arrays.fill(column, Float.NaN);
        return column;
    }

    /** Keeps no more than so many samples from now on; never more than before. */
    synchronized void limit(int samples) {
        capacity = Math.min(capacity, samples);
        if (at.length <= capacity) return;
        int kept = Math.min(size, capacity);
        int room = Math.max(kept, Math.min(capacity, FIRST_ROOM));
        int first = size - kept;
        long[] keptAt = new long[room];
        long[] keptEnergy = new long[room];
        float[][] keptValues = new float[values.length][];
        for (int m = 0; m < values.length; m++) keptValues[m] = values[m].length == 0 ? values[m] : nothing(room);
        for (int i = 0; i < kept; i++) {
            int from = slot(first + i);
            keptAt[i] = at[from];
            keptEnergy[i] = energy[from];
            for (int m = 0; m < values.length; m++) if (values[m].length > 0) keptValues[m][i] = values[m][from];
        }
        at = keptAt;
        energy = keptEnergy;
        System.arraycopy(keptValues, 0, values, 0, values.length);
        start = 0;
        size = kept;
    }

    /** When the oldest sample was taken, in milliseconds since 1970; empty where there is none. */
    synchronized OptionalLong begin() {
        return size == 0 ? OptionalLong.empty() : OptionalLong.of(at[slot(0)]);
    }

    /** The samples of [from, to) as lines of CSV. */
    synchronized void csv(long from, long to, StringBuilder out) {
        int end = firstAtOrAfter(to);
        for (int i = firstAtOrAfter(from); i < end; i++) {
            out.append(Instant.ofEpochMilli(at[slot(i)]));
            for (float[] column : values) {
                out.append(',');
                if (column.length > 0 && !Float.isNaN(column[slot(i)])) out.append(column[slot(i)]);
            }
            out.append(',');
            if (energy[slot(i)] != NO_ENERGY) out.append(energy[slot(i)] / 1000.0);
            out.append(",sample\n");
        }
    }

    private int slot(int i) {
        return (start + i) % at.length;
    }

    // The ring is not yet full, so it has not wrapped: start is 0.
    private void grow() {
        int room = Math.min(capacity, Math.max(FIRST_ROOM, at.length * 2));
        at = Arrays.copyOf(at, room);
        energy = Arrays.copyOf(energy, room);
        for (int m = 0; m < values.length; m++) if (values[m].length > 0) values[m] = Arrays.copyOf(values[m], room);
    }

    /**
     * The samples of [from, to) themselves where there is width for them, with a NaN point in each gap; else minimum, mean and
     * maximum over equal stretches of time, none shorter than two periods.
     */
    synchronized Series series(Metric metric, long from, long to, int width) {
        float[] v = values[metric.ordinal()];
        if (width <= 0 || to <= from || size == 0 || !any(v)) return Series.unavailable(metric);
        Series.Status status = at[start] > from ? Series.Status.FILLING : Series.Status.COMPLETE;
        int first = firstAtOrAfter(from);
        int end = firstAtOrAfter(to);
        int points = end - first + gaps(first, end);
        return points <= width
                ? raw(metric, status, v, first, end, points)
                : buckets(metric, status, v, first, end, from, to, width);
    }

    private boolean any(float[] v) {
        if (v.length == 0) return false;
        for (int i = size - 1; i >= 0; i--) if (!Float.isNaN(v[slot(i)])) return true;
        return false;
    }

    private boolean gapBefore(int i) {
        return at[slot(i)] - at[slot(i - 1)] > gapMillis();
    }

    private long gapMillis() {
        return periodMillis * 5 / 2;
    }

    private int gaps(int first, int end) {
        int gaps = 0;
        for (int i = first + 1; i < end; i++) if (gapBefore(i)) gaps++;
        return gaps;
    }

    private Series raw(Metric metric, Series.Status status, float[] v, int first, int end, int points) {
        long[] millis = new long[points];
        double[] values = new double[points];
        int n = 0;
        for (int i = first; i < end; i++) {
            if (i > first && gapBefore(i)) {
                millis[n] = at[slot(i - 1)] + periodMillis;
                values[n++] = Double.NaN;
            }
            millis[n] = at[slot(i)];
            values[n++] = v[slot(i)];
        }
        return new Series(metric, status, millis, values, values, values);
    }

    private Series buckets(
            Metric metric, Series.Status status, float[] v, int first, int end, long from, long to, int width) {
        // Shorter stretches than two periods would be empty now and then without anything missing.
        long stretch = Math.max(2 * periodMillis, (to - from + width - 1) / width);
        int points = (int) ((to - from + stretch - 1) / stretch);
        long[] millis = new long[points];
        double[] min = new double[points];
        double[] mean = new double[points];
        double[] max = new double[points];
        int i = first;
        for (int p = 0; p < points; p++) {
            millis[p] = from + p * stretch;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (; i < end && at[slot(i)] < millis[p] + stretch; i++) {
                double x = v[slot(i)];
                if (Double.isNaN(x)) continue;
                low = Math.min(low, x);
                high = Math.max(high, x);
                sum += x;
                count++;
            }
            min[p] = count == 0 ? Double.NaN : low;
            // A sum of doubles over floats can round just past the ends.
            mean[p] = count == 0 ? Double.NaN : Math.clamp(sum / count, low, high);
            max[p] = count == 0 ? Double.NaN : high;
        }
        return new Series(metric, status, millis, min, mean, max);
    }

    private int firstAtOrAfter(long millis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at[slot(middle)] < millis) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** Adds the samples of a meter's span, with one before it and one after it that have the counter, if any has. */
    synchronized void energy(EnergyMeter meter) {
        if (size == 0 || meter.to() < meter.from()) return;
        float[] power = values[Metric.POWER.ordinal()];
        int end = last(meter.to());
        for (int i = first(meter.from()); i <= end; i++) {
            int slot = slot(i);
            meter.sample(
                    at[slot],
                    energy[slot] == NO_ENERGY ? EnergyMeter.NONE : energy[slot],
                    power.length == 0 ? Double.NaN : power[slot],
                    limits.at(at[slot]));
        }
    }

    private int first(long from) {
        int before = Math.min(size - 1, firstAtOrAfter(from + 1) - 1);
        for (int i = before; i >= 0; i--) if (energy[slot(i)] != NO_ENERGY) return i;
        return Math.max(0, before);
    }

    private int last(long to) {
        int after = firstAtOrAfter(to);
        for (int i = after; i < size; i++) if (energy[slot(i)] != NO_ENERGY) return i;
        return Math.min(size - 1, after);
    }
}
