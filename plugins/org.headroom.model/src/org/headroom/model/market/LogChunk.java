package org.headroom.model.market;

import org.headroom.model.money.EthAddress;

/**
 * A piece of a job's output.
 *
 * @param offset of the first character of {@code text} in the whole output
 * @param text at most 16,384 characters
 */
public record LogChunk(
        LeaseId lease, EthAddress provider, EthAddress renter, long offset, String text, Validity validity)
        implements MarketMessage {
    public LogChunk {
        if (offset < 0) throw new IllegalArgumentException("offset: not below zero");
        if (text.length() > 16_384) throw new IllegalArgumentException("text: at most 16384 characters");
    }

    @Override
    public EthAddress author() {
        return provider;
    }
}
