package org.headroom.market;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the packets of one broker that were dropped, and logs them: the first at once, then one line a minute at most with the
 * latest, because strangers decide how often one comes. Any thread.
 */
final class DroppedPackets {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedPackets.class);
    private static final long BETWEEN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String broker;
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private long count;
    private long notLogged;
    private boolean isLogged;
    private long loggedAt;

    /** @param broker its name, for the log */
    DroppedPackets(String broker) {
        this(broker, System::nanoTime, LOG::warn);
    }

    DroppedPackets(String broker, LongSupplier nanoTime, Consumer<String> log) {
        this.broker = broker;
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** @param name of the packet, without any text of strangers that is not escaped and cut */
    synchronized void dropped(String name) {
        count++;
        notLogged++;
        long now = nanoTime.getAsLong();
        if (isLogged && now - loggedAt < BETWEEN_NANOS) return;
        log.accept(broker + " sent what is not valid MQTT. It was dropped and acknowledged; the connection goes on. "
                + (notLogged == 1 ? "It was " : notLogged + " since the last such line, the latest: ") + name);
        notLogged = 0;
        isLogged = true;
        loggedAt = now;
    }

    synchronized long count() {
        return count;
    }
}
