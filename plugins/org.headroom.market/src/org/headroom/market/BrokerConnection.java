package org.headroom.market;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, from its beginning to its loss; there is no second life, the next one is built anew. Its events come
 * on Paho's threads and must be handed over at once.
 */
final class BrokerConnection {
    /** What happens to a connection; {@code lost} comes at most once and ends it. */
    interface Events {
        void up(BrokerConnection connection, Welcome welcome);

        void lost(BrokerConnection connection, String why);

        void arrived(BrokerConnection connection, Arrival arrival);
    }

    /**
     * The broker's greeting.
     *
     * @param receiveMaximum how many publishes it takes before it has acknowledged the first
     * @param refusedFilters subscriptions that it did not grant
     */
    record Welcome(int receiveMaximum, List<String> refusedFilters) {}

    static final int ONLINE_QOS = 1;
    /** Why a connection is lost of which a thread ended with an exception; its name follows. */
    static final String CLIENT_FAILED = "the MQTT client failed";

    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final long SESSION_SECONDS = 3_600;
    static final int RECEIVE_MAXIMUM = 100;
    static final int MAX_PACKET_BYTES = 256 << 10;
    /** Of a PUBLISH, beside its topic and its payload: lengths, identifier and the expiry. */
    private static final int PUBLISH_OVERHEAD_BYTES = 16;

    private static final int PACKET_TOO_LARGE = 0x95;
    private static final int FIRST_FAILURE_CODE = 0x80;
    private static final int PAHO_CLIENT_TIMEOUT = 32_000;
    private static final int PAHO_CONNECTION_LOST = 32_109;
    private static final int PAHO_MAX_INFLIGHT = 32_202;
    private static final int CONNECT_SECONDS = 10;
    private static final Duration RELEASED_WITHIN = Duration.ofSeconds(3);

    private final BrokerSettings settings;
    private final List<String> filters;
    private final Events events;
    private final BrokerSockets sockets;
    private final PahoThreads threads = new PahoThreads(this::failed, () -> end("the MQTT client stopped by itself"));
    private final AtomicBoolean ended = new AtomicBoolean();
    private final MqttAsyncClient client;
    private final MqttConnectionOptions options;
    private volatile Optional<PacketFilter> filter = Optional.empty();

    /**
     * @param willTopic where the broker says {@code offline} in our name when we vanish
     * @param dropped told of what the broker sends and Paho does not see; empty to have Paho see everything
     */
    BrokerConnection(
            URI url,
            BrokerSettings settings,
            List<String> filters,
            Optional<String> willTopic,
            Optional<DroppedPackets> dropped,
            Events events)
            throws IOException {
        this.settings = settings;
        this.filters = filters;
        this.events = events;
        this.sockets = new BrokerSockets(() -> dropped.map(this::filter).orElse(SocketStreams.DIRECT));
        boolean secure = "mqtts".equals(url.getScheme());
        SocketFactory factory = secure ? sockets.secure(TlsContext.of(settings.tls())) : sockets.plain();
        this.options = options(factory, willTopic);
        int port = url.getPort() > 0 ? url.getPort() : secure ? 8883 : 1883;
        try {
            client = new MqttAsyncClient(
                    (secure ? "ssl://" : "tcp://") + url.getHost() + ":" + port,
                    settings.clientId(),
                    new MemoryPersistence(),
                    null,
                    threads);
        } catch (MqttException e) {
            threads.shutdown();
            throw new IOException("The MQTT client cannot be made: " + words(e), e);
        }
        // Acknowledged when dealt with, so that the broker slows down when we do.
        client.setManualAcks(true);
        client.setCallback(new FromPaho());
    }

    private SocketStreams filter(DroppedPackets dropped) {
        var next = new PacketFilter(MAX_PACKET_BYTES, RECEIVE_MAXIMUM, dropped, this::end);
        filter = Optional.of(next);
        return next;
    }

    /** A thread of Paho's has ended with what it should have handled; nothing works without it. */
    private void failed(Throwable e) {
        if (ended.get()) {
            LOG.debug("The MQTT client failed while it closed", e);
            return;
        }
        LOG.warn("The MQTT client failed; the connection is made anew", e);
        end(CLIENT_FAILED + " (" + e.getClass().getSimpleName() + ")");
    }

    private MqttConnectionOptions options(SocketFactory factory, Optional<String> willTopic) {
        var out = new MqttConnectionOptions();
        out.setSocketFactory(factory);
        out.setHttpsHostnameVerificationEnabled(true);
        out.setAutomaticReconnect(false);
        out.setCleanStart(false);
        out.setSessionExpiryInterval(SESSION_SECONDS);
        out.setReceiveMaximum(RECEIVE_MAXIMUM);
        out.setMaximumPacketSize((long) MAX_PACKET_BYTES);
        out.setUseSubscriptionIdentifiers(false);
        out.setConnectionTimeout(CONNECT_SECONDS);
        out.setKeepAliveInterval((int) Math.max(1, settings.keepAlive().toSeconds()));
        willTopic.ifPresent(topic -> {
            var will = new MqttMessage("offline".getBytes(StandardCharsets.US_ASCII));
            will.setQos(ONLINE_QOS);
            will.setRetained(true);
            out.setWill(topic, will);
            var delay = new MqttProperties();
            if (!settings.willDelay().isZero())
                delay.setWillDelayInterval(settings.willDelay().toSeconds());
            out.setWillMessageProperties(delay);
        });
        return out;
    }

