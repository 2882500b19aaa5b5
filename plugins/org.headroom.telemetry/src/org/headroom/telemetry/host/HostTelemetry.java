package org.headroom.telemetry.host;

import java.time.Clock;
import java.time.Duration;
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
 * The watch over the machine itself, on a thread {@code host-sampler}: every ten seconds, and the past ten minutes in memory.
 * Where OSHI does not work on a machine there are no samples, and nothing else suffers.
 */
public final class HostTelemetry implements HostWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostTelemetry.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
    // Looking a process up costs about a millisecond.
    private static final int PROCESSES_EVERY = 1;

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
            long next = System.nanoTime();
            for (int round = 0; !pause(next); ) {
                long now = System.nanoTime();
                boolean whole = now - next >= 0;
                processes.look(here.system(), whole && round % PROCESSES_EVERY == 0, now);
                if (!whole) continue;
                round++;
                keep(reader.read(clock.instant(), now));
                next = Math.max(next + period.toNanos(), now + period.toNanos() / 2);
            }
        } catch (InterruptedException e) {
            LOG.debug("the machine is not watched any more");
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The machine itself cannot be watched; its GPUs are all the same: {}", String.valueOf(e));
        }
    }

    private void keep(HostSample sample) {
        kept.addLast(sample);
        while (kept.size() > KEPT.dividedBy(period)) kept.removeFirst();
        recent = List.copyOf(kept);
        listeners.tell(this);
    }

    /** Until the time has come, or a process is to be looked up; true when closing. */
    private boolean pause(long untilNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = untilNanos - System.nanoTime();
            while (left > 0 && !closing && !asked) left = wake.awaitNanos(left);
            asked = false;
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void unknownProcess() {
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
        List<HostSample> all = recent;
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    @Override
    public List<HostSample> recent() {
        return recent;
    }

    @Override
    public Optional<HostProcess> process(long pid) {
        return processes.process(pid, System.nanoTime(), this::unknownProcess);
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
