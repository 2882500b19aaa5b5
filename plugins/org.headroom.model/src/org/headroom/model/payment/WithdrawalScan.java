package org.headroom.model.payment;

import java.util.List;

/**
 * The result of searching a range of blocks for the withdrawals of one stream.
 *
 * @param found may be incomplete unless {@code outcome} is COMPLETE
 * @param next the first block that was not searched; pass it to the next call, so that no progress is lost
 * @param sure the first block that a search after a restart begins with, never above {@code next}: the blocks below it are
 *     final, so that neither a reorganisation nor the correction of a wrong head brings anything new into them
 * @param message one sentence for a person; empty where the search is complete
 */
public record WithdrawalScan(List<Withdrawal> found, long next, long sure, Outcome outcome, String message) {
    /** How far the search came. */
    public enum Outcome {
        /** All blocks up to the newest were searched. */
        COMPLETE,
        /** The limit on requests for one call was reached: call again. */
        MORE,
        /** No node has logs of the blocks from {@code next} on any more. */
        PRUNED,
        /** A node failed: call again later. */
        FAILED
    }

    public WithdrawalScan {
        found = List.copyOf(found);
        sure = Math.min(sure, next);
    }

    /** Of blocks that are final, all of them. */
    public WithdrawalScan(List<Withdrawal> found, long next, Outcome outcome, String message) {
        this(found, next, next, outcome, message);
    }
}
