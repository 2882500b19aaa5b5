package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.util.List;
import java.util.Optional;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.Offer;

/** A rig with two offers, and a renter who takes the RTX 4090. A test starts and closes the rig. */
abstract class RentedRig {
    final FakeRail rail = new FakeRail();
    FakeMarket market = new FakeMarket();
    LeaseLoop rig;

    /** The parts that the scenarios run on. */
    RigParts on(RigParts parts) {
        return parts;
    }

    final Bid bidForA4090() {
        awaitOffers(2);
        market.says(Scene.order("order-0001", Scene.PRICE, Optional.of("4090")).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        return market.sent(Bid.class).getLast();
    }

    final void awaitOffers(int many) {
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).hasSize(many));
    }

    final LeaseId accept(Bid bid) {
        rail.streams.putIfAbsent(stream(1), Scene.funded(stream(1), NOON));
        LeaseId lease = LeaseId.of(bid.id());
        market.says(new Acceptance(
                lease, bid.id(), bid.order(), Scene.RENTER, Scene.PROVIDER, stream(1), Scene.validity(NOON, 60, 5)));
        return lease;
    }

    final LeaseId running() {
        LeaseId lease = accept(bidForA4090());
        awaitState(lease, LeaseState.Running.class);
        return lease;
    }

    final <S extends LeaseState> S awaitState(LeaseId lease, Class<S> state) {
        await().untilAsserted(() -> assertThat(rig.book().find(lease)).containsInstanceOf(state));
        return state.cast(rig.book().find(lease).orElseThrow());
    }

    final List<String> told() {
        return market.sent(LeaseUpdate.class).stream()
                .map(u -> u.phase() + (u.detail().isEmpty() ? "" : " " + u.detail()))
                .toList();
    }
}
