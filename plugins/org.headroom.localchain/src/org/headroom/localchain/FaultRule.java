package org.headroom.localchain;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When a fault strikes: at each n-th of the requests that the rule applies to.
 *
 * @param every 1 for each request that the rule applies to
 * @param first the first of these requests that it strikes; null for the n-th
 * @param times how often it strikes at most; null without limit
 * @param abovePerSecond applies only to the requests of a second that come after so many; null to all
 * @param method applies only to requests that contain this JSON-RPC method; null to all
 * @param retryAfterSeconds what a 429 says in {@code Retry-After}; null without that header
 * @param hangMillis how long a {@link Fault#HANG} lasts; null for 60 s
 */
public record FaultRule(
        Fault fault,
        int every,
        @Nullable Integer first,
        @Nullable Integer times,
        @Nullable Integer abovePerSecond,
        @Nullable String method,
        @Nullable Integer retryAfterSeconds,
        @Nullable Integer hangMillis) {
    private static final int HANG_MILLIS = 60_000;

    public FaultRule {
        Objects.requireNonNull(fault, "fault");
        if (every < 1) throw new IllegalArgumentException("every must be 1 or more, not " + every);
        if (first != null && first < 1) throw new IllegalArgumentException("first must be 1 or more, not " + first);
        if (times != null && times < 0) throw new IllegalArgumentException("times must be 0 or more, not " + times);
        if (abovePerSecond != null && abovePerSecond < 0)
            throw new IllegalArgumentException("abovePerSecond must be 0 or more, not " + abovePerSecond);
        if (hangMillis != null && (hangMillis < 0 || hangMillis > HANG_MILLIS))
            throw new IllegalArgumentException("hangMillis must be 0 to " + HANG_MILLIS + ", not " + hangMillis);
    }

    /** Strikes each request. */
    public static FaultRule always(Fault fault) {
        return every(1, fault);
    }

    /** Strikes each n-th request. */
    public static FaultRule every(int n, Fault fault) {
        return new FaultRule(fault, n, null, null, null, null, null, null);
    }

    /** Strikes the next requests, and none after them. */
    public static FaultRule next(int times, Fault fault) {
        return new FaultRule(fault, 1, null, times, null, null, null, null);
    }

    /** A rate limit: strikes what comes after so many requests within a second of the clock. */
    public static FaultRule above(int perSecond, Fault fault) {
        return new FaultRule(fault, 1, null, null, perSecond, null, null, null);
    }

    /** Strikes this request first, and each n-th after it. */
    public FaultRule from(int request) {
        return new FaultRule(fault, every, request, times, abovePerSecond, method, retryAfterSeconds, hangMillis);
    }

    public FaultRule forMethod(String name) {
        return new FaultRule(fault, every, first, times, abovePerSecond, name, retryAfterSeconds, hangMillis);
    }

    public FaultRule retryAfter(int seconds) {
        return new FaultRule(fault, every, first, times, abovePerSecond, method, seconds, hangMillis);
    }

    public FaultRule lasting(Duration hang) {
        int millis = Math.toIntExact(hang.toMillis());
        return new FaultRule(fault, every, first, times, abovePerSecond, method, retryAfterSeconds, millis);
    }

    Duration hang() {
        Integer millis = hangMillis;
        return Duration.ofMillis(millis == null ? HANG_MILLIS : millis);
    }
}
