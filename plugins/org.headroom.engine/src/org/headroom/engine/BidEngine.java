package org.headroom.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.market.Order;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.rig.Decision.Gate;

/**
 * Whether to bid for an order, with what and for how much: pure, gate by gate, each with its reason. All gates are asked;
 * the first that says no is why there is no bid.
 */
public final class BidEngine {
    private BidEngine() {}

    /**
     * What was decided.
     *
     * @param gpus to bid with; empty unless every gate was passed
     * @param inquiry what has to be asked before there can be a bid, where nothing else speaks against one
     */
    public record Verdict(Decision decision, List<GpuReading> gpus, Optional<Inquiry> inquiry) {
        public Verdict {
            gpus = List.copyOf(gpus);
        }

        /** The bid's, for all GPUs together. @throws java.util.NoSuchElementException where there is no bid */
        public Usdc price() {
            return decision.price().orElseThrow();
        }
    }

    /** A program of the owner's that finds the price. @param gpus that the order would get */
    public record Inquiry(String program, List<GpuReading> gpus) {}

    /** Of an order of which nothing more is known, under the rules that a rig starts with. */
    public static Verdict judge(Order order, Capacity capacity, RigPolicy policy, Instant now) {
        return judge(order, capacity, OrderContext.NONE, BidRules.standard(policy.askPerHour()), policy, now);
    }

    public static Verdict judge(
            Order order, Capacity capacity, OrderContext context, BidRules rules, RigPolicy policy, Instant now) {
        BidCase it = BidCase.of(order, capacity, context, rules, policy, now);
        OrderPrice price = OrderPrice.of(it);
        List<Gate> gates = new ArrayList<>(20);
        gates.add(RigGates.takingWork(capacity));
        gates.add(RigGates.ledger(capacity));
        gates.add(GpuGates.open(it, GpuGates.SCHEDULE));
        gates.add(GpuGates.open(it, GpuGates.OWNER));
        gates.add(GpuGates.health(it));
        gates.add(HardwareGate.of(it));
        gates.add(DriverGate.of(it));
        gates.add(RigGates.engine(capacity.engine()));
        gates.add(RigGates.chain(capacity));
        gates.add(TradeGates.addressed(it));
        gates.add(TradeGates.price(it, price));
        gates.add(TradeGates.renter(it, price.total()));
        gates.add(RigGates.network(it));
        gates.add(RigGates.image(it));
        gates.add(RigGates.storedImage(it));
        gates.add(RigGates.secrets(it));
        gates.add(GpuGates.capacity(it));
        gates.add(TimeGates.start(it));
        gates.add(TimeGates.duration(it));
        gates.add(TimeGates.deadline(it));
        Decision decision = new Decision(order, now, gates, price.total());
        boolean onlyPrice = gates.stream().allMatch(g -> g.passed() || g.name().equals(TradeGates.PRICE));
        return new Verdict(
                decision,
                decision.bid() ? it.chosen() : List.of(),
                onlyPrice ? price.unasked().map(program -> new Inquiry(program, it.chosen())) : Optional.empty());
    }
}
