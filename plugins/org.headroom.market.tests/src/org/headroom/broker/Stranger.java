package org.headroom.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** A real MQTT client, honest or not. */
final class Stranger implements AutoCloseable {
    private static final long PATIENCE_MS = 60_000;
    private static final int AT_ONCE = 50;

    private final MqttAsyncClient client;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final boolean isSessionPresent;
    private final @Nullable Long grantedExpiry;

    private Stranger(int port, String clientId, MqttConnectionOptions options) throws MqttException {
        client = new MqttAsyncClient("tcp://127.0.0.1:" + port, clientId, new MemoryPersistence());
        client.setCallback(new Listener());
        try {
            IMqttToken token = client.connect(options);
            token.waitForCompletion(PATIENCE_MS);
            isSessionPresent = token.getSessionPresent();
            grantedExpiry = token.getResponseProperties() == null
                    ? null
                    : token.getResponseProperties().getSessionExpiryInterval();
        } catch (MqttException e) {
            client.close(true);
            throw e;
        }
    }

    /** From 127.0.0.1, with a session of an hour that is taken up again. */
    static Stranger connect(int port, String clientId) throws MqttException {
        return new Stranger(port, clientId, options(3_600));
    }

    static Stranger connect(int port, String clientId, long expirySeconds) throws MqttException {
        return new Stranger(port, clientId, options(expirySeconds));
    }

    /** @param source another loopback address, for one network address of several */
    static Stranger connectFrom(String source, int port, String clientId) throws MqttException {
        MqttConnectionOptions options = options(3_600);
        options.setSocketFactory(new BoundSockets(source));
        return new Stranger(port, clientId, options);
    }

    static Stranger connectWithWill(int port, String clientId, byte[] will) throws MqttException {
        MqttConnectionOptions options = options(3_600);
        options.setWill("will/" + clientId, new MqttMessage(will));
        return new Stranger(port, clientId, options);
    }

    /**
     * @param mostPacketBytes of a packet that the broker may send
     * @param mostAtOnce as many messages the broker may send before the first is acknowledged
     */
    static Stranger connectWithLimits(int port, String clientId, long mostPacketBytes, int mostAtOnce)
            throws MqttException {
        MqttConnectionOptions options = options(3_600);
        options.setMaximumPacketSize(mostPacketBytes);
        options.setReceiveMaximum(mostAtOnce);
        return new Stranger(port, clientId, options);
    }

    private static MqttConnectionOptions options(long expirySeconds) {
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(expirySeconds);
        options.setAutomaticReconnect(false);
        return options;
    }

    boolean isSessionPresent() {
        return isSessionPresent;
    }

    @Nullable
    Long grantedExpiry() {
        return grantedExpiry;
    }

    boolean isConnected() {
        return client.isConnected();
    }

    /** @return the reason code of the SUBACK */
    int subscribe(String filter) throws MqttException {
        return subscribe(filter, 1);
    }

    /** @return the reason code of the SUBACK */
    int subscribe(String filter, int qos) throws MqttException {
        return codes(client.subscribe(new MqttSubscription(filter, qos)))[0];
    }

    /** @return the topic and the length of the next message; null if there is none within a minute */
    @Nullable
    String next() throws InterruptedException {
        return next(Duration.ofMinutes(1));
    }

    /** @return as {@link #next()}; null if there is none in that time */
    @Nullable
    String next(Duration most) throws InterruptedException {
        return heard.poll(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @return whether the broker took it */
    boolean publish(String topic, int bytes, boolean isRetained) throws MqttException {
        return isTaken(send(topic, bytes, isRetained));
    }

    /** On the topics {@code root/0} and so on. @return how many the broker took */
    int publishMany(String root, int topics, int bytes, boolean isRetained) throws MqttException {
        int taken = 0;
        for (int from = 0; from < topics; from += AT_ONCE) {
            List<IMqttToken> sent = new ArrayList<>();
            for (int i = from; i < Math.min(topics, from + AT_ONCE); i++)
                sent.add(send(root + "/" + i, bytes, isRetained));
            for (IMqttToken token : sent) if (isTaken(token)) taken++;
        }
        return taken;
    }

    private IMqttToken send(String topic, int bytes, boolean isRetained) throws MqttException {
        var message = new MqttMessage(new byte[bytes]);
        message.setQos(1);
        message.setRetained(isRetained);
        message.setProperties(new MqttProperties());
        return client.publish(topic, message);
    }

    private static boolean isTaken(IMqttToken token) throws MqttException {
        int[] codes = codes(token);
        return codes == null || IntStream.of(codes).allMatch(code -> code < 0x80);
    }

    private static int[] codes(IMqttToken token) throws MqttException {
        try {
            token.waitForCompletion(PATIENCE_MS);
        } catch (MqttException e) {
            if (e.getReasonCode() < 0x80 || e.getReasonCode() > 0xff) throw e;
            return new int[] {e.getReasonCode()};
        }
        return token.getReasonCodes();
    }

    /** Ends the connection; the session stays. */
    void leave() throws MqttException {
        client.disconnect().waitForCompletion(PATIENCE_MS);
        client.close(true);
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(0, 1_000, false);
        client.close(true);
    }

    private final class Listener implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(topic + " " + message.getPayload().length);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }

    /** Sockets whose own end has a given address. */
    private static final class BoundSockets extends SocketFactory {
        private final String source;

        BoundSockets(String source) {
            this.source = source;
        }

        @Override
        public Socket createSocket() throws IOException {
            var socket = new Socket();
            socket.bind(new InetSocketAddress(source, 0));
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            throw new UnsupportedOperationException();
        }
    }
}
