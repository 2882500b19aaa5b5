package org.headroom.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobSpec;
import org.headroom.model.lease.JobGuard;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Manifest;

/** The part of a rig that starts a job and tells its guard by when it has to end, in a program of its own that can be killed. */
final class GuardedRigProgram {
    /** Ignores SIGTERM and runs on for long. */
    static final String STUBBORN = "trap '' TERM; while :; do sleep 1; done";

    private GuardedRigProgram() {}

    /**
     * @param args home, label, lease, engine, socket, milliseconds until the stop, from there to the kill, why, and whether the time
     *     is put off each half a second, as of a job that is paid; optionally whether the job's first thread ends
     */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        LeaseId lease = new LeaseId(args[2]);
        LeaseDisks disks = new LeaseDisks(home.resolve("leases"), DiskPolicy.STANDARD);
        try (RigGuard guard = new RigGuard(home, args[1], Clock.systemUTC(), System.getenv());
                AwaitedEngine engine = new AwaitedEngine(
                        () -> engine(args, home), new GpuToolkit(Map.of()), disks, guard, Duration.ofSeconds(5))) {
            play(args, home, lease, guard, engine);
        }
    }

    private static void play(String[] args, Path home, LeaseId lease, RigGuard guard, AwaitedEngine engine)
            throws Exception {
        DemoJob.loadInto(engine);
        long stop = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[5]));
        boolean paid = Boolean.parseBoolean(args[8]);
        guard.cover(cover(args, lease, Optional.empty(), stop, paid));
        Manifest manifest = args.length > 9 && Boolean.parseBoolean(args[9])
                ? NativeJob.of("first-thread", NativeJob.FIRST_THREAD_ENDS, home)
                        .loadedInto(engine)
                : new Manifest(DemoJob.IMAGE, List.of("sh", "-c", STUBBORN), Map.of(), EngineContract.SMALL);
        ContainerRef container = engine.start(new JobSpec(
                        lease,
                        manifest,
                        List.of(),
                        home.resolve("leases").resolve(lease.value()).resolve("artefacts"),
                        Instant.now().plusSeconds(600)))
                .container();
        System.out.println("runs " + container.id());
        CountDownLatch end = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> awaitInputsEnd(end));
        do guard.cover(cover(args, lease, Optional.of(container), stop, paid));
        while (!end.await(500, TimeUnit.MILLISECONDS));
    }

    private static ContainerEngine engine(String[] args, Path home) {
        return switch (args[3]) {
            case "podman" -> new PodmanEngine(Path.of(args[4]), args[1], TestEngines.OFFERED, Clock.systemUTC());
            case "docker" -> new DockerEngine(Path.of(args[4]), args[1], TestEngines.OFFERED);
            // With a service that is this program's child and ends with it.
            default ->
                new EngineFinder(System.getenv(), home.resolve("engine"))
                        .find(args[1], TestEngines.OFFERED, Clock.systemUTC());
        };
    }

    private static JobGuard.Cover cover(
            String[] args, LeaseId lease, Optional<ContainerRef> container, long stop, boolean paid) {
        Duration left = paid ? Duration.ofMillis(Long.parseLong(args[5])) : Duration.ofNanos(stop - System.nanoTime());
        return new JobGuard.Cover(
                lease, container, left, left.plusMillis(Long.parseLong(args[6])), false, StopReason.valueOf(args[7]));
    }

    private static void awaitInputsEnd(CountDownLatch end) {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            // As its end.
        }
        end.countDown();
    }

    /** The program as a test sees it. */
    static final class Running implements AutoCloseable {
        final Process process;
        final String container;

        private Running(Process process, String container) {
            this.process = process;
            this.container = container;
        }

        static Running start(Path home, Map<String, String> environment, Object... args) throws IOException {
            String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    classPath,
                    GuardedRigProgram.class.getName(),
                    home.toString()));
            for (Object arg : args) command.add(arg.toString());
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            Process process = builder.start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = out.readLine(); line != null; line = out.readLine())
                if (line.startsWith("runs ")) return new Running(process, line.substring(5));
            throw new IOException("the rig's program started no job");
        }

        void signal(String signal) throws IOException, InterruptedException {
            if (new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                            .start()
                            .waitFor()
                    != 0) throw new IOException("no signal was sent");
        }

        void isKilled() throws InterruptedException {
            process.toHandle().destroyForcibly();
            process.waitFor();
        }

        @Override
        public void close() throws InterruptedException {
            isKilled();
        }
    }
}
