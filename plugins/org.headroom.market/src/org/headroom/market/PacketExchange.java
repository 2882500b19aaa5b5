package org.headroom.market;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has sent and still awaits an answer to, and what it has received and not yet answered. Only what is
 * awaited is passed on to Paho, which takes any acknowledgement for any packet of the same identifier. Any thread.
 */
final class PacketExchange {
    /** What an identifier of ours was given to. */
    enum Kind {
        PUBLISH,
        SUBSCRIBE,
        UNSUBSCRIBE
    }

    /** @param filters as many as the packet names; zero for a PUBLISH */
    record Awaited(Kind kind, int filters) {}

    private final int receiveMaximum;
    private final CountDownLatch connectSent = new CountDownLatch(1);
    /** Bounded by the identifiers of MQTT, which are 65,535. */
    private final Map<Integer, Awaited> awaited = new HashMap<>();

    private final BitSet open = new BitSet();
    /** Of QoS 2, dropped and answered here: their PUBREL is answered here, too. */
    private final BitSet dropped = new BitSet();

    private boolean isConnected;
    private long mostBytes = Long.MAX_VALUE;

    /** @param receiveMaximum as many messages the broker may send before the first is acknowledged */
    PacketExchange(int receiveMaximum) {
        this.receiveMaximum = receiveMaximum;
    }

    void connectIsSent() {
        connectSent.countDown();
    }

    boolean isConnectSent() {
        return connectSent.getCount() == 0;
    }

    /** @return whether the CONNECT packet is sent, now or within that time */
    boolean awaitConnect(long millis) throws InterruptedException {
        return connectSent.await(millis, TimeUnit.MILLISECONDS);
    }

    synchronized boolean isConnected() {
        return isConnected;
    }

    /** @param most bytes of a packet that the broker takes */
    synchronized void connected(long most) {
        isConnected = true;
        mostBytes = most;
    }

    synchronized long mostBytes() {
        return mostBytes;
    }

    synchronized void sent(int id, Awaited what) {
        awaited.put(id, what);
    }

    /** @return what the broker acknowledges, which is then no longer awaited; null for nothing that was sent */
    synchronized @Nullable Awaited acknowledged(int id, Kind kind) throws MalformedPacket {
        Awaited what = awaited.get(id);
        if (what == null) return null;
        if (what.kind() != kind) throw new MalformedPacket("it acknowledges a " + what.kind() + " as a " + kind);
        return awaited.remove(id);
    }

    /** A message of QoS 1 or 2 came. @return false if that is one too many */
    synchronized boolean received(int id) {
        open.set(id);
        return open.cardinality() <= receiveMaximum;
    }

    /** A message of QoS 1 or 2 is acknowledged for good. */
    synchronized void answered(int id) {
        open.clear(id);
    }

    synchronized void dropped(int id) {
        dropped.set(id);
    }

    /** @return whether a message with that identifier was dropped here; it is then forgotten */
    synchronized boolean released(int id) {
        boolean isOurs = dropped.get(id);
        dropped.clear(id);
        return isOurs;
    }
}
