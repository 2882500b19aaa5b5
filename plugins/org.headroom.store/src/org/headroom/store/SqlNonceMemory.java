package org.headroom.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.headroom.model.market.NonceMemory;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Hash32;

/**
 * Nonces as rows. A nonce is kept up to and including its message's {@code expiresAt} plus the skew that clocks are
 * granted: just as long as somebody could still take the message for valid. Any thread.
 */
final class SqlNonceMemory implements NonceMemory {
    /** Old ones cost only room, so they go in batches. */
    private static final int PRUNE_EVERY = 256;

    private final Database database;
    private final Clock clock;
    private final Duration skew;
    /** Guarded by the database's lock. */
    private int sincePruned = PRUNE_EVERY;

    SqlNonceMemory(Database database, Clock clock, Duration skew) {
        this.database = database;
        this.clock = clock;
        this.skew = skew;
    }

    @Override
    public boolean firstSeen(EthAddress signer, Hash32 nonce, Hash32 messageHash, Instant expiresAt) {
        return database.write("remember a message's nonce", c -> {
            if (++sincePruned >= PRUNE_EVERY) prune(c);
            Rows.change(
                    c,
                    "INSERT INTO nonce (signer, nonce, hash, keep_until_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    signer,
                    nonce,
                    messageHash,
                    keepUntil(expiresAt));
            return Rows.first(
                            c,
                            "SELECT hash FROM nonce WHERE signer = ? AND nonce = ?",
                            row -> row.getString(1),
                            signer,
                            nonce)
                    .filter(messageHash.hex()::equals)
                    .isPresent();
        });
    }

    private void prune(Connection c) throws SQLException {
        Rows.change(c, "DELETE FROM nonce WHERE keep_until_ms < ?", clock.millis());
        sincePruned = 0;
    }

    /** A time beyond what milliseconds can say is for ever: the sender chose it, and it must not break the check. */
    private long keepUntil(Instant expiresAt) {
        try {
            return expiresAt.plus(skew).toEpochMilli();
        } catch (ArithmeticException | java.time.DateTimeException e) {
            return Long.MAX_VALUE;
        }
    }
}
