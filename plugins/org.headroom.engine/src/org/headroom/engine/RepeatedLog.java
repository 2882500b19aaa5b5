package org.headroom.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Logs what fails again each second while its cause lasts, as with a full disk: each message at once, and while it comes again
 * once a minute, with a count. Messages that differ in numbers alone are the same. An exception is logged with its trace
 * the first time; it is the same where its class is and the line outside the JDK that threw it. Any thread.
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

    private final BiConsumer<String, @Nullable Throwable> log;
    private final LongSupplier nanoTime;
    private final Map<String, Entry> entries = new HashMap<>();

    RepeatedLog(Consumer<String> log) {
        this(log, System::nanoTime);
    }

    RepeatedLog(Consumer<String> log, LongSupplier nanoTime) {
        this((message, trace) -> log.accept(message), nanoTime);
    }

    private RepeatedLog(BiConsumer<String, @Nullable Throwable> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** @param log gets null for the exception where its trace is not to be logged */
    static RepeatedLog withTraces(BiConsumer<String, @Nullable Throwable> log) {
        return withTraces(log, System::nanoTime);
    }

    static RepeatedLog withTraces(BiConsumer<String, @Nullable Throwable> log, LongSupplier nanoTime) {
        return new RepeatedLog(log, nanoTime);
    }

    void failed(String message) {
        failed(message.replaceAll("\\d+", "#"), message, null);
    }

    /** The exception's own message may differ each time, as with the id of a lease. */
    void failed(String message, Throwable cause) {
        String where = Stream.of(cause.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .findFirst()
                .map(frame -> " " + frame)
                .orElse("");
        failed(message + " " + cause.getClass().getName() + where, message + ": " + cause, cause);
    }

    private synchronized void failed(String kind, String message, @Nullable Throwable cause) {
        long now = nanoTime.getAsLong();
        String key = kind;
        // One that has not come for a minute is over.
        if (!entries.containsKey(key) && entries.size() >= MOST)
            entries.values().removeIf(e -> now - e.loggedAt >= BETWEEN_NANOS);
        if (!entries.containsKey(key) && entries.size() >= MOST) key = OTHERS;
        Entry entry = entries.get(key);
        boolean isFirst = entry == null;
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
                        : message + " (the same " + entry.leftOut + " times more since the last such line)",
                isFirst ? cause : null);
        entry.loggedAt = now;
        entry.leftOut = 0;
    }
}
