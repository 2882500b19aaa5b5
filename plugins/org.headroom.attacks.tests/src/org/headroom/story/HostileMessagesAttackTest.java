package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.jobs.DemoJob;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.market.RawAttack;
import org.headroom.market.Topics;
import org.headroom.model.VisibleText;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.Bid;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Order;
import org.headroom.model.market.Refusal;
import org.headroom.model.market.Requirements;
import org.headroom.model.payment.StreamRef;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stranger on the market, and a broker that sends what it likes: a real Mosquitto and a rig of two GPUs. */
@Timeout(120)
class HostileMessagesAttackTest extends AttackedRig {
    private static final String BEFORE_THE_CHAIN = "the message is refused before the chain is asked";
    private static final int HUGE = 200 << 20;
    private static final int FLOOD = 3_000;

    HostileMessagesAttackTest() {
        super(2);
    }

    @Override
    Market ground(Path place) throws Exception {
        return Market.openLossy(place);
    }

    private static Order unwanted(Crook crook, String model) {
        Order order = crook.anOrder();
        return new Order(
                order.id(),
                order.renter(),
                new Requirements(1, Optional.of(model), order.requirements().memory()),
                order.manifest(),
                order.ceilingPerHour(),
                order.duration(),
                order.validity());
    }

    /** An order that leaves no bid behind reaches the rig and is decided on. */
    private void assertHears(Crook stranger) throws Exception {
        Order order = unwanted(stranger, "no such card");
        stranger.puts(order, stranger.signed(order));
        assertThat(rig.awaitDecision(order.id()).bid()).isFalse();
    }

    @Test
    @WithoutMishaps(value = BEFORE_THE_CHAIN, mayAskNothing = true)
    void poisonThatIsRetainedOnTheBrokerKeepsNoRigOffTheMarket() throws Exception {
        int port = market.broker().port();
        try (Crook crook = new Crook(market)) {
            String topic = Topics.of(crook.anOrder());
            RawAttack.retainsCorrelationData(port, topic, 40_000);
            RawAttack.retainsControlCharacter(port, topic);
            try {
                assertHears(crook);
                rig.goesOff();
                rig.takesWork();
                assertHears(crook);
            } finally {
                RawAttack.takesBack(port, topic);
            }
        }
    }

    @Test
    @WithoutMishaps(value = BEFORE_THE_CHAIN, mayAskNothing = true)
    void announcedPacketOfTwoHundredMegabytesCostsOneConnectionAndNotTheMarket() throws Exception {
        market.lossyBroker().sendsToItsClients(RawAttack.announced(HUGE));
        await().atMost(RigSteps.SOON).until(() -> rig.view().link().phase() != LinkState.Phase.UP);
        rig.awaitView("is back on the market", v -> v.link().phase() == LinkState.Phase.UP);
        try (Crook crook = new Crook(market)) {
            assertHears(crook);
        }
    }

