package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.headroom.jobs.guard.ProcFiles;
import org.headroom.model.job.JobFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which process counts as a container's first one, on a {@code /proc} of the test's own. */
class PodmanProcessTest {
    private static final String ID = "ab".repeat(32);
    private static final String OTHER = "cd".repeat(32);

    @TempDir
    Path proc;

    private final List<Long> killed = new ArrayList<>();
    private Runnable whenLookedUp = () -> {};

    private void process(long pid, String cgroup, String idsInside) {
        process(pid, cgroup, idsInside, "S (sleeping)");
    }

    private void process(long pid, String cgroup, String idsInside, String state) {
        try {
            Path directory = Files.createDirectories(proc.resolve(Long.toString(pid)));
            Files.writeString(directory.resolve("cgroup"), cgroup + "\n");
            Files.writeString(directory.resolve("stat"), ProcFiles.stat(pid, state, 1));
            Files.writeString(
                    directory.resolve("status"),
                    "Name:\tsh\nState:\t" + state + "\nPid:\t" + pid + "\nNSpid:\t" + idsInside + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private OptionalLong kill() throws JobFailure {
        return PodmanProcess.kill(
                proc,
                pid -> {
                    whenLookedUp.run();
                    return Optional.of(() -> killed.add(pid));
                },
                ID);
    }

    @Test
    void firstProcessOfTheContainerIsKilledInEachFormOfItsControlGroup() throws Exception {
        for (String group : List.of(
                "8:pids:/libpod_parent/libpod-" + ID,
                "0::/machine.slice/libpod-" + ID + ".scope",
                "0::/machine.slice/libpod-" + ID + ".scope/container",
                "9:name=systemd:/\n8:pids:/../../libpod_parent/libpod-" + ID)) {
            killed.clear();
            process(4711, group, "4711\t1");
            assertThat(kill()).as(group).hasValue(4711);
            assertThat(killed).as(group).containsExactly(4711L);
        }
    }

    @Test
    void firstProcessWhoseFirstThreadHasEndedIsKilled() throws Exception {
        String group = "8:pids:/libpod_parent/libpod-" + ID + "\n";
        process(4711, "8:pids:/", "4711\t1");
        ProcFiles.firstThreadHasEnded(proc.resolve("4711"), 4711, group);
        process(4720, "8:pids:/", "4720\t1");
        ProcFiles.firstThreadHasEnded(proc.resolve("4720"), 4720, group.replace(ID, OTHER));
        assertThat(kill()).hasValue(4711);
        assertThat(killed).containsExactly(4711L);
    }

    @Test
    void otherProcessesOfTheContainerItsMonitorAndForeignOnesAreNotKilled() throws Exception {
        String group = "8:pids:/libpod_parent/libpod-" + ID;
        process(1, "8:pids:/", "1");
        process(20, "0::/machine.slice/libpod-conmon-" + ID + ".scope", "20\t1");
        process(21, group, "21");
        process(22, group, "22\t7");
        process(23, group, "23\t8\t1");
        process(24, "8:pids:/libpod_parent/libpod-" + OTHER, "24\t1");
        process(25, "8:pids:/docker/" + ID, "25\t1");
        process(26, group, "26\t1", "Z (zombie)");
        Files.createDirectory(proc.resolve("self"));
        assertThat(kill()).isEmpty();
        assertThat(killed).isEmpty();
    }

    @Test
    void idThatAnotherContainersProcessTookMeanwhileIsNotKilled() throws Exception {
        process(4711, "8:pids:/libpod_parent/libpod-" + ID, "4711\t1");
        whenLookedUp = () -> process(4711, "8:pids:/libpod_parent/libpod-" + OTHER, "4711\t1");
        assertThat(kill()).isEmpty();
        assertThat(killed).isEmpty();
    }

    @Test
    void idThatWasTakenAfterTheLastLookIsNotReportedAsKilled() throws Exception {
        process(4711, "8:pids:/libpod_parent/libpod-" + ID, "4711\t1");
        // As the handle of a process answers whose start time has changed.
        assertThat(PodmanProcess.kill(proc, pid -> Optional.of(() -> false), ID))
                .isEmpty();
    }

    @Test
    void nothingIsKilledWhereTwoProcessesSeemToBeTheFirst() {
        process(4711, "8:pids:/libpod_parent/libpod-" + ID, "4711\t1");
        process(4712, "8:pids:/libpod_parent/libpod-" + ID, "4712\t1");
        assertThatThrownBy(this::kill).isInstanceOf(JobFailure.class).hasMessageContaining("More than one");
        assertThat(killed).isEmpty();
    }

    @Test
    void processWhoseGroupCannotBeReadIsTriedAgainUnlessItHasEnded() throws Exception {
        Files.createDirectories(proc.resolve("4711/cgroup"));
        assertThatThrownBy(this::kill).isInstanceOf(JobFailure.class);
        process(4712, "8:pids:/libpod_parent/libpod-" + ID, "4712\t1");
        assertThat(kill()).hasValue(4712);
    }

    @Test
    void malformedContainerIdNamesNoProcess() throws Exception {
        process(4711, "8:pids:/libpod_parent/libpod-", "4711\t1");
        assertThat(PodmanProcess.kill(proc, pid -> Optional.of(() -> killed.add(pid)), ""))
                .isEmpty();
        assertThat(killed).isEmpty();
    }
}
