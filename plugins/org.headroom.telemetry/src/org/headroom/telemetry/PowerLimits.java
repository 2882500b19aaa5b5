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

    /** Adds what a sample tells. What was kept of later times is dropped: the clock was set back. */
    void put(long millis, Optional<Watts> limit) {
        if (!changes.isEmpty() && changes.lastKey() >= millis)
            changes.tailMap(millis, true).clear();
        double watts = limit.map(w -> w.milliwatts() / 1000.0).orElse(Double.NaN);
        if (!changes.isEmpty() && Double.compare(changes.lastEntry().getValue(), watts) == 0) return;
        changes.put(millis, watts);
        if (changes.size() > MOST_CHANGES) changes.pollFirstEntry();
    }

    /** The limit at a moment in watts; NaN where it is not known. */
    double at(long millis) {
        Map.Entry<Long, Double> change = changes.floorEntry(millis);
        return change == null ? Double.NaN : change.getValue();
    }
}
