package org.headroom.model.bidding;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.money.Usdc;

/** What one model of GPU was asked for at one moment. @param mine this rig's own price, where it offered such a GPU */
public record PricePoint(Instant at, PriceSpread spread, Optional<Usdc> mine) {}
