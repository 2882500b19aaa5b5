package org.headroom.broker;

import org.apache.activemq.artemis.core.protocol.mqtt.MQTTConnection;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resumes delivery on all subscriptions of a client when it acknowledges messages. All of them share the client's Receive Maximum;
 * Artemis resumes only the one whose message was acknowledged, and one that it refused meanwhile would wait for its next message.
 *
 * <p>No subscription is missed. Artemis refuses a message only where as many as the Receive Maximum are in flight, so the next
 * acknowledgements find at least that many less their own number, and resume delivery after they have been counted. A queue
 * reads the number in flight each time that it delivers; if others were faster, it is refused again, and there are
 * acknowledgements to come again.
 */
final class DeliveryPrompt {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryPrompt.class);

    private final ActiveMQServer server;
    private final SessionLimit sessions;
    private final MQTTConnection connection;
    /** Of this connection's session; known when it has been looked up once. */
    private @Nullable MQTTSessionState state;

    DeliveryPrompt(ActiveMQServer server, SessionLimit sessions, MQTTConnection connection) {
        this.server = server;
        this.sessions = sessions;
        this.connection = connection;
    }

    /**
     * Called when Artemis has processed acknowledgements of the client, by the thread that has processed them. Waits for nothing.
     *
     * @param packets how many, since the last call
     */
    void acknowledged(int packets) {
        try {
            if (!isExhausted(packets)) return;
            for (ServerSession each : server.getSessions(connection.getID().toString())) resume(each);
        } catch (Exception e) {
            LOG.debug("Delivery to a client was not resumed: {}", e.toString());
        }
    }

    /** Starts delivery on those subscriptions that have messages waiting; on threads of their own. */
    static void resume(ServerSession session) {
        for (ServerConsumer each : session.getServerConsumers())
            if (each.getQueue().getPendingMessageCount() > 0) each.promptDelivery();
    }

    /** Whether as many messages as the client takes may have been in flight before these acknowledgements. */
    private boolean isExhausted(int packets) throws Exception {
        MQTTSessionState of = state;
        if (of == null) {
            of = sessions.state(connection.getClientID());
            state = of;
        }
        // What Artemis calls the quota is the number of messages in flight.
        return of != null && of.getOutboundStore().getSendQuota() + packets >= receiveMaximum();
    }

    private int receiveMaximum() {
        int most = connection.getReceiveMaximum();
        return most > 0 ? most : MQTTUtil.DEFAULT_MAXIMUM_IN_FLIGHT_PUBLISH_MESSAGES;
    }
}
