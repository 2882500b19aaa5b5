package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes are a container's, on a made-up {@code /proc}. */
class GuardProcessesTest {
    private static final String ID = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    @TempDir
    Path proc;

    private Path process(long pid, String cgroup, String stat, String command) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(Long.toString(pid)));
        Files.writeString(directory.resolve("cgroup"), cgroup);
        Files.writeString(directory.resolve("stat"), stat);
        Files.writeString(directory.resolve("cmdline"), command);
        return directory;
    }

    @Test
    void processesOfTheContainersGroupsAreFoundAndItsMonitorAndTheDeadAreNot() throws IOException {
        String runs = ProcFiles.stat(1, "S", 1);
        process(10, "4:memory:/libpod_parent/libpod-" + ID + "\n", runs, "");
        process(11, "0::/system.slice/docker-" + ID + ".scope/inner\n", runs, "");
        process(12, "0::/docker/" + ID + "\n", runs, "");
        process(13, "0::/libpod_parent/libpod-conmon-" + ID + "\n", runs, "");
        process(14, "0::/docker/" + OTHER + "\n", runs, "");
        process(15, "0::/docker/" + ID + "\n", ProcFiles.stat(15, "Z", 1), "");
        process(16, "0::/docker/" + ID + "\n", ProcFiles.stat(16, "Z", 2), "");
        process(17, "0::/docker/x" + ID + "\n", runs, "");

        assertThat(new GuardProcesses(proc).alive(ID)).containsExactlyInAnyOrder(10L, 11L, 12L, 16L);
        assertThat(new GuardProcesses(proc).alive("ab")).as("no whole id").isEmpty();
    }

    @Test
    void processOfWhichOnlyAThreadThatLivesIsStillInTheGroupsIsFound() throws IOException {
        String groups = "9:name=systemd:/docker/" + ID + "\n4:memory:/docker/" + ID + "\n";
        ProcFiles.firstThreadHasEnded(process(20, "", "", ""), 20, groups);
        ProcFiles.firstThreadHasEnded(process(30, "", "", ""), 30, groups.replace(ID, OTHER));
        // As a whole process ends: no thread is in a group of version 1 any more.
        Path ending = process(40, "", "", "");
        ProcFiles.firstThreadHasEnded(ending, 40, groups);
        Files.writeString(ending.resolve("task/41/stat"), ProcFiles.stat(41, "Z", 2));

        assertThat(new GuardProcesses(proc).alive(ID)).containsExactly(20L);
        assertThat(new GuardProcesses(proc).alive(OTHER)).containsExactly(30L);
    }

    @Test
    void processWhoseThreadsChangeFasterThanTheyAreLookedAtIsNeitherInNorOut() throws IOException {
        Path process = process(20, "", "", "");
        ProcFiles.firstThreadHasEnded(process, 20, "4:memory:/docker/" + ID + "\n");
        // Each time it is over before it is looked at.
        Files.delete(process.resolve("task/21/stat"));

        assertThatThrownBy(() -> new GuardProcesses(proc).alive(ID)).isInstanceOf(ProcessFolder.Unsure.class);
        assertThatThrownBy(() -> new GuardProcesses(proc).kill(ID, Duration.ofMillis(50)))
                .isInstanceOf(ProcessFolder.Unsure.class);
        // Version 2 tells it all the same.
        Files.writeString(process.resolve("cgroup"), "4:memory:/\n0::/docker/" + ID + "\n");
        assertThat(new GuardProcesses(proc).alive(ID)).containsExactly(20L);
        // Also that it is another container's: it keeps nobody from what is known of this one.
        Files.writeString(process.resolve("cgroup"), "4:memory:/\n0::/docker/" + OTHER + "\n");
        assertThat(new GuardProcesses(proc).alive(ID)).isEmpty();
        // The engine's own group is no word about its containers.
        Files.writeString(process.resolve("cgroup"), "4:memory:/\n0::/system.slice/docker.service\n");
        assertThatThrownBy(() -> new GuardProcesses(proc).alive(ID)).isInstanceOf(ProcessFolder.Unsure.class);
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
