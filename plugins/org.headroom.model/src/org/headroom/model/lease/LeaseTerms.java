package org.headroom.model.lease;

import java.time.Duration;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.Signed;

/** What the two sides said before the lease: the order and our bid, with their signatures. */
public record LeaseTerms(Signed<Order> signedOrder, Signed<Bid> signedBid) {
    public LeaseId lease() {
        return LeaseId.of(bid().id());
    }

    /** How long the job may run: what the renter ordered and the manifest allows. */
    public Duration agreed() {
        Duration ordered = order().duration();
        Duration limit = order().manifest().limits().runTime();
        return ordered.compareTo(limit) <= 0 ? ordered : limit;
    }

    public Order order() {
        return signedOrder.message();
    }

    public Bid bid() {
        return signedBid.message();
    }
}
