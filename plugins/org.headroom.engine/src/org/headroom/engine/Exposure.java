package org.headroom.engine;

import java.util.Optional;
import org.headroom.model.market.Order;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;

/** What one lease may run up unpaid: as much as is risked while the chain is not seen, and never more than it costs. */
final class Exposure {
    private Exposure() {}

    /** @param price an hour of the whole lease; empty where it is not known yet */
    static Usdc of(RigPolicy policy, Optional<Usdc> price, Order order) {
        if (price.isEmpty()) return policy.exposureCap();
        Usdc whole;
        try {
            whole = RatePerSecond.ofHourly(price.get()).streamed(order.duration());
        } catch (ArithmeticException e) {
            return policy.exposureCap();
        }
        return whole.min(policy.exposureCap());
    }
}
