package org.headroom.model.payment;

import java.time.Instant;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/**
 * Money that came out of one stream in one transaction. A stream and a transaction name it once and for all.
 *
 * @param amount to the provider
 * @param returned back to the sender of the stream, the renter: never income
 */
public record Withdrawal(
        StreamRef stream,
        Hash32 transaction,
        long block,
        Usdc amount,
        Usdc returned,
        long gasUsed,
        Wei feePaid,
        Instant at) {
    /** All of it went to the provider. */
    public Withdrawal(
            StreamRef stream, Hash32 transaction, long block, Usdc amount, long gasUsed, Wei feePaid, Instant at) {
        this(stream, transaction, block, amount, Usdc.ZERO, gasUsed, feePaid, at);
    }

    /** All that came out of the stream. */
    public Usdc total() {
        return amount.plusCapped(returned);
    }
}
