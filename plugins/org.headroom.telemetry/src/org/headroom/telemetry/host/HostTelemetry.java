package org.headroom.telemetry.host;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.host.HostIdentity;
import org.headroom.model.host.HostProcess;
import org.headroom.model.host.HostSample;
import org.headroom.model.host.HostWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/**
 * The watch over the machine itself, on a thread {@code host-sampler}: every five seconds while somebody looks,
 * every thirty else, and the past ten minutes in memory.
 * Where OSHI does not work on a machine there are no samples, and nothing else suffers.
 */
public final class HostTelemetry implements HostWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostTelemetry.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    /** A sample costs some milliseconds: as long as nobody has looked for a while, this many periods pass between two. */
    private static final int UNSEEN_PERIODS = 6;
    // Looking a process up costs about a millisecond.
    private static final int PROCESSES_EVERY = 2;

    /** OSHI's two halves. */
    record Machine(HardwareAbstractionLayer hardware, OperatingSystem system) {
        static Machine here() {
            SystemInfo info = new SystemInfo();
            return new Machine(info.getHardware(), info.getOperatingSystem());
        }
    }

    private final Clock clock;
    private final Duration period;
    private final Supplier<Machine> machine;
    private final HostProcesses processes = new HostProcesses();
    private final Listeners<HostTelemetry> listeners =
            new Listeners<>(e -> LOG.warn("a listener to the machine's readings failed", e));
    private final AtomicBoolean started = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Thread thread = new Thread(this::run, "host-sampler");
    private boolean closing;
    private boolean asked;
    private volatile long seenAt = System.nanoTime();

    private final Deque<HostSample> kept = new ArrayDeque<>();
    private volatile List<HostSample> recent = List.of();
    private volatile HostIdentity identity = HostReader.plain();

    /**
     * Does nothing until {@link #start}.
     *
     * @param clock the time of day that samples carry
     */
    public HostTelemetry(Clock clock) {
        this(clock, PERIOD, Machine::here);
    }

    HostTelemetry(Clock clock, Duration period, Supplier<Machine> machine) {
        this.clock = clock;
        this.period = period;
        this.machine = machine;
        thread.setDaemon(true);
    }

    /** Begins to read, at once. Returns at once; calling it twice does nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) thread.start();
    }

    private void run() {
        try {
            Machine here = machine.get();
            HostReader reader = new HostReader(here.hardware(), here.system());
            identity = reader.identity();
            // The first at once.
            long last = System.nanoTime() - period.toNanos();
            for (int round = 0; !pause(last); ) {
                long now = System.nanoTime();
                boolean whole = now - last >= between(now);
                processes.look(here.system(), whole && round % PROCESSES_EVERY == 0, now);
                if (!whole) continue;
                round++;
                keep(reader.read(clock.instant(), now));
                last = now;
            }
        } catch (InterruptedException e) {
            LOG.debug("the machine is not watched any more");
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The machine itself cannot be watched; its GPUs are all the same: {}", String.valueOf(e));
        }
    }

    private void keep(HostSample sample) {
        kept.addLast(sample);
        Instant oldest = sample.at().minus(KEPT);
        while (kept.getFirst().at().isBefore(oldest)) kept.removeFirst();
        recent = List.copyOf(kept);
        listeners.tell(this);
    }

    private long between(long now) {
        return seen(now) ? period.toNanos() : UNSEEN_PERIODS * period.toNanos();
    }

    private boolean seen(long now) {
        return now - seenAt < UNSEEN_PERIODS * period.toNanos();
    }

    /** Somebody looks: whoever comes after a while is not to wait for the next of the seldom samples. */
    private void look() {
        long now = System.nanoTime();
        boolean before = seen(now);
        seenAt = now;
        if (!before) awaken();
    }

    /** Until the time has come, somebody looks again, or a process is to be looked up; true when closing. */
    private boolean pause(long last) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long now = System.nanoTime();
            long left = last + between(now) - now;
            while (left > 0 && !closing && !asked) left = wake.awaitNanos(left);
            asked = false;
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void awaken() {
        lock.lock();
        try {
            asked = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public HostIdentity identity() {
        return identity;
    }

    @Override
    public Optional<HostSample> latest() {
        look();
        List<HostSample> all = recent;
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public List<HostSample> recent() {
        look();
        return recent;
    }

    @Override
    public Optional<HostProcess> process(long pid) {
        return processes.process(pid, System.nanoTime(), this::awaken);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(watch -> listener.run());
    }

    /** Ends the readings; waits at most a few seconds for one that is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
        if (!started.get()) return;
        try {
            thread.join(CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
