package org.headroom.model.bidding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.Watts;

/**
 * What is known of one order beside the order itself.
 *
 * @param blocked why the owner does no business with the renter; empty where it does
 * @param takes the GPU whose standing offer the order names; empty where it names none of ours
 * @param asks of our standing offers that bind us, where the order takes one
 * @param watts that jobs of the same image drew, by the GPU's name
 * @param script what the owner's program said, where one was asked
 */
public record OrderContext(
        Optional<String> blocked,
        Optional<GpuId> takes,
        List<Ask> asks,
        Map<String, Watts> watts,
        Optional<ScriptAnswer> script) {
    public static final OrderContext NONE =
            new OrderContext(Optional.empty(), Optional.empty(), List.of(), Map.of(), Optional.empty());

    public OrderContext {
        asks = List.copyOf(asks);
        watts = Map.copyOf(watts);
    }

    /** One GPU's, for an hour. */
    public record Ask(GpuId gpu, Usdc perHour) {}

    public OrderContext withScript(Optional<ScriptAnswer> answer) {
        return new OrderContext(blocked, takes, asks, watts, answer);
    }
}
