package org.headroom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.headroom.broker.EmbeddedBroker;
import org.headroom.model.market.LinkState;
import org.headroom.model.market.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stranger publishes, retained, what ends Paho's receiving thread, while a rig is away and while it is there. Mosquitto refuses the
 * topic with a control character, too; the correlation data it passes on.
 */
@Timeout(60)
class PoisonThroughBrokersTest {
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final Samples say = Samples.fresh();
    private final DroppedPackets dropped = new DroppedPackets("the broker");

    @Test
    void rigHearsOrdersOnMosquittoWhateverIsRetainedThere() throws Exception {
        try (Mosquitto broker = Mosquitto.open(directory)) {
            rigHearsOrders(broker.port());
        }
    }

    @Test
    void rigHearsOrdersOnTheEmbeddedBrokerWhateverIsRetainedThere() throws Exception {
        try (var broker = EmbeddedBroker.start(directory)) {
            assertThat(publish(broker.port()))
                    .isEqualTo(RawPacket.of(0xe0, RawPacket.bytes(0x90, 0)).whole());
            rigHearsOrders(broker.port());
            assertThat(dropped.count()).isZero();
        }
    }

    private void rigHearsOrders(int port) throws Exception {
        publish(port);
        String url = "mqtt://127.0.0.1:" + port;
        var settings = BrokerSettings.of(url, "rig-" + Samples.id()).withTimes(Duration.ofSeconds(20), Duration.ZERO);
        try (Party rig = Party.filtering(settings, Role.PROVIDER, say.provider(), Optional.of(dropped));
                Party renter = new Party(BrokerSettings.of(url, "renter-" + Samples.id()), Role.RENTER, say.renter())) {
            rig.up();
            publish(port);
            Order order = say.order();
            renter.up().link.publish(order);
            rig.awaitTaken(order);
            await().untilAsserted(() -> assertThat(rig.link.state().phase()).isEqualTo(LinkState.Phase.UP));
            assertThat(rig.states).noneMatch(each -> each.phase() == LinkState.Phase.DOWN);
        }
    }

    /** @return what the broker answers, which may be nothing and the end of the connection */
    private byte[] publish(int port) throws IOException {
        String topic = Topics.order(say.renter(), say.order().id());
        // MQTT allows it, and every broker passes it on. Paho reads the length as a negative one.
        byte[] correlation = RawPacket.properties(RawPacket.bytes(0x09), RawPacket.text(new byte[40_000]));
        publish(port, RawPacket.publish(topic.getBytes(StandardCharsets.UTF_8), 1, 1, true, correlation, EMPTY));
        return publish(port, RawPacket.publish(topic + "\b", 1, 1, EMPTY));
    }

    private static byte[] publish(int port, RawPacket packet) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(RawPacket.connect("stranger-" + Samples.id()).whole());
            var in = new DataInputStream(socket.getInputStream());
            assertThat(RawPacket.read(in).type()).isEqualTo(2);
            socket.getOutputStream().write(packet.whole());
            try {
                return RawPacket.read(in).whole();
            } catch (EOFException e) {
                return new byte[0];
            }
        }
    }
}
