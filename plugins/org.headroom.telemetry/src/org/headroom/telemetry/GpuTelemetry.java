package org.headroom.telemetry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.Series;
import org.headroom.model.units.Joules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over this machine's GPUs: a thread {@code nvml-sampler} that owns the NVML session, and the past six hours in
 * memory. Nothing that is asked of it waits for NVML.
 */
public final class GpuTelemetry implements GpuWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GpuTelemetry.class);
    private static final Duration KEPT = Duration.ofHours(6);
    private static final Duration HANGS_AFTER = Duration.ofSeconds(10);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final Duration period;
    private final History history;
    private final GpuSampler sampler;
    private final Listeners<GpuTelemetry> listeners =
            new Listeners<>(e -> LOG.warn("a listener to GPU readings failed", e));
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "nvml-sampler");
        // A call may hang in the driver; that must not keep the process alive.
        t.setDaemon(true);
        return t;
    });

    /**
     * Does nothing until {@link #start}.
     *
     * @param library an NVML to load, by path or name; empty for the system's own
     * @param clock the time of day that samples carry
     * @param period from one sweep to the next, normally a second
     */
    public GpuTelemetry(Optional<String> library, Clock clock, Duration period) {
        this(LinkOpener.nvml(library), clock, period, new RuntimePower(Path.of("/sys/bus/pci/devices")));
    }

    /** With another way to the GPUs. */
    public GpuTelemetry(LinkOpener opener, Clock clock, Duration period, RuntimePower power) {
        this.period = period;
        this.history = new History(KEPT, period);
        this.sampler = new GpuSampler(opener, clock, System::nanoTime, power::asleep, history);
    }

    /** Begins to sweep, at once. Returns at once; calling it twice does nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) next(0);
    }

    private void next(long delayNanos) {
        try {
            thread.schedule(this::sweep, delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the sampler has been closed");
        }
    }

    private void sweep() {
        if (closing.get()) return;
        long begun = System.nanoTime();
        try {
            sampler.sweep();
            listeners.tell(this);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a sweep over the GPUs failed; the next one goes on", e);
        }
        // Keeps the beat, but never runs after missed ones.
        long took = System.nanoTime() - begun;
        next(period.toNanos() - took % period.toNanos());
    }

    @Override
    public NvmlStatus status() {
        NvmlStatus said = sampler.status();
        Optional<Duration> hangs = hangs();
        if (hangs.isEmpty()) return said;
        return new NvmlStatus(
                NvmlStatus.State.ERROR,
                said.library(),
                said.driverVersion(),
                said.nvmlVersion(),
                said.cudaVersion(),
                "NVML has not answered for " + hangs.get().toSeconds()
                        + " s. If it stays so, restart the machine: the driver hangs.");
    }

    @Override
    public List<GpuReading> gpus() {
        List<GpuReading> readings = sampler.readings();
        if (hangs().isEmpty()) return readings;
        Optional<GpuId> stuck = sampler.busy().flatMap(GpuSampler.Busy::gpu);
        return readings.stream()
                .map(r -> stuck.filter(r.identity().id()::equals).isPresent()
                        ? new GpuReading(r.identity(), GpuReading.State.ERROR, "it does not answer", r.latest(), r.condition())
                        : r)
                .toList();
    }

    private Optional<Duration> hangs() {
        return sampler.busy()
                .map(b -> Duration.ofNanos(System.nanoTime() - b.sinceNanos()))
                .filter(d -> d.compareTo(HANGS_AFTER) > 0);
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        return history.series(gpu, metric, from, to, width);
    }

    @Override
    public Optional<Joules> energyBetween(GpuId gpu, Instant from, Instant to) {
        return history.energyBetween(gpu, from, to);
    }

    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        throw new IOException("nothing is kept on disk");
    }

    @Override
    public WatchCost cost() {
        return WatchCost.UNKNOWN;
    }

    @Override
    public Optional<SampleArchive.Status> archive() {
        return Optional.empty();
    }

    @Override
    public Subscription onXid(Consumer<XidEvent> listener) {
        return () -> {};
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(watch -> listener.run());
    }

    /** Ends the sweeps and the session; waits at most a few seconds for a call that is under way. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) return;
        try {
            // On its own thread, after the sweep that may be running: NVML is never shut down under a call.
            thread.submit(sampler::close).get(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("NVML still hangs in a call; it is left behind");
        } catch (ExecutionException e) {
            LOG.warn("NVML did not shut down cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
