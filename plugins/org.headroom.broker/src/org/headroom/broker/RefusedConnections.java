package org.headroom.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Logs connections that were refused: the first at once, the others as a count, once a minute. Any thread. */
final class RefusedConnections {
    private static final long BETWEEN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String reason;
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private long refused;
    private boolean isLogged;
    private long loggedAt;

    /** @param most as many connections may be open at once */
    RefusedConnections(int most, LongSupplier nanoTime, Consumer<String> log) {
        this("The embedded broker has " + most + " connections, as many as it may have", nanoTime, log);
    }

    /** @param reason why they are refused, as the log says it */
    RefusedConnections(String reason, LongSupplier nanoTime, Consumer<String> log) {
        this.reason = reason;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    synchronized void refused() {
        refused++;
        logIfDue();
    }

    /** Logs what is left to log. Called every few seconds. */
    synchronized void logIfDue() {
        long now = nanoTime.getAsLong();
        if (refused == 0 || isLogged && now - loggedAt < BETWEEN_NANOS) return;
        log.accept(reason + ": " + refused
                + (refused == 1 ? " was" : " were") + " refused"
                + (isLogged ? " in the last " + TimeUnit.NANOSECONDS.toSeconds(now - loggedAt) + " s" : ""));
        refused = 0;
        isLogged = true;
        loggedAt = now;
    }
}
