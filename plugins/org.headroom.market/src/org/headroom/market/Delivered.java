package org.headroom.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.money.Hash32;

/**
 * What has been told to the listeners, so that a second delivery (MQTT's QoS 1, what is retained after a reconnect, or the
 * same from another broker) stays silent and costs no signature check. Holds the last 16,384; one thread.
 */
final class Delivered {
    private static final int MOST = 16_384;

    private record Told(String topic, boolean taken) {}

    private final Map<String, Told> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST;
        }
    };

    /** Whether these bytes were taken (true) or refused; empty if they are new. */
    Optional<Boolean> taken(String fingerprint) {
        return Optional.ofNullable(known.get(fingerprint)).map(Told::taken);
    }

    boolean knows(Hash32 hash) {
        return known.containsKey(hash.hex());
    }

    void refused(String fingerprint, String topic) {
        known.put(fingerprint, new Told(topic, false));
    }

    /** @return false if the message was there before, in whatever bytes */
    boolean taken(String fingerprint, Hash32 hash, String topic) {
        known.put(fingerprint, new Told(topic, true));
        return known.put(hash.hex(), new Told(topic, true)) == null;
    }

    /** After a topic was cleared, the same message may come again and is news. */
    void forget(String topic) {
        known.values().removeIf(told -> told.topic().equals(topic));
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
