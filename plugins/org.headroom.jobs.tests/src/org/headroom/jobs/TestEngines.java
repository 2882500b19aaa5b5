package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.OfferedImages;
import org.junit.jupiter.api.Assumptions;

/** A real Podman service and a real Docker daemon for the tests, each with everything of its own, ended with the JVM. */
final class TestEngines {
    /** Is offered and in no store. */
    static final String MISSING = "localhost/none:1";

    static final OfferedImages OFFERED = OfferedImages.of(List.of(
            DemoJob.IMAGE,
            MISSING,
            NativeJob.image("traced"),
            NativeJob.image("calls"),
            NativeJob.image("calls32"),
            NativeJob.image("first-thread"),
            NativeJob.image("closed-tmp")));

    private TestEngines() {}

    /** As {@link #podman}; skips the tests where there is none. */
    static PodmanService podmanOrSkip(Path directory) {
        try {
            return podman(directory);
        } catch (JobFailure e) {
            return Assumptions.abort("no Podman on this machine: " + e.getMessage());
        }
    }

    static PodmanService podman(Path directory) throws JobFailure {
        Path program = Programs.find("podman", System.getenv())
                .orElseThrow(() -> new JobFailure(JobFailure.Kind.NO_ENGINE, "podman is not installed"));
        PodmanService service = new PodmanService(program, directory, System.getenv());
        service.ensureUp();
        return service;
    }

    static PodmanEngine engine(PodmanService service, String rig, DiskPolicy policy) {
        EngineClient client = new EngineClient(service.socket(), () -> {});
        return new PodmanEngine(client, rig, OFFERED, Clock.systemUTC(), new DiskImage(policy), () -> {});
    }

    /** The system's environment, with the unpacked Docker that the test command may have fetched first in its PATH. */
    static Map<String, String> dockerEnvironment() {
        Map<String, String> all = new java.util.HashMap<>(System.getenv());
        String fetched = all.getOrDefault("HEADROOM_DOCKER_PATH", "");
        if (!fetched.isEmpty()) all.merge("PATH", fetched, (path, own) -> own + java.io.File.pathSeparator + path);
        return all;
    }

    /** A Docker daemon that touches nothing of the machine's own: no bridge, no firewall rules. */
    static final class Docker implements AutoCloseable {
        final Path socket;
        private final Process process;

        private Docker(Path socket, Process process) {
            this.socket = socket;
            this.process = process;
        }

        /** Skips the tests where there is none. */
        static Docker startOrSkip(Path directory) throws IOException, InterruptedException {
            try {
                return start(directory);
            } catch (JobFailure e) {
                return Assumptions.abort("no Docker on this machine: " + e.getMessage());
            }
        }

        static Docker start(Path directory) throws IOException, InterruptedException, JobFailure {
            Optional<Path> program = Programs.find("dockerd", dockerEnvironment());
            if (program.isEmpty() || !JobUser.weAreRoot())
                throw new JobFailure(JobFailure.Kind.NO_ENGINE, "dockerd is not installed, or we are not root");
            Path socket = directory.resolve("d.sock");
            ProcessBuilder daemon = new ProcessBuilder(
                            "sh",
                            "-c",
                            "exec 3<&0 </dev/null; \"$0\" \"$@\" 3<&- & s=$!; ( read -r x <&3; kill $s ) & w=$!; "
                                    + "wait $s; kill $w",
                            program.get().toString(),
                            "--host",
                            "unix://" + socket,
                            "--data-root",
                            directory.resolve("data").toString(),
                            "--exec-root",
                            directory.resolve("exec").toString(),
                            "--pidfile",
                            directory.resolve("pid").toString(),
                            "--iptables=false",
                            "--ip6tables=false",
                            "--bridge=none")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile());
            daemon.environment().putAll(dockerEnvironment());
            Process process = daemon.start();
            Docker docker = new Docker(socket, process);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (!docker.answers()) {
                if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    docker.close();
                    throw new JobFailure(
                            JobFailure.Kind.NO_ENGINE,
                            "dockerd does not start: "
                                    + Files.readAllLines(directory.resolve("log"))
                                            .getLast());
                }
            }
            return docker;
        }

        private boolean answers() {
            try (SocketHttp http = new SocketHttp(socket)) {
                return Files.exists(socket)
                        && http.call("GET", "/_ping", SocketHttp.Content.NONE, java.time.Duration.ofSeconds(5))
                                .ok();
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            process.getOutputStream().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
            // Those of jobs that outlived Docker's word: it forgets them.
            String own = socket.resolveSibling("exec").toString();
            ProcessHandle.allProcesses()
                    .filter(p -> p.info().commandLine().orElse("").contains(own))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }

    static Map<String, String> environment(String... pairs) {
        Map<String, String> all = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) all.put(pairs[i], pairs[i + 1]);
        return all;
    }
}
