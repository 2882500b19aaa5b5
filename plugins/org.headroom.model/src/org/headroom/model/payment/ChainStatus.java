package org.headroom.model.payment;

/**
 * What is known of the chain.
 *
 * @param name for people, such as {@code Base} or {@code local chain}
 * @param message one sentence for a person
 */
public record ChainStatus(boolean up, long chainId, String name, long block, String message) {}
