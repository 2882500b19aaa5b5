package org.headroom.market;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.RateLimits.Allowance;

/**
 * Which messages the listeners are told again when they are delivered again: those that somebody waits for an answer to. A
 * broker may have lost the answer. Each topic at most once a second, and of each broker a limited number, so that a broker
 * which repeats everything costs little; what is over the limit stays silent, as all other repeated messages do. One thread.
 */
final class RepeatedMessages {
    private static final Set<Kind> ANSWERED = EnumSet.of(Kind.ORDER, Kind.ACCEPTANCE, Kind.STOP);
    private static final Duration APART = Duration.ofSeconds(1);
    private static final Allowance OF_A_BROKER = new Allowance(64, 16);
    private static final int MOST_TOPICS = 4_096;
    private static final int MOST_SOURCES = 256;

    private record Source(int broker, Kind kind) {}

    private final Buckets<Source> sources = new Buckets<>(MOST_SOURCES);
    private final Map<String, Instant> toldAt = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_TOPICS;
        }
    };

    /** What stands on a topic was told, for the first time. */
    void told(String topic, Instant now) {
        if (answered(topic).isPresent()) toldAt.put(topic, now);
    }

    /** Whether what is delivered again is told now; counts as told then. */
    boolean isDue(int broker, String topic, Instant now) {
        Optional<Kind> kind = answered(topic);
        if (kind.isEmpty()) return false;
        Instant before = toldAt.get(topic);
        // A clock that was set back must not make it wait.
        if (before != null && !now.isBefore(before) && now.isBefore(before.plus(APART))) return false;
        if (!sources.take(new Source(broker, kind.get()), OF_A_BROKER, now)) return false;
        toldAt.put(topic, now);
        return true;
    }

    private static Optional<Kind> answered(String topic) {
        return Topics.kind(topic).filter(ANSWERED::contains);
    }
}
