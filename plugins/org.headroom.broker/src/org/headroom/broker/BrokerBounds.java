package org.headroom.broker;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much clients can make the broker hold. All limits but those of one packet grow with the heap.
 *
 * @param topics how many may have messages
 * @param connections at once, of all clients
 * @param sessions of connected and of absent clients
 * @param sessionsOfAddress of these, of the clients of one network address
 * @param subscriptions of all sessions
 * @param retainedBytes of all retained messages
 * @param memoryBytes of retained messages and of those that wait for a subscriber, as Artemis estimates them
 * @param connectionBytes of answers and messages that clients do not take, of messages beyond their Receive Maximum and of
 *     incomplete packets, of all connections
 * @param untakenBytes of these, what one client does not take
 * @param untakenMillis for so long a client may take less than waits for it
 * @param nanoTime the time by which sessions that were read from the disk are over
 */
record BrokerBounds(
        int topics,
        int connections,
        int sessions,
        int sessionsOfAddress,
        int subscriptions,
        long retainedBytes,
        long memoryBytes,
        long connectionBytes,
        long untakenBytes,
        long untakenMillis,
        LongSupplier nanoTime) {
    private static final long MIB = 1L << 20;
    /** Of heap, with a retained message of 1 KiB: 31 KiB measured. */
    private static final long TOPIC_BYTES = 32 << 10;

    static BrokerBounds forHeap(long heap) {
        return new BrokerBounds(
                (int) Math.clamp(heap / 2 / TOPIC_BYTES, 1_024, 16_384),
                (int) Math.clamp(heap / MIB * 2, 256, 1_024),
                (int) Math.clamp(heap / MIB * 8, 1_024, 4_096),
                (int) Math.clamp(heap / MIB * 4, 512, 2_048),
                (int) Math.clamp(heap / MIB * 8, 1_024, 8_192),
                Math.clamp(heap / 16, 4 * MIB, 64 * MIB),
                Math.clamp(heap / 4, 16 * MIB, 256 * MIB),
                Math.clamp(heap / 8, 8 * MIB, 64 * MIB),
                2 * MIB,
                TimeUnit.MINUTES.toMillis(1),
                System::nanoTime);
    }

    BrokerBounds withTopics(int most) {
        return new BrokerBounds(
                most,
                connections,
                sessions,
                sessionsOfAddress,
                subscriptions,
                retainedBytes,
                memoryBytes,
                connectionBytes,
                untakenBytes,
                untakenMillis,
                nanoTime);
    }

    BrokerBounds withUntakenMillis(long most) {
        return new BrokerBounds(
                topics,
                connections,
                sessions,
                sessionsOfAddress,
                subscriptions,
                retainedBytes,
                memoryBytes,
                connectionBytes,
                untakenBytes,
                most,
                nanoTime);
    }

    /** Of messages to one client that are delivered and not yet sent; twice as much, at most, with those that cross. */
    long onTheWayBytes() {
        return untakenBytes / 16;
    }

    /** Beyond this, sessions for which messages wait are ended. */
    long endSessionsAbove() {
        return memoryBytes / 4 * 3;
    }

    /** Beyond this, messages are refused, so that their senders know; Artemis drops what exceeds {@link #memoryBytes}. */
    long refuseAbove() {
        return memoryBytes / 16 * 15;
    }
}
