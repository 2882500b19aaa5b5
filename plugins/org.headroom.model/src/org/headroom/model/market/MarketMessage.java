package org.headroom.model.market;

import org.headroom.model.money.EthAddress;

/** Everything that is said on the market. Each kind has one party who may say it, and whose signature it must bear. */
public sealed interface MarketMessage
        permits Offer, Order, Bid, Acceptance, LeaseUpdate, LogChunk, StopRequest, ReceiptMessage {
    /** Whose signature the message must bear. */
    EthAddress author();

    Validity validity();
}
