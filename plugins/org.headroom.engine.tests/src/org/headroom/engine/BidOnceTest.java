package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.OrderId;
import org.headroom.model.market.SecretsReader;
import org.headroom.model.money.Hash32;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order is bid for once, also when its lease is in the ledger alone. */
class BidOnceTest {
    private static final OrderId FIRST = new OrderId("order-0001");

    @TempDir
    Path leases;

    private final FakeRail rail = new FakeRail();
    private final FakeLedger ledger = new FakeLedger();
    private FakeMarket market = new FakeMarket();
    private LeaseLoop rig;

    @BeforeEach
    void start() {
        StreamState other = Scene.funded(stream(1), NOON);
        rail.streams.put(
                stream(1),
                new StreamState(
                        other.ref(),
                        Scene.STRANGER,
                        other.recipient(),
                        other.rate(),
                        other.balance(),
                        other.settledDebt(),
                        other.settledAt(),
                        false,
                        Usdc.ZERO,
                        NOON));
        market = new FakeMarket();
        RigParts parts = new RigParts(
                new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")),
                Optional.empty(),
                market,
                new FakeContainers(),
                rail,
                ledger,
                ledger,
                r -> Scene.hash(r.receipt().number()),
                d -> Hash32.ZERO,
                SecretsReader.NONE,
                leases);
        rig = new LeaseLoop(
                on(parts), Scene.POLICY.withStreamPoll(Duration.ofMillis(50)), new SuppliedClock(() -> NOON));
        rig.start();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** The parts that the scenarios run on. */
    RigParts on(RigParts parts) {
        return parts;
    }

    /** The lease of {@link #FIRST} is closed; those that push it out of memory come next. */
    void beforeOthers() {}

    /** The last few leases that push it out of memory come next. */
    void beforeLastOthers() {}

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private Bid bidFor(String order) {
        market.says(Scene.order(order).message());
        return soon().until(() -> bids(new OrderId(order)), bids -> !bids.isEmpty())
                .getLast();
    }

    private List<Bid> bids(OrderId order) {
        return market.sent(Bid.class).stream()
                .filter(b -> b.order().equals(order))
                .toList();
    }

    /** The stream is somebody else's, so that the lease is refused and closed. */
    private LeaseId refused(String order) {
        Bid bid = bidFor(order);
        LeaseId lease = LeaseId.of(bid.id());
        market.says(new Acceptance(
                lease, bid.id(), bid.order(), Scene.RENTER, Scene.PROVIDER, stream(1), Scene.validity(NOON, 60, 5)));
        soon().until(() -> rig.book()
                .find(lease)
                .filter(LeaseState.Refused.class::isInstance)
                .isPresent());
        return lease;
    }

    private LeaseId firstLeaseLeavesMemory() {
        LeaseId first = refused(FIRST.value());
        beforeOthers();
        for (int i = 2; i <= LeaseBook.RECENT + 1; i++) {
            if (i == LeaseBook.RECENT - 1) beforeLastOthers();
            refused(String.format("order-%04d", i));
        }
        assertThat(rig.book().find(first)).isEmpty();
        return first;
    }

    @Test
    void openOrderIsNotBidForAgainWhenItsLeaseHasLeftMemory() {
        firstLeaseLeavesMemory();
        bidFor("order-0900");
        assertThat(bids(FIRST)).hasSize(1);
    }

    @Test
    void orderHeardAgainIsNotBidForAgainWhenItsLeaseHasLeftMemory() {
        firstLeaseLeavesMemory();
        market.says(Scene.order(FIRST.value()).message());
        bidFor("order-0900");
        assertThat(bids(FIRST)).hasSize(1);
    }

    @Test
    void orderHeardAgainAfterARestartIsNotBidForAgainWhenItsLeaseIsClosed() {
        LeaseId first = firstLeaseLeavesMemory();
        soon().until(() -> rig.book().open().isEmpty());
        rig.close();
        start();
        market.says(Scene.order(FIRST.value()).message());
        bidFor("order-0900");
        requireNotRestored(first);
        assertThat(bids(FIRST)).isEmpty();
    }

    void requireNotRestored(LeaseId lease) {
        assertThat(rig.book().find(lease)).isEmpty();
    }
}
