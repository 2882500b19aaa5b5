package org.headroom.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.bidding.BidDesk;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.DecisionFilter;
import org.headroom.model.bidding.DryRun;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.PricePoint;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.rig.Decision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner's side of bidding. What it tells is worked out on {@code lease-loop}; what is asked of the disk has threads of its own. */
final class PricingDesk implements BidDesk {
    /** Past leases that a dry run compares with. */
    private static final int MOST_LEASES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(PricingDesk.class);

    private final RigParts parts;
    private final RigPolicy policy;
    private final RigState state;
    private final MarketDesk market;
    private final Supplier<LeaseBook> book;
    private final Consumer<Runnable> loop;
    private final InstantSource clock;
    private final OpenAnswers open;
    private final PriceRecorder prices;
    private final Listeners<Boolean> listeners = new Listeners<>(e -> LOG.warn("A view could not be told", e));

    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock keeping = new ReentrantLock();
    /** The number of the change that was kept last; guarded by {@code keeping}. */
    private long kept;

    private volatile BidRules rules; // written by lease-loop
    private volatile List<GpuNet> nets;
    private Optional<Decision> newest = Optional.empty();

    PricingDesk(
            RigParts parts,
            RigPolicy policy,
            RigState state,
            MarketDesk market,
            Supplier<LeaseBook> book,
            Consumer<Runnable> loop,
            InstantSource clock,
            OpenAnswers open) {
        this.parts = parts;
        this.policy = policy;
        this.state = state;
        this.market = market;
        this.book = book;
        this.loop = loop;
        this.clock = clock;
        this.open = open;
        this.prices = new PriceRecorder(parts.bids().decisions());
        this.rules = state.rules();
        this.nets = work(clock.instant());
    }

    @Override
    public BidRules rules() {
        return rules;
    }

    @Override
    public CompletableFuture<Void> change(BidRules wanted) {
        // The loop drops the last step of a change when the rig closes meanwhile.
        CompletableFuture<Void> done = open.add(new CompletableFuture<>());
        if (done.isDone()) return done;
        long number = asked.incrementAndGet();
        // Off the loop: the disk of a program, or of the rules, may be slow.
        ask(() -> {
                    Optional<String> problem =
                            RulesCheck.problem(wanted, parts.bids().scripts());
                    return problem.isPresent() ? problem : keep(wanted, number, done);
                })
                .whenComplete((problem, failure) -> {
                    if (failure != null) failed(failure, done);
                    else if (problem.isPresent())
                        done.completeExceptionally(new IllegalArgumentException(problem.get()));
                });
        return done;
    }

    /**
     * What was kept last is what holds: changes are kept and taken in the order in which they were asked for.
     *
     * @return why it is not kept: a later one was
     */
    private Optional<String> keep(BidRules wanted, long number, CompletableFuture<Void> done) {
        keeping.lock();
        try {
            if (number < kept)
                return Optional.of(
                        "Not saved: a later change of the rules was saved while this one was being checked.");
            parts.bids().rules().keep(wanted);
            kept = number;
            loop.accept(() -> take(wanted, done));
            return Optional.empty();
        } finally {
            keeping.unlock();
        }
    }

    private void take(BidRules wanted, CompletableFuture<Void> done) {
        try {
            state.rules(wanted);
            rules = wanted;
            Instant now = clock.instant();
            state.refresh(now);
            nets = work(now);
            market.rulesChanged(now);
        } catch (RuntimeException | Error e) {
            failed(e, done);
            return;
        }
        done.complete(null);
        listeners.tell(true);
    }

    private static void failed(Throwable e, CompletableFuture<Void> done) {
        LOG.warn("The change of the bid rules failed: {}", e.getMessage());
        done.completeExceptionally(e);
    }

    @Override
    public List<GpuNet> nets() {
        return nets;
    }

    @Override
    public CompletableFuture<List<Decision>> decisions(DecisionFilter filter, int most) {
        return ask(() -> parts.bids().decisions().decisions(filter, most));
    }

    @Override
    public CompletableFuture<DryRun> dryRun(BidRules other, Instant from, Instant to) {
        LeaseBook working = book.get();
        Instant now = clock.instant();
        return ask(() -> {
            Optional<String> problem = RulesCheck.problem(other, parts.bids().scripts());
            if (problem.isPresent()) throw new IllegalArgumentException(problem.get());
            List<LeaseState> leases = new LeaseHistory(parts.journal()).since(working, from, MOST_LEASES);
            DryRunner runner = new DryRunner(other, policy, leases, from, to, now);
            parts.bids().decisions().replay(from, to, runner::take);
            return runner.result();
        });
    }

    @Override
    public CompletableFuture<List<PricePoint>> prices(String model, Instant from, Instant to, int width) {
        return ask(() -> parts.bids().decisions().prices(model, from, to, width));
    }

    private static <T> CompletableFuture<T> ask(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("bid-desk").start(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return listeners.add(x -> listener.run());
    }

    /** {@code lease-loop}: what may have changed since the last second. */
    void everySecond(Instant now) {
        List<GpuNet> worked = work(now);
        boolean changed = !worked.equals(nets);
        nets = worked;
        boolean recorded = prices.look(state.board().offers(now), market.offers(), now);
        Optional<Decision> last = state.newestDecision();
        boolean decided = !last.equals(newest);
        newest = last;
        if (changed || recorded || decided) listeners.tell(true);
    }

    private List<GpuNet> work(Instant now) {
        List<GpuNet> all = new ArrayList<>();
        for (GpuReading gpu : state.capacity(book.get()).all())
            all.add(HourlyNet.of(gpu, state.rules(), state.price(gpu, now), state.watts(gpu), now));
        return List.copyOf(all);
    }
}
