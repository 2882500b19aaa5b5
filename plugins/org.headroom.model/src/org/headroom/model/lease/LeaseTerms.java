package org.headroom.model.lease;

import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.Signed;

/** What the two sides said before the lease: the order and our bid, with their signatures. */
public record LeaseTerms(Signed<Order> signedOrder, Signed<Bid> signedBid) {
    public LeaseId lease() {
        return LeaseId.of(bid().id());
    }

    public Order order() {
        return signedOrder.message();
    }

    public Bid bid() {
        return signedBid.message();
    }
}
