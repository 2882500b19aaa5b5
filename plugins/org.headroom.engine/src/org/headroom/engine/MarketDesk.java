package org.headroom.engine;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.Funding;
import org.headroom.model.lease.Journal.JournalFailure;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeasedGpu;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.StreamState;
import org.headroom.model.rig.Decision;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rig says and hears on the market. {@code lease-loop} only. {@code now} is the wall clock's time, by which other
 * parties check messages; what happens to a lease has the rig clock's time.
 */
final class MarketDesk {
    private static final Logger LOG = LoggerFactory.getLogger(MarketDesk.class);
    /** Orders that are looked at again when something changes; past that the oldest are not. */
    private static final int MOST_OPEN = 2_000;

    private final RigParts parts;
    private final RigPolicy policy;
    private final RigState state;
    private final Supplier<LeaseBook> book;
    private final Consumer<LeaseEvent> happened;
    private final RigClock clock;
    private final SecureRandom random = new SecureRandom();
    private final OfferDesk offers;
    private final ScriptDesk scripts;
    private final BidReturns returns;
    private final UnknownLeases unknown;
    private final RepeatedLog strangers = new RepeatedLog(LOG::warn);
    private final LinkedHashMap<OrderId, OpenOrder> open = new LinkedHashMap<>();
    private Instant lookedAt = Instant.MIN;

    /**
     * An order that may still be bid for, and what was last made of it.
     *
     * @param bidOnRecord the ledger has a bid for it: it is not judged again
     */
    private record OpenOrder(Signed<Order> order, Optional<Decision> last, boolean bidOnRecord) {
        static OpenOrder of(Signed<Order> order) {
            return new OpenOrder(order, Optional.empty(), false);
        }

        OpenOrder judged(Decision decision) {
            return new OpenOrder(order, Optional.of(decision), bidOnRecord);
        }

        OpenOrder withBidOnRecord() {
            return new OpenOrder(order, last, true);
        }

        /** Whether the ledger may have a bid for it: a lease that closed long ago is in no memory. */
        boolean mayHaveBid() {
            return last.isEmpty() || last.get().bid();
        }
    }

    /**
     * @param book always the newest, for each bid takes a GPU away from the next
     * @param loop runs something on {@code lease-loop}
     */
    MarketDesk(
            RigParts parts,
            RigPolicy policy,
            RigState state,
            Supplier<LeaseBook> book,
            Consumer<LeaseEvent> happened,
            Consumer<Runnable> loop,
            RigClock clock) {
        this.parts = parts;
        this.returns = new BidReturns(parts.memory());
        this.policy = policy;
        this.state = state;
        this.book = book;
        this.happened = happened;
        this.clock = clock;
        this.offers = new OfferDesk(parts, policy, state, new FreshPapers());
        this.unknown = new UnknownLeases(parts.market()::sign);
        this.scripts = new ScriptDesk(parts.bids().scripts(), loop);
    }

    private final class FreshPapers implements OfferDesk.Papers {
        @Override
        public OfferId id() {
            return new OfferId("offer-" + hex(10));
        }

        @Override
        public Validity validity(Instant now, Duration lasts) {
            return MarketDesk.this.validity(now, lasts);
        }
    }

    void incoming(Incoming incoming, Instant now) {
        switch (incoming) {
            case Incoming.Refused r -> state.board().refused(r.refusal());
            case Incoming.Presence p -> state.board().presence(p.provider(), p.online());
            case Incoming.OfferGone g -> state.board().offerGone(g.provider(), g.gpu());
            case Incoming.OrderGone g -> orderGone(g);
            case Incoming.Taken t -> taken(t.signed(), now);
            case Incoming.Repeated r -> taken(r.signed(), now);
        }
    }

    /** A bid that is out stays out: its acceptance may be on its way, overtaken by the end of the order. */
    private void orderGone(Incoming.OrderGone gone) {
        OpenOrder order = open.get(gone.order());
        if (order == null || !order.order().message().renter().equals(gone.renter())) return;
        open.remove(gone.order());
        state.board().orderGone(gone.order());
    }

