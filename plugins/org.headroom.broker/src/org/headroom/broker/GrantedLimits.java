package org.headroom.broker;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees each packet before it goes to a client. Tells the client in its CONNACK that QoS 2 is not supported, and for how long its
 * session is kept if it asked for more; withholds messages that are too large for it; and tells {@link ConnectionFlow} of all others.
 */
final class GrantedLimits implements MQTTInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(GrantedLimits.class);

    private final SessionLimit sessions;
    private final OversizedMessages oversized;

    GrantedLimits(SessionLimit sessions, OversizedMessages oversized) {
        this.sessions = sessions;
        this.oversized = oversized;
    }

    /** @return false if the packet is not to be sent */
    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet instanceof MqttConnAckMessage ack
                && ack.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            keepWill(connection);
            MqttProperties properties = ack.variableHeader().properties();
            // Only MQTT 5 has properties.
            if (properties != MqttProperties.NO_PROPERTIES) grant(properties, connection);
        }
        if (!(packet instanceof MqttPublishMessage message)) return true;
        if (oversized.withhold(message, connection)) return false;
        if (connection.getTransportConnection() instanceof NettyConnection netty)
            ConnectionFlow.delivers(netty, message);
        return true;
    }

    private void grant(MqttProperties properties, RemotingConnection connection) {
        properties.add(new IntegerProperty(MqttPropertyType.MAXIMUM_QOS.value(), 1));
        if (sessions.isExpiryCapped(connection.getID()))
            properties.add(new IntegerProperty(
                    MqttPropertyType.SESSION_EXPIRY_INTERVAL.value(), SessionLimit.LONGEST_SECONDS));
    }

    /**
     * Artemis has just read the will into a buffer that it never releases: not when it is sent, not when the client's next one
     * takes its place, and not when the session ends. A buffer of the heap needs no release.
     */
    private void keepWill(RemotingConnection connection) {
        try {
            MQTTSessionState state = sessions.state(connection.getClientID());
            if (state == null) return;
            ByteBuf will = state.getWillMessage();
            if (will == null || will.alloc() == UnpooledByteBufAllocator.DEFAULT) return;
            state.setWillMessage(Unpooled.copiedBuffer(will));
            will.release();
        } catch (Exception e) {
            LOG.debug("A will stays in its buffer: {}", e.toString());
        }
    }
}
