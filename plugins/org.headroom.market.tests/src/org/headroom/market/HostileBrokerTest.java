package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Order;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rig's link on a broker that sends anything. */
@Timeout(60)
class HostileBrokerTest {
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    private final Samples say = Samples.fresh();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final DroppedPackets dropped = new DroppedPackets("the broker", System::nanoTime, log::add);
    private Order order;

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) each.close();
    }

    private HostileBroker broker() throws Exception {
        var broker = new HostileBroker();
        open.add(broker);
        return broker;
    }

    private Party rig(HostileBroker broker, Optional<DroppedPackets> filter) {
        var settings = BrokerSettings.of(broker.url(), (filter.isPresent() ? "rig-" : "unfiltered-") + Samples.id())
                .withTimes(Duration.ofSeconds(20), Duration.ZERO);
        Party rig = Party.filtering(settings, Role.PROVIDER, say.provider(), filter);
        open.add(rig);
        return rig;
    }

    private String poisonTopic() {
        return Topics.order(say.renter(), say.order().id()) + "\b";
    }

    /** An order that the rig must hear. */
    private byte[] order(int id, byte[] properties) {
        order = say.order();
        byte[] payload = new MarketCodec(Samples.CHAIN).encode(say.signed(order));
        byte[] topic = Topics.of(order).getBytes(StandardCharsets.UTF_8);
        return RawPacket.publish(topic, 1, id, false, properties, payload).whole();
    }

    private static byte[] both(byte[] first, byte[] second) {
        return RawPacket.of(0, first, second).body();
    }

    @Test
    void poisonTopicIsAcknowledgedAndTheNextOrderIsHeardOnTheSameConnection() throws Exception {
        HostileBroker broker = broker();
        byte[] poison = RawPacket.publish(poisonTopic(), 1, 7, EMPTY).whole();
        broker.retaining(both(poison, order(8, RawPacket.NO_PROPERTIES)));
        Party rig = rig(broker, Optional.of(dropped)).up();
        rig.awaitTaken(order);
        await().untilAsserted(() ->
                assertThat(broker.acknowledged).extracting(RawPacket::id).contains(7, 8));
        assertThat(broker.connections).hasValue(1);
        assertThat(rig.link.state().phase()).isEqualTo(LinkState.Phase.UP);
        assertThat(dropped.count()).isGreaterThanOrEqualTo(1);
        assertThat(log)
                .hasSize(1)
                .first()
                .asString()
                .contains("\\x08", "control character")
                .doesNotContain("\b");
    }

    @Test
    void poisonTopicOfQosTwoIsAcknowledgedToItsEnd() throws Exception {
        HostileBroker broker = broker();
        Party rig = rig(broker, Optional.of(dropped)).up();
        broker.send(RawPacket.publish(poisonTopic(), 2, 9, EMPTY).whole());
        await().until(() -> broker.acknowledged.stream().anyMatch(each -> each.type() == 5 && each.id() == 9));
        broker.send(RawPacket.of(0x62, RawPacket.bytes(0, 9)).whole());
        await().until(() -> broker.acknowledged.stream().anyMatch(each -> each.type() == 7 && each.id() == 9));
        broker.send(order(10, RawPacket.NO_PROPERTIES));
        rig.awaitTaken(order);
        assertThat(broker.connections).hasValue(1);
    }

    /** Each ends Paho's receiving thread, or makes it lose its place, though MQTT allows it. */
    static List<byte[]> properties() {
        return List.of(
                RawPacket.properties(RawPacket.bytes(0x09), RawPacket.text(new byte[40_000])),
                RawPacket.properties(RawPacket.bytes(0x26), RawPacket.text("a\b"), RawPacket.text("b")),
                RawPacket.properties(RawPacket.bytes(0x08), RawPacket.text("answer\u0001")),
                RawPacket.properties(RawPacket.bytes(0x03), RawPacket.text("\ufffe")),
                RawPacket.properties(RawPacket.bytes(0x23, 0, 1)));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void orderIsHeardWhateverPropertiesItHas(byte[] properties) throws Exception {
        HostileBroker broker = broker().retaining(order(3, properties));
        Party rig = rig(broker, Optional.of(dropped)).up();
        rig.awaitTaken(order);
        assertThat(broker.connections).hasValue(1);
    }

    @Test
    void acknowledgementWithAReasonTextIsTaken() throws Exception {
        HostileBroker broker = broker();
        Party rig = rig(broker, Optional.of(dropped)).up();
        broker.send(RawPacket.of(
                        0x40,
                        RawPacket.bytes(0x7f, 0x7f, 0x87),
                        RawPacket.properties(RawPacket.bytes(0x1f), RawPacket.text("no")))
                .whole());
        broker.send(order(1, RawPacket.NO_PROPERTIES));
        rig.awaitTaken(order);
        assertThat(broker.connections).hasValue(1);
    }

    /** What cannot be dropped, and what the user reads of it. */
    static List<Ending> endings() {
        return List.of(
                new Ending(RawPacket.of(0x30, new byte[0]).whole(), "PUBLISH that is not valid MQTT"),
                new Ending(RawPacket.bytes(0x30, 0x80, 0x80, 0x80, 0x64), "announced a packet of 209715200 bytes"),
                new Ending(RawPacket.bytes(0x30, 0xff, 0xff, 0xff, 0xff, 0x7f), "a length that is not valid MQTT"),
                new Ending(RawPacket.publish("a", 1, 0, EMPTY).whole(), "its packet identifier is zero"),
                new Ending(RawPacket.publish("a", 3, 1, EMPTY).whole(), "its QoS is 3"),
                new Ending(RawPacket.of(0x20, RawPacket.bytes(0, 0, 0)).whole(), "CONNACK twice"),
                new Ending(RawPacket.of(0xf0, RawPacket.bytes(0x18, 0)).whole(), "AUTH"),
                new Ending(RawPacket.of(0x10, RawPacket.bytes(0, 0)).whole(), "only a client sends"),
                new Ending(RawPacket.of(0x00).whole(), "none of MQTT"),
                new Ending(RawPacket.of(0xd0, new byte[3]).whole(), "PINGRESP"),
                new Ending(
                        RawPacket.of(0xe0, RawPacket.bytes(0x8e)).whole(), "another program uses the same client id"));
    }

    record Ending(byte[] bytes, String said) {}

    @ParameterizedTest
    @MethodSource("endings")
    void connectionIsMadeAnewWhereThePacketCannotBeDropped(Ending ending) throws Exception {
        HostileBroker broker = broker();
        Party rig = rig(broker, Optional.of(dropped)).up();
        broker.send(ending.bytes());
        await().until(() -> broker.connections.get() == 2);
        await().untilAsserted(() -> assertThat(rig.states)
                .anySatisfy(state -> assertThat(state.message()).contains(ending.said())));
        await().until(() -> broker.subscribedConnection() == 2);
        rig.awaitUp();
        broker.send(order(4, RawPacket.NO_PROPERTIES));
        rig.awaitTaken(order);
    }

    /** What a broker may say to CONNECT so that nothing comes of it, and what the user reads of it. */
    static List<Ending> refusals() {
        return List.of(
                new Ending(RawPacket.of(0x20, RawPacket.bytes(0, 0x87, 0)).whole(), "it does not let this user in"),
                new Ending(RawPacket.of(0x20, RawPacket.bytes(0, 0x87)).whole(), "one of MQTT 3"),
                new Ending(RawPacket.of(0x20, RawPacket.bytes(0, 0)).whole(), "one of MQTT 3"),
                new Ending(RawPacket.of(0x20).whole(), "it ends too early"),
                new Ending(RawPacket.of(0x20, RawPacket.bytes(2, 0, 0)).whole(), "wrong flags"),
                new Ending(RawPacket.of(0x20, RawPacket.bytes(0, 1, 0)).whole(), "reason code is not known"),
                new Ending(
                        RawPacket.of(0x20, RawPacket.bytes(0, 0, 3, 0x21, 0, 0)).whole(), "a property is zero"),
                new Ending(RawPacket.of(0xd0).whole(), "PINGRESP before the CONNACK"),
                new Ending(RawPacket.of(0xf0, RawPacket.bytes(0x18, 0)).whole(), "AUTH before the CONNACK"));
    }

    /**
     * Paho tells the end of such an attempt to its ConnectActionListener, which throws a NullPointerException where the client
     * has been closed meanwhile. The attempt must be over by then, for a reason that is told.
     */
    @ParameterizedTest
    @MethodSource("refusals")
    void connackThatRefusesOrIsWrongCostsOneAttemptAndHasAReason(Ending refusal) throws Exception {
        HostileBroker broker = broker().answeringFirstConnect(refusal.bytes());
        Party rig = rig(broker, Optional.of(dropped)).open();
        await().untilAsserted(() -> assertThat(rig.states).anySatisfy(state -> {
            assertThat(state.phase()).isEqualTo(LinkState.Phase.DOWN);
            assertThat(state.message()).contains(refusal.said()).doesNotContain("the MQTT client failed");
        }));
        rig.awaitUp();
        broker.send(order(4, RawPacket.NO_PROPERTIES));
        rig.awaitTaken(order);
        assertThat(broker.connections).hasValue(2);
    }

    @Test
    void connackThatIsNeverCompleteEndsTheAttemptWithAReason() throws Exception {
        HostileBroker broker = broker().answeringFirstConnect(RawPacket.bytes(0x20, 3, 0, 0));
        Party rig = rig(broker, Optional.of(dropped)).open();
        await().atMost(Duration.ofSeconds(25))
                .untilAsserted(() -> assertThat(rig.states)
                        .anySatisfy(state -> assertThat(state.message()).contains("No connection to", "no answer")));
        rig.awaitUp();
        assertThat(broker.connections).hasValue(2);
    }

    @Test
    void rigPublishesToABrokerWithALargeReceiveMaximum() throws Exception {
        HostileBroker broker = broker().answeringConnect(RawPacket.of(0x20, RawPacket.bytes(0, 0, 3, 0x21, 0xff, 0xff))
                .whole());
        Party rig = rig(broker, Optional.of(dropped)).up();
        rig.link.publish(say.offer(Samples.GPU));
        rig.awaitSent();
        assertThat(broker.published).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void messageBeyondTheBrokersPacketSizeIsRefusedAndTheConnectionGoesOn() throws Exception {
        HostileBroker broker = broker().answeringConnect(RawPacket.of(0x20, RawPacket.bytes(0, 0, 5, 0x27, 0, 0, 1, 0))
                .whole());
        Party rig = rig(broker, Optional.of(dropped)).up();
        rig.link.publish(say.offer(Samples.GPU));
        rig.awaitSent();
        await().untilAsserted(() -> assertThat(rig.link.state().message()).contains("too large for this broker"));
        assertThat(broker.connections).hasValue(1);
    }

    @Test
    void linkIsNotUpWhereASubscriptionWasNotAnswered() throws Exception {
        HostileBroker broker = broker().leavingOutOfSuback(1);
        Party rig = rig(broker, Optional.of(dropped)).open();
        await().until(() -> broker.connections.get() == 2);
        assertThat(rig.states).noneMatch(each -> each.phase() == LinkState.Phase.UP);
        assertThat(rig.states).anySatisfy(state -> assertThat(state.message()).contains("reason codes for"));
    }

    @Test
    void brokerThatClosesEachConnectionLeavesNoThreadBehind() throws Exception {
        HostileBroker broker = broker().closingAtOnce(true);
        Party rig = rig(broker, Optional.of(dropped)).open();
        await().atMost(Duration.ofSeconds(30)).until(() -> broker.connections.get() >= 4);
        rig.close();
        await().untilAsserted(() -> assertThat(threadsOf("MQTT Con: rig-")).isEmpty());
    }

    private static List<String> threadsOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(each -> each.startsWith(name))
                .toList();
    }

    @Test
    void deadReceivingThreadIsALostConnectionAtOnce() throws Exception {
        HostileBroker broker = broker();
        Party rig = rig(broker, Optional.empty()).up();
        long sent = System.nanoTime();
        broker.send(RawPacket.publish(poisonTopic(), 1, 7, EMPTY).whole());
        await().until(() -> broker.connections.get() == 2);
        // Its keep-alive is 20 s, after twice which silence is noticed.
        assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(Duration.ofSeconds(5));
        assertThat(rig.states)
                .anySatisfy(state -> assertThat(state.message()).contains("the MQTT client failed (IllegalArgument"));
        await().until(() -> broker.subscribedConnection() == 2);
        rig.awaitUp();
        broker.send(order(4, RawPacket.NO_PROPERTIES));
        rig.awaitTaken(order);
    }

    @Test
    void pausesGrowWhereEachConnectionIsLostSoon() throws Exception {
        HostileBroker broker =
                broker().retaining(RawPacket.publish(poisonTopic(), 1, 7, EMPTY).whole());
        rig(broker, Optional.empty()).open();
        long began = System.nanoTime();
        await().atMost(Duration.ofSeconds(30)).until(() -> broker.connections.get() == 5);
        // At least half of 250 ms, 500 ms, 1 s and 2 s.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_800));
    }
}
