package org.headroom.broker;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttPubReplyMessageVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each packet before Artemis does. Refuses client ids, topics and CONNECT packets that are too long or that Artemis
 * would take for its own names, and texts with characters at which clients fail; limits the time that a client may have its
 * session kept. Runs on Netty's threads.
 */
final class PacketGate implements MQTTInterceptor {
    static final int MOST_CLIENT_ID = 128;
    static final int MOST_TOPIC_BYTES = 512;
    /** Of a whole packet, with the will and the password: the broker keeps the will as long as the session. */
    static final int MOST_CONNECT_BYTES = 8 << 10;

    static final int MOST_USER_PROPERTIES = 32;
    /** Of what a client says that it takes: the largest CONNACK. */
    static final int LEAST_PACKET_BYTES = 64;

    /** Of a SUBACK or UNSUBACK, without its header and its reason codes: the packet's id and the length of no properties. */
    private static final int ACK_BYTES = Short.BYTES + 1;

    private static final Logger LOG = LoggerFactory.getLogger(PacketGate.class);
    private static final int SESSION_EXPIRY = MqttPropertyType.SESSION_EXPIRY_INTERVAL.value();
    private static final int AUTHENTICATION_METHOD = MqttPropertyType.AUTHENTICATION_METHOD.value();
    private static final int TOPIC_ALIAS = MqttPropertyType.TOPIC_ALIAS.value();
    private static final int TOPIC_ALIAS_MAXIMUM = MqttPropertyType.TOPIC_ALIAS_MAXIMUM.value();
    private static final int MAXIMUM_PACKET_SIZE = MqttPropertyType.MAXIMUM_PACKET_SIZE.value();
    private static final int USER_PROPERTY = MqttPropertyType.USER_PROPERTY.value();
    /** Artemis puts it into the names of queues and, in quotes, into filters. */
    private static final Pattern CLIENT_ID =
            Pattern.compile("(?!\\$)[\\x21-\\x7e&&[^'\"\\\\#+*:,]]{0," + MOST_CLIENT_ID + "}");

    private static final String SHARED = "$share/";

    private final SessionLimit sessions;
    private final Refusals refusals;
    private final boolean isLooking;

    /** @param isLooking false to find what Artemis does with what follows the CONNECT and is not looked at */
    PacketGate(SessionLimit sessions, Refusals refusals, boolean isLooking) {
        this.sessions = sessions;
        this.refusals = refusals;
        this.isLooking = isLooking;
    }

