package org.headroom.telemetry;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.units.Watts;

/** The enforced power limit of one GPU over time. It rarely changes, so only changes are kept. Not thread-safe. */
final class PowerLimits {
    private static final int MOST_CHANGES = 256;

    /** In watts, by the time of the first sample that has it; NaN where it is not known. */
    private final TreeMap<Long, Double> changes = new TreeMap<>();

    /** The limit that was last asked for, and from when until when it held. */
    private double found = Double.NaN;

    private long foundFrom;
    private long foundUntil = Long.MIN_VALUE;

    /** Adds what a sample tells. What was kept of later times is dropped: the clock was set back. */
    void put(long millis, Optional<Watts> limit) {
        if (!changes.isEmpty() && changes.lastKey() >= millis) {
            foundUntil = Long.MIN_VALUE;
            changes.tailMap(millis, true).clear();
        }
        double watts = limit.map(w -> w.milliwatts() / 1000.0).orElse(Double.NaN);
        if (!changes.isEmpty() && Double.compare(changes.lastEntry().getValue(), watts) == 0) return;
        foundUntil = Long.MIN_VALUE;
        changes.put(millis, watts);
        if (changes.size() > MOST_CHANGES) changes.pollFirstEntry();
    }

    /** The limit at a moment in watts; NaN where it is not known. Quick for moments in the order of time. */
    double at(long millis) {
        if (millis < foundFrom || millis >= foundUntil) find(millis);
        return found;
    }

    private void find(long millis) {
        Map.Entry<Long, Double> change = changes.floorEntry(millis);
        Long next = changes.higherKey(millis);
        found = change == null ? Double.NaN : change.getValue();
        foundFrom = change == null ? Long.MIN_VALUE : change.getKey();
        foundUntil = next == null ? Long.MAX_VALUE : next;
    }
}
