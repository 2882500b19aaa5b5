package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmLog;

/** Alarms kept for the length of a test; fails when told to. */
final class MemoryAlarmLog implements AlarmLog {
    final Map<Long, Alarm> all = new ConcurrentHashMap<>();
    volatile boolean broken;

    @Override
    public void put(Alarm alarm) {
        if (broken) throw new IllegalStateException("the test wants it so");
        all.put(alarm.id(), alarm);
    }

    @Override
    public long nextId() {
        return all.keySet().stream().mapToLong(l -> l).max().orElse(0) + 1;
    }

    @Override
    public List<Alarm> between(Instant from, Instant to, int most) {
        return all.values().stream()
                .sorted(Comparator.comparing(Alarm::id).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public List<Alarm> open() {
        if (broken) throw new IllegalStateException("the test wants it so");
        return all.values().stream().filter(Alarm::open).toList();
    }
}
