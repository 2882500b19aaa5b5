package org.headroom.wallet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** @param until by {@link System#nanoTime}; empty: until it is cleared */
    private record Notice(String message, boolean disagreement, Optional<Long> until) {
        boolean isOver() {
            return until.filter(u -> u - System.nanoTime() <= 0).isPresent();
        }
    }

    /** Guarded by itself. */
    private final Map<String, Notice> open = new LinkedHashMap<>();

    /** @param subject what it is about: a later notice about it replaces this one */
    void raise(String subject, String message) {
        raise(subject, new Notice(message, false, Optional.empty()));
    }

    /**
     * Two nodes answer differently, about what may never be asked again.
     *
     * @param subject as in {@link #raise}
     * @param longest over by then unless it is said again
     */
    void disagree(String subject, String message, Duration longest) {
        raise(subject, new Notice(message, true, Optional.of(System.nanoTime() + longest.toNanos())));
    }

    private void raise(String subject, Notice notice) {
        synchronized (open) {
            boolean known = open.remove(subject) != null;
            open.put(subject, notice);
            if (open.size() > MOST) open.remove(open.keySet().iterator().next());
            if (known) return;
        }
        LOG.warn("{}", notice.message());
    }

    void clear(String subject) {
        synchronized (open) {
            open.remove(subject);
        }
    }

    /** The newest, and how many there are besides. */
    Optional<String> newest() {
        synchronized (open) {
            open.values().removeIf(Notice::isOver);
            return newest(open.values().stream().map(Notice::message).toList());
        }
    }

    /** The newest of those of nodes that disagree, and how many of these there are besides. */
    Optional<String> newestDisagreement() {
        synchronized (open) {
            open.values().removeIf(Notice::isOver);
            return newest(open.values().stream()
                    .filter(Notice::disagreement)
                    .map(Notice::message)
                    .toList());
        }
    }

    private static Optional<String> newest(List<String> messages) {
        if (messages.isEmpty()) return Optional.empty();
        int others = messages.size() - 1;
        return Optional.of(others == 0 ? messages.getLast() : messages.getLast() + " (and " + others + " more)");
    }
}
