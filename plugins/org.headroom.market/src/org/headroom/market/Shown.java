package org.headroom.market;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which brokers show what: an offer, an order, a provider's presence. Something is gone when a broker says so and none of
 * the others within reach still shows it: so one broker alone can hide nothing, and a broker that is down holds nothing
 * up. Of the 16,384 topics that were used last; one thread.
 */
final class Shown {
    private static final int MOST = 16_384;

    private final Map<String, BitSet> brokers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, BitSet> eldest) {
            return size() > MOST;
        }
    };

    void shows(int broker, String topic) {
        brokers.computeIfAbsent(topic, t -> new BitSet()).set(broker);
    }

    /**
     * A broker says that there is nothing any more.
     *
     * @param up the brokers within reach
     * @return whether it is gone
     */
    boolean gone(int broker, String topic, BitSet up) {
        BitSet showing = brokers.get(topic);
        if (showing == null) return true;
        showing.clear(broker);
        boolean gone = !showing.intersects(up);
        if (gone) brokers.remove(topic);
        return gone;
    }
}
