package org.headroom.engine;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LeaseTerms;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Offer;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.Order;
import org.headroom.model.market.Signed;
import org.headroom.model.market.StopRequest;
import org.headroom.model.market.Validity;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.StreamState;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rig says and hears on the market. {@code lease-loop} only. */
final class MarketDesk {
    private static final Logger LOG = LoggerFactory.getLogger(MarketDesk.class);
    /** An acceptance sent in the bid's last moment may still be on its way. */
    private static final Duration LATE_ACCEPTANCE = Duration.ofSeconds(5);

    private final RigParts parts;
    private final RigPolicy policy;
    private final RigState state;
    private final Supplier<LeaseBook> book;
    private final Consumer<LeaseEvent> happened;
    private final SecureRandom random = new SecureRandom();
    private final Map<GpuId, Offer> offered = new HashMap<>();
    private final Map<org.headroom.model.market.OrderId, Signed<Order>> open = new HashMap<>();
    /** GPUs whose offer a run before this one may have left with the broker. */
    private boolean cleared;

    /** @param book always the newest, for each bid takes a GPU away from the next */
    MarketDesk(
            RigParts parts, RigPolicy policy, RigState state, Supplier<LeaseBook> book, Consumer<LeaseEvent> happened) {
        this.parts = parts;
        this.policy = policy;
        this.state = state;
        this.book = book;
        this.happened = happened;
    }

    void incoming(Incoming incoming, Instant now) {
        switch (incoming) {
            case Incoming.Refused r -> state.board().refused(r.refusal());
            case Incoming.Presence p -> state.board().presence(p.provider(), p.online());
            case Incoming.OfferGone g -> state.board().offerGone(g.provider(), g.gpu());
            case Incoming.OrderGone g -> orderGone(g);
            case Incoming.Taken t -> taken(t.signed(), now);
        }
    }

    /** A bid that is out stays out: its acceptance may be on its way, overtaken by the end of the order. */
    private void orderGone(Incoming.OrderGone gone) {
        Signed<Order> order = open.get(gone.order());
        if (order == null || !order.message().renter().equals(gone.renter())) return;
        open.remove(gone.order());
        state.board().orderGone(gone.order());
    }

    private void taken(Signed<?> signed, Instant now) {
        switch (signed.message()) {
            case Offer o -> state.board().put(o);
            case Bid b -> state.board().put(b);
            case Order o -> {
                state.board().put(o);
                Signed<Order> order = new Signed<>(o, signed.signature());
                open.put(o.id(), order);
                consider(order, now);
            }
            case Acceptance a -> accepted(a, now);
            case StopRequest s -> stopAsked(s, now);
            default -> LOG.debug("A {} is nothing that a provider is told", signed.message());
        }
    }

    private void consider(Signed<Order> order, Instant now) {
        if (book.get().hasBidFor(order.message().id())) return;
        BidEngine.Verdict verdict = BidEngine.judge(order.message(), state.capacity(book.get()), policy, now);
        state.decided(verdict.decision());
        verdict.gpu().ifPresent(gpu -> bid(order, gpu, now));
    }

    private void bid(Signed<Order> order, GpuReading gpu, Instant now) {
        Bid bid = new Bid(
                new BidId("bid-" + hex(10)),
                order.message().id(),
                order.message().renter(),
                account(),
                gpu.identity().id(),
                gpu.identity().name(),
                gpu.identity().simulated(),
                policy.askPerHour(),
                parts.payments().terms(),
                validity(now, policy.bidLasts()));
        Signed<Bid> signed = parts.market().sign(bid);
        state.board().put(bid);
        happened.accept(new LeaseEvent.BidMade(new LeaseTerms(order, signed), now));
    }

