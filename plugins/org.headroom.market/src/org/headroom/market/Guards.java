package org.headroom.market;

import java.time.Clock;
import org.headroom.model.market.Blocklist;
import org.headroom.model.market.MessageMemory;
import org.headroom.model.signing.SignerRecovery;

/**
 * What stands between the broker's word and ours.
 *
 * @param recovery finds out who signed
 * @param memory knows what was said before
 * @param blocklist with whom the owner does no business
 * @param limits how much one author may say
 */
public record Guards(SignerRecovery recovery, MessageMemory memory, Blocklist blocklist, RateLimits limits) {
    /** For one process: nothing outlives it, and nobody is blocked. */
    public static Guards forNow(SignerRecovery recovery, Clock clock) {
        return new Guards(recovery, new MemoryMessages(clock), new MemoryBlocklist(clock), RateLimits.STANDARD);
    }
}
