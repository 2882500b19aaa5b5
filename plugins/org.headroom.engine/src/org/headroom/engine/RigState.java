package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.model.bidding.AskLevels;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Judged;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.bidding.RigStanding;
import org.headroom.model.bidding.RigStanding.Held;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OrderId;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.StreamState;
import org.headroom.model.payment.WalletBalance;
import org.headroom.model.payment.Withdrawal;
import org.headroom.model.rig.DamagedLease;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.model.units.Watts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rig knows besides its leases. {@code lease-loop} only, after construction. */
final class RigState {
    private static final Logger LOG = LoggerFactory.getLogger(RigState.class);
    private static final String TAKING_WORK = "taking-work";
    private static final int MOST_DECISIONS = 500;
    /** How often the market's prices are worked out anew, where there are new ones. */
    private static final Duration LEVELS = Duration.ofSeconds(10);
    /** Where the rules follow no market, for the day they do. */
    private static final Duration WINDOW = Duration.ofDays(1);

    private final RigParts parts;
    private final RigPolicy policy;
    private final GpuHealth health;
    private final OwnerWishes owner;
    private final MarketBoard board = new MarketBoard();
    private final SequencedMap<OrderId, Decision> decisions = new LinkedHashMap<>();
    private final StreamBeliefs beliefs;
    private LedgerTotals closed = LedgerTotals.NONE;
    private List<DamagedLease> damaged = List.of();
    private final LeaseNumbers numbers;
    private List<GpuReading> gpus;
    private EngineStatus engine = new EngineStatus(false, "none", "", "Looking for a container engine.");
    private MissingImages missing = MissingImages.NONE;
    private ChainStatus chain;
    /** What two nodes answer differently about streams that are being verified. */
    private final Map<LeaseId, String> disagreements = new LinkedHashMap<>();

    private Optional<WalletBalance> balance = Optional.empty();
    private Optional<String> trouble = Optional.empty();
    private volatile boolean restored; // written by lease-loop
    private boolean engineKnown;
    private boolean chainKnown;
    private boolean takingWork;
    private boolean leaving;
    private @Nullable Decision newest;
    private BidRules rules;
    private Machine machine;
    private final AskMemory asks;
    private final PowerBook power = new PowerBook();
    private final UncountedLeases uncounted;
    private Map<String, AskLevels> levels = Map.of();
    private Instant levelsAt = Instant.MIN;
    /** What was worked out for a book, until anything changes. */
    private Optional<Standing> standing = Optional.empty();
    /** The last that was kept. */
    private Optional<RigStanding> kept = Optional.empty();

    private record Standing(LeaseBook book, Capacity capacity) {}

    RigState(RigParts parts, RigPolicy policy, StreamBeliefs beliefs, OccupiedGpus occupied) {
        this.parts = parts;
        this.policy = policy;
        this.health = new GpuHealth(parts.health(), occupied);
        this.owner = new OwnerWishes(parts.owner());
        this.uncounted = new UncountedLeases(parts.memory());
        this.numbers = new LeaseNumbers(parts.memory());
        this.beliefs = beliefs;
        this.gpus = parts.gpus().gpus();
        owner.look(gpus);
        health.look(gpus);
        this.chain = new ChainStatus(false, parts.payments().terms().chainId(), "chain", 0, "Looking for the chain.");
        this.takingWork =
                parts.memory().get(TAKING_WORK).map(Boolean::parseBoolean).orElse(true);
        this.rules = parts.bids().rules().read().orElseGet(() -> BidRules.standard(policy.askPerHour()));
        this.machine = parts.bids().machine().get();
        this.asks = new AskMemory(parts.payments().terms().recipient());
        asks.models(models());
    }

    MarketBoard board() {
        return board;
    }

    BidRules rules() {
        return rules;
    }

    void rules(BidRules now) {
        rules = now;
        levelsAt = Instant.MIN;
        standing = Optional.empty();
    }

    /** What there is to bid with; worked out anew only when something has changed. */
    Capacity capacity(LeaseBook book) {
        Optional<Standing> known = standing.filter(s -> s.book == book);
        if (known.isPresent()) return known.get().capacity;
        Capacity now = look(book);
        standing = Optional.of(new Standing(book, now));
        return now;
    }

