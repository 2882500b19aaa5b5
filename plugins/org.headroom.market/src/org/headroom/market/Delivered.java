package org.headroom.market;

import java.nio.ByteBuffer;
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
 * same from another broker) stays silent and costs no signature check. Holds the last 16,384, each in a hundred bytes or so:
 * 128 bits of a digest stand for a message, 64 for its topic. Who makes two messages of his own with the same digest has one
 * of them ignored. One thread.
 */
final class Delivered {
    private static final int MOST = 16_384;

    /** The first half of a digest of 256 bits. */
    record Fingerprint(long high, long low) {
        private static Fingerprint of(byte[] digest) {
            ByteBuffer bytes = ByteBuffer.wrap(digest);
            return new Fingerprint(bytes.getLong(), bytes.getLong());
        }

        private static Fingerprint of(Hash32 hash) {
            return of(HexFormat.of().parseHex(hash.hex(), 2, hash.hex().length()));
        }
    }

    /** @param topic the beginning of its digest */
    private record Told(long topic, boolean taken) {}

    private final Map<Fingerprint, Told> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Fingerprint, Told> eldest) {
            return size() > MOST;
        }
    };

    /** Whether these bytes were taken (true) or refused; empty if they are new. */
    Optional<Boolean> taken(Fingerprint fingerprint) {
        return Optional.ofNullable(known.get(fingerprint)).map(Told::taken);
    }

    boolean knows(Hash32 hash) {
        return known.containsKey(Fingerprint.of(hash));
    }

    void refused(Fingerprint fingerprint, String topic) {
        known.put(fingerprint, new Told(shortened(topic), false));
    }

    /** @return false if the message was there before, in whatever bytes */
    boolean taken(Fingerprint fingerprint, Hash32 hash, String topic) {
        Told told = new Told(shortened(topic), true);
        known.put(fingerprint, told);
        return known.put(Fingerprint.of(hash), told) == null;
    }

    /** After a topic was cleared, the same message may come again and is news. */
    void forget(String topic) {
        long cleared = shortened(topic);
        known.values().removeIf(told -> told.topic() == cleared);
    }

    static Fingerprint fingerprint(String topic, byte[] payload) {
        MessageDigest digest = sha256();
        digest.update(topic.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return Fingerprint.of(digest.digest(payload));
    }

    private static long shortened(String topic) {
        return Fingerprint.of(sha256().digest(topic.getBytes(StandardCharsets.UTF_8)))
                .high();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
