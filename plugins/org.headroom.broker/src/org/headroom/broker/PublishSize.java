package org.headroom.broker;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttProperties.BinaryProperty;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;

/** The size of a PUBLISH packet of MQTT 5 as it is sent. The length that Artemis computes lacks those of the strings. */
final class PublishSize {
    private static final int LENGTH_BYTES = 2;
    private static final int PACKET_ID_BYTES = 2;

    private PublishSize() {}

    static long of(MqttPublishMessage message) {
        long properties = 0;
        for (MqttProperty<?> each : message.variableHeader().properties().listAll()) properties += of(each);
        long remaining = string(message.variableHeader().topicName())
                + (message.fixedHeader().qosLevel() == MqttQoS.AT_MOST_ONCE ? 0 : PACKET_ID_BYTES)
                + variableInteger(properties)
                + properties
                + message.payload().readableBytes();
        return 1 + variableInteger(remaining) + remaining;
    }

    private static long of(MqttProperty<?> property) {
        if (property instanceof UserProperties own) {
            long bytes = 0;
            for (StringPair each : own.value()) bytes += 1 + string(each.key) + string(each.value);
            return bytes;
        }
        return 1
                + switch (property) {
                    case IntegerProperty number -> number(number);
                    case StringProperty text -> string(text.value());
                    case BinaryProperty binary -> LENGTH_BYTES + binary.value().length;
                    default -> 0;
                };
    }

    private static long number(IntegerProperty property) {
        return switch (MqttPropertyType.valueOf(property.propertyId())) {
            case PAYLOAD_FORMAT_INDICATOR -> 1;
            case TOPIC_ALIAS -> Short.BYTES;
            case SUBSCRIPTION_IDENTIFIER -> variableInteger(property.value());
            default -> Integer.BYTES;
        };
    }

    private static long string(String text) {
        return LENGTH_BYTES + ByteBufUtil.utf8Bytes(text);
    }

    static int variableInteger(long value) {
        int bytes = 1;
        for (long rest = value >> 7; rest > 0; rest >>= 7) bytes++;
        return bytes;
    }
}
