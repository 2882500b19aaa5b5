package org.headroom.model.rig;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.market.Order;
import org.headroom.model.money.Usdc;

/** What the bid engine made of an order, gate by gate, in the order in which the gates were asked. */
public record Decision(Order order, Instant at, List<Gate> gates, Optional<Usdc> price) {
    public Decision {
        gates = List.copyOf(gates);
    }

    /** One question, its answer, and why in plain words. */
    public record Gate(String name, boolean passed, String reason) {}

    public boolean bid() {
        return gates.stream().allMatch(Gate::passed);
    }

    /** The first gate that said no. */
    public Optional<Gate> refusedBy() {
        return gates.stream().filter(g -> !g.passed()).findFirst();
    }
}
