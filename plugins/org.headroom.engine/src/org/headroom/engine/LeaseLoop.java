package org.headroom.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns all lease state. An event is put into the journal first, then the book is replaced, then the
 * effects are carried out; what they bring about comes back as the next event.
 */
public final class LeaseLoop implements RigDesk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLoop.class);

    private final RigParts parts;
    private final RigClock clock;
    private final RigPolicy policy;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("lease-loop").unstarted(r));
    private final Listeners<RigView> listeners = new Listeners<>(e -> LOG.warn("A view could not be updated", e));
    private final EffectQueue effects = new EffectQueue(this::carryOut);
    private final Context context = new Context();
    private final JobRunner jobs;
    private final PaymentMonitor payments;
    private final PaymentEvents paymentEvents;
    private final StreamBeliefs beliefs;
    private final LookSchedule schedule;
    private final ClockSteps clockSteps;
    private final StepGuard steps;
    private final LeaseHistory history;
    private final RigState state;
    private final LeftContainers left;
    private final EventJournal events;
    private final LeaseTimer timer;
    private final JobCovers covers;
    private final MarketDesk desk;
    private final PricingDesk bids;
    private final EnginePoll enginePoll;
    private final EngineAnswers answers;
    private final ReceiptWriter receipts;
    private final UnrecordedStarts unrecorded = new UnrecordedStarts();
    private final Inbox inbox = new Inbox();
    private final OpenAnswers open = new OpenAnswers();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    private volatile LeaseBook book = LeaseBook.EMPTY; // read from any thread, written by lease-loop
    private volatile RigView view;
    private boolean dirty = true;
    /** Several leases that move together are one reason to look at all orders and offers, and a bid does not wait for it. */
    private boolean reviewWanted;

    /** Times leases by the wall clock, even where that is set. */
    public LeaseLoop(RigParts parts, RigPolicy policy, Clock wall) {
        this(parts, policy, RigClock.same(wall));
    }

    public LeaseLoop(RigParts parts, RigPolicy policy, RigClock clock) {
        this.parts = parts;
        this.policy = policy;
        this.clock = clock;
        this.beliefs = new StreamBeliefs(parts.journal(), parts.memory(), policy, clock.instant());
        this.schedule = new LookSchedule(policy.streamPoll(), System::nanoTime);
        this.clockSteps = new ClockSteps(clock, beliefs, schedule);
        this.steps = new StepGuard(clockSteps::check);
        this.history = new LeaseHistory(parts.journal());
        OccupiedGpus occupied = new OccupiedGpus(() -> context.post(this::gpusChanged));
        this.state = new RigState(parts, policy, beliefs, occupied);
        this.events = new EventJournal(parts, state);
        MissedTime missed = new MissedTime(parts.memory());
        this.timer = new LeaseTimer(policy, beliefs, missed);
        this.desk = new MarketDesk(parts, policy, state, this::book, context::happened, context::post, clock);
        this.bids = new PricingDesk(parts, policy, state, desk, this::book, context::post, clock.wall(), open);
        this.paymentEvents = new PaymentEvents(context, parts, state, beliefs, schedule, desk, missed);
        this.payments = new PaymentMonitor(parts.payments(), paymentEvents, clock, open);
        this.jobs = new JobRunner(parts, clock, new JobEvents(context, parts, state, desk, events), occupied);
        this.left = new LeftContainers(jobs, occupied, state, this::book);
        this.covers = new JobCovers(parts.guard(), policy, timer, beliefs, jobs::isGivenUp);
        this.enginePoll = new EnginePoll(parts.containers(), policy.images(), context, state);
        this.answers = new EngineAnswers(parts.containers(), parts.memory(), context);
        this.receipts = new ReceiptWriter(context, parts, beliefs, effects);
        this.view = state.view(book, clock.instant(), wall(), parts.market().state());
    }

    /** Restores state from the journal, then listens to the market. */
    public void start() {
        loop.execute(steps.guarded(this::recover));
        subscriptions.add(parts.market().onIncoming(i -> inbox.take(i, context::post, this::incoming)));
        subscriptions.add(parts.market().onState(s -> context.post(context::touch)));
        subscriptions.add(parts.gpus().onChange(() -> context.post(this::gpusChanged)));
        parts.health().ifPresent(h -> subscriptions.add(h.onChange(() -> context.post(this::gpusChanged))));
        parts.bids().blocklist().ifPresent(b -> subscriptions.add(b.onChange(() -> context.post(this::reviewAll))));
        parts.reserve().ifPresent(r -> subscriptions.add(r.onChange(() -> context.post(this::reviewAll))));
        parts.owner().ifPresent(o -> subscriptions.add(o.onChange(() -> context.post(this::gpusChanged))));
        every(LoopPeriods.VIEW, this::tick);
        loop.scheduleWithFixedDelay(steps.guarded(this::everySecond), 1, 1, TimeUnit.SECONDS);
        every(schedule.period(), this::pollChain);
        every(LoopPeriods.FINALITY_POLL, this::followMoney);
        every(LoopPeriods.READ_AGAIN, () -> paymentEvents.readAgain(payments));
        enginePoll.ask();
        every(LoopPeriods.ENGINE_POLL, enginePoll::ask);
        every(LoopPeriods.ENGINE_POLL, () -> answers.ask(standing(book.holders())));
        every(LoopPeriods.SWEEP, left::sweep);
    }

    private void every(Duration period, Runnable task) {
        long ms = period.toMillis();
        loop.scheduleWithFixedDelay(steps.guarded(task), Math.min(ms / 2, 1_000), ms, TimeUnit.MILLISECONDS);
    }

    /** Until this has succeeded the rig takes no work and removes nothing: what it does not know may be in use. */
    private void recover() {
        try {
            restore(parts.journal().replayOpen());
        } catch (JournalFailure e) {
            LOG.error("The open leases cannot be read from the ledger; it is tried again. {}", e.getMessage());
            loop.schedule(steps.guarded(this::recover), LoopPeriods.RECOVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void restore(List<LeaseEvent> past) {
        book = LeaseBook.replay(past);
        if (!past.isEmpty()) LOG.info("{} leases are open", book.open().size());
        state.damaged(parts.journal().damaged());
        holdClock();
        answers.restore();
        Instant now = clock.instant();
        beliefs.restore(book.open(), now);
        state.closedTotals(parts.journal().totals());
        book.all().forEach(state::update);
        book = book.closedAll(events.closeAll(timer.over(book.open(), now), now));
        covers.restored(book.open());
        for (LeaseState lease : book.open())
            beliefs.guard().run(lease.id(), () -> LeaseMachine.resume(lease).forEach(effects::perform));
        payments.resume();
        parts.owner().ifPresent(o -> o.jobs(() -> OwnerWishes.jobs(book)));
        state.restored();
        restoreRecent();
        left.sweep();
        context.touch();
    }

    /** The views' latest closed leases, read after everything that is urgent. */
    private void restoreRecent() {
        history.latest(
                LeaseBook.RECENT,
                latest -> context.post(() -> {
                    for (LeaseState lease : latest) {
                        state.update(lease);
                        if (book.find(lease.id()).isEmpty()) book = book.closed(lease);
                    }
                    context.touch();
                }));
    }

    private void pollChain() {
        payments.look(() -> schedule.due(book, beliefs, clock.instant()));
    }

    /** Transactions under way, money that is not final, streams that seem lost, withdrawals that are searched for. */
    private void followMoney() {
        payments.resume();
        paymentEvents.follow(payments);
    }

    private void happened(LeaseEvent event) {
        Optional<LeaseState> before = book.find(event.lease()).map(events::withWaiting);
        switch (LeaseMachine.apply(before, event)) {
            case Transition.Ignored i ->
                LOG.debug("{} of {} is ignored: {}", event.getClass().getSimpleName(), event.lease(), i.reason());
            case Transition.Moved moved -> {
                if (events.record(event)) moved(moved);
                else stopUnrecorded(before, event);
            }
        }
    }

    private void moved(Transition.Moved moved) {
        LeaseState next = moved.next();
        book = book.with(next);
        holdClock();
        state.update(next);
        covers.moved(next, clock.instant());
        if (book.isOpen(next.id())) schedule.changed(next.id());
        else left(next.id());
        if (next instanceof LeaseState.Refused) events.close(next, clock.instant());
        context.touch();
        moved.effects().forEach(effects::perform);
    }

    /** Leases are timed by the rig's own clock from their acceptance to the end of their job. */
    private void holdClock() {
        boolean held = book.holders().stream().anyMatch(l -> !(l instanceof LeaseState.Bidding));
        clockSteps.hold(held);
    }

    private void left(LeaseId lease) {
        schedule.closed(lease);
        beliefs.closed(lease);
        jobs.forget(lease);
        covers.left(lease);
        unrecorded.forget(lease);
    }

    /** A full disk does not stop the control over running leases: what cannot be recorded yet is stopped all the same. */
    private void stopUnrecorded(Optional<LeaseState> before, LeaseEvent event) {
        if (EventJournal.stopsJob(event) && before.orElse(null) instanceof LeaseState.Running r) stop(r, r.container());
        if (event instanceof LeaseEvent.JobRefused) before.ifPresent(lease -> jobs.discard(lease.terms()));
        context.touch();
    }

    /** Leases as they stand with what the ledger has not taken yet. */
    private List<LeaseState> standing(List<LeaseState> leases) {
        return leases.stream().map(events::withWaiting).toList();
    }

    private void carryOut(LeaseEffect effect) {
        switch (effect) {
            case LeaseEffect.SendBid e -> parts.market().sayFromRecord(e.terms().signedBid());
            case LeaseEffect.VerifyStream e -> verify(e);
            case LeaseEffect.StartJob e -> jobs.start(e.terms(), e.acceptance(), Deadlines.startAgain(policy));
            case LeaseEffect.WatchJob e -> jobs.watch(e.terms(), e.container(), e.startedAt());
            case LeaseEffect.StopJob e -> book.find(e.terms().lease()).ifPresent(s -> stop(s, e.container()));
            case LeaseEffect.FinishOutput e -> jobs.outputs().finishAfterRestart(e.terms(), e.container());
            case LeaseEffect.HashArtefacts e -> jobs.hash(e.terms().lease());
            case LeaseEffect.CreateReceipt e -> receipts.create(e.terms().lease());
            case LeaseEffect.SignReceipt e -> receipts.sign(e.terms().lease());
            case LeaseEffect.SendReceipt e -> receipts.send(e.receipt());
            case LeaseEffect.RemoveContainer e -> jobs.remove(e.terms(), e.container());
            case LeaseEffect.DiscardJob e -> jobs.discard(e.terms());
            case LeaseEffect.TellRenter e -> desk.tell(e, wall());
            case LeaseEffect.ReviewOffers e -> reviewWanted = true;
        }
    }

    private void verify(LeaseEffect.VerifyStream e) {
        if (book.find(e.terms().lease()).orElse(null) instanceof LeaseState.Verifying v)
            payments.verify(v.id(), v.acceptance(), e.chainHead(), Deadlines.verifyBy(v, policy), desk.holder(v));
    }

    private void stop(LeaseState lease, ContainerRef container) {
        Instant now = clock.instant();
        jobs.stop(lease.id(), container, now.plus(timer.grace(lease, now)));
    }

    private void incoming(Incoming incoming) {
        desk.incoming(incoming, wall());
        context.touch();
    }

    private void gpusChanged() {
        if (state.gpus(parts.gpus().gpus())) {
            Instant now = clock.instant();
            // Leases first: what ends for its GPU's sake is not offered in between.
            for (LeaseState lease : standing(book.holders())) applyDemands(lease, now);
            desk.review(wall());
        }
        context.touch();
    }

    private void reviewAll() {
        state.conditionsChanged();
        desk.review(wall());
        context.touch();
    }

    private void applyDemands(LeaseState lease, Instant now) {
        beliefs.guard().run(lease.id(), () -> state.demands(lease, now, wall()).forEach(this::happened));
    }

    private void tick() {
        if (reviewWanted) {
            reviewWanted = false;
            desk.review(wall());
        }
        if (!dirty) return;
        dirty = false;
        RigView next = state.view(book, clock.instant(), wall(), parts.market().state());
        view = next;
        listeners.tell(next);
    }

    private void everySecond() {
        Instant now = clock.instant();
        Instant wall = wall();
        clock.observe();
        // One step that fails does not keep the next ones from being done.
        List.<Runnable>of(
                        () -> events.retry(this::happened),
                        effects::retry,
                        left::sweepUntilKnown,
                        () -> book.open().forEach(l -> beliefs.guard().run(l.id(), () -> passTime(l, now))),
                        this::gpusChanged,
                        () -> standing(book.holders()).forEach(l -> applyDemands(l, now)),
                        () -> covers.renew(standing(book.holders()), now),
                        () -> state.refresh(wall),
                        () -> desk.renew(wall),
                        () -> bids.everySecond(wall),
                        () -> events.probe(now))
                .forEach(step -> steps.guarded(step).run());
        context.touch();
    }

    private void passTime(LeaseState recorded, Instant now) {
        unrecorded.overdue(recorded, events.withWaiting(recorded), now).ifPresent(this::happened);
        LeaseState lease = events.withWaiting(recorded);
        switch (lease) {
            case LeaseState.Bidding b when desk.lapsed(b, wall()) -> happened(new LeaseEvent.BidLapsed(b.id(), now));
            case LeaseState.Stopping s -> answers.judge(s, policy, now).ifPresent(v -> jobs.close(s, v));
            // Not while an event of it waits for the ledger: its summary must hold what its events say.
            case LeaseState l when l == recorded && timer.over(l, now) -> close(l, now);
            default -> timer.due(lease, now).ifPresent(this::happened);
        }
    }

    private void close(LeaseState lease, Instant now) {
        if (!events.close(lease, now)) return;
        book = book.closed(lease);
        left(lease.id());
        context.touch();
    }

    private Instant wall() {
        return clock.wall().instant();
    }

    @Override
    public RigView view() {
        return view;
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(v -> listener.run());
    }

    @Override
    public void takeWork(boolean on) {
        context.post(() -> {
            state.takeWork(on, true);
            reviewAll();
        });
    }

    @Override
    public void pauseUntilRestart() {
        context.post(() -> {
            state.takeWork(false, false);
            reviewAll();
        });
    }

    @Override
    public void stop(LeaseId lease) {
        context.post(() -> happened(new LeaseEvent.StopAsked(lease, StopReason.PROVIDER_ASKED, clock.instant())));
    }

    @Override
    public CompletableFuture<WithdrawQuote> quoteWithdrawal() {
        return onLoop(() -> WithdrawalClaims.of(book, beliefs, clock.instant())).thenCompose(payments::quote);
    }

    @Override
    public CompletableFuture<List<Withdrawal>> withdraw(WithdrawQuote quote) {
        return payments.withdraw(quote, onLoop(() -> WithdrawalClaims.all(book, beliefs)))
                .whenComplete((done, failure) -> context.post(() -> {
                    schedule.all();
                    pollChain();
                }));
    }

    @Override
    public CompletableFuture<List<LeaseSummary>> closedLeases(long skip, int limit) {
        return history.closed(skip, limit);
    }

    @Override
    public CompletableFuture<Optional<LeaseView>> lease(LeaseId lease) {
        return history.view(lease, parts.memory(), book);
    }

    @Override
    public String log(LeaseId lease) {
        return jobs.outputs().log(lease);
    }

    private <T> CompletableFuture<T> onLoop(Supplier<T> question) {
        try {
            return open.add(CompletableFuture.supplyAsync(question, loop));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IllegalStateException("The rig is closing.", e));
        }
    }

    /** Where the owner sees and changes how this rig bids. */
    public BidDesk bids() {
        return bids;
    }

    /** The working set as it stands; any thread. */
    public LeaseBook book() {
        return book;
    }

    /** Whether the open leases are in the {@link #book}: until then it says nothing of what is in use. Any thread. */
    public boolean isRestored() {
        return state.isRestored();
    }

    /** Stops listening and deciding. Running containers go on; the next start restores their leases. */
    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
        jobs.close();
        loop.shutdown();
        try {
            if (!loop.awaitTermination(5, TimeUnit.SECONDS)) loop.shutdownNow();
        } catch (InterruptedException e) {
            loop.shutdownNow();
            Thread.currentThread().interrupt();
        }
        // Last: until the loop has ended, a step of it may still ask the chain something.
        payments.close();
    }

    private final class Context implements LoopContext {
        @Override
        public void post(Runnable task) {
            try {
                loop.execute(steps.guarded(task));
            } catch (RejectedExecutionException e) {
                LOG.debug("The rig is closing; a late message is dropped");
            }
        }

        @Override
        public LeaseBook book() {
            return book;
        }

        @Override
        public void happened(LeaseEvent event) {
            LeaseLoop.this.happened(event);
        }

        @Override
        public JobRunner jobs() {
            return jobs;
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public Instant wall() {
            return LeaseLoop.this.wall();
        }

        @Override
        public void touch() {
            dirty = true;
        }

        @Override
        public void review() {
            desk.review(wall());
        }
    }
}
