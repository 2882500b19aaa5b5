package org.headroom.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.headroom.engine.AvailabilityJudge.Judgement;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.availability.AvailabilityDesk;
import org.headroom.model.availability.AvailabilityRules;
import org.headroom.model.availability.ClosedBy;
import org.headroom.model.availability.GpuAvailability;
import org.headroom.model.availability.GpuAvailability.Closed;
import org.headroom.model.availability.OwnerActivity;
import org.headroom.model.availability.OwnerActivity.GpuUser;
import org.headroom.model.availability.OwnerActivity.Home;
import org.headroom.model.availability.OwnerSenses;
import org.headroom.model.availability.RulesNotKept;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every two seconds at what the owner does and judges each GPU by the rules, on a thread {@code owner-watch}. */
public final class AvailabilityWatch implements AvailabilityDesk, OwnerRules, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AvailabilityWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** Where rules outlast the program. */
    @FunctionalInterface
    public interface Keeper {
        /** Durable on return. */
        void keep(AvailabilityRules rules) throws RulesNotKept;
    }

    private final GpuWatch gpus;
    private final OwnerSenses senses;
    private final Keeper keeper;
    private final Clock clock;
    private final Listeners<AvailabilityWatch> listeners =
            new Listeners<>(e -> LOG.warn("A listener to the owner's rules failed", e));
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("owner-watch").unstarted(r));
    private volatile Subscription subscription = () -> {};
    private volatile AvailabilityRules rules;
    private volatile OwnerActivity activity;
    private volatile Judgement judgement = Judgement.NONE;
    private volatile Optional<Supplier<OurJobs>> jobs = Optional.empty();

    /** Knows of no GPU until {@link #start}. */
    public AvailabilityWatch(AvailabilityRules rules, GpuWatch gpus, OwnerSenses senses, Keeper keeper, Clock clock) {
        this.rules = rules;
        this.gpus = gpus;
        this.senses = senses;
        this.keeper = keeper;
        this.clock = clock;
        this.activity = OwnerActivity.nothing(clock.instant());
    }

    public void start() {
        // A GPU that is new is not kept waiting.
        subscription = gpus.onChange(() -> {
            if (gpus.gpus().size() != judgement.gpus().size()) lookSoon();
        });
        thread.scheduleWithFixedDelay(this::guardedLook, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void guardedLook() {
        try {
            look();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The owner could not be looked at; it is tried again", e);
            // What was seen long ago is not believed for ever.
            activity = OwnerActivity.nothing(clock.instant());
            judge();
        }
    }

    /** Looks once; {@code owner-watch}, or a test instead of it. */
    void look() {
        activity = senses.look(rules);
        judge();
    }

    private void judge() {
        boolean changed;
        synchronized (this) {
            Judgement before = judgement;
            Optional<OurJobs> known = jobs.map(Supplier::get);
            judgement = AvailabilityJudge.judge(
                    rules,
                    gpus.gpus().stream().map(GpuReading::identity).toList(),
                    activity,
                    (gpu, user) -> ours(known, gpu, user),
                    before,
                    clock.instant());
            changed = !kinds(before).equals(kinds(judgement));
        }
        if (changed) listeners.tell(this);
    }

    private static Map<GpuId, Optional<ClosedBy>> kinds(Judgement of) {
        Map<GpuId, Optional<ClosedBy>> kinds = new HashMap<>();
        of.gpus().forEach((gpu, a) -> kinds.put(gpu, a.closed().map(Closed::why)));
        return kinds;
    }

    private static boolean ours(Optional<OurJobs> known, GpuId gpu, GpuUser user) {
        return switch (user.home()) {
            // Before it is known which leases there are, every container may be one of theirs.
            case Home.Container c ->
                known.map(j -> j.containers().contains(c.id()) || j.starting().contains(gpu))
                        .orElse(true);
            case Home.Untold u -> known.map(j -> j.held().contains(gpu)).orElse(true);
            case Home.Machine m -> false;
        };
    }

    @Override
    public AvailabilityRules rules() {
        return rules;
    }

    @Override
    public void change(AvailabilityRules next) throws RulesNotKept {
        synchronized (keeper) {
            keeper.keep(next);
            rules = next;
        }
        judge();
        listeners.tell(this);
        // What was not worth looking for before may be now.
        lookSoon();
    }

    private void lookSoon() {
        try {
            thread.execute(this::guardedLook);
        } catch (RejectedExecutionException e) {
            LOG.debug("The owner is not looked at any more");
        }
    }

    @Override
    public Optional<GpuAvailability> of(GpuId gpu) {
        return Optional.ofNullable(judgement.gpus().get(gpu));
    }

    @Override
    public OwnerActivity activity() {
        return activity;
    }

    @Override
    public void jobs(Supplier<OurJobs> ours) {
        jobs = Optional.of(ours);
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(w -> listener.run());
    }

    /** GPUs stay as they were last judged. */
    @Override
    public void close() {
        subscription.close();
        thread.shutdownNow();
    }
}
