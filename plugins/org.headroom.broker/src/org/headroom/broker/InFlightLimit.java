package org.headroom.broker;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;

/**
 * Keeps the messages in flight to a client within its Receive Maximum. The queues of several subscriptions deliver on several
 * threads, and each may find room for the same message: Artemis then sends a few too many, and a client may end the connection
 * for it. Those are held here until the client has acknowledged others. Artemis counts them too, and lowers its count at the same
 * packets, so there are at most as many as it has threads. Runs on the event loop of the channel, between the decoder and Artemis.
 */
final class InFlightLimit extends ChannelDuplexHandler {
    private static final int RECEIVE_MAXIMUM = MqttPropertyType.RECEIVE_MAXIMUM.value();
    /** At each, Artemis lowers the number of messages in flight. */
    private static final Set<MqttMessageType> ACKNOWLEDGEMENTS =
            EnumSet.of(MqttMessageType.PUBACK, MqttMessageType.PUBREC, MqttMessageType.PUBCOMP);

    private final Runnable onHeld;
    private final Queue<Held> held = new ArrayDeque<>();
    private long heldBytes;
    private int most = Integer.MAX_VALUE;
    private int inFlight;

    /** @param onHeld called when {@link #heldBytes()} has changed */
    InFlightLimit(Runnable onHeld) {
        this.onHeld = onHeld;
    }

    /** What could not be decoded may have no header. */
    static boolean isAcknowledgement(Object packet) {
        return packet instanceof MqttMessage message
                && message.fixedHeader() != null
                && ACKNOWLEDGEMENTS.contains(message.fixedHeader().messageType());
    }

    /** Of the messages that are held. */
    long heldBytes() {
        return heldBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object packet) {
        if (packet instanceof MqttConnectMessage connect && connect.variableHeader() != null) most = most(connect);
        else if (isAcknowledgement(packet)) acknowledged(ctx);
        ctx.fireChannelRead(packet);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object packet, ChannelPromise promise) {
        if (packet instanceof MqttPublishMessage message
                && message.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE) {
            if (inFlight >= most) {
                held.add(new Held(message, promise));
                heldBytes += bytes(message);
                onHeld.run();
                return;
            }
            inFlight++;
        }
        ctx.write(packet, promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        discard();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        discard();
    }

    /** One more than the client was sent counts for nothing. */
    private void acknowledged(ChannelHandlerContext ctx) {
        if (inFlight == 0) return;
        Held next = held.poll();
        if (next == null) {
            inFlight--;
            return;
        }
        heldBytes -= bytes(next.message);
        ctx.writeAndFlush(next.message, next.promise);
        onHeld.run();
    }

    /** What is written from here on is not held: it fails, and is released. */
    private void discard() {
        most = Integer.MAX_VALUE;
        heldBytes = 0;
        for (Held next = held.poll(); next != null; next = held.poll()) {
            ReferenceCountUtil.release(next.message);
            next.promise.tryFailure(new ClosedChannelException());
        }
    }

    /** Artemis takes 0, which is not allowed, for none. */
    private static int most(MqttConnectMessage connect) {
        MqttProperties properties = connect.variableHeader().properties();
        return properties.getProperty(RECEIVE_MAXIMUM) instanceof IntegerProperty announced && announced.value() > 0
                ? announced.value()
                : Integer.MAX_VALUE;
    }

    private static long bytes(MqttPublishMessage message) {
        return message.fixedHeader().remainingLength();
    }

    private record Held(MqttPublishMessage message, ChannelPromise promise) {}
}
