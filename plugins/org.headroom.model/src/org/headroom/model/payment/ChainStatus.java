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
 * @param disagreement what two nodes of the chain answer differently, and what to do, in sentences for a person; empty where
 *     nothing is known of that. The last sentences of {@code message} say it, too
 * @param singleNode where two nodes or more are set up and only one can be used: which decides over money alone, and what is
 *     wrong with another, in sentences for a person
 * @param failure of what kind it is that the chain is down: {@code WRONG_CHAIN} where a setting is wrong, which nothing but
 *     its correction puts right; empty while the chain is up, and before it was asked
 */
public record ChainStatus(
        boolean up,
        long chainId,
        String name,
        long block,
        String message,
        Optional<Instant> blockTime,
        Optional<Long> finalBlock,
        Optional<String> disagreement,
        Optional<String> singleNode,
        Optional<PaymentFailure.Kind> failure) {
    /** Of a chain that is up, or of which no kind of failure is known. */
    public ChainStatus(
            boolean up,
            long chainId,
            String name,
            long block,
            String message,
            Optional<Instant> blockTime,
            Optional<Long> finalBlock,
            Optional<String> disagreement,
            Optional<String> singleNode) {
        this(up, chainId, name, block, message, blockTime, finalBlock, disagreement, singleNode, Optional.empty());
    }

    /** Of a chain that is down. */
    public static ChainStatus down(long chainId, String name, PaymentFailure why) {
        return new ChainStatus(
                false,
                chainId,
                name,
                0,
                String.valueOf(why.getMessage()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(why.kind()));
    }

    /** Of a chain of which two nodes can be used, or only one is set up. */
    public ChainStatus(
            boolean up,
            long chainId,
            String name,
            long block,
            String message,
            Optional<Instant> blockTime,
            Optional<Long> finalBlock,
            Optional<String> disagreement) {
        this(up, chainId, name, block, message, blockTime, finalBlock, disagreement, Optional.empty());
    }

    /** Of a chain whose nodes agree. */
    public ChainStatus(
            boolean up,
            long chainId,
            String name,
            long block,
            String message,
            Optional<Instant> blockTime,
            Optional<Long> finalBlock) {
        this(up, chainId, name, block, message, blockTime, finalBlock, Optional.empty());
    }

    /** Of a chain whose block time and final block are unknown. */
    public ChainStatus(boolean up, long chainId, String name, long block, String message) {
        this(up, chainId, name, block, message, Optional.empty(), Optional.empty());
    }
}
