package org.headroom.model.availability;

import java.time.Duration;
import java.time.Instant;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;

/** What each way to treat a running lease costs its owner. Pure. */
public final class ReturnCost {
    private ReturnCost() {}

    /** When the job of a running lease is over at the latest. */
    public static Instant deadline(LeaseState.Running lease) {
        Duration agreed = lease.terms().order().duration();
        Duration limit = lease.terms().order().manifest().limits().runTime();
        return lease.startedAt().plus(agreed.compareTo(limit) <= 0 ? agreed : limit);
    }

    /**
     * The money that is not earned, of what the renter would pay until the agreed end: nothing where the lease may finish.
     *
     * @param notice what a drain leaves the lease, from {@code now}
     */
    public static Usdc of(LeaseState.Running lease, OnReturn choice, Duration notice, Instant now) {
        Duration left = Duration.between(now, deadline(lease));
        Duration lost = switch (choice) {
            case FINISH -> Duration.ZERO;
            case DRAIN -> left.minus(notice);
            case STOP -> left;
        };
        if (lost.isNegative()) return Usdc.ZERO;
        return RatePerSecond.ofHourly(lease.terms().bid().perHour()).streamed(lost);
    }
}
