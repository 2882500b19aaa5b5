package org.headroom.store.telemetry;

import java.util.Arrays;

/** Samples or roll-ups of one metric in the order of time, in arrays that grow. One thread. */
final class Points {
    private static final int FIRST_ROOM = 256;
    private static final int LOOKED_AT = 1001;
    private static final long SHORTEST_MS = 1_000;
    private static final long LONGEST_MS = 30_000;

    int size;
    long[] at = new long[FIRST_ROOM];
    double[] min = new double[FIRST_ROOM];
    double[] mean = new double[FIRST_ROOM];
    double[] max = new double[FIRST_ROOM];
    int[] count = new int[FIRST_ROOM];

    /** A point without a reading has a count of zero. */
    void add(long millis, double low, double middle, double high, int n) {
        if (size == at.length) grow();
        at[size] = millis;
        min[size] = low;
        mean[size] = middle;
        max[size] = high;
        count[size++] = n;
    }

    private void grow() {
        int room = size * 2;
        at = Arrays.copyOf(at, room);
        min = Arrays.copyOf(min, room);
        mean = Arrays.copyOf(mean, room);
        max = Arrays.copyOf(max, room);
        count = Arrays.copyOf(count, room);
    }

    /** Adds to the point of the stretch of time that it lies in, or begins that point. */
    void fold(long unit, long millis, double low, double middle, double high, int n) {
        long start = Math.floorDiv(millis, unit) * unit;
        if (size == 0 || at[size - 1] != start) {
            add(start, low, middle, high, n);
            return;
        }
        if (n == 0) return;
        int i = size - 1;
        boolean first = count[i] == 0;
        min[i] = first ? low : Math.min(min[i], low);
        max[i] = first ? high : Math.max(max[i], high);
        mean[i] = first ? middle : (mean[i] * count[i] + middle * n) / (count[i] + n);
        count[i] += n;
    }

    /** The time between samples as it mostly is: how often a GPU is asked adapts to how fast it answers. */
    long period() {
        int steps = Math.min(size - 1, LOOKED_AT);
        if (steps < 1) return SHORTEST_MS;
        long[] between = new long[steps];
        for (int i = 0; i < steps; i++) {
            int where = (int) ((long) i * (size - 1) / steps);
            between[i] = at[where + 1] - at[where];
        }
        Arrays.sort(between);
        return Math.clamp(between[steps / 2], SHORTEST_MS, LONGEST_MS);
    }
}
