package org.headroom.broker;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.MqttProperty;
import io.netty.handler.codec.mqtt.MqttProperties.StringPair;
import io.netty.handler.codec.mqtt.MqttProperties.StringProperty;
import io.netty.handler.codec.mqtt.MqttProperties.UserProperties;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a packet. MQTT lets a receiver close the connection at a control character or a code that is no character, and
 * some clients fail at one, so none is passed on. The decoder replaces what is not UTF-8, surrogates included, by U+FFFD, which
 * is refused for that.
 */
final class PacketText {
    private static final int REPLACEMENT = 0xfffd;
    private static final int FIRST_NO_CHARACTER = 0xfdd0;
    private static final int LAST_NO_CHARACTER = 0xfdef;

    private PacketText() {}

    static boolean isAllowed(@Nullable String text) {
        if (text == null) return true;
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            if (isRefused(code)) return false;
            at += Character.charCount(code);
        }
        return true;
    }

    /** Whether every text is allowed; for a will's properties and those of a packet. */
    static boolean isAllowed(@Nullable MqttProperties properties) {
        if (properties == null) return true;
        for (MqttProperty<?> each : properties.listAll()) {
            if (each instanceof StringProperty text && !isAllowed(text.value())) return false;
            if (each instanceof UserProperties own)
                for (StringPair pair : own.value()) if (!isAllowed(pair.key) || !isAllowed(pair.value)) return false;
        }
        return true;
    }

    static boolean hasWildcard(String topic) {
        return topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0;
    }

    private static boolean isRefused(int code) {
        return Character.isISOControl(code)
                || code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE
                || code >= FIRST_NO_CHARACTER && code <= LAST_NO_CHARACTER
                || (code & 0xfffe) == 0xfffe
                || code == REPLACEMENT;
    }
}