    /** To be kept: the one object for as long as it is the same, so that what keeps it sees that at a glance. */
    private RigStanding toKeep(Capacity capacity) {
        RigStanding now = capacity.standing();
        kept = Optional.of(kept.filter(now::equals).orElse(now));
        return kept.get();
    }

    private Capacity look(LeaseBook book) {
        Set<GpuId> held = book.held();
        List<GpuReading> free = gpus.stream()
                .filter(g -> g.state() == GpuReading.State.OK)
                .filter(g -> health.of(g.identity().id()).isEmpty())
                .filter(g -> !held.contains(g.identity().id()))
                .toList();
        return new Capacity(
                parts.payments().terms().recipient(),
                takingWork,
                gpus,
                free,
                health.unwell(),
                owner.closings(gpus),
                engine,
                chain,
                trouble(),
                machine,
                book.holders().stream().map(this::held).toList(),
                levels,
                missing);
    }

    private Held held(LeaseState lease) {
        var order = lease.terms().order();
        var bid = lease.terms().bid();
        return new Held(
                lease.id(),
                order.renter(),
                bid.gpuIds(),
                order.manifest().limits().cpuMillis(),
                order.manifest().limits().memory(),
                order.requirements().disk(),
                Exposure.of(policy, Optional.of(bid.perHour()), order));
    }

    private Set<String> models() {
        return gpus.stream().map(g -> g.identity().name()).collect(Collectors.toSet());
    }

    /** What jobs of an image drew here, by the GPU's name. */
    Map<String, Watts> watts(String image) {
        return power.of(image, models());
    }

    /** What jobs drew on a model, whatever they were. */
    Optional<Watts> watts(GpuReading gpu) {
        return power.of(gpu.identity().name());
    }

    /** What an hour of a GPU is offered for. */
    GpuPrice price(GpuReading gpu, Instant now) {
        return GpuPrice.of(
                rules.pricingOf(gpu.identity().id()),
                rules,
                watts(gpu),
                Optional.ofNullable(levels.get(gpu.identity().name())),
                now);
    }

    /** Updates the power profiles with what a lease that has ended tells of its job. */
    void update(LeaseState lease) {
        uncounted.save();
        if (!uncounted.contains(lease.id())) power.learn(lease, gpus);
    }

    /** The energy of a lease is not from the counters of its GPUs: prices do not follow it. */
    void energyNotCounted(LeaseId lease) {
        uncounted.add(lease);
    }

    void offered(Offer offer, Instant now) {
        board.put(offer);
        asks.put(offer, now);
    }

    /** Looks at what changes by itself: the machine, and where the market is. */
    void refresh(Instant now) {
        Machine seen = parts.bids().machine().get();
        if (!seen.equals(machine)) {
            machine = seen;
            standing = Optional.empty();
        }
        // Past the window prices fall out without anything new.
        boolean due = asks.changed() && levelsAt.plus(LEVELS).isBefore(now)
                || levelsAt.plus(WINDOW.dividedBy(24)).isBefore(now);
        if (!due) return;
        levelsAt = now;
        Map<String, AskLevels> found = asks.levels(window(), now);
        if (found.equals(levels)) return;
        levels = found;
        standing = Optional.empty();
    }

    private Duration window() {
        return Stream.concat(
                        Stream.of(rules.pricing()),
                        rules.gpus().values().stream().flatMap(t -> t.pricing().stream()))
                .filter(Pricing.MarketFollowing.class::isInstance)
                .map(p -> ((Pricing.MarketFollowing) p).window())
                .findFirst()
                .orElse(WINDOW);
    }

    /** @return whether GPUs came, went, fell silent, fell ill, got well, or are wanted by or given up by their owner */
    boolean gpus(List<GpuReading> now) {
        boolean changed = !standing(now).equals(standing(gpus));
        gpus = now;
        asks.models(models());
        standing = Optional.empty();
        return health.look(now) | owner.look(now) | changed;
    }

