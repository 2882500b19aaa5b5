package org.headroom.model.bidding;

import java.time.Instant;
import java.util.List;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;

/**
 * The orders of a past time, judged again under other rules.
 *
 * @param earnedThen by the leases that began in that time
 * @param fromLeases what the same leases would have brought: those whose renter would still have paid, for as long as they
 *     ran. A dearer bid might have lost to another's, which nobody can know
 * @param atMost had every bid been taken for the whole of its time, no GPU twice at once
 * @param changed orders for which the answer or the price differs
 */
public record DryRun(
        Instant from,
        Instant to,
        int orders,
        int bidsThen,
        int bidsNow,
        Usdc earnedThen,
        Usdc fromLeases,
        Usdc atMost,
        List<Change> changed) {
    public DryRun {
        changed = List.copyOf(changed);
    }

    /** One order, then and now. */
    public record Change(Decision then, Decision now) {}
}
