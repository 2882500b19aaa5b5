package org.headroom.renter;

import java.time.Instant;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamRef;

/**
 * A stream of ours as it was opened.
 *
 * @param at time of the block that has it: from here on it streams
 */
public record OpenedStream(StreamRef ref, Usdc deposit, Hash32 transaction, Instant at) {}
