package org.headroom.broker;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bounds the bytes that all connections together hold outside of messages: answers that clients do not take, and packets that have
 * not arrived as a whole.
 */
final class ConnectionBytes {
    private final long most;
    private final Refusals refusals;
    private final Set<ConnectionFlow> connections = ConcurrentHashMap.newKeySet();

    ConnectionBytes(long most, Refusals refusals) {
        this.most = most;
        this.refusals = refusals;
    }

    void add(ConnectionFlow connection) {
        connections.add(connection);
    }

    void remove(ConnectionFlow connection) {
        connections.remove(connection);
    }

    /**
     * Called when a connection holds more than before. Of those that hold at least the average, the one that has made no progress
     * for longest is closed, one after another: a client that reads and writes has just made some.
     */
    void check() {
        if (total() <= most) return;
        synchronized (this) {
            long total = total();
            if (total <= most) return;
            long average = total / Math.max(1, connections.size());
            long now = System.nanoTime();
            List<ConnectionFlow> stalled = connections.stream()
                    .filter(c -> c.held() > 0 && c.held() >= average)
                    .sorted(Comparator.comparingLong(c -> c.progressAt() - now))
                    .toList();
            for (ConnectionFlow each : stalled) {
                if (total <= most) return;
                total -= each.held();
                refusals.log(Refusals.Kind.HELD);
                each.close();
            }
        }
    }

    private long total() {
        long total = 0;
        for (ConnectionFlow each : connections) total += each.held();
        return total;
    }
}
