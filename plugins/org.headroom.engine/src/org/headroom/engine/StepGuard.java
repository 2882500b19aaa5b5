package org.headroom.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a step of the lease loop that throws from ending the loop, and logs it. {@code lease-loop} only. */
final class StepGuard {
    private static final Logger LOG = LoggerFactory.getLogger(StepGuard.class);

    private final Runnable before;
    private final RepeatedLog failures;

    /** @param before is run before each step */
    StepGuard(Runnable before) {
        this(before, RepeatedLog.withTraces(LOG::error));
    }

    StepGuard(Runnable before, RepeatedLog failures) {
        this.before = before;
        this.failures = failures;
    }

    /** A step that throws nothing. */
    Runnable guarded(Runnable step) {
        return () -> {
            try {
                before.run();
                step.run();
            } catch (RuntimeException | Error e) {
                failures.failed("A step of the lease loop failed; the rig goes on", e);
            }
        };
    }
}
