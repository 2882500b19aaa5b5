package org.headroom.wallet;

import java.time.Duration;

/**
 * How patient a sender of transactions is.
 *
 * @param patience how long a caller is kept waiting for a block
 * @param firstLook the first pause between two looks for a receipt; doubles up to {@code slowestLook}
 * @param check how often a waiting caller looks after all open transactions, not only its own
 * @param again how often the same bytes are sent again while no block has them
 * @param raise how long an attempt waits for a block before it is replaced at a higher fee
 * @param foreign how long a nonce must have been used by another transaction before a caller is told so
 */
record Timing(
        Duration patience,
        Duration firstLook,
        Duration slowestLook,
        Duration check,
        Duration again,
        Duration raise,
        Duration foreign) {
    static final Timing STANDARD = new Timing(
            Duration.ofSeconds(90),
            Duration.ofMillis(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
}
