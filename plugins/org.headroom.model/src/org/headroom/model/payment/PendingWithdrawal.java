package org.headroom.model.payment;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Wei;

/**
 * A withdrawal that was signed and that no block has, as far as is known. All its attempts have one nonce, so that one of
 * them takes effect at most.
 *
 * @param streams the numbers of the streams that it withdraws from
 * @param since when its first attempt was signed
 * @param attempts how many transactions were signed for it; at least 1
 * @param fee what the newest attempt costs at the most, the contract's fee included
 * @param mostFee what any attempt may cost: what was shown before it was confirmed
 * @param newest the newest attempt
 * @param said the node's last refusal; may be empty
 */
public record PendingWithdrawal(
        List<BigInteger> streams,
        Instant since,
        int attempts,
        Wei fee,
        Wei mostFee,
        Hash32 newest,
        Standing standing,
        String said) {
    /** Why it waits. */
    public enum Standing {
        /** It is sent again, and at a higher fee where that is allowed, until a block has it. */
        SENT,
        /** Its fee is the highest that was confirmed: it is sent again, at the same fee. */
        AT_MOST_FEE,
        /** A transaction of another program has used its number: it will not take effect. */
        SUPERSEDED
    }

    public PendingWithdrawal {
        streams = List.copyOf(streams);
    }
}
