package org.headroom.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A machine's wall clock and boot time, which a test moves together or apart. */
final class SteppedTime implements BootTime {
    private record Times(Instant wall, long boot) {}

    private volatile Times times;
    volatile String bootId = "boot-1";

    final Clock wall = new SuppliedClock(() -> times.wall);

    SteppedTime(Instant wall, Duration sinceBoot) {
        this.times = new Times(wall, sinceBoot.toNanos());
    }

    /** Time passes; whether the machine is awake makes no difference here. */
    void pass(Duration time) {
        times = new Times(times.wall.plus(time), times.boot + time.toNanos());
    }

    /** Somebody sets the clock. */
    void step(Duration by) {
        times = new Times(times.wall.plus(by), times.boot);
    }

    /** The machine starts anew, this long ago. */
    void reboot(String id, Duration sinceBoot) {
        bootId = id;
        times = new Times(times.wall, sinceBoot.toNanos());
    }

    Instant wallNow() {
        return times.wall;
    }

    @Override
    public String bootId() {
        return bootId;
    }

    @Override
    public long nanos() {
        return times.boot;
    }
}
