package org.headroom.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Logs what fails again each second while its cause lasts, as with a full disk: each message at once, and while it comes again
 * once a minute, with a count. Messages that differ in numbers alone are the same. Any thread.
 */
final class RepeatedLog {
    private static final long BETWEEN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Messages that are told apart; all others are counted together. */
    static final int MOST = 16;

    private static final String OTHERS = "";

    private static final class Entry {
        private long loggedAt;
        private long leftOut;
    }

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new HashMap<>();

    RepeatedLog(Consumer<String> log) {
        this(log, System::nanoTime);
    }

    RepeatedLog(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    synchronized void failed(String message) {
        long now = nanoTime.getAsLong();
        String key = message.replaceAll("\\d+", "#");
        // One that has not come for a minute is over.
        if (!entries.containsKey(key) && entries.size() >= MOST)
            entries.values().removeIf(e -> now - e.loggedAt >= BETWEEN_NANOS);
        if (!entries.containsKey(key) && entries.size() >= MOST) key = OTHERS;
        Entry entry = entries.get(key);
        if (entry == null) {
            entry = new Entry();
            entries.put(key, entry);
        } else if (now - entry.loggedAt < BETWEEN_NANOS) {
            entry.leftOut++;
            return;
        }
        log.accept(
                entry.leftOut == 0
                        ? message
                        : message + " (the same " + entry.leftOut + " times more since the last such line)");
        entry.loggedAt = now;
        entry.leftOut = 0;
    }
}
