package org.headroom.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.lease.LeaseEvent;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.payment.StreamRef;

/** All leases as they stand, in the order in which they began; immutable. */
public final class LeaseBook {
    public static final LeaseBook EMPTY = of(Map.of());

    /** So many orders are looked through one by one before they join the set. */
    private static final int MOST_RECENT = 256;

    private final Map<LeaseId, LeaseState> states;
    private final List<LeaseState> holders;
    private final Set<OrderId> bidFor;
    private final List<OrderId> recent;

    private LeaseBook(
            Map<LeaseId, LeaseState> states, List<LeaseState> holders, Set<OrderId> bidFor, List<OrderId> recent) {
        this.states = states;
        this.holders = holders;
        this.bidFor = bidFor;
        this.recent = recent;
    }

    private static LeaseBook of(Map<LeaseId, LeaseState> states) {
        return new LeaseBook(
                states,
                states.values().stream().filter(LeaseState::holdsGpu).toList(),
                states.values().stream().map(s -> s.terms().order().id()).collect(Collectors.toUnmodifiableSet()),
                List.of());
    }

    /** The book after all that the journal holds. Events that do not fit are passed over, as they were at the time. */
    public static LeaseBook replay(List<LeaseEvent> events) {
        Map<LeaseId, LeaseState> states = new LinkedHashMap<>();
        for (LeaseEvent event : events) {
            Optional<LeaseState> before = Optional.ofNullable(states.get(event.lease()));
            if (LeaseMachine.apply(before, event) instanceof Transition.Moved m) states.put(event.lease(), m.next());
        }
        return of(states);
    }

    /** What follows from the leases is carried over, so that a rig that has bid for years moves as fast as a new one. */
    public LeaseBook with(LeaseState state) {
        Map<LeaseId, LeaseState> next = new LinkedHashMap<>(states);
        LeaseState before = next.put(state.id(), state);
        List<LeaseState> holding = new ArrayList<>(holders);
        int place = before == null ? -1 : holding.indexOf(before);
        if (place >= 0 && state.holdsGpu()) holding.set(place, state);
        else if (place >= 0) holding.remove(place);
        else if (state.holdsGpu()) holding.add(state);
        if (before != null) return new LeaseBook(next, holding, bidFor, recent);
        List<OrderId> orders = new ArrayList<>(recent);
        orders.add(state.terms().order().id());
        if (orders.size() <= MOST_RECENT) return new LeaseBook(next, holding, bidFor, orders);
        Set<OrderId> all = new HashSet<>(bidFor);
        all.addAll(orders);
        return new LeaseBook(next, holding, all, List.of());
    }

    public Optional<LeaseState> find(LeaseId id) {
        return Optional.ofNullable(states.get(id));
    }

    public Collection<LeaseState> all() {
        return states.values();
    }

    /** The lease that holds a GPU, if one does. */
    public Optional<LeaseState> holderOf(GpuId gpu) {
        return holders().stream()
                .filter(s -> s.terms().bid().gpuIds().contains(gpu))
                .findFirst();
    }

    /** Those that hold GPUs: leases that run or are about to, and bids that are out. */
    public List<LeaseState> holders() {
        return Collections.unmodifiableList(holders);
    }

    /** Whether we have bid for an order, whatever came of it. */
    public boolean hasBidFor(OrderId order) {
        return bidFor.contains(order) || recent.contains(order);
    }

    /** The lease that a stream pays for, if it does. */
    public Optional<LeaseState> paidBy(StreamRef stream) {
        return states.values().stream()
                .filter(s -> s.stream().map(f -> f.ref().equals(stream)).orElse(false))
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeaseBook b && states.equals(b.states);
    }

    @Override
    public int hashCode() {
        return states.hashCode();
    }

    @Override
    public String toString() {
        return states.values().toString();
    }
}
