package org.headroom.telemetry.health;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.gpu.GpuCondition.Limits;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.XidEvent;
import org.headroom.model.health.Alarm;
import org.headroom.model.health.AlarmEvent;
import org.headroom.model.health.AlarmLog;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.HealthRule;
import org.headroom.model.health.HealthRule.RuleSetting;
import org.headroom.model.health.HealthWatch;
import org.headroom.telemetry.health.RuleBook.Place;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the health rules over a watch: a thread {@code health} looks after each sweep, at once when an XID comes, and every
 * second even while the sampler hangs in a call. It tells the listeners and writes to the log of alarms.
 */
public final class HealthDesk implements HealthWatch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealthDesk.class);
    private static final long BEAT_MS = 1000;
    // Sweeps may come close together; the rules need no more looks than this.
    private static final long LEAST_BETWEEN_MS = 200;
    /** That wait for one look. */
    private static final int MOST_XIDS = 1_024;

    private final GpuWatch watch;
    private final Optional<AlarmLog> log;
    private final Clock clock;
    private final SettingsFile file;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final ArrayBlockingQueue<XidEvent> xids = new ArrayBlockingQueue<>(MOST_XIDS);
    private final AtomicBoolean xidNews = new AtomicBoolean();
    private final AtomicLong xidsLost = new AtomicLong();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Listeners<AlarmEvent> alarmListeners =
            new Listeners<>(e -> LOG.warn("a listener to alarms failed", e));
    private final Listeners<HealthDesk> changeListeners =
            new Listeners<>(e -> LOG.warn("a listener to the health rules failed", e));
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "health");
        t.setDaemon(true);
        return t;
    });

    /** The health thread's own. */
    private HealthState state;

    private long lookedNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(LEAST_BETWEEN_MS);

    /** Null until it is asked for. */
    private @Nullable Optional<Boolean> cards;

    private volatile List<Alarm> open;
    private volatile RuleBook book;

    /**
     * Reads the settings and the open alarms of the last run; does nothing else until {@link #start}.
     *
     * @param log where alarms are kept; empty: nowhere
     * @param settingsFile {@code health.properties}, which need not be there yet; empty: settings are kept in memory
     */
    public HealthDesk(GpuWatch watch, Optional<AlarmLog> log, Optional<Path> settingsFile, Clock clock) {
        this.watch = watch;
        this.log = log;
        this.clock = clock;
        this.file = new SettingsFile(settingsFile);
        HealthSettings settings = file.read();
        file.unreadable().ifPresent(LOG::warn);
        settings.problems()
                .forEach(
                        p -> LOG.warn("{}: {}", settingsFile.map(Path::toString).orElse(""), p));
        book = settings.book();
        state = restore();
        open = state.open();
    }

    // Alarms of rules that there are no more, and doubles: nothing would ever clear them.
    private void dropForgotten() {
        if (log.isEmpty()) return;
        try {
            Instant now = clock.instant();
            for (Alarm alarm : log.get().open())
                if (!open.contains(alarm)) log.get().put(alarm.cleared(now));
        } catch (RuntimeException e) {
            LOG.warn("old alarms cannot be cleared in the log of alarms", e);
        }
    }

    private HealthState restore() {
        if (log.isEmpty()) return HealthState.fresh(1);
        try {
            return HealthState.fresh(log.get().nextId())
                    .restored(log.get().open(), clock.instant(), BootTime.read(Path.of("/proc/stat")));
        } catch (RuntimeException e) {
            LOG.warn("the alarms of the last run cannot be read; the rules start without them", e);
            return HealthState.fresh(Math.max(1, clock.instant().toEpochMilli()));
        }
    }

    /** Begins to look. Calling it twice does nothing. */
    public void start() {
        if (!started.compareAndSet(false, true) || closed.get()) return;
        submit(this::dropForgotten);
        subscriptions.add(watch.onXid(this::xid));
        subscriptions.add(watch.onChange(this::request));
        thread.scheduleWithFixedDelay(() -> guarded(this::beat), 0, BEAT_MS, TimeUnit.MILLISECONDS);
    }

    private void xid(XidEvent event) {
        if (!xids.offer(event)) xidsLost.incrementAndGet();
        // One look for however many have come until then.
        if (xidNews.compareAndSet(false, true)) submit(this::look);
    }

    private void request() {
        if (asked.compareAndSet(false, true)) submit(this::lookIfDue);
    }

    private void submit(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            LOG.debug("the health desk has been closed");
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task of the health rules failed; the others go on", e);
        }
    }

    private void lookIfDue() {
        asked.set(false);
        if (sinceLook() >= LEAST_BETWEEN_MS) look();
    }

    private void beat() {
        // Only where no sweep has brought a look about.
        if (sinceLook() >= BEAT_MS - LEAST_BETWEEN_MS) look();
    }

    private long sinceLook() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lookedNanos);
    }

    private void look() {
        lookedNanos = System.nanoTime();
        try {
            List<XidEvent> came = drained();
            NvmlStatus nvml = watch.status();
            apply(HealthStep.step(
                    state, new Observation(clock.instant(), nvml, watch.gpus(), came, cards(nvml)), book));
        } catch (RuntimeException | Error e) {
            LOG.error("the health rules failed at one look; the next one goes on", e);
        }
    }

    // Of interest only without a driver, and cards are not plugged in while a machine runs.
    private Optional<Boolean> cards(NvmlStatus nvml) {
        if (nvml.state() != NvmlStatus.State.NO_DRIVER) return Optional.empty();
        if (cards == null) cards = PciCards.present(Path.of("/sys/bus/pci/devices"));
        return cards;
    }

    private List<XidEvent> drained() {
        xidNews.set(false);
        if (xids.isEmpty()) return List.of();
        List<XidEvent> all = new ArrayList<>();
        xids.drainTo(all);
        long lost = xidsLost.getAndSet(0);
        if (lost > 0) LOG.warn("XIDs came faster than they could be looked at: {} more are not counted", lost);
        return all;
    }

    private void apply(HealthStep step) {
        state = step.state();
        if (step.events().isEmpty()) return;
        open = state.open();
        for (AlarmEvent event : step.events()) {
            write(event.alarm());
            alarmListeners.tell(event);
        }
        changeListeners.tell(this);
    }

    private void write(Alarm alarm) {
        if (log.isEmpty()) return;
        try {
            log.get().put(alarm);
        } catch (RuntimeException | Error e) {
            LOG.warn("alarm {} could not be written to the log of alarms; it stands all the same", alarm.id(), e);
        }
    }

    @Override
    public List<Alarm> open() {
        return open;
    }

    @Override
    public List<Alarm> between(Instant from, Instant to, int most) {
        if (log.isPresent()) return log.get().between(from, to, most);
        return open.stream()
                .filter(a -> a.raisedAt().isBefore(to))
                .sorted((a, b) -> b.raisedAt().compareTo(a.raisedAt()))
                .limit(Math.max(0, most))
                .toList();
    }

    @Override
    public Optional<HealthAction> asked(GpuId gpu) {
        return reason(gpu).map(Alarm::action);
    }

    @Override
    public Optional<Alarm> reason(GpuId gpu) {
        Alarm strongest = null;
        // The most serious comes first, so that it is named where several ask for the same.
        for (Alarm a : open)
            if ((a.gpu().isEmpty() || a.gpu().get().equals(gpu))
                    && (strongest == null || a.action().compareTo(strongest.action()) > 0)) strongest = a;
        return Optional.ofNullable(strongest);
    }

    @Override
    public void acknowledge(long alarm) {
        submit(() -> apply(HealthStep.acknowledge(state, alarm, clock.instant(), present())));
    }

    private Set<GpuId> present() {
        return watch.gpus().stream().map(r -> r.identity().id()).collect(Collectors.toSet());
    }

    @Override
    public List<HealthRule> rules() {
        return book.rules();
    }

    @Override
    public HealthRule rule(String id, GpuId gpu) {
        Check check =
                RuleBook.check(id).orElseThrow(() -> new IllegalArgumentException("There is no rule \"" + id + "\"."));
        Limits limits = watch.gpus().stream()
                .filter(r -> r.identity().id().equals(gpu))
                .findFirst()
                .flatMap(GpuReading::condition)
                .map(c -> c.limits())
                .orElse(Limits.UNKNOWN);
        return book.rule(check, Optional.of(gpu), limits);
    }

    /** What makes no sense in the file of settings, a sentence each. */
    public List<String> problems() {
        synchronized (file) {
            List<String> all = new ArrayList<>();
            file.unreadable().ifPresent(all::add);
            all.addAll(file.settings().problems());
            return List.copyOf(all);
        }
    }

    @Override
    public void adjust(String id, Optional<GpuId> gpu, RuleSetting setting) throws IOException {
        synchronized (file) {
            HealthSettings next = file.settings().with(new Place(id, gpu), setting);
            file.write(next);
            book = next.book();
        }
        submit(() -> {
            look();
            changeListeners.tell(this);
        });
    }

    @Override
    public Subscription onAlarm(Consumer<AlarmEvent> listener) {
        return alarmListeners.add(listener);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return changeListeners.add(desk -> listener.run());
    }

    /** Ends the looks; alarms stay open in the log. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        subscriptions.forEach(Subscription::close);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
