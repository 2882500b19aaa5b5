package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.headroom.model.market.LeaseId;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFinderTest {
    @TempDir
    Path directory;

    private ContainerEngine find(Map<String, String> environment) {
        return new EngineFinder(environment, directory.resolve("own"), directory)
                .find("rig", OfferedImages.NONE, Clock.systemUTC());
    }

    private Path script(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("podman"), "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void machineWithoutAnEngineIsToldWhatToInstall() {
        try (ContainerEngine none = find(Map.of())) {
            EngineStatus status = none.status();
            assertThat(status.up()).isFalse();
            assertThat(status.engine()).isEqualTo("none");
            assertThat(status.message()).contains("apt-get install podman");
            assertThatThrownBy(() -> none.find(new LeaseId("lease-0001")))
                    .isInstanceOfSatisfying(
                            JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.NO_ENGINE))
                    .hasMessage(status.message());
        }
    }

    @Test
    void engineElsewhereIsRefusedNotReplaced() {
        try (ContainerEngine none = find(Map.of("DOCKER_HOST", "tcp://10.0.0.1:2375"))) {
            assertThat(none.status().message())
                    .isEqualTo(
                            "DOCKER_HOST names tcp, but jobs run on this machine only; unset it or name a unix:// socket.");
        }
        try (ContainerEngine none = find(Map.of("DOCKER_HOST", "unix:///no/such.sock"))) {
            assertThat(none.status().message()).contains("DOCKER_HOST", "/no/such.sock", "unset");
        }
    }

    @Test
    void podmanThatServesNothingIsStartedAndTellsItselfApart() throws Exception {
        Assumptions.assumeTrue(Programs.find("podman", System.getenv()).isPresent(), "no Podman on this machine");
        try (PodmanService service = TestEngines.podman(directory.resolve("own"));
                ContainerEngine engine = find(Map.of("DOCKER_HOST", "unix://" + service.socket()))) {
            assertThat(engine).isInstanceOf(PodmanEngine.class);
            assertThat(engine.status().up()).isTrue();
            service.close();
            assertThat(Files.exists(service.socket())).isFalse();
            assertThat(engine.status().up()).isFalse();
            assertThat(engine.status().message()).contains("does not answer");
            service.ensureUp();
            assertThat(engine.status().up()).isTrue();
        }
    }

    @Test
    void serviceEndsWhenTheProcessThatHeldItIsKilled() throws Exception {
        Path program = script("echo $$ > " + directory.resolve("pid") + "; exec sleep 300\n");
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        Process holder = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        program.toString(),
                        directory.resolve("own").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("holder.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(directory.resolve("pid")) && Files.size(directory.resolve("pid")) > 1);
        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();
        holder.destroyForcibly();
        assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(Duration.ofSeconds(10))
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** A process of its own that holds a service and is then killed. */
    static final class Holder {
        public static void main(String[] args) throws JobFailure {
            new PodmanService(Path.of(args[0]), Path.of(args[1]), System.getenv()).ensureUp();
        }
    }

    @Test
    void serviceThatDoesNotStartSaysWhatPodmanSaid() throws IOException {
        Path program = script("echo 'Error: cannot set up namespace' >&2; exit 125\n");
        try (PodmanService service = new PodmanService(program, directory.resolve("own"), System.getenv())) {
            assertThatThrownBy(service::ensureUp)
                    .isInstanceOf(JobFailure.class)
                    .hasMessageContaining("cannot set up namespace");
        }
    }

    @Test
    void storageThatWorksIsFoundWhereOverlayDoesNot() throws IOException {
        Path program = script("echo \"$@\" >> " + directory.resolve("calls")
                + "; echo 'Error: kernel does not support overlay fs' >&2; exit 125\n");
        try (PodmanService service = new PodmanService(program, directory.resolve("own"), System.getenv())) {
            assertThatThrownBy(service::ensureUp).hasMessageContaining("overlay");
        }
        assertThat(Files.readAllLines(directory.resolve("calls")).getFirst()).startsWith("system service");
        assertThat(Files.readAllLines(directory.resolve("calls")).getLast()).contains("--storage-driver vfs");
    }

    @Test
    void settingsAreGivenOnlyWhereNeeded() {
        var hybrid = new PodmanSettings.Machine(true, true, false, false);
        assertThat(PodmanSettings.needed(hybrid).orElseThrow())
                .contains("runtime = \"runc\"", "cgroup_manager = \"cgroupfs\"");
        var withSystemd = new PodmanSettings.Machine(true, true, true, false);
        assertThat(PodmanSettings.needed(withSystemd).orElseThrow()).doesNotContain("cgroup_manager");
        assertThat(PodmanSettings.needed(new PodmanSettings.Machine(false, true, false, false)))
                .isEmpty();
        assertThat(PodmanSettings.needed(new PodmanSettings.Machine(true, false, false, false)))
                .isEmpty();
        assertThat(PodmanSettings.needed(new PodmanSettings.Machine(true, true, false, true)))
                .isEmpty();
    }

    @Test
    void cgroupsAreToldApart() throws IOException {
        Files.createDirectories(directory.resolve("sys/fs/cgroup/unified"));
        assertThat(PodmanSettings.Machine.probe(directory, true, false).hybridCgroups())
                .isFalse();
        Files.createFile(directory.resolve("sys/fs/cgroup/unified/cgroup.procs"));
        assertThat(PodmanSettings.Machine.probe(directory, true, false).hybridCgroups())
                .isTrue();
        Files.createFile(directory.resolve("sys/fs/cgroup/cgroup.controllers"));
        assertThat(PodmanSettings.Machine.probe(directory, true, false).hybridCgroups())
                .isFalse();
    }
}
