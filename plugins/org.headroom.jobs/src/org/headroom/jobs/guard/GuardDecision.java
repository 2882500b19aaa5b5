package org.headroom.jobs.guard;

import org.headroom.jobs.guard.MachineTime.Moment;

/**
 * What the guard does with a job at a moment: pure. A rig that lives stops its jobs itself, and is left more time for it than
 * one that has ended.
 *
 * @param graceMillis what the job gets between SIGTERM and SIGKILL; none where it is killed
 */
record GuardDecision(Step step, long graceMillis) {
    /** Past the moment at which the rig stops a job: its tick of a second, and the request to the engine. */
    static final long LATE_MS = 2_000;

    static final long LATE_WHILE_RIG_LIVES_MS = 4_000;
    /** Past the grace: a rig that lives kills the job itself when the engine has not done it in 5 s. */
    static final long KILL_WHILE_RIG_LIVES_MS = 10_000;

    enum Step {
        WAIT,
        END
    }

    private static final GuardDecision WAIT = new GuardDecision(Step.WAIT, 0);

    static GuardDecision of(GuardedJob job, Moment now, boolean rigLives) {
        long grace = Math.max(0, job.until(job.killAt(), now));
        if (job.stopping()) {
            // A rig that died while it stopped the job may not have told it so.
            boolean wait = rigLives && job.until(job.killAt(), now) + KILL_WHILE_RIG_LIVES_MS > 0;
            return wait ? WAIT : new GuardDecision(Step.END, grace);
        }
        long late = rigLives ? LATE_WHILE_RIG_LIVES_MS : LATE_MS;
        return job.until(job.stopAt(), now) + late > 0 ? WAIT : new GuardDecision(Step.END, grace);
    }
}
