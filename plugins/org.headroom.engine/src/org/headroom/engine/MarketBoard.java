package org.headroom.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.market.Bid;
import org.headroom.model.market.BidId;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Refusal;
import org.headroom.model.money.EthAddress;
import org.headroom.model.rig.MarketView;

/** What is on the market, as far as this rig has seen; bounded. {@code lease-loop} only. */
final class MarketBoard {
    private static final int MOST = 2_000;
    private static final int MOST_REFUSALS = 200;

    private record Place(EthAddress provider, GpuId gpu) {}

    private final Map<Place, Offer> offers = new LinkedHashMap<>();
    private final Map<OrderId, Order> orders = new LinkedHashMap<>();
    private final Map<BidId, Bid> bids = new LinkedHashMap<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private final Set<EthAddress> online = new LinkedHashSet<>();

    void put(Offer offer) {
        keep(offers, new Place(offer.provider(), offer.gpu()), offer);
    }

    void put(Order order) {
        keep(orders, order.id(), order);
    }

    void put(Bid bid) {
        keep(bids, bid.id(), bid);
    }

    void offerGone(EthAddress provider, GpuId gpu) {
        offers.remove(new Place(provider, gpu));
    }

    void orderGone(OrderId order) {
        orders.remove(order);
    }

    void presence(EthAddress provider, boolean isOnline) {
        if (isOnline && online.size() < MOST) online.add(provider);
        else online.remove(provider);
    }

    void refused(Refusal refusal) {
        refusals.addFirst(refusal);
        if (refusals.size() > MOST_REFUSALS) refusals.removeLast();
    }

    /** What is offered and still good. */
    List<Offer> offers(Instant now) {
        expire(offers, now);
        return List.copyOf(offers.values());
    }

    /** @param open whether an order may still be shown as open */
    MarketView view(Instant now, Predicate<OrderId> open) {
        expire(offers, now);
        expire(orders, now);
        expire(bids, now);
        return new MarketView(
                newestFirst(offers),
                newestFirst(orders).stream().filter(o -> open.test(o.id())).toList(),
                newestFirst(bids),
                new ArrayList<>(refusals),
                online);
    }

    private static <K, V> void keep(Map<K, V> map, K key, V value) {
        map.remove(key);
        if (map.size() >= MOST) map.remove(map.keySet().iterator().next());
        map.put(key, value);
    }

    private static <K, V extends MarketMessage> void expire(Map<K, V> map, Instant now) {
        map.values().removeIf(m -> !m.validity().expiresAt().isAfter(now));
    }

    private static <V> List<V> newestFirst(Map<?, V> map) {
        List<V> list = new ArrayList<>(map.values());
        Collections.reverse(list);
        return list;
    }
}
