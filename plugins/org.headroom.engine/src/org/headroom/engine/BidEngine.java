package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;
import org.headroom.model.market.Requirements;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.Decision.Gate;
import org.headroom.model.units.ByteCount;

/** Whether to bid for an order, with what and for how much: pure, gate by gate, each with its reason. */
public final class BidEngine {
    private static final Duration LEAST_TIME_TO_ANSWER = Duration.ofSeconds(1);

    private BidEngine() {}

    /** What was decided, and the GPU to bid with where every gate was passed. */
    public record Verdict(Decision decision, Optional<GpuReading> gpu) {}

    public static Verdict judge(Order order, Capacity capacity, RigPolicy policy, Instant now) {
        Optional<GpuReading> fit = capacity.free().stream()
                .filter(g -> fits(g, order.requirements()))
                .filter(g -> capacity.keptBack(g, order.duration(), now).isEmpty())
                .findFirst();
        List<Gate> gates = new ArrayList<>();
        gates.add(
                capacity.takingWork()
                        ? passed("taking work", "the rig is taking work")
                        : failed("taking work", "the rig is paused"));
        gates.add(capacity.trouble()
                .map(t -> failed("ledger", t))
                .orElseGet(() -> passed("ledger", "the ledger can be written")));
        gates.add(
                policy.blocked().contains(order.renter())
                        ? failed("renter", "you have blocked " + order.renter().brief())
                        : passed("renter", order.renter().brief() + " is not blocked"));
        gates.add(deadline(order, now));
        gates.add(duration(order, policy));
        gates.add(hardware(order.requirements(), capacity));
        gates.add(health(order.requirements(), capacity, fit));
        gates.add(owner(order, capacity, fit, now));
        gates.add(capacityGate(order.requirements(), capacity, fit));
        gates.add(price(order, policy));
        gates.add(
                capacity.engine().up()
                        ? passed("container engine", capacity.engine().engine() + " is ready")
                        : failed("container engine", capacity.engine().message()));
        gates.add(
                capacity.chain().up()
                        ? passed("chain", capacity.chain().name() + " answers")
                        : failed("chain", capacity.chain().message()));
        Decision decision = new Decision(order, now, gates, Optional.of(policy.askPerHour()));
        return new Verdict(decision, decision.bid() ? fit : Optional.empty());
    }

    private static Gate deadline(Order order, Instant now) {
        Duration left = order.validity().left(now);
        return left.compareTo(LEAST_TIME_TO_ANSWER) < 0
                ? failed("deadline", "the order ends before a bid could be answered")
                : passed("deadline", "open for another " + left.toSeconds() + " s");
    }

    private static Gate duration(Order order, RigPolicy policy) {
        if (order.duration().compareTo(policy.longest()) > 0)
            return failed(
                    "duration",
                    "asks for " + order.duration().toDays() + " days; you take at most "
                            + policy.longest().toDays());
        if (order.duration().compareTo(policy.leastRunway()) < 0)
            return failed(
                    "duration",
                    "pays for " + order.duration().toSeconds() + " s; you start nothing that is paid for less than "
                            + policy.leastRunway().toSeconds() + " s");
        return passed("duration", order.duration().toSeconds() + " s is within what you take");
    }

    private static Gate hardware(Requirements wanted, Capacity capacity) {
        if (capacity.all().isEmpty()) return failed("hardware", "this rig has no GPU that answers");
        if (wanted.gpus() > 1)
            return failed("hardware", "asks for " + wanted.gpus() + " GPUs in one lease; this rig leases them singly");
        boolean some = capacity.all().stream().anyMatch(g -> fits(g, wanted));
        return some
                ? passed("hardware", "a GPU of this rig fits")
                : failed("hardware", "wants " + describe(wanted) + "; no GPU of this rig fits");
    }

    private static Gate health(Requirements wanted, Capacity capacity, Optional<GpuReading> fit) {
        List<String> leftOut = capacity.all().stream()
                .filter(g -> fits(g, wanted))
                .flatMap(g -> capacity.leftOut(g).stream())
                .toList();
        if (fit.isPresent())
            return passed("health", "GPU " + fit.get().identity().index() + " is well");
        return leftOut.isEmpty()
                ? passed("health", "no GPU that fits is left out for its health")
                : failed("health", String.join("; ", leftOut));
    }

    private static Gate owner(Order order, Capacity capacity, Optional<GpuReading> fit, Instant now) {
        if (fit.isPresent())
            return passed("owner", "you do not need GPU " + fit.get().identity().index());
        List<String> kept = capacity.all().stream()
                .filter(g -> fits(g, order.requirements()))
                .flatMap(g -> capacity.keptBack(g, order.duration(), now).stream())
                .toList();
        return kept.isEmpty()
                ? passed("owner", "you keep no GPU that fits for yourself")
                : failed("owner", String.join("; ", kept));
    }

    private static Gate capacityGate(Requirements wanted, Capacity capacity, Optional<GpuReading> fit) {
        // One that is free, and that only its owner keeps back, does not fail twice.
        return fit.or(() ->
                        capacity.free().stream().filter(g -> fits(g, wanted)).findFirst())
                .map(g -> passed("capacity", "GPU " + g.identity().index() + " is free"))
                .orElseGet(() -> failed("capacity", none(wanted, capacity)));
    }

    private static String none(Requirements wanted, Capacity capacity) {
        List<GpuReading> fitting =
                capacity.all().stream().filter(g -> fits(g, wanted)).toList();
        if (fitting.isEmpty()) return "there is no GPU to be free";
        if (fitting.stream().anyMatch(g -> capacity.closed(g).isPresent()))
            return "every GPU that fits is taken, yours for now or does not answer";
        return fitting.stream().anyMatch(g -> capacity.leftOut(g).isPresent())
                ? "every GPU that fits is taken, left out or does not answer"
                : "every GPU that fits is taken or does not answer";
    }

    private static Gate price(Order order, RigPolicy policy) {
        Usdc ask = policy.askPerHour();
        return order.ceilingPerHour().compareTo(ask) < 0
                ? failed(
                        "price",
                        "pays at most " + order.ceilingPerHour().format(6) + " USDC/h; you ask " + ask.format(6))
                : passed(
                        "price",
                        "pays up to " + order.ceilingPerHour().format(6) + " USDC/h; you ask " + ask.format(6));
    }

    static boolean fits(GpuReading gpu, Requirements wanted) {
        boolean model = wanted.model()
                .map(m -> gpu.identity().name().toLowerCase(Locale.ROOT).contains(m.toLowerCase(Locale.ROOT)))
                .orElse(true);
        ByteCount memory = gpu.identity().memoryTotal().orElse(new ByteCount(0));
        return model && memory.compareTo(wanted.memory()) >= 0;
    }

    private static String describe(Requirements wanted) {
        long mib = wanted.memory().bytes() >> 20;
        return wanted.model().orElse("any model") + (mib == 0 ? "" : " with " + mib + " MiB");
    }

    private static Gate passed(String name, String reason) {
        return new Gate(name, true, reason);
    }

    private static Gate failed(String name, String reason) {
        return new Gate(name, false, reason);
    }
}