    /**
     * What has to happen to a lease for its GPU's or its owner's sake; what comes second may find it moved on by the first.
     *
     * @param now by the rig's clock
     * @param wall by the wall clock
     */
    List<LeaseEvent> demands(LeaseState lease, Instant now, Instant wall) {
        return Stream.of(GpuHealth.demand(lease, unwell(lease), now), owner.demand(lease, now, wall))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What keeps one of a lease's GPUs from work, the gravest; empty where all are well. */
    Optional<Unwell> unwell(LeaseState lease) {
        return lease.terms().bid().gpuIds().stream()
                .flatMap(gpu -> health.of(gpu).stream())
                .max(Comparator.comparing(Unwell::asked));
    }

    private static List<String> standing(List<GpuReading> gpus) {
        return gpus.stream().map(g -> g.identity().id() + " " + g.state()).toList();
    }

    /** The open leases have been read from the ledger. */
    void restored() {
        restored = true;
    }

    /** Any thread. */
    boolean isRestored() {
        return restored;
    }

    /**
     * Whether the open leases are known, and engine and chain have answered at all. Until then an order is held back:
     * unknown is not no.
     */
    boolean isKnown() {
        return restored && engineKnown && chainKnown && (health.isKnown() || !engine.up());
    }

    /** @return whether the engine or an image came or went, or the engine was asked for the first time */
    boolean engine(EngineStatus now, MissingImages lacks) {
        boolean changed = engine.up() != now.up() || !engineKnown || !missing.equals(lacks);
        engineKnown = true;
        if (changed || !engine.equals(now)) standing = Optional.empty();
        engine = now;
        missing = lacks;
        return changed;
    }

    /** @return whether the chain came or went, or was asked for the first time */
    boolean chain(ChainStatus now, Optional<WalletBalance> read) {
        boolean changed = chain.up() != now.up() || !chainKnown;
        chainKnown = true;
        // Why it does not answer is in the rig's sentence; the blocks of a chain that answers are not.
        boolean otherReason = !now.up() && !chain.message().equals(now.message());
        chain = now;
        if (changed || otherReason) standing = Optional.empty();
        if (read.isPresent()) balance = read;
        return changed;
    }

    /** @param what why the verification of a lease's stream waits; empty where nodes do not disagree */
    void verificationDisagreement(LeaseId lease, Optional<String> what) {
        if (what.isPresent()) disagreements.put(lease, what.get());
        else disagreements.remove(lease);
    }

    /** With a disagreement about a stream that is being verified, where there is no other. */
    private ChainStatus chainToShow(LeaseBook book) {
        disagreements.keySet().removeIf(l -> !(book.find(l).orElse(null) instanceof LeaseState.Verifying));
        if (chain.disagreement().isPresent() || disagreements.isEmpty()) return chain;
        String what = disagreements.values().iterator().next();
        return new ChainStatus(
                chain.up(),
                chain.chainId(),
                chain.name(),
                chain.block(),
                chain.message() + " " + what,
                chain.blockTime(),
                chain.finalBlock(),
                Optional.of(what),
                chain.singleNode(),
                chain.failure());
    }

    /** Why a lease's stream has no reading. */
    private Optional<String> unreadable(LeaseId lease) {
        return beliefs.unreadable(lease).or(() -> Optional.ofNullable(disagreements.get(lease)));
    }

    /** Whether the chain was asked and did not answer. */
    boolean isChainSilent() {
        return chainKnown && !chain.up();
    }

    /** The newest block, where the chain answers. */
    Optional<Long> chainHead() {
        return chain.up() ? Optional.of(chain.block()) : Optional.empty();
    }

    /** What keeps new work away: a ledger that cannot be written, one whose reserve has been given up, or no image to run. */
    private Optional<String> trouble() {
        return trouble.or(() -> StandingTrouble.of(parts, policy));
    }

    /** Something that bidding depends on changed outside: the ledger's reserve, the blocklist. */
    void conditionsChanged() {
        standing = Optional.empty();
    }

    void trouble(Optional<String> what) {
        if (!trouble.equals(what)) standing = Optional.empty();
        trouble = what;
    }

    boolean troubled() {
        return trouble.isPresent();
    }

    /** @param kept whether it is so after a restart, too */
    void takeWork(boolean on, boolean kept) {
        takingWork = on;
        leaving = !on && !kept;
        standing = Optional.empty();
        if (!kept) return;
        try {
            parts.memory().put(TAKING_WORK, Boolean.toString(on));
        } catch (JournalFailure e) {
            trouble(Optional.of(e.getMessage()));
        }
    }

    /** What was decided is shown, and kept with what it was decided from. */
    void decided(Decision decision, Capacity from, OrderContext context) {
        parts.bids().decisions().keep(new Judged(decision, toKeep(from), context));
        newest = decision;
        decisions.remove(decision.order().id());
        decisions.put(decision.order().id(), decision);
        if (decisions.size() > MOST_DECISIONS)
            decisions.remove(decisions.keySet().iterator().next());
    }

    Optional<Decision> newestDecision() {
        return Optional.ofNullable(newest);
    }

    /** Sums over the leases that have left the working set. */
    void closedTotals(LedgerTotals totals) {
        closed = totals;
    }

    /** Open leases that cannot be restored. The sweep removes their containers: nobody can tell what they are paid. */
    void damaged(Map<LeaseId, String> leases) {
        damaged = leases.entrySet().stream()
                .map(e -> new DamagedLease(numbers.read(e.getKey()), e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt(DamagedLease::number).reversed())
                .toList();
        damaged.forEach(l -> LOG.error("{} cannot be restored. {}", l.label(), l.what()));
    }

    void closed(LeaseSummary lease) {
        closed = closed.plus(lease);
    }

    /** Orders that have become leases of ours are not open any more, whatever the broker keeps. */
    private static Set<OrderId> settled(List<LeaseState> shown) {
        return shown.stream()
                .filter(l -> !(l instanceof LeaseState.Bidding))
                .map(l -> l.terms().order().id())
                .collect(Collectors.toSet());
    }

    /** Closed leases first, then open ones, each in the order in which they began. */
    private static List<LeaseState> shown(LeaseBook book) {
        return Stream.concat(book.recent().stream(), book.open().stream()).toList();
    }

    int number(LeaseState lease) {
        return numbers.of(lease);
    }

    int numbersInMemory() {
        return numbers.size();
    }

    /** @param now by the rig's clock; @param wall by the wall clock, for the market and tariffs */
    RigView view(LeaseBook book, Instant now, Instant wall, LinkState link) {
        Function<LeaseState, Optional<StreamState>> streamOf =
                lease -> beliefs.guard().viewable(lease.id(), () -> beliefs.of(lease), now);
        List<LeaseState> shown = shown(book);
        Set<OrderId> settled = settled(shown);
        ChainStatus chainNow = chainToShow(book);
        List<LeaseView> leases = new ArrayList<>();
        numbers.keepOnly(shown);
        power.keepOnly(book);
        // A bid that nobody took is a decision, not a lease.
        for (LeaseState lease : shown)
            leases.add(new LeaseView(
                    number(lease), lease, streamOf.apply(lease), unreadable(lease.id()), !book.isOpen(lease.id())));
        leases.sort(Comparator.comparingInt(RigState::place).reversed());
        List<Withdrawal> withdrawals = shown.stream()
                .flatMap(l -> l.paidBy().stream())
                .flatMap(f -> f.withdrawals().stream())
                .sorted(Comparator.comparing(Withdrawal::at).reversed())
                .toList();
        return new RigView(
                now,
                RigSentence.of(
                        capacity(book),
                        leaving,
                        parts.gpus().status(),
                        link,
                        book,
                        streamOf,
                        g -> price(g, wall),
                        owner::closed,
                        now),
                parts.payments().terms().recipient(),
                leases,
                board.view(wall, o -> !settled.contains(o)),
                List.copyOf(decisions.sequencedValues().reversed()),
                link,
                chainNow,
                engine,
                balance,
                RigMoney.of(leases, closed, chain, now).due(),
                withdrawals,
                closed,
                damaged,
                parts.payments().pending());
    }

    /** Bids that are out stand above numbered leases. */
    private static int place(LeaseView lease) {
        return lease.number() == LeaseView.UNNUMBERED ? Integer.MAX_VALUE : lease.number();
    }
}
