package org.headroom.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.lease.JobResult;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LogChunk;
import org.headroom.model.market.Receipt;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.Joules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns all lease state. Whatever happens is put into the journal first, then the book is swapped,
 * then the effects are carried out; what they bring about comes back as the next event.
 */
public final class LeaseLoop implements RigDesk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseLoop.class);
    /** What the container engine has, past the grace, to end a job whose GPU is not well. */
    private static final Duration UNKILLABLE = Duration.ofSeconds(30);

    private static final Duration VIEW_PERIOD = Duration.ofMillis(200);

    private final RigParts parts;
    private final Clock clock;
    private final RigPolicy policy;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("lease-loop").unstarted(r));
    private final Listeners<RigView> listeners = new Listeners<>(e -> LOG.warn("A view could not be told", e));
    private final Deque<LeaseEvent> unwritten = new ArrayDeque<>();
    private final Deque<LeaseEffect> undone = new ArrayDeque<>();
    private final JobRunner jobs;
    private final Cashier cashier;
    private final RigState state;
    private final MarketDesk desk;
    private final PricingDesk bids;
    private final List<Subscription> subscriptions = new java.util.concurrent.CopyOnWriteArrayList<>();

    private volatile LeaseBook book = LeaseBook.EMPTY; // read from any thread, written by lease-loop
    private volatile RigView view;
    private boolean dirty = true;
    /** Several leases that move together are one reason to look at all orders and offers, and a bid does not wait for it. */
    private boolean reviewWanted;

    public LeaseLoop(RigParts parts, RigPolicy policy, Clock clock) {
        this.parts = parts;
        this.policy = policy;
        this.clock = clock;
        this.jobs = new JobRunner(parts, policy, clock, new JobReports());
        this.cashier = new Cashier(parts.payments(), new CashReports());
        this.state = new RigState(parts, policy);
        this.desk = new MarketDesk(parts, policy, state, this::book, this::happened, this::post, clock);
        this.bids = new PricingDesk(parts, policy, state, desk, this::book, this::post, clock);
        this.view = state.view(book, clock.instant(), link());
    }

    /** Takes up what the journal holds, then listens to the market. */
    public void start() {
        loop.execute(this::recover);
        subscriptions.add(parts.market().onIncoming(i -> post(() -> incoming(i))));
        subscriptions.add(parts.market().onState(s -> post(this::touch)));
        subscriptions.add(parts.gpus().onChange(() -> post(this::gpusChanged)));
        parts.health().ifPresent(h -> subscriptions.add(h.onChange(() -> post(this::gpusChanged))));
        parts.bids()
                .blocklist()
                .ifPresent(b -> subscriptions.add(b.onChange(() -> post(() -> desk.review(clock.instant())))));
        parts.owner().ifPresent(o -> subscriptions.add(o.onChange(() -> post(this::gpusChanged))));
        loop.scheduleWithFixedDelay(guarded(this::tick), 100, VIEW_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        loop.scheduleWithFixedDelay(guarded(this::everySecond), 1, 1, TimeUnit.SECONDS);
        long poll = policy.streamPoll().toMillis();
        loop.scheduleWithFixedDelay(guarded(this::look), 0, poll, TimeUnit.MILLISECONDS);
    }

    private void recover() {
        List<LeaseEvent> past = parts.journal().replay();
        book = LeaseBook.replay(past);
        if (!past.isEmpty()) LOG.info("The ledger holds {} leases", book.all().size());
        book.all().forEach(state::learn);
        for (LeaseState lease : book.all()) LeaseMachine.resume(lease).forEach(this::perform);
        cashier.recover(book.all().stream()
                .flatMap(s -> s.stream().stream())
                .map(StreamState::ref)
                .toList());
        parts.owner().ifPresent(o -> o.jobs(() -> OwnerWishes.jobs(book)));
        touch();
    }

    private void look() {
        cashier.look(state.streamsOfInterest(book));
        Thread.ofVirtual().name("engine-status").start(() -> {
            var status = parts.containers().status();
            post(() -> {
                if (state.engine(status)) desk.review(clock.instant());
                touch();
            });
        });
    }

    /** The only place where a lease moves. */
    private void happened(LeaseEvent event) {
        switch (LeaseMachine.apply(book.find(event.lease()), event)) {
            case Transition.Ignored i ->
                LOG.debug("{} of {} is ignored: {}", event.getClass().getSimpleName(), event.lease(), i.reason());
            case Transition.Moved moved -> {
                if (recorded(event)) moved(moved);
            }
        }
    }

    private void moved(Transition.Moved moved) {
        book = book.with(moved.next());
        state.learn(moved.next());
        touch();
        moved.effects().forEach(this::perform);
    }

    /** @return false where the journal would not take it: then nothing has happened yet, and it is tried again */
    private boolean recorded(LeaseEvent event) {
        try {
            if (event instanceof LeaseEvent.ReceiptNumbered n) parts.journal().appendNumbered(n);
            else parts.journal().append(event);
        } catch (JournalFailure e) {
            LOG.error("Not recorded, so not done: {}", e.getMessage());
            state.trouble(Optional.of(e.getMessage()));
            // A bid that could not be put on record is not sent. All else has happened in the world and is kept.
            if (!(event instanceof LeaseEvent.BidMade) && !waits(event)) unwritten.add(event);
            touch();
            return false;
        }
        if (unwritten.isEmpty()) state.trouble(Optional.empty());
        return true;
    }

    /** What the clock finds again each second waits once; of withdrawals each one is another. */
    private boolean waits(LeaseEvent event) {
        return !(event instanceof LeaseEvent.MoneyWithdrawn)
                && unwritten.stream()
                        .anyMatch(w -> w.lease().equals(event.lease()) && w.getClass() == event.getClass());
    }

    private void perform(LeaseEffect effect) {
        try {
            carryOut(effect);
        } catch (RuntimeException e) {
            LOG.warn("{} is tried again: {}", effect.getClass().getSimpleName(), e.getMessage());
            undone.add(effect);
        }
    }

    private void carryOut(LeaseEffect effect) {
        switch (effect) {
            case LeaseEffect.SendBid e -> parts.market().sayFromRecord(e.terms().signedBid());
            case LeaseEffect.VerifyStream e -> cashier.verify(e.terms(), e.acceptance());
            case LeaseEffect.StartJob e -> jobs.start(e.terms(), e.acceptance(), deadline(e.terms(), clock.instant()));
            case LeaseEffect.WatchJob e -> jobs.watch(e.terms(), e.container(), e.startedAt());
            case LeaseEffect.StopJob e -> jobs.stop(e.container());
            case LeaseEffect.DrawReceipt e -> drawReceipt(e.terms().lease());
            case LeaseEffect.SignReceipt e -> signReceipt(e.terms().lease());
            case LeaseEffect.SendReceipt e -> parts.market().republish(e.receipt());
            case LeaseEffect.RemoveContainer e -> jobs.remove(e.container());
            case LeaseEffect.TellRenter e -> desk.tell(e, clock.instant());
            case LeaseEffect.ReviewOffers e -> reviewWanted = true;
        }
    }

    private void drawReceipt(LeaseId lease) {
        if (!(book.find(lease).orElse(null) instanceof LeaseState.Ended ended)) return;
        Receipt receipt = Receipts.draw(ended, parts.journal().nextReceiptNumber());
        var hash = parts.receiptHash().of(ReceiptMessage.of(receipt));
        happened(new LeaseEvent.ReceiptNumbered(lease, receipt, hash, clock.instant()));
    }

    private void signReceipt(LeaseId lease) {
        if (!(book.find(lease).orElse(null) instanceof LeaseState.Numbered numbered)) return;
        var signed = parts.market().sign(ReceiptMessage.of(numbered.receipt()));
        happened(new LeaseEvent.ReceiptSigned(lease, signed, clock.instant()));
    }

    private void incoming(Incoming incoming) {
        desk.incoming(incoming, clock.instant());
        touch();
    }

    private void gpusChanged() {
        if (state.gpus(parts.gpus().gpus())) {
            Instant now = clock.instant();
            // Leases first: what ends for its GPU's sake is not offered in between.
            for (LeaseState lease : book.holders()) heed(lease, now);
            desk.review(now);
        }
        touch();
    }

    /** Does with a lease what its GPU's health and its owner ask for. */
    private void heed(LeaseState lease, Instant now) {
        state.asked(lease, now).forEach(this::happened);
    }

    private void tick() {
        jobs.flush();
        if (reviewWanted) {
            reviewWanted = false;
            desk.review(clock.instant());
        }
        if (!dirty) return;
        dirty = false;
        RigView next = state.view(book, clock.instant(), link());
        view = next;
        listeners.tell(next);
    }

    private void everySecond() {
        Instant now = clock.instant();
        for (int i = unwritten.size(); i > 0; i--) happened(unwritten.remove());
        for (int i = undone.size(); i > 0; i--) perform(undone.remove());
        for (LeaseState lease : book.holders()) timeFor(lease, now);
        gpusChanged();
        for (LeaseState lease : book.holders()) heed(lease, now);
        state.look(now);
        desk.renew(now);
        bids.everySecond(now);
        if (unwritten.isEmpty() && state.troubled()) state.trouble(probe(now));
        touch();
    }

    /** Whether the ledger can be written again: found out with a row that means nothing. */
    private Optional<String> probe(Instant now) {
        try {
            parts.memory().put("last-probe", now.toString());
            return Optional.empty();
        } catch (JournalFailure e) {
            return Optional.of(e.getMessage());
        }
    }

    private void timeFor(LeaseState lease, Instant now) {
        switch (lease) {
            case LeaseState.Bidding b when desk.lapsed(b, now) -> happened(new LeaseEvent.BidLapsed(b.id(), now));
            case LeaseState.Running r ->
                stopReason(r, now).ifPresent(why -> happened(new LeaseEvent.StopAsked(r.id(), why, now)));
            case LeaseState.Stopping s when stuck(s, now) -> jobs.giveUp(s.terms(), s.startedAt(), s.since());
            default -> {}
        }
    }

    /** A process that waits for a dead GPU cannot even be killed: its lease ends all the same. */
    private boolean stuck(LeaseState.Stopping s, Instant now) {
        return s.why() == StopReason.GPU_UNHEALTHY
                && now.isAfter(s.since().plus(policy.stopGrace()).plus(UNKILLABLE));
    }

    private Optional<StopReason> stopReason(LeaseState.Running lease, Instant now) {
        if (!now.isBefore(deadline(lease.terms(), lease.startedAt()))) return Optional.of(StopReason.TIME_IS_UP);
        RigState.Seen seen =
                state.seen(lease.id()).orElse(new RigState.Seen(lease.funding().stream(), lease.startedAt()));
        Optional<StopReason> money = StreamCheck.stop(seen.stream(), lease.terms(), policy, now);
        if (money.isPresent()) return money;
        return StreamCheck.tooLongUnseen(seen.stream(), seen.at(), policy, now)
                ? Optional.of(StopReason.CHAIN_UNSEEN)
                : Optional.empty();
    }

    private static Instant deadline(LeaseTerms terms, Instant start) {
        Duration agreed = terms.order().duration();
        Duration limit = terms.order().manifest().limits().runTime();
        return start.plus(agreed.compareTo(limit) <= 0 ? agreed : limit);
    }

    private org.headroom.model.market.LinkState link() {
        return parts.market().state();
    }

    private void touch() {
        dirty = true;
    }

    private void post(Runnable task) {
        try {
            loop.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The rig is closing; a late message is dropped");
        }
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("A step of the lease loop failed; the rig goes on", e);
            }
        };
    }

    // ---- what a person does

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
        post(() -> {
            state.takeWork(on);
            desk.review(clock.instant());
            touch();
        });
    }

    @Override
    public void stop(LeaseId lease) {
        post(() -> happened(new LeaseEvent.StopAsked(lease, StopReason.PROVIDER_ASKED, clock.instant())));
    }

    @Override
    public CompletableFuture<WithdrawQuote> quoteWithdrawal() {
        return cashier.quote(state.streamsWithMoney(book, clock.instant()));
    }

    @Override
    public CompletableFuture<List<Withdrawal>> withdraw(WithdrawQuote quote) {
        return cashier.withdraw(quote).whenComplete((done, failure) -> post(this::look));
    }

    @Override
    public CompletableFuture<List<LeaseSummary>> closedLeases(long skip, int limit) {
        return CompletableFuture.completedFuture(List.of());
    }

    @Override
    public CompletableFuture<Optional<LeaseView>> lease(LeaseId lease) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public String log(LeaseId lease) {
        return jobs.log(lease);
    }

    /** Where the owner sees and changes how this rig bids. */
    public BidDesk bids() {
        return bids;
    }

    /** The book as it stands; any thread. */
    public LeaseBook book() {
        return book;
    }

    /** Stops listening and deciding. Running containers go on; the next start takes them up. */
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
        cashier.close();
    }

    private final class JobReports implements JobRunner.Reports {
        @Override
        public void started(LeaseId lease, ContainerRef container, Instant at) {
            post(() -> happened(new LeaseEvent.JobStarted(lease, container, at)));
        }

        @Override
        public void refused(LeaseId lease, String reason) {
            post(() -> happened(new LeaseEvent.JobRefused(lease, reason, clock.instant())));
        }

        @Override
        public void ended(LeaseId lease, JobRunner.End end) {
            // Asked for here and not on the loop: what is long past is read from the disk.
            Optional<Joules> energy =
                    book.find(lease).flatMap(s -> energy(s.terms().bid(), end));
            post(() -> book.find(lease).ifPresent(s -> {
                // A job that had been given up has ended after all: its container may go now.
                if (s instanceof LeaseState.Receipted r) jobs.remove(r.container());
                if (s instanceof LeaseState.Paid p) jobs.remove(p.container());
                JobResult result = new JobResult(
                        end.startedAt(), end.endedAt(), end.exitCode(), outcome(s, end), end.artefacts(), energy);
                happened(new LeaseEvent.JobEnded(lease, result, clock.instant()));
            }));
        }

        /** Of all GPUs together; empty where one of them does not tell. */
        private Optional<Joules> energy(Bid bid, JobRunner.End end) {
            long sum = 0;
            for (GpuId gpu : bid.gpuIds()) {
                Optional<Joules> one = parts.gpus().energyBetween(gpu, end.startedAt(), end.endedAt());
                if (one.isEmpty()) return Optional.empty();
                sum = Math.addExact(sum, one.get().millijoules());
            }
            return Optional.of(new Joules(sum));
        }

        private Receipt.Outcome outcome(LeaseState lease, JobRunner.End end) {
            if (lease instanceof LeaseState.Stopping s) return s.why().outcome();
            return end.exitCode() == 0 ? Receipt.Outcome.COMPLETED : Receipt.Outcome.JOB_FAILED;
        }

        @Override
        public void output(LeaseTerms lease, long offset, String text) {
            post(() -> {
                Instant now = clock.instant();
                parts.market()
                        .publish(new LogChunk(
                                lease.lease(),
                                lease.bid().provider(),
                                lease.order().renter(),
                                offset,
                                text,
                                desk.validity(now, Duration.ofHours(1))));
                touch();
            });
        }
    }

    private final class CashReports implements Cashier.Reports {
        @Override
        public void streamRead(LeaseId lease, StreamState stream) {
            post(() -> {
                if (!(book.find(lease).orElse(null) instanceof LeaseState.Verifying v)) return;
                Instant now = clock.instant();
                Optional<String> no = desk.refuse(stream, v, now);
                if (no.isEmpty()) state.seen(lease, stream, now);
                happened(
                        no.isPresent()
                                ? new LeaseEvent.StreamRefused(lease, no.get(), now)
                                : new LeaseEvent.StreamVerified(lease, stream, now));
            });
        }

        @Override
        public void streamUnreadable(LeaseId lease, String reason) {
            post(() -> happened(new LeaseEvent.StreamRefused(lease, reason, clock.instant())));
        }

        @Override
        public void chain(ChainStatus status, Optional<WalletBalance> balance, Map<LeaseId, StreamState> streams) {
            post(() -> {
                boolean changed = state.chain(status, balance);
                streams.forEach((lease, stream) -> state.seen(lease, stream, clock.instant()));
                if (changed) desk.review(clock.instant());
                touch();
            });
        }

        @Override
        public void withdrawn(List<Withdrawal> withdrawals) {
            post(() -> {
                for (Withdrawal w : withdrawals)
                    book.paidBy(w.stream())
                            .ifPresent(s -> happened(new LeaseEvent.MoneyWithdrawn(s.id(), w, clock.instant())));
            });
        }
    }
}
