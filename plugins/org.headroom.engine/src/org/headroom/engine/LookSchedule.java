package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;

/**
 * Decides which streams the next poll reads. A running lease is read at the owner's interval, and faster as its covered time
 * gets short; one whose job is over is read less and less often. {@code lease-loop} only.
 */
final class LookSchedule {
    /** No chain in use makes blocks so much faster that asking more often would tell more. */
    static final Duration FASTEST = Duration.ofSeconds(2);

    private static final Duration SLOWEST = Duration.ofMinutes(10);

    private record Entry(long lookedAt, long changedAt) {}

    private final Duration poll;
    private final LongSupplier nanoTime;
    private final Map<LeaseId, Entry> entries = new HashMap<>();

    /** @param nanoTime does not jump, unlike the clock */
    LookSchedule(Duration poll, LongSupplier nanoTime) {
        this.poll = poll;
        this.nanoTime = nanoTime;
    }

    /** How often it is to be asked which are due. */
    Duration period() {
        return lesser(poll, FASTEST);
    }

    /** The lease moved: it is read at once. */
    void changed(LeaseId lease) {
        long now = nanoTime.getAsLong();
        entries.put(lease, new Entry(now - SLOWEST.toNanos(), now));
    }

    void closed(LeaseId lease) {
        entries.remove(lease);
    }

    /** All open leases are read at once. */
    void all() {
        long now = nanoTime.getAsLong();
        entries.replaceAll((lease, e) -> new Entry(now - SLOWEST.toNanos(), e.changedAt()));
    }

    /** Those whose turn it is, as if they were read now. */
    Map<LeaseId, StreamRef> due(LeaseBook book, StreamBeliefs beliefs, Instant now) {
        Map<LeaseId, StreamRef> due = new LinkedHashMap<>();
        long nano = nanoTime.getAsLong();
        for (LeaseState lease : book.open()) {
            Optional<StreamState> stream = beliefs.of(lease);
            if (stream.isEmpty()) continue;
            Entry entry = entries.computeIfAbsent(lease.id(), l -> new Entry(nano - SLOWEST.toNanos(), nano));
            if (nano - entry.lookedAt()
                    < interval(lease, stream.get(), nano - entry.changedAt(), now)
                            .toNanos()) continue;
            entries.put(lease.id(), new Entry(nano, entry.changedAt()));
            due.put(lease.id(), stream.get().ref());
        }
        return due;
    }

    private Duration interval(LeaseState lease, StreamState stream, long unchangedNanos, Instant now) {
        if (lease.holdsGpu()) {
            Duration quick = stream.runway(now).dividedBy(4);
            return lesser(poll, quick.compareTo(FASTEST) < 0 ? FASTEST : quick);
        }
        Duration slow = Duration.ofNanos(unchangedNanos).dividedBy(10);
        return slow.compareTo(poll) < 0 ? poll : lesser(SLOWEST, slow);
    }

    private static Duration lesser(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