    private void taken(Signed<?> signed, Instant now) {
        switch (signed.message()) {
            case Offer o -> state.offered(o, now);
            case Bid b -> state.board().put(b);
            case Order o -> ordered(new Signed<>(o, signed.signature()), now);
            case Acceptance a -> accepted(a, now);
            case StopRequest s -> stopAsked(s, now);
            default -> LOG.debug("A {} is ignored: it is not a message to a provider", signed.message());
        }
    }

    private void ordered(Signed<Order> signed, Instant now) {
        Order order = signed.message();
        OpenOrder known = open.get(order.id());
        if (known != null && known.order().message().equals(order)) {
            // Said again: its renter has seen no bid.
            book.get().bidOutFor(order.id()).ifPresent(lease -> answer(lease, now));
            return;
        }
        state.board().put(order);
        open.remove(order.id());
        if (open.size() >= MOST_OPEN) open.remove(open.keySet().iterator().next());
        open.put(order.id(), OpenOrder.of(signed));
        consider(order.id(), now);
    }

    private void consider(OrderId id, Instant now) {
        OpenOrder it = open.get(id);
        if (it == null || it.bidOnRecord() || book.get().hasBidFor(id)) return;
        // Asked once for each order: the ledger knows the bids that are not in memory any more.
        if (it.mayHaveBid() && parts.journal().hasBidFor(id)) {
            open.put(id, it.withBidOnRecord());
            return;
        }
        // Judged as soon as both have answered: the review that follows finds it.
        if (!state.isKnown()) return;
        Order order = it.order().message();
        Capacity capacity = state.capacity(book.get());
        OrderContext context = context(order, now);
        BidEngine.Verdict verdict = BidEngine.judge(order, capacity, context, state.rules(), policy, now);
        boolean news = it.last().filter(d -> sameAnswer(d, verdict.decision())).isEmpty();
        if (news) open.put(id, it.judged(verdict.decision()));
        verdict.inquiry()
                .ifPresent(q -> scripts.ask(
                        q.program(),
                        order,
                        q.gpus(),
                        () -> consider(id, clock.wall().instant())));
        try {
            if (verdict.decision().bid()) bid(it.order(), verdict, now);
        } finally {
            // After the bid, which does not wait for it; and the next order finds ready what is left.
            if (news) state.decided(verdict.decision(), capacity, context);
            state.capacity(book.get());
        }
    }

    /**
     * Whether a person would see no difference: the seconds that are left are none. Why there is no price is one: the
     * owner's program may have failed since.
     */
    private static boolean sameAnswer(Decision one, Decision other) {
        return one.bid() == other.bid()
                && one.price().equals(other.price())
                && one.refusedBy()
                        .map(Decision.Gate::name)
                        .equals(other.refusedBy().map(Decision.Gate::name))
                && (one.price().isPresent() || whyNoPrice(one).equals(whyNoPrice(other)));
    }

    private static Optional<String> whyNoPrice(Decision decision) {
        return decision.refusedBy()
                .filter(g -> g.name().equals(TradeGates.PRICE))
                .map(Decision.Gate::reason);
    }

    private OrderContext context(Order order, Instant now) {
        Optional<GpuId> takes = order.offer().flatMap(offer -> offers.gpuOf(offer, now));
        return new OrderContext(
                blocked(order.renter()),
                takes,
                takes.isPresent() ? offers.asks(order.offer().orElseThrow()) : List.of(),
                state.watts(order.manifest().image()),
                scripts.answer(order.id()));
    }

    /** The link lets nothing new of a blocked renter in; what it had said before is still here. */
    private Optional<String> blocked(EthAddress renter) {
        String words = "you have blocked " + renter.brief();
        if (policy.blocked().contains(renter)) return Optional.of(words);
        return parts.bids()
                .blocklist()
                .flatMap(list -> list.of(renter))
                .map(block -> block.why().isEmpty() ? words : words + ": " + block.why());
    }

    private void bid(Signed<Order> order, BidEngine.Verdict verdict, Instant now) {
        Bid bid = new Bid(
                new BidId("bid-" + hex(10)),
                order.message().id(),
                order.message().renter(),
                account(),
                verdict.gpus().stream().map(MarketDesk::leased).toList(),
                verdict.gpus().stream().anyMatch(g -> g.identity().simulated()),
                verdict.price(),
                parts.secrets().key(),
                parts.payments().terms(),
                validity(now, policy.bidLasts()));
        Signed<Bid> signed = parts.market().sign(bid);
        state.board().put(bid);
        happened.accept(new LeaseEvent.BidMade(new LeaseTerms(order, signed), state.chainHead(), now));
    }

