package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.headroom.model.market.Incoming;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.MarketMessage;
import org.headroom.model.market.Outbox;
import org.headroom.model.money.EthAddress;

/** A provider or renter with its link and everything that it has heard. */
final class Party implements AutoCloseable {
    final EthAddress address;
    final MqttMarketLink link;
    final List<Incoming> heard = new CopyOnWriteArrayList<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();

    Party(List<MqttMarketLink.Broker> brokers, Role role, EthAddress address, Guards guards) {
        this(
                new MqttMarketLink(
                        brokers,
                        role,
                        new MarketCodec(Samples.CHAIN),
                        TestKeys.signer(address),
                        guards,
                        Clock.systemUTC()),
                address);
    }

    private Party(MqttMarketLink link, EthAddress address) {
        this.address = address;
        this.link = link;
        link.onIncoming(heard::add);
        link.onState(states::add);
    }

    Party(BrokerSettings settings, Role role, EthAddress address, Outbox outbox) {
        this(
                List.of(MqttMarketLink.Broker.of(settings, outbox)),
                role,
                address,
                Guards.forNow(new TestKeys(), Clock.systemUTC()));
    }

    Party(BrokerSettings settings, Role role, EthAddress address) {
        this(settings, role, address, new MemoryOutbox());
    }

    /** @param dropped told of what the MQTT client does not see; empty to have it see everything */
    static Party filtering(BrokerSettings settings, Role role, EthAddress address, Optional<DroppedPackets> dropped) {
        return new Party(
                new MqttMarketLink(
                        List.of(MqttMarketLink.Broker.of(settings, new MemoryOutbox())),
                        role,
                        new MarketCodec(Samples.CHAIN),
                        TestKeys.signer(address),
                        Guards.forNow(new TestKeys(), Clock.systemUTC()),
                        Clock.systemUTC(),
                        broker -> dropped),
                address);
    }

    Party open() {
        link.open();
        return this;
    }

    Party awaitUp() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(link.state().phase())
                        .as(link.state().message())
                        .isEqualTo(LinkState.Phase.UP));
        return this;
    }

    Party up() {
        return open().awaitUp();
    }

    List<MarketMessage> taken() {
        return heard.stream()
                .filter(Incoming.Taken.class::isInstance)
                .map(each -> (MarketMessage) ((Incoming.Taken) each).signed().message())
                .toList();
    }

    List<Incoming.Refused> refused() {
        return heard.stream()
                .filter(Incoming.Refused.class::isInstance)
                .map(Incoming.Refused.class::cast)
                .toList();
    }

    void awaitTaken(MarketMessage... messages) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(taken()).contains(messages));
    }

    void awaitHeard(Predicate<Incoming> what) {
        await().atMost(Duration.ofSeconds(20)).until(() -> heard.stream().anyMatch(what));
    }

    void awaitSent() {
        await().atMost(Duration.ofSeconds(20)).until(() -> link.state().waiting() == 0);
    }

    @Override
    public void close() {
        link.close();
    }
}
