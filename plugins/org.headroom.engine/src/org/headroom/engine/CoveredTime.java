package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.headroom.model.lease.StopReason;

/**
 * The moment at which the rig would tell a running job to stop if it heard nothing more of the chain, and why: pure. It is
 * found by asking the rules that stop a job what they would say at later moments, so that it cannot differ from them. Where a
 * rule speaks, falls silent and speaks again, as that of funds that run out while the chain is silent, the first span counts
 * that is so much longer than the rig's tick that the rig cannot miss it.
 */
record CoveredTime(Instant at, StopReason why) {
    /** The rig looks each second; what holds for longer is seen by it. */
    private static final Duration TICK = Duration.ofMillis(1_500);

    private static final Duration EXACT = Duration.ofMillis(50);
    private static final Duration STEP = Duration.ofSeconds(1);
    /** Past that no rule falls silent again but by news. */
    private static final int STEPS = 12;

    /**
     * @param due what the rules say at a moment
     * @param latest when they stop it in any case
     */
    static Optional<CoveredTime> of(Function<Instant, Optional<StopReason>> due, Instant now, Instant latest) {
        if (!latest.isAfter(now) || stays(due, now)) return due.apply(now).map(why -> new CoveredTime(now, why));
        Instant before = now;
        for (int n = 0; n < STEPS; n++) {
            Instant next = before.plus(STEP);
            if (!next.isBefore(latest)) break;
            if (stays(due, next)) return between(due, before, next);
            before = next;
        }
        return between(due, before, latest);
    }

    /** Whether it is still the moment that it was before, which asks the rules less often. */
    boolean isStill(Function<Instant, Optional<StopReason>> due, Instant now) {
        return at.isAfter(now.plus(STEP))
                && due.apply(at).equals(Optional.of(why))
                && stays(due, at)
                && due.apply(at.minus(EXACT.multipliedBy(2))).isEmpty()
                && due.apply(now.plus(STEP)).isEmpty();
    }

    private static boolean stays(Function<Instant, Optional<StopReason>> due, Instant at) {
        return due.apply(at).isPresent() && due.apply(at.plus(TICK)).isPresent();
    }

    /** @param before when it does not stay due @param after when it does */
    private static Optional<CoveredTime> between(
            Function<Instant, Optional<StopReason>> due, Instant before, Instant after) {
        Instant low = before;
        Instant high = after;
        while (Duration.between(low, high).compareTo(EXACT) > 0) {
            Instant middle = low.plus(Duration.between(low, high).dividedBy(2));
            if (stays(due, middle)) high = middle;
            else low = middle;
        }
        Instant found = high;
        return due.apply(found).map(why -> new CoveredTime(found, why));
    }
}
