package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/**
 * Decides which streams the next poll reads. A running lease is read at the owner's interval, and faster as its covered time
 * gets short; one whose job is over is read less and less often, and of these a limited number in one poll, those that are
 * most overdue first. {@code lease-loop} only.
 */
final class LookSchedule {
    /** No chain in use makes blocks so much faster that asking more often would tell more. */
    static final Duration FASTEST = Duration.ofSeconds(2);

    private static final Duration SLOWEST = Duration.ofMinutes(10);
    /** Past this the interval does not grow any more. */
    private static final Duration LONGEST_UNCHANGED = SLOWEST.multipliedBy(10);

    /** Streams of leases whose job is over, in one poll: they do not delay the running ones, however many there are. */
    static final int MOST_ENDED = 100;

    private record Entry(long lookedAt, long changedAt) {}

    /** @param overdue how often the interval has passed since the last look */
    private record Due(LeaseId lease, StreamRef stream, double overdue) {}

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
        return Deadlines.lesser(poll, FASTEST);
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
        List<Due> running = new ArrayList<>();
        List<Due> ended = new ArrayList<>();
        long nano = nanoTime.getAsLong();
        for (LeaseState lease : book.open()) {
            Optional<StreamState> stream = beliefs.of(lease);
            if (stream.isEmpty()) continue;
            Entry entry = entries.computeIfAbsent(lease.id(), l -> unread(lease, nano, now));
            Duration interval = interval(lease, stream.get(), nano - entry.changedAt(), now);
            double overdue = (double) (nano - entry.lookedAt()) / Math.max(1, interval.toNanos());
            if (overdue >= 1)
                (lease.holdsGpu() ? running : ended)
                        .add(new Due(lease.id(), stream.get().ref(), overdue));
        }
        if (ended.size() > MOST_ENDED)
            ended.sort(Comparator.comparingDouble(Due::overdue).reversed());
        Map<LeaseId, StreamRef> due = new LinkedHashMap<>();
        Stream.concat(running.stream(), ended.stream().limit(MOST_ENDED)).forEach(d -> {
            entries.computeIfPresent(d.lease(), (lease, e) -> new Entry(nano, e.changedAt()));
            due.put(d.lease(), d.stream());
        });
        return due;
    }

    /** Not read since the start: it is read at once, and then as one that has not changed since its job's end. */
    private static Entry unread(LeaseState lease, long nano, Instant now) {
        Duration unchanged = lastChange(lease)
                .map(at -> Duration.between(at, now))
                .filter(d -> !d.isNegative())
                .map(d -> Deadlines.lesser(d, LONGEST_UNCHANGED))
                .orElse(Duration.ZERO);
        return new Entry(nano - SLOWEST.toNanos(), nano - unchanged.toNanos());
    }

    private static Optional<Instant> lastChange(LeaseState lease) {
        Optional<Instant> ended = switch (lease) {
            case LeaseState.Receipted r -> Optional.of(r.result().endedAt());
            case LeaseState.Paid p -> Optional.of(p.result().endedAt());
            default -> Optional.empty();
        };
        return ended.map(at -> lease.paidBy().stream()
                .flatMap(f -> f.withdrawals().stream())
                .map(Withdrawal::at)
                .reduce(at, (one, other) -> one.isAfter(other) ? one : other));
    }

    private Duration interval(LeaseState lease, StreamState stream, long unchangedNanos, Instant now) {
        if (lease.holdsGpu()) {
            Duration quick = stream.runway(now).dividedBy(4);
            return Deadlines.lesser(poll, quick.compareTo(FASTEST) < 0 ? FASTEST : quick);
        }
        Duration slow = Duration.ofNanos(unchangedNanos).dividedBy(10);
        return slow.compareTo(poll) < 0 ? poll : Deadlines.lesser(SLOWEST, slow);
    }
}
