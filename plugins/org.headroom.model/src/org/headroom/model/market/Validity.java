package org.headroom.model.market;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
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

    /** From now on for a time, with a nonce of its own. @param random a secure one, or nonces could be guessed */
    public static Validity fresh(Instant now, Duration lasts, SecureRandom random) {
        byte[] nonce = new byte[32];
        random.nextBytes(nonce);
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        return new Validity(
                issued, issued.plus(lasts), new Hash32("0x" + HexFormat.of().formatHex(nonce)));
    }

    public Duration left(Instant now) {
        return Duration.between(now, expiresAt);
    }
}
