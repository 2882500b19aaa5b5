package org.headroom.broker;

import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.util.ReferenceCounted;
import java.util.function.Consumer;

/**
 * Follows the packets of a connection through Artemis, which processes them in order on another thread and then releases each.
 * To Artemis it is an AUTH packet, for which it does nothing.
 */
final class ProcessedMark extends MqttMessage implements ReferenceCounted {
    private static final MqttFixedHeader AUTH =
            new MqttFixedHeader(MqttMessageType.AUTH, false, MqttQoS.AT_MOST_ONCE, false, 0);

    private final Consumer<ProcessedMark> onRelease;

    ProcessedMark(Consumer<ProcessedMark> onRelease) {
        super(AUTH, new MqttReasonCodeAndPropertiesVariableHeader((byte) 0, MqttProperties.NO_PROPERTIES));
        this.onRelease = onRelease;
    }

    @Override
    public boolean release() {
        onRelease.accept(this);
        return true;
    }

    @Override
    public boolean release(int decrement) {
        return release();
    }

    @Override
    public int refCnt() {
        return 1;
    }

    @Override
    public ReferenceCounted retain() {
        return this;
    }

    @Override
    public ReferenceCounted retain(int increment) {
        return this;
    }

    @Override
    public ReferenceCounted touch() {
        return this;
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }
}
