package org.headroom.engine;

import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;

/** Whether what a stream owes can be explained by time, rate and known withdrawals: pure. */
final class DebtCheck {
    private DebtCheck() {}

    /**
     * Whether less was owed or taken than time and rate explain, so that somebody may have withdrawn. Says yes rather too
     * often: the chain's logs decide.
     *
     * @param before an earlier reading; {@code withdrawn} is what was known then
     * @param now a later reading; {@code withdrawn} is what is known now
     */
    static boolean fellUnexplained(StreamState before, StreamState now) {
        Usdc least = before.rate().equals(now.rate()) ? before.owed(now.readAt()) : before.owed(before.readAt());
        Usdc explained = now.owed(now.readAt()).plus(now.withdrawn()).minus(before.withdrawn());
        if (explained.compareTo(least) >= 0) return false;
        // A void writes off what the stream cannot cover: then all that it held is still owed or was withdrawn.
        return !(now.voided() && covered(now).compareTo(covered(before)) >= 0);
    }

    private static Usdc covered(StreamState stream) {
        return stream.due(stream.readAt()).plus(stream.withdrawn());
    }
}
