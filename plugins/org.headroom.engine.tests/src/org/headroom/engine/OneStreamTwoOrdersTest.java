package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Order;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.Requirements;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Test;

/** A renter names one stream for two orders, and both are checked at the same time. */
class OneStreamTwoOrdersTest extends RentedRig {
    private Bid bid(String order, String gpu, int bids) {
        market.says(new Order(
                new OrderId(order),
                Scene.RENTER,
                new Requirements(1, Optional.of(gpu), new ByteCount(8L << 30)),
                Scene.manifest(),
                Scene.PRICE,
                Duration.ofMinutes(10),
                Scene.validity(NOON, 120, 200 + bids)));
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).hasSize(bids));
        return market.sent(Bid.class).getLast();
    }

    private LeaseId take(Bid bid, int nonce) {
        LeaseId lease = LeaseId.of(bid.id());
        market.says(new Acceptance(
                lease,
                bid.id(),
                bid.order(),
                Scene.RENTER,
                Scene.PROVIDER,
                stream(1),
                Scene.validity(NOON, 60, nonce)));
        awaitState(lease, LeaseState.Verifying.class);
        return lease;
    }

    @Test
    void paysForOneOfThemWhileTheLedgerIsFull() {
        start(twoGpus(), Scene.POLICY, clock);
        awaitOffers(2);
        Bid first = bid("order-0001", "4090", 1);
        Bid second = bid("order-0002", "3080", 2);
        rail.gate = new CountDownLatch(1);
        rail.streams.put(stream(1), Scene.funded(stream(1), NOON));
        List<LeaseId> both = List.of(take(first, 5), take(second, 6));
        ledger.full = true;
        rail.gate.countDown();
        await().during(Duration.ofSeconds(2)).until(() -> true);
        ledger.full = false;
        await().untilAsserted(() -> assertThat(both).noneMatch(this::isChecked));
        assertThat(both)
                .filteredOn(l -> rig.book().find(l).flatMap(LeaseState::paidBy).isPresent())
                .hasSize(1);
        await().untilAsserted(() -> assertThat(told()).contains("REFUSED " + StreamReplacements.PAYS_ANOTHER));
    }

    private boolean isChecked(LeaseId lease) {
        return rig.book().find(lease).orElseThrow() instanceof LeaseState.Verifying;
    }
}
