package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.LinkState.Phase;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Offer;
import org.headroom.model.market.Order;
import org.headroom.model.money.EthAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that stop, forget, lie, or are several. */
@Timeout(90)
class OutageTest {
    @TempDir
    Path directory;

    private final Samples say = Samples.fresh();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
    }

    private <T extends AutoCloseable> T push(T part) {
        open.add(part);
        return part;
    }

    private static BrokerSettings settings(String url) {
        return BrokerSettings.of(url, "client-" + Samples.id()).withTimes(Duration.ofSeconds(1), Duration.ZERO);
    }

    private Party party(Role role, EthAddress address, String url) {
        return push(new Party(settings(url), role, address));
    }

    private Party onBoth(Role role, EthAddress address, TestBroker... brokers) {
        var list = new ArrayList<MqttMarketLink.Broker>();
        for (TestBroker broker : brokers)
            list.add(new MqttMarketLink.Broker(
                    "broker " + (list.size() + 1), settings(broker.url()), new MemoryOutbox()));
        return push(new Party(list, role, address, Guards.forNow(new TestKeys(), Clock.systemUTC())));
    }

    private static void awaitPhase(Party party, Phase phase) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(party.link.state().phase()).isEqualTo(phase));
    }

    @Test
    void messageThatABrokerMissedWhileItTookUpTheSubscriptionIsHeardAFewSecondsLater() throws Exception {
        var say = Samples.fresh();
        Order order = say.order();
        byte[] bytes = new MarketCodec(Samples.CHAIN).encode(say.signed(order));
        try (var broker = new ForgetfulBroker(Topics.of(order), bytes);
                var provider = new Party(BrokerSettings.of(broker.url(), "provider"), Role.PROVIDER, say.provider())) {
            provider.up();
            provider.awaitTaken(order);
            assertThat(broker.subscriptions).hasValue(2);
        }
    }

    @Test
    void whatIsSaidWhileABrokerStandsStillArrivesOnceWhenItGoesOn() throws Exception {
        Mosquitto broker = push(Mosquitto.open(directory));
        Party provider = party(Role.PROVIDER, say.provider(), broker.url()).up();
        Party renter = party(Role.RENTER, say.renter(), broker.url()).up();
        Instant before = provider.link.state().upSince().orElseThrow();
        broker.pause();
        var orders = new ArrayList<MarketMessage>();
        for (int i = 0; i < 40; i++) orders.add(say.order());
        orders.forEach(each -> renter.link.publish(each));
        // The connection stands, and only silence shows that nothing moves.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(renter.states).anyMatch(each -> each.phase() == Phase.DOWN));
        Instant silent = renter.link.heardAt();
        broker.goOn();
        provider.awaitTaken(orders.toArray(MarketMessage[]::new));
        renter.awaitSent();
        awaitPhase(provider, Phase.UP);
        assertThat(provider.taken()).containsExactlyInAnyOrderElementsOf(orders);
        assertThat(renter.link.heardAt()).isAfter(silent);
        assertThat(provider.link.state().upSince().orElseThrow()).isAfter(before);
    }

    @Test
    void aBrokerThatForgotEverythingIsToldAgainWhatHolds() throws Exception {
        Mosquitto broker = push(Mosquitto.forgetful(directory));
        Party provider = party(Role.PROVIDER, say.provider(), broker.url()).up();
        Party renter = party(Role.RENTER, say.renter(), broker.url()).up();
        Offer offer = say.offer(Samples.GPU);
        Order order = say.order();
        provider.link.publish(offer);
        renter.link.publish(order);
        renter.awaitTaken(offer);
        provider.awaitTaken(order);
        broker.stop();
        awaitPhase(provider, Phase.DOWN);
        MarketMessage bid = say.bid(order.id());
        provider.link.publish(bid);
        broker.startAgain();
        renter.awaitTaken(bid);
        Party late = party(Role.OBSERVER, TestKeys.address(5), broker.url()).up();
        late.awaitTaken(offer, order);
        assertThat(renter.taken()).containsExactly(offer, bid);
        assertThat(provider.taken()).containsExactly(order);
    }

    @Test
    void aLyingBrokerChangesNothingButTime() throws Exception {
        Mosquitto broker = push(Mosquitto.open(directory));
        Liar liar = push(new Liar(broker.port(), 20261126));
        Party provider = party(Role.PROVIDER, say.provider(), liar.url()).up();
        Party renter = party(Role.RENTER, say.renter(), broker.url()).up();
        var orders = new ArrayList<MarketMessage>();
        for (int i = 0; i < 120; i++) orders.add(say.order());
        orders.forEach(each -> renter.link.publish(each));
        renter.awaitSent();
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(provider.refused()).hasSizeGreaterThan(20));
        assertThat(orders).as("nothing that was not signed").containsAll(provider.taken());
        liar.repent();
        provider.awaitTaken(orders.toArray(MarketMessage[]::new));
        assertThat(provider.taken()).containsExactlyInAnyOrderElementsOf(orders);
    }

    @Test
    void onSeveralBrokersEachMessageIsToldOnceAndEachBrokerShowsItsState() throws Exception {
        TestBroker one = push(new Artemis(directory.resolve("artemis")));
        TestBroker two = push(Mosquitto.open(directory));
        Party provider = onBoth(Role.PROVIDER, say.provider(), one, two).up();
        Party both = onBoth(Role.RENTER, say.renter(), one, two).up();
        Party single = party(Role.OBSERVER, TestKeys.address(5), two.url()).up();
        await().until(() -> both.link.state().broker().equals("2 of 2 brokers"));
        assertThat(both.link.state().message()).isEqualTo("Connected to broker 1, broker 2.");
        Offer offer = say.offer(Samples.GPU);
        provider.link.publish(offer);
        both.awaitTaken(offer);
        single.awaitTaken(offer);
        await().until(() -> both.heard.contains(new Incoming.Presence(say.provider(), true)));
        Order order = say.order();
        both.link.publish(order);
        provider.awaitTaken(order);

        one.stop();
        await().atMost(Duration.ofSeconds(15))
                .until(() -> both.link.state().broker().equals("1 of 2 brokers")
                        && provider.link.state().broker().equals("1 of 2 brokers"));
        LinkState state = both.link.state();
        assertThat(state.phase()).isEqualTo(Phase.UP);
        assertThat(state.message())
                .startsWith("Connected to broker 2. broker 1: ")
                .contains(one.url());
        assertThat(state.brokers()).extracting(each -> each.name()).containsExactly("broker 1", "broker 2");
        assertThat(state.brokers().get(1).phase()).isEqualTo(Phase.UP);
        Order next = say.order();
        both.link.publish(next);
        provider.awaitTaken(next);
        await().untilAsserted(() -> assertThat(both.link.state().waiting())
                .as("it is on the market")
                .isZero());
        assertThat(both.link.state().brokers().getFirst().waiting()).isEqualTo(1);
        assertThat(both.link.state().upSince()).isEqualTo(state.upSince());

        one.startAgain();
        await().atMost(Duration.ofSeconds(40))
                .until(() -> both.link.state().brokers().getFirst().waiting() == 0
                        && both.link.state().broker().equals("2 of 2 brokers"));
        Party late = party(Role.OBSERVER, TestKeys.address(6), one.url()).up();
        late.awaitTaken(next);
        provider.link.withdrawOffer(Samples.GPU);
        both.awaitHeard(new Incoming.OfferGone(say.provider(), Samples.GPU)::equals);
        provider.awaitSent();
        assertThat(provider.taken()).containsExactly(order, next);
        assertThat(both.taken()).containsExactly(offer);
        assertThat(Set.copyOf(both.refused())).isEmpty();
    }
}
