package org.headroom.engine;

import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

/** All leases as they stand, in the order in which they began; immutable. */
public final class LeaseBook {
    public static final LeaseBook EMPTY = new LeaseBook(Map.of());

    private final Map<LeaseId, LeaseState> states;
    // Worked out when first asked for; two threads that do so at once come to the same.
    private volatile @Nullable Set<OrderId> bidFor;
    private volatile @Nullable List<LeaseState> holders;

    private LeaseBook(Map<LeaseId, LeaseState> states) {
        this.states = states;
    }

    /** The book after all that the journal holds. Events that do not fit are passed over, as they were at the time. */
    public static LeaseBook replay(List<LeaseEvent> events) {
        Map<LeaseId, LeaseState> states = new LinkedHashMap<>();
        for (LeaseEvent event : events) {
            Optional<LeaseState> before = Optional.ofNullable(states.get(event.lease()));
            if (LeaseMachine.apply(before, event) instanceof Transition.Moved m) states.put(event.lease(), m.next());
        }
        return new LeaseBook(states);
    }

    public LeaseBook with(LeaseState state) {
        Map<LeaseId, LeaseState> next = new LinkedHashMap<>(states);
        next.put(state.id(), state);
        return new LeaseBook(next);
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
        List<LeaseState> known = holders;
        if (known == null) {
            known = states.values().stream().filter(LeaseState::holdsGpu).toList();
            holders = known;
        }
        return known;
    }

    /** Whether we have bid for an order, whatever came of it. */
    public boolean hasBidFor(OrderId order) {
        Set<OrderId> known = bidFor;
        if (known == null) {
            known = states.values().stream().map(s -> s.terms().order().id()).collect(Collectors.toUnmodifiableSet());
            bidFor = known;
        }
        return known.contains(order);
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
