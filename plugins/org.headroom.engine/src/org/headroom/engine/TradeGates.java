package org.headroom.engine;

import static org.headroom.engine.Gates.failed;
import static org.headroom.engine.Gates.passed;
import static org.headroom.engine.Gates.usdc;

import java.util.Optional;
import org.headroom.model.bidding.RigStanding.Held;
import org.headroom.model.market.Order;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision.Gate;

/** Whether the two sides suit each other: who is meant, at what price, and how far the renter is trusted. */
final class TradeGates {
    static final String PRICE = "price";

    private TradeGates() {}

    static Gate addressed(BidCase it) {
        Order order = it.order();
        if (order.provider().isEmpty()) return passed("addressed", "open to every provider");
        EthAddress us = it.capacity().account();
        if (!us.equals(EthAddress.ZERO) && !order.provider().get().equals(us))
            return failed(
                    "addressed",
                    "is for another provider, " + order.provider().get().brief());
        if (order.offer().isEmpty()) return passed("addressed", "is for you alone");
        return it.context().takes().isPresent()
                ? passed("addressed", "takes your standing offer")
                : failed(
                        "addressed",
                        "takes an offer that is not yours any more; the renter is sent the one in its place");
    }

    static Gate price(BidCase it, OrderPrice price) {
        String pays = it.order().ceilingPerHour().asPrice() + " USDC/h";
        if (price.total().isEmpty())
            return it.priced().isEmpty()
                    ? passed(PRICE, "pays up to " + pays + "; there is no GPU here to put a price on")
                    : failed(PRICE, price.how());
        Usdc ask = price.total().get();
        String how = price.how().isEmpty() ? "" : " (" + price.how() + ")";
        return it.order().ceilingPerHour().compareTo(ask) < 0
                ? failed(PRICE, "pays at most " + pays + "; you ask " + ask.asPrice() + how)
                : passed(PRICE, "pays up to " + pays + "; you ask " + ask.asPrice() + how);
    }

    static Gate renter(BidCase it, Optional<Usdc> price) {
        EthAddress renter = it.order().renter();
        if (it.context().blocked().isPresent())
            return failed("renter", it.context().blocked().get());
        Usdc already = Usdc.ZERO;
        for (Held held : it.capacity().held())
            if (held.renter().equals(renter)) already = already.plus(held.exposure());
        Usdc with = already.plus(Exposure.of(it.policy(), price, it.order()));
        Usdc cap = it.rules().exposureCapPerRenter();
        if (with.compareTo(cap) > 0)
            return failed(
                    "renter",
                    renter.brief() + " could run up " + usdc(with) + " USDC unpaid with this lease"
                            + (already.equals(Usdc.ZERO) ? "" : " (" + usdc(already) + " with those it has)")
                            + "; you risk " + usdc(cap) + " with one renter");
        return passed("renter", renter.brief() + " is not blocked");
    }
}
