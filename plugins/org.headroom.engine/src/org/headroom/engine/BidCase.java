package org.headroom.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;
import org.headroom.model.market.Requirements;
import org.headroom.model.units.ByteCount;

/**
 * One order before the gates: what is asked of it by several of them is worked out once.
 *
 * @param count how many GPUs the order takes
 * @param fitting the GPUs that are what the order wants, whether it can have them or not; the least valuable first
 * @param chosen those that it gets; empty where there are not enough that are free
 */
record BidCase(
        Order order,
        Capacity capacity,
        OrderContext context,
        BidRules rules,
        RigPolicy policy,
        Instant now,
        int count,
        List<GpuReading> fitting,
        List<GpuReading> chosen) {
    private static final Comparator<GpuReading> LEAST_VALUABLE = Comparator.<GpuReading, ByteCount>comparing(
                    g -> g.identity().memoryTotal().orElse(new ByteCount(0)))
            .thenComparing(g -> g.identity().index());

    static BidCase of(
            Order order, Capacity capacity, OrderContext context, BidRules rules, RigPolicy policy, Instant now) {
        Requirements wanted = order.requirements();
        int count = wanted.wholeRig() ? Math.max(wanted.gpus(), capacity.all().size()) : wanted.gpus();
        // The GPU whose offer is taken comes first, whatever else there is.
        Comparator<GpuReading> first = context.takes()
                .<Comparator<GpuReading>>map(taken -> Comparator.comparing(g -> !taken.equals(id(g))))
                .orElse((a, b) -> 0);
        List<GpuReading> fitting = capacity.all().stream()
                .filter(g -> fits(g, wanted))
                .sorted(first.thenComparing(LEAST_VALUABLE))
                .toList();
        Set<GpuId> free = capacity.free().stream().map(BidCase::id).collect(Collectors.toSet());
        List<GpuReading> open = fitting.stream()
                .filter(g -> free.contains(id(g)))
                .filter(g -> rules.of(id(g)).offered())
                .filter(g -> capacity.closings(g).stream().noneMatch(c -> c.keepsOut(now, order.duration())))
                .toList();
        boolean enough = open.size() >= count
                && context.takes().map(t -> id(open.getFirst()).equals(t)).orElse(true);
        return new BidCase(
                order,
                capacity,
                context,
                rules,
                policy,
                now,
                count,
                fitting,
                enough ? open.subList(0, count) : List.of());
    }

    Requirements wanted() {
        return order.requirements();
    }

    /** The GPUs that a price is found for: those that it gets, else those that it would get if all were free. */
    List<GpuReading> priced() {
        if (!chosen.isEmpty()) return chosen;
        return fitting.size() < count ? List.of() : fitting.subList(0, count);
    }

    static GpuId id(GpuReading gpu) {
        return gpu.identity().id();
    }

    static boolean fits(GpuReading gpu, Requirements wanted) {
        return named(gpu, wanted) && roomy(gpu, wanted) && capable(gpu, wanted);
    }

    static boolean named(GpuReading gpu, Requirements wanted) {
        return wanted.model()
                .map(m -> gpu.identity().name().toLowerCase(Locale.ROOT).contains(m.toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    static boolean roomy(GpuReading gpu, Requirements wanted) {
        return gpu.identity().memoryTotal().orElse(new ByteCount(0)).compareTo(wanted.memory()) >= 0;
    }

    static boolean capable(GpuReading gpu, Requirements wanted) {
        if (wanted.computeCapability().isEmpty()) return true;
        return gpu.identity()
                .computeCapability()
                .flatMap(Versions::read)
                .map(has -> has.atLeast(wanted.computeCapability().get()))
                .orElse(false);
    }
}
