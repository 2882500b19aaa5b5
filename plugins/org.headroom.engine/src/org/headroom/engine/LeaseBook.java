package org.headroom.engine;

import java.util.ArrayList;
import java.util.Collections;
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
import org.jspecify.annotations.Nullable;

/**
 * All leases as they stand, in the order in which they began; immutable. What follows from them is carried over from one
 * book to the next, so that a rig that has bid for years moves as fast as a new one.
 */
public final class LeaseBook {
    public static final LeaseBook EMPTY = of(Map.of());

    private final LayeredMap<LeaseId, LeaseState> states;
    private final LayeredMap<OrderId, LeaseId> bidFor;
    private final List<LeaseState> holders;
    /** Worked out when first asked for. */
    private volatile @Nullable List<LeaseState> unlapsed;

    private LeaseBook(
            LayeredMap<LeaseId, LeaseState> states, LayeredMap<OrderId, LeaseId> bidFor, List<LeaseState> holders) {
        this.states = states;
        this.bidFor = bidFor;
        this.holders = holders;
    }

    private static LeaseBook of(Map<LeaseId, LeaseState> states) {
        Map<OrderId, LeaseId> bidFor = new LinkedHashMap<>();
        states.values().forEach(s -> bidFor.put(order(s), s.id()));
        return new LeaseBook(
                LayeredMap.of(states),
                LayeredMap.of(bidFor),
                states.values().stream().filter(LeaseState::holdsGpu).toList());
    }

    private static OrderId order(LeaseState lease) {
        return lease.terms().order().id();
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

    public LeaseBook with(LeaseState state) {
        Optional<LeaseState> before = states.get(state.id());
        List<LeaseState> holding = new ArrayList<>(holders);
        int place = before.map(holding::indexOf).orElse(-1);
        if (place >= 0 && state.holdsGpu()) holding.set(place, state);
        else if (place >= 0) holding.remove(place);
        else if (state.holdsGpu()) holding.add(state);
        return new LeaseBook(
                states.with(state.id(), state),
                before.isPresent() ? bidFor : bidFor.with(order(state), state.id()),
                holding);
    }

    public Optional<LeaseState> find(LeaseId id) {
        return states.get(id);
    }

    /** Unmodifiable. */
    public List<LeaseState> all() {
        return states.values();
    }

    /** All but the bids that nobody took, which on a busy market are nearly all. Unmodifiable. */
    List<LeaseState> unlapsed() {
        List<LeaseState> known = unlapsed;
        if (known == null)
            unlapsed = known = all().stream()
                    .filter(s -> !(s instanceof LeaseState.Lapsed))
                    .toList();
        return known;
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

    /** Whether we have bid for an order, whatever came of it. */
    public boolean hasBidFor(OrderId order) {
        return bidFor.has(order);
    }

    /** The lease that a stream pays for, if it does. */
    public Optional<LeaseState> paidBy(StreamRef stream) {
        return all().stream()
                .filter(s -> s.stream().map(f -> f.ref().equals(stream)).orElse(false))
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeaseBook b && all().equals(b.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return all().toString();
    }
}
