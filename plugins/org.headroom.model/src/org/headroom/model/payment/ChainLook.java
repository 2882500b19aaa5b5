package org.headroom.model.payment;

import java.util.Map;
import java.util.Optional;

/**
 * What one poll of the chain returned.
 *
 * @param status down where no node could be believed; then nothing else was read
 * @param balance empty where it could not be read
 * @param streams one entry for each stream that was asked for
 */
public record ChainLook(ChainStatus status, Optional<WalletBalance> balance, Map<StreamRef, StreamReading> streams) {
    public ChainLook {
        streams = Map.copyOf(streams);
    }
}
