package org.headroom.telemetry;

import java.time.Duration;

/**
 * What to read in one look.
 *
 * @param slow all but power, utilisation, energy, memory and processes
 * @param processes the lists of processes, which cost real drivers milliseconds
 * @param condition also what belongs to the GPU's condition: dozens of calls
 * @param limit after this long the rest is left out
 */
public record ReadingPlan(boolean slow, boolean processes, boolean condition, Duration limit) {
    /** The whole sample, for one look; without the condition. */
    public static ReadingPlan everything(Duration limit) {
        return new ReadingPlan(true, true, false, limit);
    }

    boolean has(Question q) {
        if (q.ofCondition()) return condition;
        if (q == Question.PROCESSES) return processes;
        return slow || q.sweeps() == 1;
    }
}
