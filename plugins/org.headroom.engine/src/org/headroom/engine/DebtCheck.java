package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;

/** Whether what a stream owes can be explained by time, rate and known withdrawals: pure. */
final class DebtCheck {
    /** The runway is worked out from whole base units and whole seconds. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);
    /** Amounts at a moment are cut to whole base units. */
    private static final Usdc CUT = new Usdc(2);

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
     * Whether a stream pays more from a reading on than the one before promised, or owes more than time and rate explain: a
     * higher rate, more that is left for later, or not ended any more. Withdrawals change none of these, nor does time.
     */
    static boolean paysMore(StreamState before, StreamState now) {
        if (before.voided() && !now.voided()) return true;
        if (now.rate().compareTo(before.rate()) > 0) return true;
        Instant at = now.readAt();
        Usdc taken = now.withdrawn().minusCapped(before.withdrawn());
        Usdc owed = now.owed(at).plusCapped(taken);
        if (owed.compareTo(before.owed(at).plusCapped(CUT)) > 0) return true;
        Usdc left = now.balance().minusCapped(now.owed(at));
        return left.compareTo(before.balance().minusCapped(before.owed(at)).plusCapped(CUT)) > 0;
    }

    /**
     * By how much more was withdrawn between two readings than is known, at least. Only a withdrawal takes from a stream what it
     * owes and covers, whatever else happens to it. Beyond that, a debt that is lower than time and rate explain was withdrawn
     * only as far as the balance fell, too: otherwise the stream was paused. What a void wrote off was not withdrawn.
     *
     * @param before an earlier reading, with the known withdrawals that its block held
     * @param now a later reading, with the known withdrawals that its block held
     * @return below zero where more is owed than explained, as when such a withdrawal has vanished
     */
    static Usdc withdrawnUnknown(StreamState before, StreamState now) {
        Usdc taken = now.withdrawn().minusCapped(before.withdrawn());
        Instant settled = settled(before, now);
        Usdc certain = withdrawnSure(before, now);
        boolean sameRate = before.voided() == now.voided() && before.rate().equals(now.rate());
        boolean wroteNothingOff = now.voided() && now.balance().compareTo(now.owed(now.readAt())) > 0;
        if (!sameRate && (before.voided() || !wroteNothingOff)) return certain;
        Usdc explained = before.owed(now.voided() ? settled : now.readAt()).minusCapped(taken);
        Usdc fall = explained.minusCapped(now.owed(now.readAt()));
        Usdc left = before.balance().minusCapped(taken).minusCapped(now.balance());
        return fall.compareTo(Usdc.ZERO) < 0 ? fall : certain.max(fall.min(left));
    }

    /**
     * The part of {@link #withdrawnUnknown} that nothing but a withdrawal explains. The rest may be a pause together with a
     * refund of as much: then the renter took it.
     */
    static Usdc withdrawnSure(StreamState before, StreamState now) {
        Usdc taken = now.withdrawn().minusCapped(before.withdrawn());
        Usdc covered = now.owed(settled(before, now)).min(now.balance());
        return before.due(before.readAt())
                .minusCapped(taken)
                .minusCapped(covered)
                .max(Usdc.ZERO);
    }

    private static Instant settled(StreamState before, StreamState now) {
        return now.settledAt().isAfter(before.readAt()) ? now.settledAt() : before.readAt();
    }

    /**
     * Whether less was owed or taken than time and rate explain, so that somebody may have withdrawn. Says yes rather too
     * often: the chain's logs decide.
     *
     * @param before an earlier reading; {@code withdrawn} is what was known then
     * @param now a later reading; {@code withdrawn} is what is known now
     */
    static boolean fellUnexplained(StreamState before, StreamState now) {
        Usdc taken = now.withdrawn().minusCapped(before.withdrawn());
        if (now.voided()) {
            // A void writes off what the stream cannot cover. What it covered is still due, or was withdrawn.
            Usdc covered = before.owed(now.settledAt()).min(before.balance());
            return now.due(now.readAt()).plusCapped(taken).compareTo(covered) < 0;
        }
        // With another rate it cannot be told what should be owed.
        if (!before.rate().equals(now.rate())) return true;
        return now.owed(now.readAt()).plusCapped(taken).compareTo(before.owed(now.readAt())) < 0;
    }
}
