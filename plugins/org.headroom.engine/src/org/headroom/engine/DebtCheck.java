package org.headroom.engine;

import java.time.Duration;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;

/** Whether what a stream owes can be explained by time, rate and known withdrawals: pure. */
final class DebtCheck {
    /** The runway is worked out from whole base units and whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    private DebtCheck() {}

    /**
     * Whether a stream pays less from a reading on than the one before promised: ended, at a lower rate or for a shorter time.
     * Withdrawals change none of these.
     */
    static boolean paysLess(StreamState before, StreamState now) {
        if (now.voided() != before.voided()) return now.voided();
        if (now.rate().compareTo(before.rate()) < 0) return true;
        return now.runway(now.readAt()).plus(ROUNDING).compareTo(before.runway(now.readAt())) < 0;
    }

    /**
     * Whether less was owed or taken than time and rate explain, so that somebody may have withdrawn. Says yes rather too
     * often: the chain's logs decide.
     *
     * @param before an earlier reading; {@code withdrawn} is what was known then
     * @param now a later reading; {@code withdrawn} is what is known now
     */
    static boolean fellUnexplained(StreamState before, StreamState now) {
        Usdc taken = now.withdrawn().minus(before.withdrawn());
        if (now.voided()) {
            // A void writes off what the stream cannot cover. What it covered is still due, or was withdrawn.
            Usdc owed = before.owed(now.settledAt());
            Usdc covered = owed.compareTo(before.balance()) < 0 ? owed : before.balance();
            return now.due(now.readAt()).plus(taken).compareTo(covered) < 0;
        }
        // With another rate it cannot be told what should be owed.
        if (!before.rate().equals(now.rate())) return true;
        return now.owed(now.readAt()).plus(taken).compareTo(before.owed(now.readAt())) < 0;
    }
}
