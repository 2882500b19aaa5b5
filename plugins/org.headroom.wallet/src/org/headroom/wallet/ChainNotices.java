package org.headroom.wallet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an owner should know of the chain and may have to act on, until it is over: nodes that disagree, a fee at its limit. The
 * status shows the newest; each is logged once. Any thread.
 */
final class ChainNotices {
    private static final Logger LOG = LoggerFactory.getLogger(ChainNotices.class);
    private static final int MOST = 100;

    /** Guarded by itself. */
    private final Map<String, String> open = new LinkedHashMap<>();

    /** @param subject what it is about: a later notice about it replaces this one */
    void raise(String subject, String message) {
        synchronized (open) {
            boolean known = open.remove(subject) != null;
            open.put(subject, message);
            if (open.size() > MOST) open.remove(open.keySet().iterator().next());
            if (known) return;
        }
        LOG.warn("{}", message);
    }

    void clear(String subject) {
        synchronized (open) {
            open.remove(subject);
        }
    }

    /** The newest, and how many there are besides. */
    Optional<String> newest() {
        synchronized (open) {
            if (open.isEmpty()) return Optional.empty();
            String last = "";
            for (String message : open.values()) last = message;
            int others = open.size() - 1;
            return Optional.of(others == 0 ? last : last + " (and " + others + " more)");
        }
    }
}
