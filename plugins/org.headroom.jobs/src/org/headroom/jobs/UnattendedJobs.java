package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.headroom.jobs.guard.Beat;
import org.headroom.jobs.guard.GuardFolder;
import org.headroom.jobs.guard.GuardedJob;
import org.headroom.jobs.guard.MachineTime;
import org.headroom.jobs.guard.MachineTime.Moment;

/**
 * Jobs that a rig that does not run may have left running, as its guard's folder names them.
 *
 * @param jobs how many leases may have a container
 * @param guard the process of the guard that looks after them; empty where none runs
 * @param lastEnd when the last of them is ended at the latest; empty where that is not known
 */
public record UnattendedJobs(int jobs, Optional<Long> guard, Optional<Instant> lastEnd) {
    /** Reads small files. @throws IOException where the folder is not there or may not be read */
    public static UnattendedJobs of(Path home) throws IOException {
        return of(home, MachineTime.ofThisMachine().now());
    }

    static UnattendedJobs of(Path home, Moment now) throws IOException {
        GuardFolder folder = GuardFolder.of(home);
        int jobs = 0;
        Optional<Instant> last = Optional.empty();
        boolean allKnown = true;
        for (String lease : folder.jobs()) {
            jobs++;
            Optional<Instant> end = end(folder, lease, now);
            if (end.isEmpty()) allKnown = false;
            else if (last.isEmpty() || end.get().isAfter(last.get())) last = end;
        }
        Optional<Long> guard =
                folder.beat().map(Beat::process).filter(p -> p.lives()).map(p -> p.pid());
        return new UnattendedJobs(jobs, guard, allKnown ? last : Optional.empty());
    }

    /** By the wall clock of now. After a restart of the machine no such job runs. */
    private static Optional<Instant> end(GuardFolder folder, String lease, Moment now) {
        try {
            Optional<GuardedJob> job = folder.job(lease);
            return job.filter(j -> j.written().bootId().equals(now.bootId()))
                    .map(j -> now.wall().plusMillis(j.killAt() - now.boot()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
