package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobSpec;
import org.junit.jupiter.api.Test;

/** What a job may ask of the kernel, and that none of its processes outlives it, on every engine, tried on the real one. */
abstract class KernelContract extends IsolationContract {
    /** Docker 20.10 calls it ended and lets it run on; Podman ends it. */
    ContainerRef startTraced() throws Exception {
        engine.profile(SeccompProfile.of("{\"defaultAction\": \"SCMP_ACT_ALLOW\"}"));
        return engine.start(
                        job(NativeJob.of("traced", NativeJob.TRACED, directory).loadedInto(engine)))
                .container();
    }

    static List<Long> processes(ContainerRef container) throws IOException {
        return new ContainerProcesses().alive(container.id());
    }

    @Test
    void jobMayNotAskToBeTraced() throws Exception {
        ContainerRef container = engine.start(
                        job(NativeJob.of("traced", NativeJob.TRACED, directory).loadedInto(engine)))
                .container();
        await().atMost(Duration.ofSeconds(20)).until(() -> output(container).contains("goes on"));
        assertThat(output(container)).contains("traced -1");
        assertThat(processes(container)).hasSize(3);
        engine.stop(container, Duration.ZERO);
        assertThat(engine.await(container).exitCode()).isEqualTo(137);
    }

    @Test
    void systemCallsThatNoJobNeedsAreRefusedAndOthersWork() throws Exception {
        ContainerState.Exited exited =
                run(job(NativeJob.of("calls", SystemCalls.PROGRAM, directory).loadedInto(engine)));
        String seen = output(exited.container());
        assertThat(seen.lines().filter(l -> l.startsWith("refused "))).containsExactlyElementsOf(SystemCalls.REFUSED);
        assertThat(seen.lines().filter(l -> l.startsWith("works "))).containsExactlyElementsOf(SystemCalls.WORKING);
        assertThat(exited.exitCode()).isZero();
    }

    @Test
    void callsOf32BitProgramsAreRefusedAsThoseOf64BitProgramsAre() throws Exception {
        ContainerState.Exited exited = run(
                job(NativeJob.of("calls32", SystemCalls.PROGRAM_32, directory).loadedInto(engine)));
        String seen = output(exited.container());
        assertThat(exited.exitCode()).isZero();
        assumeThat(seen.strip()).as("a kernel with 32-bit calls").isNotEqualTo(SystemCalls.NO_32_BIT);
        assertThat(seen.lines().filter(l -> l.startsWith("refused ")))
                .containsExactlyElementsOf(SystemCalls.REFUSED_32);
        assertThat(seen.lines().filter(l -> l.startsWith("works "))).containsExactlyElementsOf(SystemCalls.WORKING_32);
    }

    /** What the engine puts into each container as a file of the host, whose path shows. */
    abstract Set<String> filesOfTheEngine();

    @Test
    void jobSeesNoPathOfItsFolderAndNoFileOfTheEngineThatItCanDoWithout() throws Exception {
        ContainerState.Exited exited = run(shell("cat /proc/self/mountinfo; echo over"));
        assumeThat(JobUser.weAreRoot()).as("jobs have a disk of their own").isTrue();
        String seen = output(exited.container());
        assertThat(seen).endsWith("over\n").doesNotContain(directory.toString());
        assertThat(seen.lines()
                        .map(line -> line.split(" "))
                        .filter(fields -> fields.length > 5 && fields[4].matches("/(etc|run)/.*"))
                        .map(fields -> fields[4]))
                .containsExactlyInAnyOrderElementsOf(filesOfTheEngine());
    }

    @Test
    void jobSeesNoResolverOfTheMachineAndFindsLocalhost() throws Exception {
        ContainerState.Exited exited =
                run(shell("cat /etc/resolv.conf 2>/dev/null; grep -E '^127.0.0.1.*localhost' /etc/hosts; echo over"));
        String seen = output(exited.container());
        assertThat(seen).endsWith("over\n").containsPattern("127.0.0.1\\s+localhost");
        assertThat(seen.lines().filter(l -> l.matches("(nameserver|search|domain|options).*")))
                .isSubsetOf("nameserver 127.0.0.1", "search .");
    }

    @Test
    void jobSeesNoHiddenPathAndHalfItsMemoryAsSharedMemory() throws Exception {
        ContainerState.Exited exited = run(shell(
                """
                for p in %s; do test -n "$(ls -A $p/ 2>/dev/null)$(head -c 1 $p 2>/dev/null)" && echo "shown $p"; done
                for p in %s; do echo x > $p/probe && echo "written $p"; done 2>/dev/null
                df -k /dev/shm | tail -1; grep -E 'Seccomp:' /proc/self/status; echo over
                """.formatted(String.join(" ", KernelSurface.MASKED), String.join(" ", KernelSurface.READ_ONLY))));
        String seen = output(exited.container());
        assertThat(seen).doesNotContain("shown", "written").containsPattern("Seccomp:\\s2\n");
        assertThat(seen).containsPattern("shm +16384 ").endsWith("over\n");
    }

    @Test
    void whatIsInForceInAJobIsVerifiedAndADifferenceIsNamed() throws Exception {
        JobSpec job = shell("sleep 60");
        Inspection started = engine.inspect(engine.start(job).container().id()).orElseThrow();
        Isolation isolation = isolation(job, started.uid().orElse(UID));
        assertThat(InForce.look(started, isolation)).isInstanceOf(InForce.Look.Verified.class);
        if (engine.jobUser() == JobUser.OWN)
            assertThat(((InForce.Look.Differs) InForce.look(started, isolation.ofUser(UID + 200L * JobUids.SIZE)))
                            .differences())
                    .anyMatch(d -> d.startsWith(
                            "the job's Uid on this machine is " + started.uid().orElseThrow()));
        Isolation other = new Isolation(
                500, 16L << 20, 5, isolation.user(), isolation.artefacts(), List.of(), isolation.labels());
        InForce.Look.Differs differs = (InForce.Look.Differs) InForce.look(started, other);
        assertThat(differs.differences())
                .hasSize(2)
                .anyMatch(d -> d.endsWith("is 33554432, wished 16777216"))
                .contains("pids.max of the job's control group is 24, wished 5");
    }

    @Test
    void jobThatAsksToBeTracedLeavesNoProcessWhenItHasEnded() throws Exception {
        ContainerRef container = startTraced();
        assertThat(engine.await(container).exitCode()).isNotZero();
        assertThat(processes(container)).isEmpty();
        engine.stop(container, Duration.ZERO);
        engine.remove(container);
        assertThat(engine.find(lease)).isEmpty();
    }

    @Test
    void jobThatForksWithoutEndIsKilledThroughControlGroupsOfEitherVersionAndWithoutAny() throws Exception {
        assumeThat(JobUser.weAreRoot()).isTrue();
        for (String version : List.of(" - cgroup ", " - cgroup2 ", "none")) {
            ContainerRef container = engine.start(
                            shell("for i in 1 2 3 4 5 6; do sh -c 'while :; do sleep 0.02; done' & done; wait"))
                    .container();
            await().until(() -> processes(container).size() > 5);
            List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo"));
            Path shown = Files.write(
                    directory.resolve("mountinfo"),
                    mounts.stream().filter(m -> m.contains(version)).toList());
            ContainerProcesses seen = new ContainerProcesses(Path.of("/proc"), PodmanProcess.OF_THIS_MACHINE, shown);
            assertThat(seen.kill(container.id(), Duration.ofSeconds(10))).isEmpty();
            assertThat(engine.await(container).exitCode()).isEqualTo(137);
            engine.remove(container);
        }
    }
}
