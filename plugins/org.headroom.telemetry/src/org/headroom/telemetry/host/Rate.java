package org.headroom.telemetry.host;

import java.util.OptionalDouble;

/** How fast a counter grows. One thread. */
final class Rate {
    private long count;
    private long nanos;
    private boolean counted;
    private OptionalDouble perSecond = OptionalDouble.empty();

    /** A counter that went backwards was reset: it begins anew. */
    void count(long now, long atNanos) {
        double elapsed = (atNanos - nanos) / 1e9;
        perSecond = counted && now >= count && elapsed > 0
                ? OptionalDouble.of((now - count) / elapsed)
                : OptionalDouble.empty();
        count = now;
        nanos = atNanos;
        counted = true;
    }

    OptionalDouble perSecond() {
        return perSecond;
    }
}
