package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.headroom.jobs.UnattendedJobs;
import org.headroom.jobs.guard.MachineTime.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the jobs of a rig that does not run. */
class UnattendedJobsTest {
    private static final ProcessId DEAD = new ProcessId(4_194_304, 1);

    @TempDir
    Path home;

    private final Moment now = MachineTime.ofThisMachine().now();

    private GuardFolder folder() throws IOException {
        GuardFolder folder = GuardFolder.of(home);
        folder.make();
        return folder;
    }

    private GuardedJob job(String lease, Moment written, long killIn) {
        return new GuardedJob(
                "rig@1",
                lease,
                "podman",
                "/none",
                "",
                written,
                written.boot(),
                written.boot() + killIn,
                false,
                "TIME_IS_UP",
                DEAD);
    }

    @Test
    void rigWithoutAGuardsFolderIsNotSaidToHaveNoJobs() {
        assertThatThrownBy(() -> UnattendedJobs.of(home)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void jobsAreCountedWithTheLastEndAndTheProcessThatEndsThem() throws IOException {
        GuardFolder folder = folder();
        assertThat(UnattendedJobs.of(home).jobs()).isZero();
        folder.put(job("lease-0001", now, 60_000), true);
        folder.put(job("lease-0002", now, 600_000), true);
        assertThat(UnattendedJobs.of(home).guard()).isEmpty();
        folder.put(new Beat(Beat.FORMAT, ProcessId.own(), now, false));
        UnattendedJobs left = UnattendedJobs.of(home);
        assertThat(left.jobs()).isEqualTo(2);
        assertThat(left.guard()).contains(ProcessHandle.current().pid());
        assertThat(Duration.between(now.wall(), left.lastEnd().orElseThrow()))
                .isBetween(Duration.ofSeconds(595), Duration.ofSeconds(605));
        folder.put(new Beat(Beat.FORMAT, DEAD, now, false));
        assertThat(UnattendedJobs.of(home).guard()).isEmpty();
    }

    @Test
    void lastEndIsUnknownWhereThatOfOneJobIs() throws IOException {
        GuardFolder folder = folder();
        folder.put(job("lease-0001", now, 60_000), true);
        folder.put(job("lease-0002", new Moment("before-the-restart", 5, now.wall()), 1_000), true);
        assertThat(UnattendedJobs.of(home).jobs()).isEqualTo(2);
        assertThat(UnattendedJobs.of(home).lastEnd()).isEmpty();
    }
}
