package org.headroom.cli.rig;

import java.time.ZoneId;
import java.util.Optional;
import org.headroom.jobs.UnattendedJobs;

/** What {@code status} says of jobs where no rig runs. */
final class UnattendedJobsText {
    private UnattendedJobsText() {}

    /** Empty where no job is left. */
    static Optional<String> of(UnattendedJobs left, ZoneId zone) {
        if (left.jobs() == 0) return Optional.empty();
        String jobs = left.jobs() == 1 ? "1 job of it may still run" : left.jobs() + " jobs of it may still run";
        if (left.guard().isEmpty())
            return Optional.of(
                    jobs + ", and its guard does not run either: nothing of this rig ends them. Start the rig,"
                            + " which takes them up, or end their containers.");
        String last = left.lastEnd()
                .map(at -> ", the last at " + StatusTable.TIME.format(at.atZone(zone)) + " at the latest")
                .orElse("");
        return Optional.of(jobs + ". Its guard (process " + left.guard().get() + ") ends each when its covered time is"
                + " over" + last + ". The next start of the rig takes up those that run then.");
    }
}
