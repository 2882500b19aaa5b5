package org.headroom.telemetry;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.XidEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for XIDs on a thread {@code nvml-events}. It wakes seldom, and a library whose wait returns at once does not make it
 * spin. Where the library itself spins while it waits, it is asked once a second whether there is something. A library without
 * events is left alone.
 */
final class XidWatch {
    private static final Logger LOG = LoggerFactory.getLogger(XidWatch.class);
    private static final Duration WAIT = Duration.ofMillis(1500);
    private static final Duration AT_ONCE = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(500);
    // A library that looks again and again while it waits: so much CPU time in a wait, in a row.
    private static final double BUSY = 0.002;
    private static final int BUSY_WAITS = 3;
    private static final Duration GLANCE = Duration.ofMillis(1);
    private static final Duration BETWEEN_GLANCES = Duration.ofSeconds(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration FOR_EVER = Duration.ofDays(10_000);
    private static final int MOST_AT_ONCE = 64;

    private final Clock clock;
    private final Consumer<XidEvent> to;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turn = lock.newCondition();
    private Optional<GpuLink> wanted = Optional.empty();
    // Set while the thread has to do with it.
    private Optional<GpuLink> followed = Optional.empty();
    private volatile Optional<GpuEvents> events = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    /** @param to told on the thread that waits */
    XidWatch(Clock clock, Consumer<XidEvent> to) {
        this.clock = clock;
        this.to = to;
    }

    /** Waits for the XIDs of a link from now on. Returns at once. */
    void follow(GpuLink link) {
        lock.lock();
        try {
            wanted = Optional.of(link);
            if (thread.isEmpty()) {
                Thread t = new Thread(this::run, "nvml-events");
                t.setDaemon(true);
                thread = Optional.of(t);
                t.start();
            }
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets go of the link, within about a second and a half: see {@link #away}. Returns at once. */
    void leave() {
        lock.lock();
        try {
            wanted = Optional.empty();
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no link is held any more. */
    boolean away() {
        lock.lock();
        try {
            return followed.isEmpty() && wanted.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    boolean awaitAway(Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (followed.isPresent()) {
                if (left <= 0) return false;
                left = turn.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread once the link is let go. */
    void end() {
        thread.ifPresent(Thread::interrupt);
    }

    /** CPU time of the thread since it began. */
    long cpuNanos() {
        return thread.map(t -> THREADS.getThreadCpuTime(t.threadId()))
                .map(n -> Math.max(0, n))
                .orElse(0L);
    }

    /** Whether GPUs can be registered. */
    boolean ready() {
        return events.isPresent();
    }

    /** On the thread that asks this GPU. */
    void register(GpuIdentity gpu) throws GpuFault {
        Optional<GpuEvents> now = events;
        if (now.isPresent()) now.get().register(gpu);
    }

    private void run() {
        try {
            while (true) {
                GpuLink link = nextLink();
                try {
                    follow(link, link.events());
                } catch (GpuFault | RuntimeException e) {
                    LOG.warn("The GPUs' XIDs cannot be waited for: {}", e.getMessage());
                    events = Optional.empty();
                    let();
                    stay(link, FOR_EVER);
                } finally {
                    events = Optional.empty();
                    let();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("no XIDs are waited for any more");
        }
    }

    private GpuLink nextLink() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (wanted.isEmpty()) turn.await();
            followed = wanted;
            return wanted.get();
        } finally {
            lock.unlock();
        }
    }

    private void let() {
        lock.lock();
        try {
            followed = Optional.empty();
            turn.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow(GpuLink link, Optional<GpuEvents> given) throws InterruptedException {
        if (given.isEmpty()) {
            let();
            stay(link, FOR_EVER);
            return;
        }
        try (GpuEvents open = given.get()) {
            events = given;
            int atOnce = 0;
            int busy = 0;
            while (stay(link, Duration.ZERO)) {
                boolean glance = busy >= BUSY_WAITS;
                long begun = System.nanoTime();
                long cpu = THREADS.getCurrentThreadCpuTime();
                boolean came = take(open, glance ? GLANCE : WAIT);
                long took = System.nanoTime() - begun;
                boolean waited = took > AT_ONCE.toNanos();
                if (waited) busy = THREADS.getCurrentThreadCpuTime() - cpu > BUSY * took ? busy + 1 : 0;
                atOnce = waited ? 0 : atOnce + 1;
                // A burst of XIDs comes at once; nothing at once, or XIDs without end, is a library that does not wait.
                if (glance && !came) stay(link, BETWEEN_GLANCES);
                else if (!waited && (!came || atOnce > MOST_AT_ONCE)) stay(link, PAUSE);
            }
            events = Optional.empty();
        }
    }

    private boolean take(GpuEvents open, Duration most) {
        try {
            List<GpuEvents.Xid> all = open.await(most);
            for (GpuEvents.Xid xid : all) to.accept(new XidEvent(xid.gpu(), xid.code(), clock.instant()));
            return !all.isEmpty();
        } catch (GpuFault e) {
            LOG.debug("waiting for XIDs: {}", e.getMessage());
            return false;
        }
    }

    /** Whether the link is still wanted; waits for as long as it is, at most so long. */
    private boolean stay(GpuLink link, Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lockInterruptibly();
        try {
            while (wanted.filter(w -> w == link).isPresent()) {
                if (left <= 0) return true;
                left = turn.awaitNanos(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }
}