    /**
     * Begins; {@code up} or {@code lost} follows.
     *
     * @throws IOException if the password cannot be had; nothing is connected then
     */
    void open() throws IOException {
        settings.username().ifPresent(options::setUserName);
        if (settings.password().isPresent())
            options.setPassword(utf8(settings.password().get().read()));
        try {
            client.connect(options, null, new Outcome() {
                @Override
                public void onSuccess(IMqttToken token) {
                    wipePassword();
                    Integer maximum = token.getResponseProperties() == null
                            ? null
                            : token.getResponseProperties().getReceiveMaximum();
                    subscribe(maximum == null ? 65_535 : maximum);
                }

                @Override
                public void onFailure(IMqttToken token, Throwable e) {
                    wipePassword();
                    end(words(e));
                }
            });
        } catch (MqttException | RuntimeException e) {
            end(words(e));
        }
    }

    private void wipePassword() {
        byte[] secret = options.getPassword();
        if (secret != null) Arrays.fill(secret, (byte) 0);
    }

    private static byte[] utf8(char[] secret) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(java.nio.CharBuffer.wrap(secret));
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Arrays.fill(buffer.array(), (byte) 0);
        Arrays.fill(secret, '\0');
        return bytes;
    }

    private MqttSubscription[] wanted() {
        return filters.stream().map(filter -> new MqttSubscription(filter, 1)).toArray(MqttSubscription[]::new);
    }

    /** Subscribes to the same once more, so that the broker sends what is retained again. */
    void subscribeAgain() {
        try {
            client.subscribe(
                    wanted(),
                    null,
                    new Outcome() {
                        @Override
                        public void onSuccess(IMqttToken token) {}

                        @Override
                        public void onFailure(IMqttToken token, Throwable e) {
                            // What the broker refuses was refused the first time, too.
                            LOG.debug("The broker did not take the subscription a second time", e);
                        }
                    },
                    new MqttProperties());
        } catch (MqttException | RuntimeException e) {
            // Paho has no room for it just now; whether the connection is alive is seen elsewhere.
            LOG.debug("The subscription was not sent a second time", e);
        }
    }

    private void subscribe(int receiveMaximum) {
        try {
            client.subscribe(
                    wanted(),
                    null,
                    new Outcome() {
                        @Override
                        public void onSuccess(IMqttToken token) {
                            events.up(BrokerConnection.this, new Welcome(receiveMaximum, refused(token)));
                        }

                        @Override
                        public void onFailure(IMqttToken token, Throwable e) {
                            List<String> refused = refused(token);
                            if (refused.isEmpty()) end("it did not answer the subscription: " + words(e));
                            else events.up(BrokerConnection.this, new Welcome(receiveMaximum, refused));
                        }
                    },
                    new MqttProperties());
        } catch (MqttException | RuntimeException e) {
            end(words(e));
        }
    }

    private List<String> refused(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        var out = new ArrayList<String>();
        for (int i = 0; codes != null && i < codes.length && i < filters.size(); i++)
            if (codes[i] >= FIRST_FAILURE_CODE) out.add(filters.get(i));
        return out;
    }

    /**
     * Sends at QoS 1.
     *
     * @param expirySeconds how long the broker keeps it; zero for as long as it likes
     * @param answered gets the broker's reason code (128 and up is a refusal); not called when the connection is lost
     * @return false if there is no room right now
     */
    boolean publish(String topic, byte[] payload, boolean retained, long expirySeconds, IntConsumer answered) {
        long most = filter.map(PacketFilter::mostBytes).orElse(Long.MAX_VALUE);
        if (PUBLISH_OVERHEAD_BYTES + topic.length() + payload.length > most) {
            // It would end the connection, each time.
            answered.accept(PACKET_TOO_LARGE);
            return true;
        }
        var message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(retained);
        var properties = new MqttProperties();
        if (expirySeconds > 0) properties.setMessageExpiryInterval(Math.min(expirySeconds, 0xffff_ffffL));
        message.setProperties(properties);
        try {
            client.publish(topic, message, null, new Outcome() {
                @Override
                public void onSuccess(IMqttToken token) {
                    answered.accept(worst(token));
                }

                @Override
                public void onFailure(IMqttToken token, Throwable e) {
                    int code = worst(token);
                    if (code >= FIRST_FAILURE_CODE) answered.accept(code);
                    else end(words(e));
                }
            });
            return true;
        } catch (MqttException | RuntimeException e) {
            if (e instanceof MqttException mqtt && mqtt.getReasonCode() == PAHO_MAX_INFLIGHT) return false;
            end(words(e));
            return false;
        }
    }

    private static int worst(IMqttToken token) {
        int[] codes = token.getReasonCodes();
        return codes == null ? 0 : Arrays.stream(codes).max().orElse(0);
    }

    /** Says goodbye with a last retained word, waits at most two seconds for it, and is gone. Blocks. */
    void leave(Optional<String> presenceTopic) {
        if (ended.compareAndSet(false, true)) {
            presenceTopic.ifPresent(topic -> {
                var said = new CountDownLatch(1);
                publish(topic, "offline".getBytes(StandardCharsets.US_ASCII), true, 0, code -> said.countDown());
                await(said);
            });
            var properties = new MqttProperties();
            properties.setSessionExpiryInterval(0L);
            disconnect(properties);
        }
        release();
    }

    /**
     * Disconnects, waits at most two seconds for it, and leaves its session with the broker, which queues what comes for its
     * other subscriptions until the session expires. Blocks.
     *
     * @param unsubscribed filters for which nothing is to be queued
     */
    void leaveSession(List<String> unsubscribed) {
        if (ended.compareAndSet(false, true)) {
            var done = new CountDownLatch(1);
            try {
                client.unsubscribe(unsubscribed.toArray(String[]::new), null, counting(done), new MqttProperties());
                await(done);
            } catch (MqttException | RuntimeException e) {
                LOG.debug("Not connected at the end: {}", words(e));
            }
            disconnect(new MqttProperties());
        }
        release();
    }

    private void disconnect(MqttProperties properties) {
        var gone = new CountDownLatch(1);
        try {
            client.disconnect(1_000, null, counting(gone), MqttReturnCode.RETURN_CODE_SUCCESS, properties);
            await(gone);
        } catch (MqttException | RuntimeException e) {
            LOG.debug("Not connected at the end: {}", words(e));
        }
    }

    private static Outcome counting(CountDownLatch done) {
        return new Outcome() {
            @Override
            public void onSuccess(IMqttToken token) {
                done.countDown();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable e) {
                done.countDown();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.SECONDS)) LOG.debug("The broker did not answer the goodbye");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Cuts the line, as a crash would, and frees everything. May block for a moment. */
    void abandon() {
        ended.set(true);
        release();
    }

    private void release() {
        sockets.cut();
        threads.awaitShortTasks(RELEASED_WITHIN);
        try {
            client.disconnectForcibly(0, 0, false);
        } catch (MqttException | RuntimeException e) {
            LOG.debug("Already apart: {}", words(e));
        }
        try {
            client.close(true);
        } catch (MqttException | RuntimeException e) {
            LOG.debug("Closing: {}", words(e));
        }
        threads.shutdown();
    }

    private void end(String why) {
        if (ended.compareAndSet(false, true)) events.lost(this, why);
    }

    /** The deepest cause says most: Paho's own words are numbers. It fails unchecked where it is asked while it closes. */
    private static String words(@org.jspecify.annotations.Nullable Throwable e) {
        Throwable deepest = e;
        while (deepest != null && deepest.getCause() != null) deepest = deepest.getCause();
        if (deepest == null) return "no reason given";
        if (deepest instanceof EOFException) return "it closed the connection";
        if (deepest instanceof RuntimeException)
            return "the MQTT client gave up (" + deepest.getClass().getSimpleName() + ")";
        String message = deepest.getMessage();
        String text = message == null || message.isBlank() ? deepest.getClass().getSimpleName() : message;
        int code = deepest instanceof MqttException mqtt ? mqtt.getReasonCode() : 0;
        return switch (code) {
            case 0x86 -> "the user name or the password is wrong";
            case 0x87 -> "it does not let this user in";
            case 0x8e -> "another program uses the same client id";
            case PAHO_CLIENT_TIMEOUT -> "no answer in time";
            case PAHO_CONNECTION_LOST -> "the connection broke";
            default -> text;
        };
    }

    /** Paho's two-sided callback, so that both sides are written as methods. */
    private abstract static class Outcome implements MqttActionListener {}

    private final class FromPaho implements MqttCallback {
        @Override
        public void disconnected(MqttDisconnectResponse response) {
            String why = response.getException() != null
                    ? words(response.getException())
                    : response.getReturnCode() == 0x8e
                            ? "another program uses the same client id"
                            : "it ended the connection (code " + response.getReturnCode() + ")";
            end(why);
        }

        @Override
        public void mqttErrorOccurred(MqttException e) {
            LOG.debug("Paho: {}", words(e));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            int id = message.getId();
            int qos = message.getQos();
            events.arrived(BrokerConnection.this, new Arrival(topic, message.getPayload(), () -> acknowledge(id, qos)));
        }

        private void acknowledge(int id, int qos) {
            if (qos == 0 || ended.get()) return;
            try {
                client.messageArrivedComplete(id, qos);
            } catch (MqttException | RuntimeException e) {
                // The broker will send it again to the next connection, where it is known as a duplicate.
                LOG.debug("Not acknowledged: {}", words(e));
            }
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String uri) {}

        @Override
        public void authPacketArrived(int code, MqttProperties properties) {}
    }
}