    private static LeasedGpu leased(GpuReading gpu) {
        return new LeasedGpu(
                gpu.identity().id(),
                gpu.identity().name(),
                gpu.identity().memoryTotal().orElse(new ByteCount(0)));
    }

    private void accepted(Acceptance acceptance, Instant now) {
        LeaseState lease;
        try {
            lease = find(acceptance.lease()).orElse(null);
        } catch (JournalFailure e) {
            LOG.warn("The acceptance of {} is left aside: {}", acceptance.lease(), e.getMessage());
            return;
        }
        if (lease == null) {
            unknown(acceptance, now);
            return;
        }
        if (!lease.terms().order().renter().equals(acceptance.renter())) {
            strangers.failed(acceptance.renter().brief() + " accepts a bid that was not made to it");
            return;
        }
        if (lease instanceof LeaseState.Lapsed) {
            tell(LeaseAnswer.lapsed(lease.terms()), now);
            return;
        }
        // Said once more it changes nothing: its renter has heard no answer, or none for long.
        if (!(lease instanceof LeaseState.Bidding)) {
            answer(lease, now);
            return;
        }
        Instant at = clock.instant();
        happened.accept(new LeaseEvent.BidTaken(lease.id(), acceptance, at));
        // The bid was out when its GPU fell ill or its owner came back: no job starts on it, and the renter is told
        // before it has paid for one.
        book.get().find(lease.id()).ifPresent(l -> state.demands(l, at, now).forEach(happened));
        if (late(lease, now))
            happened.accept(new LeaseEvent.JobRefused(
                    lease.id(), "the order's start window has closed; end the stream and take your money back", at));
    }

    /** The ledger has no event of it. Nothing is answered that binds anybody: the renter is told to end its stream. */
    private void unknown(Acceptance acceptance, Instant now) {
        boolean ours =
                acceptance.provider().equals(account()) && acceptance.lease().equals(LeaseId.of(acceptance.bid()));
        // Unknown is not no: until the ledger has been read nothing is known of any lease.
        if (!ours || !state.isRestored()) return;
        unknown.answer(acceptance, validity(now, UnknownLeases.LASTS), now)
                .ifPresent(signed -> parts.market().sayFromRecord(signed));
    }

    /** An open lease, or one that only the ledger knows of any more. */
    private Optional<LeaseState> find(LeaseId lease) {
        Optional<LeaseState> known = book.get().find(lease);
        if (known.isPresent()) return known;
        return LeaseBook.states(parts.journal().events(lease)).stream().findFirst();
    }

    private static boolean late(LeaseState lease, Instant now) {
        return lease.terms().order().start().notAfter().filter(now::isAfter).isPresent();
    }

    private void stopAsked(StopRequest request, Instant now) {
        LeaseState lease;
        try {
            lease = find(request.lease()).orElse(null);
        } catch (JournalFailure e) {
            LOG.warn("The request to stop {} is left aside: {}", request.lease(), e.getMessage());
            return;
        }
        if (lease == null || !lease.terms().order().renter().equals(request.renter())) return;
        if (!(lease instanceof LeaseState.Running)) answer(lease, now);
        happened.accept(new LeaseEvent.StopAsked(lease.id(), StopReason.RENTER_ASKED, clock.instant()));
    }

    /** Says what was last said of a lease once more. From the ledger: nothing of it is kept a second time. */
    private void answer(LeaseState lease, Instant now) {
        for (LeaseEffect effect : LeaseAnswer.of(lease)) {
            switch (effect) {
                case LeaseEffect.SendBid e ->
                    parts.market().sayFromRecord(e.terms().signedBid());
                case LeaseEffect.SendReceipt e -> parts.market().sayFromRecord(e.receipt());
                case LeaseEffect.TellRenter e ->
                    parts.market().sayFromRecord(parts.market().sign(update(e, now)));
                default -> throw new IllegalStateException("no answer to a renter: " + effect);
            }
        }
    }

