package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes are a container's, on a made-up {@code /proc}. */
class GuardProcessesTest {
    private static final String ID = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    @TempDir
    Path proc;

    private void process(long pid, String cgroup, String status, String command) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(directory.resolve("cgroup"), cgroup);
        Files.writeString(directory.resolve("status"), status);
        Files.writeString(directory.resolve("cmdline"), command);
    }

    @Test
    void processesOfTheContainersGroupsAreFoundAndItsMonitorAndTheDeadAreNot() throws IOException {
        String runs = "State:\tS (sleeping)\nThreads:\t1\n";
        process(10, "4:memory:/libpod_parent/libpod-" + ID + "\n", runs, "");
        process(11, "0::/system.slice/docker-" + ID + ".scope/inner\n", runs, "");
        process(12, "0::/docker/" + ID + "\n", runs, "");
        process(13, "0::/libpod_parent/libpod-conmon-" + ID + "\n", runs, "");
        process(14, "0::/docker/" + OTHER + "\n", runs, "");
        process(15, "0::/docker/" + ID + "\n", "State:\tZ (zombie)\nThreads:\t1\n", "");
        process(16, "0::/docker/" + ID + "\n", "State:\tZ (zombie)\nThreads:\t2\n", "");
        process(17, "0::/docker/x" + ID + "\n", runs, "");

        assertThat(new GuardProcesses(proc).alive(ID)).containsExactlyInAnyOrder(10L, 11L, 12L, 16L);
        assertThat(new GuardProcesses(proc).alive("ab")).as("no whole id").isEmpty();
    }

    @Test
    void containerOfALeaseIsKnownByItsMonitorsCommand() throws IOException {
        process(ProcessHandle.current().pid(), "", "", "java\0");
        process(1, "", "", "sh\0-c\0" + OTHER + "\0-n\0headroom-lease-0001\0");
        process(2, "", "", "/usr/bin/conmon\0-c\0" + OTHER + "\0-u\0" + OTHER + "\0-n\0headroom-lease-00012\0-x\0");
        process(3, "", "", "/usr/bin/conmon\0--api-version\0" + 1 + "\0-c\0" + ID + "\0-n\0headroom-lease-0001\0-x\0");

        assertThat(new GuardProcesses(proc).monitored("headroom-lease-0001")).contains(ID);
        assertThat(new GuardProcesses(proc).monitored("headroom-lease-0002")).isEmpty();
    }
}
