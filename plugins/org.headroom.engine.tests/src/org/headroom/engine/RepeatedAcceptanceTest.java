package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.headroom.engine.Scene.GPU0;
import static org.headroom.engine.Scene.NOON;
import static org.headroom.engine.Scene.stream;

import java.util.List;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Acceptance;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LeaseUpdate;
import org.headroom.model.market.LeaseUpdate.Phase;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.ReceiptMessage;
import org.headroom.model.market.StopRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A renter that has heard no answer says its order, its acceptance or its stop again, to the letter. */
class RepeatedAcceptanceTest extends RentedRig {
    @BeforeEach
    void start() {
        start(new FakeGpus(Scene.gpu(GPU0, 0, "RTX 4090")), Scene.POLICY, clock);
    }

    private Bid bidFor(String order) {
        await().untilAsserted(() -> assertThat(market.sent(Offer.class)).isNotEmpty());
        market.says(Scene.order(order).message());
        await().untilAsserted(() -> assertThat(market.sent(Bid.class)).isNotEmpty());
        return market.sent(Bid.class).getLast();
    }

    private static Acceptance acceptanceOf(Bid bid) {
        return new Acceptance(
                LeaseId.of(bid.id()),
                bid.id(),
                bid.order(),
                Scene.RENTER,
                Scene.PROVIDER,
                stream(1),
                Scene.validity(NOON, 60, 5));
    }

    private Acceptance aRunningLease() {
        Acceptance acceptance = acceptanceOf(bidFor("order-0001"));
        rail.streams.putIfAbsent(stream(1), Scene.funded(stream(1), NOON));
        market.says(acceptance);
        awaitState(acceptance.lease(), LeaseState.Running.class);
        return acceptance;
    }

    private List<MarketMessage> saidAgain() {
        return List.copyOf(market.sentAgain);
    }

    private void awaitUpdateAgain(Phase phase) {
        await().untilAsserted(() -> assertThat(saidAgain())
                .filteredOn(LeaseUpdate.class::isInstance)
                .extracting(u -> ((LeaseUpdate) u).phase())
                .contains(phase));
    }

    @Test
    void repeatedOrderIsAnsweredWithTheSameBid() {
        Bid bid = bidFor("order-0001");
        market.says(Scene.order("order-0001").message());
        await().untilAsserted(() -> assertThat(saidAgain()).contains(bid));
        assertThat(market.sent(Bid.class)).containsExactly(bid);
    }

    @Test
    void repeatedAcceptanceOfARunningLeaseIsAnsweredAndStartsNothing() {
        Acceptance acceptance = aRunningLease();
        market.says(acceptance);
        awaitUpdateAgain(Phase.RUNNING);
        assertThat(containers.leases()).hasSize(1);
    }

    @Test
    void repeatedAcceptanceOfAnEndedLeaseIsAnsweredWithTheReceipt() {
        Acceptance acceptance = aRunningLease();
        containers.finish(acceptance.lease(), 0);
        awaitState(acceptance.lease(), LeaseState.Receipted.class);
        market.says(acceptance);
        await().untilAsserted(() -> assertThat(saidAgain())
                .contains(market.sent(ReceiptMessage.class).getFirst()));
        awaitUpdateAgain(Phase.ENDED);
        assertThat(market.sent(ReceiptMessage.class)).hasSize(1);
    }

    @Test
    void repeatedAcceptanceOfARefusedLeaseIsRefusedAgain() {
        Bid bid = bidFor("order-0001");
        market.says(acceptanceOf(bid));
        awaitState(LeaseId.of(bid.id()), LeaseState.Refused.class);
        market.says(acceptanceOf(bid));
        awaitUpdateAgain(Phase.REFUSED);
    }

    @Test
    void repeatedAcceptanceIsAnsweredAfterARestart() {
        Acceptance acceptance = aRunningLease();
        rig.close();
        start();
        awaitState(acceptance.lease(), LeaseState.Running.class);
        market.sentAgain.clear();
        market.says(acceptance);
        awaitUpdateAgain(Phase.RUNNING);
    }

    @Test
    void repeatedStopIsAnsweredWithTheReceiptOfTheStoppedJob() {
        Acceptance acceptance = aRunningLease();
        StopRequest stop =
                new StopRequest(acceptance.lease(), Scene.RENTER, Scene.PROVIDER, Scene.validity(NOON, 60, 6));
        market.says(stop);
        awaitState(acceptance.lease(), LeaseState.Receipted.class);
        market.says(stop);
        await().untilAsserted(() -> assertThat(saidAgain())
                .contains(market.sent(ReceiptMessage.class).getFirst()));
    }

    @Test
    void acceptanceOfALeaseThatTheLedgerHasLostIsRefusedAndStartsNothing() {
        Acceptance acceptance = aRunningLease();
        long highest = market.sent(LeaseUpdate.class).stream()
                .mapToLong(LeaseUpdate::number)
                .max()
                .orElseThrow();
        rig.close();
        ledger.events.clear();
        start();
        market.sentAgain.clear();
        market.says(acceptance);
        await().untilAsserted(() -> assertThat(refusals()).hasSize(1));
        LeaseUpdate update = refusals().getFirst();
        assertThat(update.lease()).isEqualTo(acceptance.lease());
        assertThat(update.renter()).isEqualTo(Scene.RENTER);
        assertThat(update.provider()).isEqualTo(Scene.PROVIDER);
        assertThat(update.detail()).contains("knows nothing of this lease").contains("end the stream");
        assertThat(update.number())
                .as("above all that was said of the lease before")
                .isGreaterThan(highest);
        market.says(acceptance);
        Bid next = bidFor("order-0002");
        assertThat(refusals()).as("said once").hasSize(1);
        assertThat(rig.book().find(acceptance.lease())).isEmpty();
        assertThat(next.id()).isNotEqualTo(acceptance.bid());
    }

    private List<LeaseUpdate> refusals() {
        return java.util.stream.Stream.concat(market.sent.stream(), market.sentAgain.stream())
                .filter(LeaseUpdate.class::isInstance)
                .map(LeaseUpdate.class::cast)
                .filter(u -> u.phase() == Phase.REFUSED)
                .toList();
    }

    @Test
    void acceptanceOfAnotherRenterIsNotAnswered() {
        Acceptance own = aRunningLease();
        market.says(new Acceptance(
                own.lease(),
                own.bid(),
                own.order(),
                Scene.address(9),
                Scene.PROVIDER,
                own.stream(),
                Scene.validity(NOON, 60, 7)));
        Bid bid = market.sent(Bid.class).getFirst();
        // Whatever would be said to the other is said before the answer to the next one.
        market.sentAgain.clear();
        market.says(acceptanceOf(bid));
        awaitUpdateAgain(Phase.RUNNING);
        assertThat(saidAgain())
                .allSatisfy(m -> assertThat(((LeaseUpdate) m).renter()).isEqualTo(Scene.RENTER));
    }
}
