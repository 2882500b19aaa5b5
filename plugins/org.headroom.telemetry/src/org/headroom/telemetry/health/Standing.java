package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.health.Alarm;

/**
 * How a rule stands with a GPU.
 *
 * @param alarm the open alarm
 * @param told when it was last told, milliseconds
 * @param restored whether the alarm is from before the start
 */
record Standing(Gate gate, Optional<Alarm> alarm, long told, boolean restored) {
    static final Standing WELL = new Standing(Gate.SHUT, Optional.empty(), Gate.NEVER, false);

    static Standing open(Alarm alarm, long now, boolean restored) {
        return new Standing(Gate.OPEN, Optional.of(alarm), now, restored);
    }

    Standing with(Gate next) {
        return next == gate ? this : new Standing(next, alarm, told, restored);
    }

    Standing with(Alarm changed) {
        return new Standing(gate, Optional.of(changed), told, restored);
    }

    Standing toldAt(Instant at) {
        return new Standing(gate, alarm, at.toEpochMilli(), restored);
    }
}
