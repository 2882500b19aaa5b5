package org.headroom.model.rig;

import java.util.List;
import java.util.Set;
import org.headroom.model.market.Bid;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.Refusal;
import org.headroom.model.money.EthAddress;

/** What is on the market now, newest first; what has expired is not in it. */
public record MarketView(
        List<Offer> offers, List<Order> orders, List<Bid> bids, List<Refusal> refusals, Set<EthAddress> online) {
    public static final MarketView EMPTY = new MarketView(List.of(), List.of(), List.of(), List.of(), Set.of());

    public MarketView {
        offers = List.copyOf(offers);
        orders = List.copyOf(orders);
        bids = List.copyOf(bids);
        refusals = List.copyOf(refusals);
        online = Set.copyOf(online);
    }
}
