package org.headroom.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.model.money.Hash32;

/**
 * What has been told to the listeners, so that a second delivery (MQTT's QoS 1, or what is retained after a reconnect)
 * stays silent and costs no signature check. Holds the last 16,384; one thread.
 */
final class Delivered {
    private static final int MOST = 16_384;

    private final Map<String, String> topics = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST;
        }
    };

    boolean knows(String fingerprint) {
        return topics.containsKey(fingerprint);
    }

    void remember(String fingerprint, String topic) {
        topics.put(fingerprint, topic);
    }

    /** @return false if the message was there before, in whatever bytes */
    boolean remember(Hash32 hash, String topic) {
        return topics.put(hash.hex(), topic) == null;
    }

    /** After a topic was cleared, the same message may come again and is news. */
    void forget(String topic) {
        topics.values().removeIf(topic::equals);
    }

    static String fingerprint(String topic, byte[] payload) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(topic.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(payload));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
