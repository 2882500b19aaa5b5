package org.headroom.model.payment;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the chain.
 *
 * @param name for people, such as {@code Base} or {@code local chain}
 * @param block the newest block; 0 while the chain is down
 * @param message one sentence for a person
 * @param blockTime when the newest block was made; empty while the chain is down
 * @param finalBlock the newest block that cannot be replaced; empty where that is unknown
 */
public record ChainStatus(
        boolean up,
        long chainId,
        String name,
        long block,
        String message,
        Optional<Instant> blockTime,
        Optional<Long> finalBlock) {
    /** Of a chain whose block time and final block are unknown. */
    public ChainStatus(boolean up, long chainId, String name, long block, String message) {
        this(up, chainId, name, block, message, Optional.empty(), Optional.empty());
    }
}
