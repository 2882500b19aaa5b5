package org.headroom.model.payment;

import java.time.Duration;
import java.time.Instant;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.RatePerSecond;
import org.headroom.model.money.Usdc;

/**
 * A stream as the chain had it in one block; what is due later follows by arithmetic, without asking again.
 *
 * @param balance what the renter put in and nobody took out
 * @param settledDebt owed up to {@code settledAt}, where the rate last changed
 * @param readAt time of the block that was read
 * @param rate zero while paused or after a void
 * @param withdrawn all that the recipient took out, ever
 */
public record StreamState(
        StreamRef ref,
        EthAddress sender,
        EthAddress recipient,
        RatePerSecond rate,
        Usdc balance,
        Usdc settledDebt,
        Instant settledAt,
        boolean voided,
        Usdc withdrawn,
        Instant readAt) {
    /** All that is owed at a moment, covered or not. */
    public Usdc owed(Instant now) {
        return settledDebt.plus(rate.streamed(Duration.between(settledAt, now)));
    }

    /** What could be withdrawn at a moment. */
    public Usdc due(Instant now) {
        Usdc owed = owed(now);
        return owed.compareTo(balance) <= 0 ? owed : balance;
    }

    /** How long the money lasts from a moment on; zero when paused, voided or empty. */
    public Duration runway(Instant now) {
        if (voided || rate.ud21x18().signum() == 0) return Duration.ZERO;
        Usdc left = balance.minus(due(now));
        return rate.lasts(left);
    }
}