    @Test
    @WithoutMishaps(value = "no rig takes part", mayAskNothing = true)
    void embeddedBrokerEndsTheConnectionThatAnnouncesSuchAPacketOrNamesSuchATopic() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("embedded"))) {
            assertThat(RawAttack.announces(broker.port(), HUGE)).isTrue();
            assertThat(RawAttack.retainsControlCharacter(broker.port(), "headroom/1/order/0x0/o"))
                    .isTrue();
        }
    }

    @Test
    void messagesOfAPaidLeaseThatAreReplayedStartNothing() throws Exception {
        try (AttackersEar ear = new AttackersEar(market.broker());
                Crook crook = new Crook(market)) {
            Rental rental = renter.orders(DemoJob.manifest(1));
            LeaseId lease = runs(rental).id();
            receipt(rental);
            List<AttackersEar.Heard> heard =
                    ear.heard().stream().filter(h -> h.payload().length > 0).toList();
            assertThat(heard).hasSizeGreaterThanOrEqualTo(5);
            int leases = rig.book().all().size();
            for (AttackersEar.Heard each : heard) ear.says(each);
            assertHears(crook);
            rig.goesOff();
            rig.takesWork();
            for (AttackersEar.Heard each : heard) ear.says(each);
            assertHears(crook);
            assertThat(rig.book().all()).hasSize(leases);
            assertThat(rig.receipts()).filteredOn(r -> r.lease().equals(lease)).hasSize(1);
            assertThat(rig.timesAContainerWasMadeFor(lease)).isEqualTo(1);
        }
    }

    @Test
    void floodOfOrdersLeavesAnHonestRenterServed() throws Exception {
        try (Crook crook = new Crook(market)) {
            byte[] nonsense = "x".repeat(2_000).getBytes(StandardCharsets.UTF_8);
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < FLOOD; i++) {
                        Order order = unwanted(crook, "card " + i);
                        crook.puts(order, i % 3 == 0 ? crook.signed(order) : nonsense);
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Rental rental = renter.orders(DemoJob.manifest(1));
            runs(rental);
            receipt(rental);
            flood.join();
            assertHears(crook);
        }
    }

    @Test
    @WithoutMishaps(value = BEFORE_THE_CHAIN, mayAskNothing = true)
    void textThatTurnsWritingAroundIsRefusedWithAReasonThatTurnsNothingAround() throws Exception {
        try (Crook crook = new Crook(market)) {
            Order order = unwanted(crook, "RTX@0904");
            String evil = new String(crook.signed(order), StandardCharsets.UTF_8)
                    .replace("RTX@0904", "RTX\u202e0904\\u0007\\u001b[2J");
            crook.puts(order, evil.getBytes(StandardCharsets.UTF_8));
            await().atMost(RigSteps.SOON).until(() -> refusalOf(order).isPresent());
            Refusal refusal = refusalOf(order).orElseThrow();
            assertThat(refusal.reason()).isEqualTo(Refusal.Reason.INVALID);
            assertThat(refusal.detail().codePoints().anyMatch(VisibleText::isHidden))
                    .isFalse();
            assertThat(rig.view().decisions()).noneMatch(d -> d.order().id().equals(order.id()));
        }
    }

    private Optional<Refusal> refusalOf(Order order) {
        return rig.view().market().refusals().stream()
                .filter(r -> r.topic().equals(Topics.of(order)))
                .findFirst();
    }

    @Test
    void acceptanceThatIsRepeatedStartsOneJob() throws Exception {
        try (Crook crook = new Crook(market)) {
            Bid bid = crook.getsABid();
            StreamRef stream = crook.paysFor(bid);
            LeaseId lease = crook.takes(bid, stream);
            for (int i = 0; i < 5; i++) crook.takes(bid, stream);
            rig.awaitLease(lease, LeaseState.Running.class);
            for (int i = 0; i < 5; i++) crook.takes(bid, stream);
            await().atMost(PATIENCE).until(() -> rig.lease(lease) instanceof LeaseState.Receipted);
            assertHears(crook);
            assertThat(rig.timesAContainerWasMadeFor(lease)).isEqualTo(1);
            assertThat(rig.receipts()).filteredOn(r -> r.lease().equals(lease)).hasSize(1);
        }
    }

    @Test
    void twoAcceptancesWithOneStreamGetOneJob() throws Exception {
        try (Crook crook = new Crook(market)) {
            Bid first = crook.getsABid();
            Bid second = crook.getsABid();
            StreamRef stream = crook.paysFor(first);
            LeaseId one = crook.takes(first, stream);
            LeaseId other = crook.takes(second, stream);
            await().atMost(PATIENCE)
                    .until(() -> Stream.of(one, other)
                            .allMatch(l -> rig.lease(l) instanceof LeaseState.Receipted
                                    || rig.lease(l) instanceof LeaseState.Refused
                                    || rig.lease(l) instanceof LeaseState.Unserved));
            assertThat(Stream.of(one, other).filter(l -> rig.lease(l) instanceof LeaseState.Receipted))
                    .hasSize(1);
            assertThat(rig.timesAContainerWasMadeFor(one) + rig.timesAContainerWasMadeFor(other))
                    .isEqualTo(1);
        }
    }
}
