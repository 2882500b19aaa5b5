package org.headroom.model.market;

import java.time.Duration;
import java.time.Instant;
import org.headroom.model.money.Hash32;

/**
 * When a message was issued, when it ends, and the nonce that makes it the only one. Times are whole seconds.
 *
 * @param nonce 32 random bytes; the same signer never uses one twice
 */
public record Validity(Instant issuedAt, Instant expiresAt, Hash32 nonce) {
    public Validity {
        if (issuedAt.getNano() != 0 || expiresAt.getNano() != 0)
            throw new IllegalArgumentException("times are whole seconds");
        if (!expiresAt.isAfter(issuedAt)) throw new IllegalArgumentException("expires before it is issued");
    }

    public Duration left(Instant now) {
        return Duration.between(now, expiresAt);
    }
}
