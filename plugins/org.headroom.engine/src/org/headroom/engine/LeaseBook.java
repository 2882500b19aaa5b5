package org.headroom.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.payment.StreamRef;

/**
 * The working set: all open leases, and a limited number of the latest closed ones. Immutable; any thread. Older leases are
 * in the ledger alone, so that memory and work grow with what is open and not with what ever was.
 */
public final class LeaseBook {
    /** Closed leases that ran or were refused. */
    static final int RECENT = 100;
    /** Bids that nobody took. */
    static final int RECENT_LAPSED = 100;

    public static final LeaseBook EMPTY =
            new LeaseBook(LayeredMap.of(Map.of()), LayeredMap.of(Map.of()), Map.of(), Map.of(), List.of());

    private final LayeredMap<LeaseId, LeaseState> open;
    private final LayeredMap<OrderId, LeaseId> bidFor;
    private final Map<LeaseId, LeaseState> recent;
    private final Map<LeaseId, LeaseState> lapsed;
    private final List<LeaseState> holders;

    private LeaseBook(
            LayeredMap<LeaseId, LeaseState> open,
            LayeredMap<OrderId, LeaseId> bidFor,
            Map<LeaseId, LeaseState> recent,
            Map<LeaseId, LeaseState> lapsed,
            List<LeaseState> holders) {
        this.open = open;
        this.bidFor = bidFor;
        this.recent = recent;
        this.lapsed = lapsed;
        this.holders = holders;
    }

    private static OrderId order(LeaseState lease) {
        return lease.terms().order().id();
    }

    /** Restores the book from events, oldest first. Events that do not fit are ignored, as they were at the time. */
    public static LeaseBook replay(List<LeaseEvent> events) {
        LeaseBook book = EMPTY;
        for (LeaseState state : states(events)) book = book.with(state);
        return book;
    }

    /** The state of each lease after these events, in the order in which the leases began. */
    static Collection<LeaseState> states(List<LeaseEvent> events) {
        Map<LeaseId, LeaseState> states = new LinkedHashMap<>();
        for (LeaseEvent event : events) {
            Optional<LeaseState> before = Optional.ofNullable(states.get(event.lease()));
            if (LeaseMachine.apply(before, event) instanceof Transition.Moved m) states.put(event.lease(), m.next());
        }
        return states.values();
    }

    /** With a lease that moved. One that lapsed or was refused is not open any more. */
    public LeaseBook with(LeaseState state) {
        if (state instanceof LeaseState.Lapsed) return closing(state, recent, limited(lapsed, state, RECENT_LAPSED));
        if (state instanceof LeaseState.Refused) return closed(state);
        if (recent.containsKey(state.id()))
            return new LeaseBook(open, bidFor, limited(recent, state, RECENT), lapsed, holders);
        return new LeaseBook(
                open.with(state.id(), state),
                bidFor.has(order(state)) ? bidFor : bidFor.with(order(state), state.id()),
                recent,
                lapsed,
                holding(state));
    }

    /** With a lease that has left the working set; for a while it is still shown. */
    LeaseBook closed(LeaseState state) {
        return closing(state, limited(recent, state, RECENT), lapsed);
    }

    /** As {@link #closed} for each, oldest first; costs one pass over the open leases. */
    LeaseBook closedAll(List<LeaseState> states) {
        if (states.isEmpty()) return this;
        Set<LeaseId> gone = new HashSet<>();
        for (LeaseState state : states) gone.add(state.id());
        LeaseBook book = new LeaseBook(LayeredMap.of(Map.of()), LayeredMap.of(Map.of()), recent, lapsed, List.of());
        for (LeaseState state : open()) if (!gone.contains(state.id())) book = book.with(state);
        for (LeaseState state : states.subList(Math.max(0, states.size() - RECENT), states.size()))
            book = book.closed(state);
        return book;
    }

    private LeaseBook closing(
            LeaseState state, Map<LeaseId, LeaseState> nextRecent, Map<LeaseId, LeaseState> nextLapsed) {
        return new LeaseBook(
                open.without(state.id()), bidFor.without(order(state)), nextRecent, nextLapsed, holding(state));
    }

    private static Map<LeaseId, LeaseState> limited(Map<LeaseId, LeaseState> map, LeaseState state, int most) {
        Map<LeaseId, LeaseState> next = new LinkedHashMap<>(map);
        next.put(state.id(), state);
        if (next.size() > most) next.remove(next.keySet().iterator().next());
        return next;
    }

    private List<LeaseState> holding(LeaseState state) {
        List<LeaseState> holding = new ArrayList<>(holders);
        int place = open.get(state.id()).map(holding::indexOf).orElse(-1);
        if (place >= 0 && state.holdsGpu()) holding.set(place, state);
        else if (place >= 0) holding.remove(place);
        else if (state.holdsGpu()) holding.add(state);
        return holding;
    }

    /** An open lease, or one that was closed a short while ago. */
    public Optional<LeaseState> find(LeaseId id) {
        return open.get(id).or(() -> Optional.ofNullable(recent.get(id))).or(() -> Optional.ofNullable(lapsed.get(id)));
    }

    /** Open leases in the order in which they began. Unmodifiable. */
    public List<LeaseState> open() {
        return open.values();
    }

    public boolean isOpen(LeaseId id) {
        return open.has(id);
    }

    /** The latest closed leases, oldest first, without bids that nobody took. */
    List<LeaseState> recent() {
        return List.copyOf(recent.values());
    }

    /** All that is in memory: lapsed bids, closed leases, open leases. */
    public List<LeaseState> all() {
        List<LeaseState> all = new ArrayList<>(lapsed.values());
        all.addAll(recent.values());
        all.addAll(open.values());
        return Collections.unmodifiableList(all);
    }

    /** The lease that holds a GPU, if one does. */
    public Optional<LeaseState> holderOf(GpuId gpu) {
        return holders.stream()
                .filter(s -> s.terms().bid().gpuIds().contains(gpu))
                .findFirst();
    }

    /** Those that hold GPUs: leases that run or are about to, and bids that are out. */
    public List<LeaseState> holders() {
        return Collections.unmodifiableList(holders);
    }

    /** The GPUs that a lease or a bid holds. */
    public Set<GpuId> held() {
        Set<GpuId> held = new HashSet<>();
        for (LeaseState holder : holders) held.addAll(holder.terms().bid().gpuIds());
        return held;
    }

    /** The bid that is out for an order and not taken. */
    Optional<LeaseState> bidOutFor(OrderId order) {
        return bidFor.get(order).flatMap(open::get).filter(LeaseState.Bidding.class::isInstance);
    }

    /** Whether an open lease or a recent one is for this order; the ledger knows of older ones. */
    public boolean hasBidFor(OrderId order) {
        return bidFor.has(order)
                || lapsed.values().stream().anyMatch(s -> order(s).equals(order))
                || recent.values().stream().anyMatch(s -> order(s).equals(order));
    }

    /** The open or recent lease that a stream pays for, an open one first; the ledger knows of older ones. */
    public Optional<LeaseState> paidBy(StreamRef stream) {
        return all().reversed().stream()
                .filter(s -> s.paidBy()
                        .filter(f -> !f.isLost() && f.stream().ref().equals(stream))
                        .isPresent())
                .findFirst();
    }

    private Map<LeaseId, LeaseState> byId() {
        Map<LeaseId, LeaseState> states = new HashMap<>();
        for (LeaseState state : all()) states.put(state.id(), state);
        return states;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeaseBook b && byId().equals(b.byId());
    }

    @Override
    public int hashCode() {
        return byId().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
