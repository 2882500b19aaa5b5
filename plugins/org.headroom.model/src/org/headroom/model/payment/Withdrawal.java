package org.headroom.model.payment;

import java.time.Instant;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.money.Wei;

/** Money that came out of one stream in one transaction. A stream and a transaction name it once and for all. */
public record Withdrawal(
        StreamRef stream, Hash32 transaction, long block, Usdc amount, long gasUsed, Wei feePaid, Instant at) {}
