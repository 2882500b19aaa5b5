package org.headroom.wallet;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.headroom.model.money.Hash32;
import org.headroom.model.payment.StreamRef;

/** About what two nodes answered differently a short while ago: one of them alone decides nothing about it. Any thread. */
final class Disputes {
    /** For so long after two nodes disagreed none of them decides alone. */
    static final Duration LASTS = Duration.ofMinutes(10);

    private static final int MOST = 256;

    private final Duration lasts;
    /** Until when, by {@link System#nanoTime}; guarded by itself. */
    private final Map<String, Long> open = new LinkedHashMap<>();

    Disputes() {
        this(LASTS);
    }

    Disputes(Duration lasts) {
        this.lasts = lasts;
    }

    /** The state of a stream. */
    static String stream(StreamRef ref) {
        return "stream " + ref.id();
    }

    /** Which withdrawals a stream has. */
    static String withdrawals(StreamRef ref) {
        return "withdrawals from stream " + ref.id();
    }

    static String withdrawal(Hash32 transaction) {
        return "withdrawal " + transaction;
    }

    /** Two nodes answered differently. */
    void disagreed(String subject) {
        synchronized (open) {
            open.remove(subject);
            open.put(subject, System.nanoTime() + lasts.toNanos());
            if (open.size() > MOST) open.remove(open.keySet().iterator().next());
        }
    }

    /** Two nodes answered the same. */
    void agreed(String subject) {
        synchronized (open) {
            open.remove(subject);
        }
    }

    /** Whether two nodes answered differently lately, and have not agreed since. */
    boolean isOpen(String subject) {
        synchronized (open) {
            Long until = open.get(subject);
            return until != null && until - System.nanoTime() > 0;
        }
    }
}
