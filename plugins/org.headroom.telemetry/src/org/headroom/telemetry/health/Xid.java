package org.headroom.telemetry.health;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.health.HealthAction;
import org.headroom.model.health.Severity;

/**
 * One of the driver's error codes.
 *
 * @param title what happened, without a full stop
 * @param advice what it means for the machine and its leases, and what to do
 * @param quiet the alarm clears after so long without another one, while the GPU answers; empty where time heals nothing
 * @param endsWithReset whether a reset of the GPU, a reload of the driver or a restart of the machine ends it: the alarm then
 *     clears some minutes after the GPU answers again
 */
public record Xid(
        long code,
        Cause cause,
        String title,
        String advice,
        Severity severity,
        HealthAction action,
        Optional<Duration> quiet,
        boolean endsWithReset) {
    /** Whose fault it usually is. */
    public enum Cause {
        /** The program that ran: the card is well. */
        JOB("the job"),
        DRIVER("driver or firmware"),
        CARD("the card"),
        LINK("slot, riser, cables or NVLink"),
        UNKNOWN("unknown");

        private final String words;

        Cause(String words) {
            this.words = words;
        }

        /** As people say it. */
        public String words() {
            return words;
        }
    }
}
