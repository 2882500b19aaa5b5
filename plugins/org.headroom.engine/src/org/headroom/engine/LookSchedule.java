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
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.Withdrawal;

/**
 * Decides when the next poll takes place, and which streams it reads. A running lease is read at the owner's interval, and
 * faster as its covered time gets short, down to the chain's block interval: between two blocks nothing changes. One whose job
 * is over is read less and less often, and of these a limited number in one poll, those that are most overdue first. While no
 * lease holds a GPU or waits for its acceptance, and the chain answers, its head is polled every {@link #IDLE}: it decides
 * nothing then but whether offers stay out. {@code lease-loop} only.
 */
final class LookSchedule {
    /** However fast the chain makes blocks. */
    static final Duration FASTEST = Duration.ofSeconds(1);
    /** The shortest interval while the chain's is unknown; and between polls that read no stream, unless the rig is idle. */
    static final Duration UNMEASURED = Duration.ofSeconds(2);
    /** Between polls of the head while no lease holds a GPU. {@link org.headroom.model.rig.LeaseMoney#CURRENT} allows for it. */
    static final Duration IDLE = Duration.ofSeconds(30);
    /** For so long an idle rig polls more often to measure the block interval: a chain may have none. */
    static final Duration MEASURING = Duration.ofMinutes(2);
    /** A head is as good as now's for this long: two polls of a rig that is not idle. */
    static final Duration FRESH = UNMEASURED.multipliedBy(2);

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
    private final BlockInterval blocks = new BlockInterval();
    private final long startedAt;
    private long polledAt;
    private long headAt;
    private boolean answers;

    /** @param nanoTime does not jump, unlike the clock */
    LookSchedule(Duration poll, LongSupplier nanoTime) {
        this.poll = poll;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.polledAt = startedAt - SLOWEST.toNanos();
        this.headAt = polledAt;
    }

    /** The head that a poll has read, or that there is none. */
    void head(ChainStatus status) {
        blocks.head(status);
        answers = status.up();
        headAt = nanoTime.getAsLong();
    }

    /** Whether the newest head that was read is not older than {@link #FRESH}. */
    boolean isHeadFresh() {
        return nanoTime.getAsLong() - headAt <= FRESH.toNanos();
    }

    /** How often it is to be asked what is due. */
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

    /** The clock was set, or the machine slept: all open leases and the head are read at once. */
    void interrupted() {
        all();
        polledAt = nanoTime.getAsLong() - SLOWEST.toNanos();
    }

    /** The streams whose turn it is, as if they were read now; empty where no poll is due, not even one of the head alone. */
    Optional<Map<LeaseId, StreamRef>> due(LeaseBook book, StreamBeliefs beliefs, Instant now) {
        List<Due> running = new ArrayList<>();
        List<Due> soon = new ArrayList<>();
        List<Due> ended = new ArrayList<>();
        long nano = nanoTime.getAsLong();
        for (LeaseState lease : book.open()) {
            Optional<StreamState> stream = beliefs.of(lease);
            if (stream.isEmpty()) continue;
            if (lease.hasLostStream()) continue;
            Entry entry = entries.computeIfAbsent(lease.id(), l -> unread(lease, nano, now));
            Duration interval = beliefs.guard()
                    .get(lease.id(), poll, () -> interval(lease, stream.get(), nano - entry.changedAt(), now));
            double overdue = (double) (nano - entry.lookedAt()) / Math.max(1, interval.toNanos());
            Due next = new Due(lease.id(), lease.stream().orElseThrow().ref(), overdue);
            if (overdue >= 1) (lease.holdsGpu() ? running : ended).add(next);
            else if (lease.holdsGpu() && isSoon(nano - entry.lookedAt(), interval)) soon.add(next);
        }
        // Read together, many streams take few polls.
        if (!running.isEmpty()) running.addAll(soon);
        if (ended.size() > MOST_ENDED)
            ended.sort(Comparator.comparingDouble(Due::overdue).reversed());
        Map<LeaseId, StreamRef> due = new LinkedHashMap<>();
        Stream.concat(running.stream(), ended.stream().limit(MOST_ENDED)).forEach(d -> {
            entries.computeIfPresent(d.lease(), (lease, e) -> new Entry(nano, e.changedAt()));
            due.put(d.lease(), d.stream());
        });
        if (due.isEmpty()
                && nano - polledAt
                        < headInterval(book.holders().isEmpty(), nano).toNanos()) return Optional.empty();
        polledAt = nano;
        return Optional.of(due);
    }

    /** Between polls of the head alone. */
    private Duration headInterval(boolean idle, long nano) {
        boolean measured = blocks.median().isPresent() || nano - startedAt >= MEASURING.toNanos();
        return idle && answers && measured ? IDLE : Deadlines.lesser(poll, UNMEASURED);
    }

    /** Whether it may be read before its turn, where a poll takes place anyway. */
    private static boolean isSoon(long elapsedNanos, Duration interval) {
        return interval.compareTo(UNMEASURED) >= 0 && elapsedNanos + FASTEST.toNanos() >= interval.toNanos();
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
            case LeaseState.Unserved u -> Optional.of(u.at());
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
            return Deadlines.lesser(poll, greater(quick, shortest()));
        }
        Duration slow = Duration.ofNanos(unchangedNanos).dividedBy(10);
        return slow.compareTo(poll) < 0 ? poll : Deadlines.lesser(SLOWEST, slow);
    }

    /** The shortest interval of a running lease's stream. */
    private Duration shortest() {
        return blocks.median().map(b -> greater(b, FASTEST)).orElse(UNMEASURED);
    }

    private static Duration greater(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
