package org.headroom.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.headroom.model.market.LeaseId;
import org.headroom.model.payment.StreamState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is done for one lease after another, so that a failure with one lease does not keep the others from being judged.
 * A failure is logged once for each lease and reason. {@code lease-loop} only.
 */
final class LeaseGuard {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseGuard.class);
    /** Reasons that are logged of one lease. */
    private static final int MOST_REASONS = 8;

    private final Map<LeaseId, Set<String>> logged = new HashMap<>();

    void run(LeaseId lease, Runnable step) {
        get(lease, true, () -> {
            step.run();
            return true;
        });
    }

    /** @param otherwise the result where the step fails */
    <T> T get(LeaseId lease, T otherwise, Supplier<T> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            if (isNew(lease, e)) LOG.error("A step for {} failed; the other leases are not affected", lease, e);
            return otherwise;
        }
    }

    /** A stream for the view of its lease; empty where its amounts cannot be worked out. */
    Optional<StreamState> viewable(LeaseId lease, Supplier<Optional<StreamState>> stream, Instant now) {
        return get(
                lease,
                Optional.empty(),
                () -> stream.get().filter(s -> !s.runway(now).isNegative()));
    }

    /** The message may differ each time: what failed, and where. */
    private boolean isNew(LeaseId lease, RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String reason = failure.getClass().getName() + (trace.length == 0 ? "" : " " + trace[0]);
        Set<String> known = logged.computeIfAbsent(lease, l -> new HashSet<>());
        return known.size() < MOST_REASONS && known.add(reason);
    }

    /** How many different failures are known of open leases. */
    int failures() {
        return logged.values().stream().mapToInt(Set::size).sum();
    }

    /** The lease is not open any more. */
    void forget(LeaseId lease) {
        logged.remove(lease);
    }
}
