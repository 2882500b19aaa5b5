package org.headroom.telemetry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.EnergyEstimate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.Metric;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.SampleArchive;
import org.headroom.model.gpu.Series;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.units.Watts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over this machine's GPUs: a thread {@code nvml-sampler} that decides, threads {@code nvml-reader-…} that call the
 * driver, one that waits for XIDs, and the past hours in memory. Nothing that is asked of it waits for NVML.
 */
public final class GpuTelemetry implements GpuWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GpuTelemetry.class);
    private static final Duration KEPT = Duration.ofHours(6);
    // 64 GPUs keep an hour where there is an archive, two without one; up to 12 all six.
    private static final long ROOM = 16L << 20;
    private static final long ROOM_ALONE = 32L << 20;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final Duration period;
    private final Past past;
    private final CostMeter meter;
    private final GpuSampler sampler;
    private final Listeners<GpuTelemetry> listeners =
            new Listeners<>(e -> LOG.warn("a listener to GPU readings failed", e));
    private final Listeners<XidEvent> xidListeners = new Listeners<>(e -> LOG.warn("a listener to XIDs failed", e));
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final XidWatch xids;
    private final Thread thread = new Thread(this::run, "nvml-sampler");

    /**
     * Does nothing until {@link #start}.
     *
     * @param library an NVML to load, by path or name; empty for the system's own
     * @param clock the time of day that samples carry
     * @param period from one sweep to the next, normally a second
     */
    public GpuTelemetry(Optional<String> library, Clock clock, Duration period) {
        this(library, clock, period, Optional.empty(), () -> false);
    }

    /**
     * @param archive where samples are kept beyond memory; closing it stays with the caller, after the watch
     * @param fullScreen whether the user's own program fills the screen; answers at once. The lists of processes are left alone
     *     then
     */
    public GpuTelemetry(
            Optional<String> library,
            Clock clock,
            Duration period,
            Optional<SampleArchive> archive,
            BooleanSupplier fullScreen) {
        this(
                LinkOpener.nvml(library),
                clock,
                period,
                new RuntimePower(Path.of("/sys/bus/pci/devices")),
                archive,
                fullScreen);
    }

    /** With another way to the GPUs. */
    public GpuTelemetry(LinkOpener opener, Clock clock, Duration period, RuntimePower power) {
        this(opener, clock, period, power, Optional.empty(), () -> false);
    }

    /** With another way to the GPUs, and an archive. */
    public GpuTelemetry(
            LinkOpener opener,
            Clock clock,
            Duration period,
            RuntimePower power,
            Optional<SampleArchive> archive,
            BooleanSupplier fullScreen) {
        this.period = period;
        this.past = new Past(new History(KEPT, period, archive.isPresent() ? ROOM : ROOM_ALONE), archive);
        this.xids = new XidWatch(clock, this::came);
        this.sampler = new GpuSampler(
                new GpuSampler.Surroundings(opener, clock, System::nanoTime, power::asleep, fullScreen, past::keep),
                period,
                xids);
        this.meter = new CostMeter(this::cpuNanos, System::nanoTime);
        // A driver that hangs must not keep the process alive.
        thread.setDaemon(true);
    }

    private long cpuNanos() {
        return sampler.crew().cpuNanos()
                + xids.cpuNanos()
                + Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
    }

    private void came(XidEvent xid) {
        LOG.warn("XID {} of {}", xid.code(), xid.gpu().map(GpuId::uuid).orElse("an unknown GPU"));
        xid.gpu().ifPresent(sampler::hurryCondition);
        xidListeners.tell(xid);
    }

    /** Begins to sweep, at once. Returns at once; calling it twice does nothing. */
    public void start() {
        if (started.compareAndSet(false, true)) thread.start();
    }

    private void run() {
        long begun = System.nanoTime();
        try {
            do {
                sweep();
                // Keeps the beat, but never runs after missed ones.
                long took = System.nanoTime() - begun;
                begun += took - took % period.toNanos() + period.toNanos();
            } while (!closing.await(begun - System.nanoTime(), TimeUnit.NANOSECONDS));
            sampler.close(CLOSE_WAIT);
        } catch (InterruptedException e) {
            LOG.warn("the sampler was interrupted; NVML is left behind");
        }
    }

    private void sweep() throws InterruptedException {
        try {
            long begun = System.nanoTime();
            sampler.sweep();
            long took = System.nanoTime() - begun;
            listeners.tell(this);
            meter.swept(took, sampler.calls());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a sweep over the GPUs failed; the next one goes on", e);
        }
    }

    @Override
    public NvmlStatus status() {
        return sampler.status();
    }

    @Override
    public List<GpuReading> gpus() {
        return sampler.readings();
    }

    @Override
    public Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width) {
        return past.series(gpu, metric, from, to, width);
    }

    @Override
    public Optional<EnergyEstimate> energyEstimate(GpuId gpu, Instant from, Instant to) {
        return past.energyEstimate(gpu, from, to, cardLimit(gpu));
    }

    private Optional<Watts> cardLimit(GpuId gpu) {
        return sampler.readings().stream()
                .filter(r -> r.identity().id().equals(gpu))
                .flatMap(r -> r.condition().stream())
                .flatMap(c -> c.limits().powerMost().stream())
                .findFirst();
    }

    @Override
    public void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException {
        past.csv(gpu, from, to, out);
    }

    @Override
    public WatchCost cost() {
        return meter.cost();
    }

    @Override
    public Optional<SampleArchive.Status> archive() {
        return past.archive();
    }

    @Override
    public Subscription onXid(Consumer<XidEvent> listener) {
        return xidListeners.add(listener);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(watch -> listener.run());
    }

    /** Ends the sweeps and the session; waits at most a few seconds for a call that is under way. */
    @Override
    public void close() {
        closing.countDown();
        if (!started.get()) return;
        try {
            thread.join(2 * CLOSE_WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
