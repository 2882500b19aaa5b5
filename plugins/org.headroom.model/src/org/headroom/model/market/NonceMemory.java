package org.headroom.model.market;

import java.time.Instant;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/** Which nonces were seen; outlives a restart. Any thread. */
public interface NonceMemory {
    /** Remembers a signer's nonce until it cannot be valid any more; false if it was known with another hash. */
    boolean firstSeen(EthAddress signer, Hash32 nonce, Hash32 messageHash, Instant expiresAt);
}
