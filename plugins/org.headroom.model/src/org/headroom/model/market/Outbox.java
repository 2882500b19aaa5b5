package org.headroom.model.market;

import java.util.List;

/**
 * Messages on their way out that outlive a restart. Any thread; when {@code put} returns the row outlives the program. A
 * power cut may take the latest rows; what they were sent for is on record before, and is said again from there.
 */
public interface Outbox {
    /** How many messages wait for one broker at most, on disk and in memory; beyond that the oldest go. */
    int MOST_MESSAGES = 10_000;

    /** Of their payloads. */
    long MOST_BYTES = 64L << 20;

    /**
     * A message as it goes over the wire.
     *
     * @param key replaces an older one with the same key
     * @param canWait its sender keeps it and tries again: the space that is kept free for the ledger is not used for it
     */
    record Entry(
            String key, String topic, byte[] payload, boolean retained, java.time.Instant expiresAt, boolean canWait) {
        public Entry(String key, String topic, byte[] payload, boolean retained, java.time.Instant expiresAt) {
            this(key, topic, payload, retained, expiresAt, false);
        }
    }

    /** @throws org.headroom.model.lease.Journal.JournalFailure where there is no room on the disk */
    void put(Entry entry);

    /** The broker has taken it (PUBACK with success), or it is past its time. Removes only the very entry named. */
    void remove(Entry entry);

    /** In the order in which they were put. */
    List<Entry> pending();
}
