package org.headroom.engine;

import java.time.Duration;

/** How often the lease loop does what it does again. */
final class LoopPeriods {
    static final Duration VIEW = Duration.ofMillis(200);
    static final Duration ENGINE_POLL = Duration.ofSeconds(2);
    static final Duration FINALITY_POLL = Duration.ofSeconds(5);
    /** Between a reading that would stop a job and the second one that decides. */
    static final Duration READ_AGAIN = Duration.ofSeconds(2);

    static final Duration SWEEP = Duration.ofMinutes(1);
    static final Duration RECOVERY = Duration.ofSeconds(5);

    private LoopPeriods() {}
}
