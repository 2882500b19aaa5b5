package org.headroom.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded broker, and Artemis in it, log. */
class BrokerLogTest {
    private static final int TOPICS = 3_500;
    /** In so small a heap. */
    private static final int CONNECTIONS = 256;

    private static final int REFUSED = 40;

    @TempDir
    Path folder;

    @RepeatedTest(2)
    void nothingIsLoggedWhereItIsClosedWhileUnusedTopicsAreDeleted() throws Exception {
        try (BrokerProgram broker = BrokerProgram.start(folder.resolve("broker"), 128)) {
            try (DeafClient client = DeafClient.connect(broker.port(), "many")) {
                for (int i = 0; i < TOPICS; i++) client.send(DeafClient.publish("t/" + i, 1, 1));
                for (int i = 0; i < TOPICS; i++) client.receive();
            }
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> broker.state().topics() < TOPICS);
            assertThat(broker.end()).isZero();
            assertThat(broker.log()).doesNotContain("AMQ", "Exception", " WARN ", " ERROR ");
        }
    }

    @Test
    void connectionsBeyondTheLimitAreLoggedOnceAndTakeNoRoom() throws Exception {
        List<DeafClient> clients = new ArrayList<>();
        try (BrokerProgram broker = BrokerProgram.start(folder.resolve("broker"), 128)) {
            for (int i = 0; i < CONNECTIONS; i++) clients.add(DeafClient.connect(broker.port(), "client-" + i));
            for (int i = 0; i < REFUSED; i++)
                assertThat(DeafClient.codeOf(broker.port(), "more-" + i, new byte[0]))
                        .isEqualTo(-1);
            assertThat(broker.state().sessions()).isEqualTo(CONNECTIONS);
            clients.removeFirst().close();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> DeafClient.codeOf(broker.port(), "next", new byte[0]) == 0);
            assertThat(broker.end()).isZero();
            assertThat(broker.log())
                    .containsOnlyOnce("connections, as many as it may have: 1 was refused")
                    .doesNotContain("AMQ", "Exception");
        } finally {
            for (DeafClient each : clients) each.close();
        }
    }

    @Test
    void connectionsWithoutAConnectAreClosedAndLoggedAsACount() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (BrokerProgram broker = BrokerProgram.start(folder.resolve("broker"), 128)) {
            for (String begin : new String[] {"", "GET / HTTP/1.1\r\nHost: x\r\n", "\u0010\u0020\0\4MQTT\5\2"})
                for (int i = 0; i < 4; i++) {
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.port());
                    socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
                    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
                    sockets.add(socket);
                }
            for (Socket each : sockets) assertThat(isClosed(each)).isTrue();
            assertThat(broker.log())
                    .containsOnlyOnce("closes connections that send no MQTT CONNECT")
                    .doesNotContain("AMQ", "Exception", " ERROR ");
        } finally {
            for (Socket each : sockets) each.close();
        }
    }

    @Test
    void silentConnectionsCountAgainstTheLimit() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (BrokerProgram broker = BrokerProgram.start(folder.resolve("broker"), 128)) {
            for (int i = 0; i < CONNECTIONS; i++)
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), broker.port()));
            Socket more = new Socket(InetAddress.getLoopbackAddress(), broker.port());
            sockets.add(more);
            more.setSoTimeout((int) Duration.ofSeconds(5).toMillis());
            assertThat(isClosed(more)).isTrue();
        } finally {
            for (Socket each : sockets) each.close();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void closingDoesNotWaitForADeletionThatFailed() throws Exception {
        AtomicLong nanos = new AtomicLong();
        BrokerBounds bounds = new BrokerBounds(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, nanos::get);
        BrokerLimits limits = new BrokerLimits(bounds, 1, true);
        limits.beforeRemoveAddress(SimpleString.of("a"));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        long began = System.nanoTime();
        limits.closing();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void refusedConnectionsAreCountedAndLoggedOnceAMinute() {
        AtomicLong nanos = new AtomicLong();
        List<String> lines = new ArrayList<>();
        RefusedConnections refused = new RefusedConnections(10, nanos::get, lines::add);
        for (int second = 0; second < 150; second++) {
            refused.refused();
            refused.refused();
            refused.logIfDue();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        assertThat(lines)
                .containsExactly(
                        "The embedded broker has 10 connections, as many as it may have: 1 was refused",
                        "The embedded broker has 10 connections, as many as it may have: 120 were refused in the last"
                                + " 60 s",
                        "The embedded broker has 10 connections, as many as it may have: 120 were refused in the last"
                                + " 60 s");
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        refused.logIfDue();
        refused.logIfDue();
        assertThat(lines).hasSize(4).last().asString().contains(": 59 were refused");
    }
}
