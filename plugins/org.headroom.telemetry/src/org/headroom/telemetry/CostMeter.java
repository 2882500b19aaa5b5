package org.headroom.telemetry;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.headroom.model.gpu.WatchCost;

/** What the watch itself costs, over about the last minute. The sampler's thread tells it; any thread asks. */
final class CostMeter {
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    private static final int MARKS = 13;
    // Threads that work for the watch elsewhere: the archive's, the host's.
    private static final Set<String> ALLIES = Set.of("telemetry-writer", "host-sampler");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private record Mark(long nanos, long own, long process, long sweeps, long sweepNanos, long calls) {}

    private final LongSupplier own;
    private final LongSupplier nanos;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private final ProcessHandle process = ProcessHandle.current();
    private long sweeps;
    private long sweepNanos;
    private long calls;
    private long nextMark = Long.MIN_VALUE;
    private volatile WatchCost cost = WatchCost.UNKNOWN;

    /** @param own CPU time of the watch's own threads since the start, in nanoseconds */
    CostMeter(LongSupplier own, LongSupplier nanos) {
        this.own = own;
        this.nanos = nanos;
    }

    void swept(long tookNanos, long callsMade) {
        sweeps++;
        sweepNanos += tookNanos;
        calls += callsMade;
        long now = nanos.getAsLong();
        if (nextMark != Long.MIN_VALUE && now - nextMark < 0) return;
        nextMark = now + BETWEEN.toNanos();
        Mark mark = new Mark(now, own.getAsLong() + allies(), processNanos(), sweeps, sweepNanos, calls);
        marks.addLast(mark);
        if (marks.size() > MARKS) marks.removeFirst();
        Mark first = marks.getFirst();
        if (first != mark) cost = between(first, mark);
    }

    WatchCost cost() {
        return cost;
    }

    private static WatchCost between(Mark a, Mark b) {
        double elapsed = b.nanos - a.nanos;
        long rounds = Math.max(1, b.sweeps - a.sweeps);
        return new WatchCost(
                Math.max(0, 100 * (b.own - a.own) / elapsed),
                Math.max(0, 100 * (b.process - a.process) / elapsed),
                Duration.ofNanos((b.sweepNanos - a.sweepNanos) / rounds),
                Math.round((b.calls - a.calls) * 60e9 / elapsed));
    }

    private long processNanos() {
        Optional<Duration> spent = process.info().totalCpuDuration();
        return spent.map(Duration::toNanos).orElse(0L);
    }

    private static long allies() {
        long sum = 0;
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds()))
            if (thread != null && ALLIES.contains(thread.getThreadName()))
                sum += Math.max(0, THREADS.getThreadCpuTime(thread.getThreadId()));
        return sum;
    }
}
