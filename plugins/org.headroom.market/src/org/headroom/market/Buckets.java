package org.headroom.market;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.market.RateLimits.Allowance;

/**
 * Token buckets, one a key, for the keys that were used last: of one that is forgotten the next use finds a full bucket.
 * Any thread.
 */
final class Buckets<K> {
    private record Level(double tokens, Instant at) {}

    private final int most;
    private final Map<K, Level> levels = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Level> eldest) {
            return size() > most;
        }
    };

    Buckets(int most) {
        this.most = most;
    }

    /** @return whether there was one to take */
    synchronized boolean take(K key, Allowance allowance, Instant now) {
        double tokens = tokens(levels.get(key), allowance, now);
        boolean enough = tokens >= 1;
        levels.put(key, new Level(enough ? tokens - 1 : tokens, now));
        return enough;
    }

    synchronized boolean isEmpty(K key, Allowance allowance, Instant now) {
        Level level = levels.get(key);
        return level != null && tokens(level, allowance, now) < 1;
    }

    private static double tokens(@org.jspecify.annotations.Nullable Level level, Allowance allowance, Instant now) {
        if (level == null) return allowance.burst();
        // A clock that was set back gives nothing and takes nothing.
        double passed = Math.max(0, Duration.between(level.at(), now).toNanos() / 1e9);
        return Math.min(allowance.burst(), level.tokens() + passed * allowance.perSecond());
    }
}
