package org.headroom.model.market;

import java.time.Instant;

/** What came in from the market: taken, refused, or a party's sign of life. */
public sealed interface Incoming {
    /** A message whose form, signature, time and nonce are in order. */
    record Taken(Instant at, Signed<?> signed) implements Incoming {}

    /**
     * One that was taken before, in this run, and that its author says again: an order, an acceptance or a request to stop. Its
     * author may have heard no answer. It counts for nothing else.
     */
    record Repeated(Instant at, Signed<?> signed) implements Incoming {}

    record Refused(Refusal refusal) implements Incoming {}

    /** Unsigned: the broker's word on whether a provider is connected. Good for greying an offer out, no more. */
    record Presence(org.headroom.model.money.EthAddress provider, boolean online) implements Incoming {}

    /** An offer's provider has taken it back, or the broker has dropped it. */
    record OfferGone(org.headroom.model.money.EthAddress provider, org.headroom.model.gpu.GpuId gpu)
            implements Incoming {}

    /** An order's renter has taken it back, or the broker has dropped it. Unsigned: good for bidding no more. */
    record OrderGone(org.headroom.model.money.EthAddress renter, OrderId order) implements Incoming {}
}
