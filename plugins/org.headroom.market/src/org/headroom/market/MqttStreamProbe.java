package org.headroom.market;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.internal.MqttState;
import org.eclipse.paho.mqttv5.client.wire.MqttInputStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;

/**
 * Reads the bytes of a broker as a connection does, through the filter and Paho's parser and without a network. For fuzzing. One
 * thread.
 */
public final class MqttStreamProbe {
    /** As a connection of the market announces it. */
    public static final int MOST_PACKET_BYTES = BrokerConnection.MAX_PACKET_BYTES;
    /** The identifiers of what the connection has sent: a PUBLISH, a SUBSCRIBE of two filters, an UNSUBSCRIBE of one. */
    public static final int PUBLISHED = 1;

    public static final int SUBSCRIBED = 2;
    public static final int UNSUBSCRIBED = 3;

    private static final MqttState NO_STATE = (MqttState) Proxy.newProxyInstance(
            MqttState.class.getClassLoader(), new Class<?>[] {MqttState.class}, (proxy, method, arguments) -> null);

    private final boolean isFiltered;
    private int dropped;
    private String closed = "";

    /** @param isFiltered false to see what Paho does with the same bytes */
    public MqttStreamProbe(boolean isFiltered) {
        this.isFiltered = isFiltered;
    }

    /**
     * @param parsed packets that Paho parsed
     * @param dropped packets that the filter dropped or answered itself
     * @param closed why the filter ended the connection, if it did
     * @param failure what Paho ended with and should not: an unchecked exception or an error, and behind the filter any exception
     */
    public record Outcome(int parsed, int dropped, Optional<String> closed, Optional<Throwable> failure) {}

    /** @param stream from the first byte that the broker sends */
    public Outcome read(byte[] stream) {
        dropped = 0;
        closed = "";
        int parsed = 0;
        Throwable failure = null;
        try (var paho = new MqttInputStream(NO_STATE, incoming(new ByteArrayInputStream(stream)), "probe")) {
            for (MqttWireMessage each = paho.readMqttWireMessage(); each != null; each = paho.readMqttWireMessage())
                parsed++;
        } catch (EOFException e) {
            // The stream's end.
        } catch (IOException | MqttException e) {
            if (isFiltered && closed.isEmpty()) failure = e;
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        return new Outcome(
                parsed,
                dropped,
                closed.isEmpty() ? Optional.empty() : Optional.of(closed),
                Optional.ofNullable(failure));
    }

    private InputStream incoming(InputStream stream) {
        if (!isFiltered) return stream;
        var exchange = new PacketExchange(BrokerConnection.RECEIVE_MAXIMUM);
        exchange.connectIsSent();
        exchange.sent(PUBLISHED, new PacketExchange.Awaited(PacketExchange.Kind.PUBLISH, 0));
        exchange.sent(SUBSCRIBED, new PacketExchange.Awaited(PacketExchange.Kind.SUBSCRIBE, 2));
        exchange.sent(UNSUBSCRIBED, new PacketExchange.Awaited(PacketExchange.Kind.UNSUBSCRIBE, 1));
        return new IncomingPackets(stream, MOST_PACKET_BYTES, exchange, this::handle);
    }

    private void handle(PacketVerdict verdict) throws IOException {
        switch (verdict) {
            case PacketVerdict.Pass pass -> {}
            case PacketVerdict.Drop drop -> dropped++;
            case PacketVerdict.Close close -> {
                closed = close.reason();
                throw new IOException(closed);
            }
        }
    }
}
