package org.headroom.telemetry;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * When each question to one GPU is due. What takes long is asked less often, and what the card does not have is asked seldom.
 * One thread at a time.
 */
final class Timetable {
    // A question may take a quarter of the time from one asking to the next.
    private static final int COST_FACTOR = 4;
    private static final int ABSENT_AFTER = 3;
    private static final int ABSENT_SWEEPS = 30;
    private static final int ALL = Question.all().length;

    private final long sweepNanos;
    private final int place;
    private final int spread;
    private final long[] dueAt = new long[ALL];
    private final long[] every = new long[ALL];
    private final byte[] absent = new byte[ALL];
    private final boolean[] asked = new boolean[ALL];

    /**
     * @param place the GPU's number: by it the seldom questions of several GPUs are spread over the sweeps
     * @param gpus over how many GPUs
     */
    Timetable(long sweepNanos, int place, int gpus, long now) {
        this.sweepNanos = sweepNanos;
        this.place = place;
        this.spread = Math.max(1, gpus);
        reset(now);
    }

    /** Forgets what is known of the card: everything is asked anew. */
    void reset(long now) {
        Arrays.fill(absent, (byte) 0);
        Arrays.fill(asked, false);
        for (Question q : Question.all()) {
            every[q.ordinal()] = q.sweeps() * sweepNanos;
            dueAt[q.ordinal()] = q.ofCondition() ? now + conditionShift() : now;
        }
    }

    // A GPU's condition takes many calls: not those of all GPUs in one sweep.
    private long conditionShift() {
        return place % spread * Question.FANS.sweeps() / spread * sweepNanos;
    }

    /** The condition is wanted now. */
    void hurryCondition(long now) {
        for (Question q : Question.all()) if (q.ofCondition()) dueAt[q.ordinal()] = Math.min(dueAt[q.ordinal()], now);
    }

    /**
     * The question that has waited longest, measured by how often it should be asked; null when none is due.
     *
     * @param now when the round began
     * @param noProcesses the lists of processes are not to be asked for now
     */
    @Nullable
    Question next(long now, boolean noProcesses) {
        // The beat is not exact: what is due within half a sweep is due.
        long soon = now + sweepNanos / 2;
        Question most = null;
        double longest = 0;
        for (Question q : Question.all()) {
            int i = q.ordinal();
            if (soon - dueAt[i] < 0 || noProcesses && q == Question.PROCESSES) continue;
            double waited = (double) (soon - dueAt[i] + every[i]) / every[i];
            if (waited > longest) {
                longest = waited;
                most = q;
            }
        }
        return most;
    }

    /**
     * A question was asked.
     *
     * @param now when the round began
     * @param tookNanos how long the driver took
     * @param has false where the card said that it has no such thing
     */
    void asked(Question q, long now, long tookNanos, boolean has) {
        int i = q.ordinal();
        absent[i] = has ? 0 : (byte) Math.min(ABSENT_AFTER, absent[i] + 1);
        long base = q.sweeps() * sweepNanos;
        if (absent[i] >= ABSENT_AFTER) base = Math.max(base, ABSENT_SWEEPS * sweepNanos);
        every[i] = Math.max(base, COST_FACTOR * tookNanos);
        long next = now + every[i];
        // Once after the start the GPUs fall out of step, so that the sweeps take equally long.
        if (!asked[i] && every[i] == base) next -= place % Math.min(q.sweeps(), 10) * sweepNanos;
        asked[i] = true;
        dueAt[i] = next;
    }
}
