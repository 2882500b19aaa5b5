package org.headroom.broker;

import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import org.apache.activemq.artemis.api.core.Pair;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Withholds messages from clients that announced a Maximum Packet Size below theirs, as the specification demands. Artemis would never
 * free the bytes of such a message, and would count it against the client's Receive Maximum for ever.
 */
final class OversizedMessages {
    private static final Logger LOG = LoggerFactory.getLogger(OversizedMessages.class);

    private final ActiveMQServer server;
    private final SessionLimit sessions;

    OversizedMessages(ActiveMQServer server, SessionLimit sessions) {
        this.server = server;
        this.sessions = sessions;
    }

    /** @return whether the message was withheld; its bytes are free then, and it counts as delivered */
    boolean withhold(MqttPublishMessage message, RemotingConnection connection) {
        long most = sessions.mostPacketBytes(connection.getID());
        if (most == Long.MAX_VALUE || PublishSize.of(message) <= most) return false;
        try {
            // Of QoS 0, Artemis takes each as delivered.
            if (message.fixedHeader().qosLevel() != MqttQoS.AT_MOST_ONCE)
                acknowledge(message.variableHeader().packetId(), connection);
        } catch (Exception e) {
            // It waits until the client connects again.
            LOG.debug("A message that was withheld could not be acknowledged: {}", e.toString());
        } finally {
            message.release();
        }
        return true;
    }

    /** As Artemis does at a PUBACK; its place is free for any subscription of the client. */
    private void acknowledge(int packetId, RemotingConnection connection) throws Exception {
        MQTTSessionState state = sessions.state(connection.getClientID());
        Pair<Long, Long> delivery =
                state == null ? null : state.getOutboundStore().publishAckd(packetId);
        if (delivery == null) return;
        for (ServerSession each : server.getSessions(connection.getID().toString())) {
            try {
                each.individualAcknowledge(delivery.getB(), delivery.getA());
            } finally {
                DeliveryPrompt.resume(each);
            }
        }
    }
}
