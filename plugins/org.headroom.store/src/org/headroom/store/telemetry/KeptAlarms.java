package org.headroom.store.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms of the file, and over them those that have not got there yet: an alarm is not let go when a disk is full. */
final class KeptAlarms implements AlarmLog {
    static final int MOST_WAITING = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(KeptAlarms.class);

    private final Reader reader;
    private final Runnable wake;
    private final Map<Long, Alarm> waiting = new LinkedHashMap<>();
    private boolean full;
    private OptionalLong lastId = OptionalLong.empty();
    private final long firstWithoutFile;

    /** Reads from the file; empty where there is none or it cannot be read. */
    interface Reader {
        <T> Optional<T> read(ArchiveFile.Work<T> work);
    }

    /**
     * @param wake asks the writer to come soon
     * @param now while there is no file to say which ids were given, they begin here, in milliseconds: higher than any
     */
    KeptAlarms(Reader reader, Runnable wake, Instant now) {
        this.reader = reader;
        this.wake = wake;
        this.firstWithoutFile = now.toEpochMilli();
    }

    /** A file was opened. */
    synchronized void atLeast(long highestId) {
        lastId = OptionalLong.of(Math.max(highestId, lastId.orElse(0)));
    }

    @Override
    public synchronized long nextId() {
        long id = lastId.orElse(firstWithoutFile) + 1;
        lastId = OptionalLong.of(id);
        return id;
    }

    @Override
    public void put(Alarm alarm) {
        synchronized (this) {
            lastId = OptionalLong.of(Math.max(alarm.id(), lastId.orElse(firstWithoutFile)));
            waiting.remove(alarm.id());
            waiting.put(alarm.id(), alarm);
            if (waiting.size() > MOST_WAITING) letGo();
        }
        wake.run();
    }

    /** The oldest that was cleared goes, and an open one where all are open. Guarded by this. */
    private void letGo() {
        long oldest = waiting.values().stream()
                .filter(a -> !a.open())
                .findFirst()
                .or(() -> waiting.values().stream().findFirst())
                .orElseThrow()
                .id();
        waiting.remove(oldest);
        if (!full)
            LOG.warn(
                    "{} alarms wait for the history file, which cannot be written: the oldest are not kept any longer",
                    MOST_WAITING);
        full = true;
    }

    synchronized List<Alarm> waiting() {
        return waiting.isEmpty() ? List.of() : List.copyOf(waiting.values());
    }

    /** They are in the file now. */
    synchronized void written(List<Alarm> alarms) {
        for (Alarm alarm : alarms) waiting.remove(alarm.id(), alarm);
        full = false;
    }

    @Override
    public List<Alarm> between(Instant from, Instant to, int most) {
        // What waits comes first: while the file is read it may get there, and then it is found twice and not never.
        List<Alarm> newer = waiting();
        Map<Long, Alarm> all = new LinkedHashMap<>();
        reader.read(sql -> AlarmTable.between(sql, from.toEpochMilli(), to.toEpochMilli(), most))
                .ifPresent(found -> found.forEach(a -> all.put(a.id(), a)));
        newer.forEach(a -> all.put(a.id(), a));
        return all.values().stream()
                .filter(a -> a.raisedAt().isBefore(to)
                        && a.clearedAt().map(c -> !c.isBefore(from)).orElse(true))
                .sorted(Comparator.comparing(Alarm::raisedAt)
                        .thenComparing(Alarm::id)
                        .reversed())
                .limit(most)
                .toList();
    }

    @Override
    public List<Alarm> open() {
        List<Alarm> newer = waiting();
        Map<Long, Alarm> all = new LinkedHashMap<>();
        reader.read(AlarmTable::open).ifPresent(found -> found.forEach(a -> all.put(a.id(), a)));
        newer.forEach(a -> all.put(a.id(), a));
        List<Alarm> open = new ArrayList<>(all.values());
        open.removeIf(a -> !a.open());
        return open;
    }
}