    /** @return false to have the client disconnected */
    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet instanceof ProcessedMark) return true;
        if (connection.getTransportConnection() instanceof NettyConnection netty) ConnectionFlow.sees(netty, packet);
        if (isAdmitted(packet, connection)) return true;
        // Artemis does not, and the bytes of the message would never be free again.
        ReferenceCountUtil.release(packet);
        return false;
    }

    private boolean isAdmitted(MqttMessage packet, RemotingConnection connection) {
        try {
            MqttMessageType type = packet.fixedHeader().messageType();
            if (packet instanceof MqttConnectMessage connect) return connect(connect, connection);
            // Artemis fails at such packets, and logs each.
            if (!sessions.isAdmitted(connection.getID())) return false;
            if (!isLooking) return true;
            if (packet instanceof MqttPublishMessage publish) return publish(publish, connection);
            if (packet instanceof MqttSubscribeMessage subscribe) {
                List<MqttTopicSubscription> filters = subscribe.payload().topicSubscriptions();
                if (filters.isEmpty()) return disconnect(connection, MqttReasonCodes.Disconnect.PROTOCOL_ERROR);
                if (isTooLarge(filters.size(), connection))
                    return disconnect(connection, MqttReasonCodes.Disconnect.PACKET_TOO_LARGE);
                boolean isAllowed = filters.stream().allMatch(s -> isAllowed(filter(s.topicFilter())));
                if (!isAllowed) return disconnect(connection, MqttReasonCodes.Disconnect.TOPIC_FILTER_INVALID);
                return hasAllowedTexts(subscribe.idAndPropertiesVariableHeader().properties(), connection);
            }
            if (packet instanceof MqttUnsubscribeMessage unsubscribe) {
                List<String> filters = unsubscribe.payload().topics();
                if (isTooLarge(filters.size(), connection))
                    return disconnect(connection, MqttReasonCodes.Disconnect.PACKET_TOO_LARGE);
                boolean isAllowed = filters.stream().allMatch(f -> !f.isEmpty() && PacketText.isAllowed(f));
                if (!isAllowed) return disconnect(connection, MqttReasonCodes.Disconnect.TOPIC_FILTER_INVALID);
                return hasAllowedTexts(
                        unsubscribe.idAndPropertiesVariableHeader().properties(), connection);
            }
            if (packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header) {
                if (!hasAllowedTexts(header.properties(), connection)) return false;
                if (type == MqttMessageType.DISCONNECT) capExpiry(header.properties());
            }
            return !(packet.variableHeader() instanceof MqttPubReplyMessageVariableHeader reply)
                    || hasAllowedTexts(reply.properties(), connection);
        } catch (Exception e) {
            LOG.debug("A packet could not be judged: {}", e.toString());
            return false;
        }
    }

    private boolean connect(MqttConnectMessage connect, RemotingConnection connection) throws Exception {
        if (sessions.isAdmitted(connection.getID()))
            return disconnect(connection, MqttReasonCodes.Disconnect.PROTOCOL_ERROR);
        boolean isFive = connect.variableHeader().version() == MqttVersion.MQTT_5.protocolLevel();
        String id = connect.payload().clientIdentifier();
        if (id != null && !CLIENT_ID.matcher(id).matches()) {
            refusals.log(Refusals.Kind.CONNECT);
            return refuse(
                    connection,
                    isFive
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID
                            : MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
        }
        if (connect.variableHeader().willQos() == MqttQoS.EXACTLY_ONCE.value()) {
            refusals.log(Refusals.Kind.CONNECT);
            return refuse(
                    connection,
                    isFive
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_QOS_NOT_SUPPORTED
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        }
        String will = connect.payload().willTopic();
        if (will != null && (will.isEmpty() || !PacketText.isAllowed(will) || PacketText.hasWildcard(will))) {
            refusals.log(Refusals.Kind.TEXT);
            return refuse(
                    connection,
                    isFive
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_TOPIC_NAME_INVALID
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        }
        if (connect.fixedHeader().remainingLength() > MOST_CONNECT_BYTES || will != null && !isAllowed(will)) {
            refusals.log(Refusals.Kind.CONNECT);
            return refuse(
                    connection,
                    isFive
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_PACKET_TOO_LARGE
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        }
        MqttProperties properties = connect.variableHeader().properties();
        if (!PacketText.isAllowed(connect.payload().userName())
                || !PacketText.isAllowed(properties)
                || !PacketText.isAllowed(connect.payload().willProperties())) {
            refusals.log(Refusals.Kind.TEXT);
            return refuse(
                    connection,
                    isFive
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_MALFORMED_PACKET
                            : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
        }
        // Artemis refuses it too, and keeps the client in its list of connected ones for ever.
        if (properties.getProperty(AUTHENTICATION_METHOD) != null)
            return refuse(connection, MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD);
        boolean isCapped = isFive && capExpiry(properties);
        // Artemis would remember each topic on which it sends for as long as the client is connected.
        if (properties.getProperty(TOPIC_ALIAS_MAXIMUM) != null)
            properties.add(new IntegerProperty(TOPIC_ALIAS_MAXIMUM, 0));
        long mostBytes = mostPacketBytes(properties);
        if (mostBytes < LEAST_PACKET_BYTES) {
            refusals.log(Refusals.Kind.CONNECT);
            return refuse(
                    connection,
                    mostBytes == 0
                            ? MqttConnectReturnCode.CONNECTION_REFUSED_PROTOCOL_ERROR
                            : MqttConnectReturnCode.CONNECTION_REFUSED_IMPLEMENTATION_SPECIFIC);
        }
        // OversizedMessages withholds what is larger; Artemis shall not.
        if (mostBytes != Long.MAX_VALUE) properties.add(new IntegerProperty(MAXIMUM_PACKET_SIZE, 0));
        SessionLimit.Admission admission =
                sessions.admit(connection.getID(), id == null ? "" : id, address(connection), isCapped, mostBytes);
        if (admission == SessionLimit.Admission.ADMITTED) return true;
        MqttConnectReturnCode code = admission == SessionLimit.Admission.BUSY
                ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY
                : MqttConnectReturnCode.CONNECTION_REFUSED_QUOTA_EXCEEDED;
        return refuse(connection, isFive ? code : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
    }

    private boolean publish(MqttPublishMessage publish, RemotingConnection connection) {
        if (publish.fixedHeader().qosLevel() == MqttQoS.EXACTLY_ONCE)
            return disconnect(connection, MqttReasonCodes.Disconnect.QOS_NOT_SUPPORTED);
        String topic = publish.variableHeader().topicName();
        if (publish.variableHeader().properties().getProperty(USER_PROPERTY) instanceof UserProperties own
                && own.value().size() > MOST_USER_PROPERTIES)
            return disconnect(connection, MqttReasonCodes.Disconnect.IMPLEMENTATION_SPECIFIC_ERROR);
        MqttProperties properties = publish.variableHeader().properties();
        boolean isAllowed = topic == null || topic.isEmpty()
                ? properties.getProperty(TOPIC_ALIAS) != null
                : isAllowed(topic) && !PacketText.hasWildcard(topic);
        if (!isAllowed) return disconnect(connection, MqttReasonCodes.Disconnect.TOPIC_NAME_INVALID);
        return hasAllowedTexts(properties, connection);
    }

    private boolean hasAllowedTexts(MqttProperties properties, RemotingConnection connection) {
        return PacketText.isAllowed(properties) || disconnect(connection, MqttReasonCodes.Disconnect.MALFORMED_PACKET);
    }

    /** Artemis' own addresses begin with a dollar sign; two colons name a queue. */
    private static boolean isAllowed(String topic) {
        return !topic.isEmpty()
                && PacketText.isAllowed(topic)
                && !topic.startsWith("$")
                && !topic.contains("::")
                && topic.length() <= MOST_TOPIC_BYTES
                && topic.getBytes(StandardCharsets.UTF_8).length <= MOST_TOPIC_BYTES;
    }

    /** Whether the answer, with a reason code for each filter, is larger than what the client says that it takes. */
    private boolean isTooLarge(int filters, RemotingConnection connection) {
        long remaining = ACK_BYTES + filters;
        return 1 + PublishSize.variableInteger(remaining) + remaining > sessions.mostPacketBytes(connection.getID());
    }

    /** What a shared subscription filters, and the filter itself of any other. */
    private static String filter(String filter) {
        if (!filter.startsWith(SHARED)) return filter;
        int end = filter.indexOf('/', SHARED.length());
        String name = end < 0 ? "" : filter.substring(SHARED.length(), end);
        return name.isEmpty() || !CLIENT_ID.matcher(name).matches() ? SHARED : filter.substring(end + 1);
    }

    /** @return whether more was asked for than is granted */
    private static boolean capExpiry(MqttProperties properties) {
        if (!(properties.getProperty(SESSION_EXPIRY) instanceof IntegerProperty asked)
                || Integer.compareUnsigned(asked.value(), SessionLimit.LONGEST_SECONDS) <= 0) return false;
        properties.add(new IntegerProperty(SESSION_EXPIRY, SessionLimit.LONGEST_SECONDS));
        return true;
    }

    /** @return the largest packet that the client takes; {@link Long#MAX_VALUE} if it has not said so */
    private static long mostPacketBytes(MqttProperties properties) {
        return properties.getProperty(MAXIMUM_PACKET_SIZE) instanceof IntegerProperty most
                ? Integer.toUnsignedLong(most.value())
                : Long.MAX_VALUE;
    }

    /** Without the port. */
    private static String address(RemotingConnection connection) {
        String remote = connection.getRemoteAddress();
        if (remote == null) return "";
        int port = remote.lastIndexOf(':');
        return port < 0 ? remote : remote.substring(0, port);
    }

    private static boolean refuse(RemotingConnection connection, MqttConnectReturnCode code) {
        send(connection, MqttMessageBuilders.connAck().returnCode(code).build());
        return false;
    }

    private boolean disconnect(RemotingConnection connection, MqttReasonCodes.Disconnect code) {
        refusals.log(Refusals.Kind.PACKET);
        // An MQTT 3 client knows no such packet, and is cut off with its connection all the same.
        send(
                connection,
                MqttMessageBuilders.disconnect().reasonCode(code.byteValue()).build());
        return false;
    }

    private static void send(RemotingConnection connection, @Nullable MqttMessage packet) {
        if (packet != null && connection.getTransportConnection() instanceof NettyConnection netty)
            netty.getChannel().writeAndFlush(packet);
    }
}
