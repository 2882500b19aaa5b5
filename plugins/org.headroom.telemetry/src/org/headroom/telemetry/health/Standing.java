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
 * @param verdict what was found last
 */
record Standing(Gate gate, Optional<Alarm> alarm, long told, boolean restored, Verdict verdict) {
    static final Standing WELL = new Standing(Gate.SHUT, Optional.empty(), Gate.NEVER, false, Verdict.UNKNOWN);

    static Standing open(Alarm alarm, long now, boolean restored) {
        return new Standing(Gate.OPEN, Optional.of(alarm), now, restored, restored ? Verdict.UNKNOWN : Verdict.ILL);
    }

    Standing with(Gate next, Verdict found) {
        // What a rule without an alarm found last is of no interest.
        Verdict kept = alarm.isPresent() ? found : verdict;
        return next == gate && kept == verdict ? this : new Standing(next, alarm, told, restored, kept);
    }

    Standing with(Alarm changed) {
        return new Standing(gate, Optional.of(changed), told, restored, verdict);
    }

    Standing toldAt(Instant at) {
        return new Standing(gate, alarm, at.toEpochMilli(), restored, verdict);
    }
}