    private void accepted(Acceptance acceptance, Instant now) {
        LeaseState lease = book.get().find(acceptance.lease()).orElse(null);
        if (lease == null || !lease.terms().order().renter().equals(acceptance.renter())) {
            LOG.warn(
                    "{} accepts a bid that was not made to it",
                    acceptance.renter().brief());
            return;
        }
        if (lease instanceof LeaseState.Lapsed) {
            tell(
                    new LeaseEffect.TellRenter(
                            lease.terms(),
                            LeaseUpdate.Phase.REFUSED,
                            "the bid had expired; end the stream and take your money back"),
                    now);
            return;
        }
        happened.accept(new LeaseEvent.BidTaken(lease.id(), acceptance, now));
        // The bid was out when its GPU fell ill or its owner came back: no job starts on it, and the renter is told
        // before it has paid for one.
        book.get().find(lease.id()).ifPresent(l -> state.asked(l, now).forEach(happened));
    }

    private void stopAsked(StopRequest request, Instant now) {
        book.get()
                .find(request.lease())
                .filter(l -> l.terms().order().renter().equals(request.renter()))
                .ifPresent(l -> happened.accept(new LeaseEvent.StopAsked(l.id(), StopReason.RENTER_ASKED, now)));
    }

    /** Why a stream does not pay for this lease; empty where it does. */
    Optional<String> refuse(StreamState stream, LeaseState.Verifying lease, Instant now) {
        Optional<String> name =
                StreamCheck.refuseName(lease.acceptance(), lease.terms().bid().payment());
        if (name.isPresent()) return name;
        Optional<LeaseState> other = book.get().paidBy(stream.ref()).filter(l -> !l.id().equals(lease.id()));
        if (other.isPresent()) return Optional.of("the stream already pays for another lease");
        return StreamCheck.refuse(stream, lease.terms(), policy, now);
    }

    void tell(LeaseEffect.TellRenter what, Instant now) {
        LeaseTerms terms = what.terms();
        parts.market()
                .publish(new LeaseUpdate(
                        terms.lease(),
                        terms.bid().provider(),
                        terms.order().renter(),
                        what.number(),
                        what.phase(),
                        what.detail(),
                        validity(now, Duration.ofHours(1))));
    }

    /** Brings the offers in line with what is free, and looks again at the orders that are still open. */
    void review(Instant now) {
        open.values().removeIf(o -> !o.message().validity().expiresAt().isAfter(now));
        for (Signed<Order> order : List.copyOf(open.values())) consider(order, now);
        Capacity capacity = state.capacity(book.get());
        boolean able = capacity.takingWork()
                && capacity.trouble().isEmpty()
                && capacity.engine().up()
                && capacity.chain().up();
        for (GpuReading gpu : capacity.all()) {
            boolean free = able && capacity.free().contains(gpu);
            GpuId id = gpu.identity().id();
            if (free && !offered.containsKey(id)) offer(gpu, now);
            else if (!free && (offered.remove(id) != null || !cleared)) {
                parts.market().withdrawOffer(id);
                state.board().offerGone(account(), id);
            }
        }
        cleared = true;
    }

    /** Replaces offers that are past half of their time. */
    void renew(Instant now) {
        for (GpuReading gpu : state.capacity(book.get()).free()) {
            Offer offer = offered.get(gpu.identity().id());
            if (offer != null
                    && offer.validity().left(now).compareTo(policy.offerLasts().dividedBy(2)) < 0) offer(gpu, now);
        }
    }

    private void offer(GpuReading gpu, Instant now) {
        var identity = gpu.identity();
        Offer offer = new Offer(
                new OfferId("offer-" + hex(10)),
                account(),
                policy.rig(),
                identity.id(),
                identity.name(),
                identity.memoryTotal().orElse(new ByteCount(0)),
                identity.computeCapability(),
                identity.simulated(),
                policy.askPerHour(),
                parts.payments().terms(),
                validity(now, policy.offerLasts()));
        parts.market().publish(offer);
        offered.put(identity.id(), offer);
        state.board().put(offer);
    }

    static boolean lapsed(LeaseState.Bidding bid, Instant now) {
        return now.isAfter(bid.terms().bid().validity().expiresAt().plus(LATE_ACCEPTANCE));
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
