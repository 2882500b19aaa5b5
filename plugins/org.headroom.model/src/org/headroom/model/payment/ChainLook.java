package org.headroom.model.payment;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one poll of the chain returned.
 *
 * @param status down where no node could be believed; then nothing else was read
 * @param balance empty where it could not be read
 * @param streams one entry for each stream that was asked for
 * @param headTime when the newest block was made; also where the chain is down because that time is not believed
 */
public record ChainLook(
        ChainStatus status,
        Optional<WalletBalance> balance,
        Map<StreamRef, StreamReading> streams,
        Optional<Instant> headTime) {
    public ChainLook {
        streams = Map.copyOf(streams);
    }

    /** With the time of the newest block that the status has. */
    public ChainLook(ChainStatus status, Optional<WalletBalance> balance, Map<StreamRef, StreamReading> streams) {
        this(status, balance, streams, status.blockTime());
    }
}
