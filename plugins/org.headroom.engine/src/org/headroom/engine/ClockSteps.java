package org.headroom.engine;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices steps of the rig's clock and time in suspend, and keeps both from shortening or prolonging what is waited for.
 * {@code lease-loop} only.
 */
final class ClockSteps {
    private static final Logger LOG = LoggerFactory.getLogger(ClockSteps.class);

    private final RigClock clock;
    private final StreamBeliefs beliefs;
    private final LookSchedule schedule;
    private final ClockWatch watch;

    ClockSteps(RigClock clock, StreamBeliefs beliefs, LookSchedule schedule) {
        this.clock = clock;
        this.beliefs = beliefs;
        this.schedule = schedule;
        this.watch = new ClockWatch(System::nanoTime, clock.instant());
    }

    /** To be called before anything is decided by the time. */
    void check() {
        Instant now = clock.instant();
        watch.jump(now).ifPresent(by -> {
            LOG.warn("The clock was set or the machine slept: money decides nothing until the chain has answered");
            beliefs.clockMoved(by);
            beliefs.interrupted(now);
            schedule.interrupted();
        });
    }

    /** @param held whether leases are timed by the rig's own clock; when none is any more, the clock may step */
    void hold(boolean held) {
        Instant before = clock.instant();
        if (!clock.hold(held)) return;
        Instant now = clock.instant();
        watch.restart(now);
        beliefs.clockMoved(Duration.between(before, now));
    }
}
