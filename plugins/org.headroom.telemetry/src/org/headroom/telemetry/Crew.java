package org.headroom.telemetry;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that call the driver. One makes the jobs of a sweep in turn; when a job takes longer than the patience lasts, the
 * thread is left to it, as a lane of its own, and the rest of the sweep goes on on a fresh thread. So there is one thread, and
 * one more for each GPU that is slow.
 *
 * <p>A call that hangs cannot be ended: its thread is a daemon and is left behind when the crew ends.
 */
final class Crew {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition swept = lock.newCondition();
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Job> late = new ArrayList<>();
    // The first calls load and tie the library's functions: that is ours and not the GPU's slowness.
    private static final long COLD_NANOS = Duration.ofSeconds(4).toNanos();
    private static final int COLD_FACTOR = 4;

    private final long startedNanos = System.nanoTime();
    private final long patienceNanos;
    private final long roundNanos;
    private @Nullable Lane sweeping;
    private int named;
    private long cpuOfTheGone;

    /** A thread and the jobs it has to do. */
    final class Lane implements Runnable {
        private final Deque<Job> todo = new ArrayDeque<>();
        private final Condition wake = lock.newCondition();
        private final Thread thread;
        private @Nullable Job current;
        private boolean own;
        private boolean ended;

        private Lane() {
            thread = new Thread(this, "nvml-reader-" + ++named);
            // A call may hang in the driver; that must not keep the process alive.
            thread.setDaemon(true);
            lanes.add(this);
            thread.start();
        }

        @Override
        public void run() {
            lock.lock();
            try {
                while (true) {
                    while (todo.isEmpty() && !ended) wake.awaitUninterruptibly();
                    Job job = todo.poll();
                    if (job == null) return;
                    perform(job);
                }
            } finally {
                lanes.remove(this);
                cpuOfTheGone += Math.max(0, THREADS.getCurrentThreadCpuTime());
                swept.signalAll();
                lock.unlock();
            }
        }

        private void perform(Job job) {
            job.begins(System.nanoTime());
            current = job;
            lock.unlock();
            try {
                job.perform();
            } finally {
                lock.lock();
                current = null;
            }
            if (own) late.add(job);
            if (todo.isEmpty()) swept.signalAll();
        }

        private boolean idle() {
            return current == null && todo.isEmpty();
        }
    }

    /**
     * @param patience how long a sweep waits for one job
     * @param round how long a sweep may take in all before it waits for next to nothing any more
     */
    Crew(Duration patience, Duration round) {
        this.patienceNanos = patience.toNanos();
        this.roundNanos = round.toNanos();
    }

    /**
     * Has the jobs done one after the other and returns when each is done or has been left to a lane of its own: then it has
     * a {@link Job#lane} and comes out of {@link #late} when it is done. The sampler's thread.
     */
    void sweep(List<? extends Job> jobs) throws InterruptedException {
        if (jobs.isEmpty()) return;
        lock.lockInterruptibly();
        try {
            Lane before = sweeping;
            Lane lane = before == null ? new Lane() : before;
            sweeping = lane;
            lane.todo.addAll(jobs);
            lane.wake.signal();
            long begun = System.nanoTime();
            while (!lane.idle()) {
                long wait = patienceNanos;
                Job job = lane.current;
                if (job != null) {
                    long now = System.nanoTime();
                    wait = patience(now, begun) - (now - job.begunNanos());
                    if (wait <= 0) {
                        lane = leave(lane, job);
                        continue;
                    }
                }
                swept.awaitNanos(wait);
            }
        } finally {
            lock.unlock();
        }
    }

    private long patience(long now, long begun) {
        if (now - begun > roundNanos) return patienceNanos / 4;
        return now - startedNanos < COLD_NANOS ? COLD_FACTOR * patienceNanos : patienceNanos;
    }

    private Lane leave(Lane slow, Job job) {
        slow.own = true;
        job.leftWith(slow);
        Lane fresh = new Lane();
        fresh.todo.addAll(slow.todo);
        slow.todo.clear();
        sweeping = fresh;
        return fresh;
    }

    /** Has a job done on a lane of its own; returns at once. The job comes out of {@link #late}. */
    void give(Lane lane, Job job) {
        lock.lock();
        try {
            job.leftWith(lane);
            lane.todo.add(job);
            lane.wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a lane that is needed no more, after what it has to do. */
    void dissolve(Lane lane) {
        lock.lock();
        try {
            lane.ended = true;
            lane.wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The jobs on lanes of their own that have been done since this was last asked. */
    List<Job> late() {
        lock.lock();
        try {
            if (late.isEmpty()) return List.of();
            List<Job> done = List.copyOf(late);
            late.clear();
            return done;
        } finally {
            lock.unlock();
        }
    }

    /** CPU time of all threads since the start, in nanoseconds. */
    long cpuNanos() {
        lock.lock();
        try {
            long sum = cpuOfTheGone;
            for (Lane lane : lanes) sum += Math.max(0, THREADS.getThreadCpuTime(lane.thread.threadId()));
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /** How many threads there are. */
    int threads() {
        lock.lock();
        try {
            return lanes.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no job is under way; false when one still is after the time. */
    boolean calm(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        lock.lockInterruptibly();
        try {
            while (!lanes.stream().allMatch(Lane::idle)) {
                long left = end - System.nanoTime();
                if (left <= 0) return false;
                swept.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all threads; those that hang in a call end after it. */
    void end() {
        lock.lock();
        try {
            for (Lane lane : lanes) {
                lane.ended = true;
                lane.todo.clear();
                lane.wake.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