    /** Why a stream does not pay for this lease; empty where it does. */
    Optional<String> refuse(CheckedStream checked, LeaseState.Verifying lease, Instant now) {
        StreamState stream = checked.verified().state();
        Optional<String> name =
                StreamCheck.refuseName(lease.acceptance(), lease.terms().bid().payment());
        if (name.isPresent()) return name;
        Optional<LeaseId> other = holder(lease, stream.ref());
        // A reorganisation may have given the number to the stream of this lease.
        if (other.isPresent()
                && find(other.get())
                        .filter(l ->
                                checked.replaced().isPresent() && verifiedOf(l).equals(checked.replaced()))
                        .filter(l -> ReplacedStream.isReplaced(l, stream))
                        .isEmpty()) return Optional.of(StreamReplacements.PAYS_ANOTHER);
        return StreamCheck.refuse(stream, lease.terms(), policy, now);
    }

    /** Whether a stream is the lease's own, agreed or not: of its renter, to this rig, and no other lease's. */
    boolean isOwn(StreamState stream, LeaseState.Verifying lease) {
        return StreamCheck.refuseName(lease.acceptance(), lease.terms().bid().payment())
                        .isEmpty()
                && StreamCheck.refuseParties(stream, lease.terms()).isEmpty()
                && holder(lease, stream.ref()).isEmpty();
    }

    /** Whose stream has a number, other than the one that an order names. */
    private Optional<LeaseId> holder(LeaseState.Verifying lease, StreamRef stream) {
        return book.get()
                .paidBy(stream)
                .map(LeaseState::id)
                .or(() -> parts.journal().paidBy(stream))
                .filter(l -> !l.equals(lease.id()));
    }

    /** What was verified for another lease under the number that an order names. */
    Optional<StreamState> holder(LeaseState.Verifying lease) {
        return holder(lease, lease.acceptance().stream()).flatMap(this::find).flatMap(MarketDesk::verifiedOf);
    }

    private static Optional<StreamState> verifiedOf(LeaseState lease) {
        return lease.paidBy().map(Funding::stream);
    }

    void tell(LeaseEffect.TellRenter what, Instant now) {
        parts.market().publish(update(what, now));
    }

    private LeaseUpdate update(LeaseEffect.TellRenter what, Instant now) {
        LeaseTerms terms = what.terms();
        return new LeaseUpdate(
                terms.lease(),
                terms.bid().provider(),
                terms.order().renter(),
                what.number(),
                what.phase(),
                what.detail(),
                validity(now, Duration.ofHours(1)));
    }

    /** Brings the offers in line with what is free, and looks again at the orders that are still open. */
    void review(Instant now) {
        open.values().removeIf(o -> !o.order().message().validity().expiresAt().isAfter(now));
        for (OrderId order : List.copyOf(open.keySet())) consider(order, now);
        offers.review(state.capacity(book.get()), now);
    }

    /** Each second: offers are renewed, and orders whose start window has opened are looked at. */
    void renew(Instant now) {
        scripts.forget(now);
        Instant before = lookedAt;
        lookedAt = now;
        for (OpenOrder each : List.copyOf(open.values())) {
            Optional<Instant> from = each.order().message().start().notBefore();
            if (from.filter(f -> f.isAfter(before) && !f.isAfter(now)).isPresent())
                consider(each.order().message().id(), now);
        }
        offers.renew(state.capacity(book.get()), now);
    }

    /** Other rules: all is offered and judged anew. */
    void rulesChanged(Instant now) {
        scripts.forgetAll();
        offers.changed(state.capacity(book.get()), now);
        review(now);
    }

    OfferDesk offers() {
        return offers;
    }

    boolean lapsed(LeaseState.Bidding bid, Instant now) {
        var link = parts.market().state();
        boolean over = now.isAfter(bid.terms().bid().validity().expiresAt());
        Optional<Instant> back = over ? returns.since(bid.id(), link.upSince()) : Optional.empty();
        boolean lapsed =
                BidEnd.lapsed(bid.terms().bid().validity(), link, parts.market().heardAt(), back, now);
        if (lapsed) returns.keepOnly(book.get()::isOpen);
        return lapsed;
    }

    Validity validity(Instant now, Duration lasts) {
        return Validity.fresh(now, lasts, random);
    }

    private EthAddress account() {
        return parts.payments().terms().recipient();
    }

    private String hex(int bytes) {
        byte[] b = new byte[bytes];
        random.nextBytes(b);
        return HexFormat.of().formatHex(b);
    }
}
