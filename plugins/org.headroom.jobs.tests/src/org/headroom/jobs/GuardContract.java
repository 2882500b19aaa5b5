package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.guard.Beat;
import org.headroom.jobs.guard.EndRecord;
import org.headroom.jobs.guard.GuardFolder;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.lease.StopReason;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Receipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guard on a real engine: a rig in a program of its own is killed, stopped or goes on, and its job ignores SIGTERM. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class GuardContract {
    /** Past the covered time: the guard's own margin, its look, and what the engine and a busy machine take. */
    private static final Duration LATE = Duration.ofSeconds(8);

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int COVERED_MS = 4_000;

    final String rig = "test-rig-" + UUID.randomUUID();
    final LeaseId lease = new LeaseId("lease-" + UUID.randomUUID());

    @TempDir
    Path directory;

    Path home;
    SocketEngine engine;
    private GuardFolder folder;
    private long guard;

    abstract SocketEngine connect(String rigName);

    abstract void engineIsSent(String signal) throws Exception;

    @BeforeEach
    void prepare() {
        home = directory.resolve("rig");
        folder = GuardFolder.of(home);
        engine = connect(rig);
    }

    @AfterEach
    void removeEverything() throws Exception {
        engineIsSent("CONT");
        for (LeaseId left : engine.leases()) {
            ContainerRef container = engine.find(left).orElseThrow().container();
            engine.stop(container, Duration.ZERO);
            engine.remove(container);
        }
        engine.close();
        folder.beat().ifPresent(b -> ProcessHandle.of(b.process().pid()).ifPresent(ProcessHandle::destroy));
        ProcessHandle.of(guard).ifPresent(ProcessHandle::destroy);
        DiskImage.discard(home.resolve("leases").resolve(lease.value()).resolve("artefacts"));
    }

    final GuardedRigProgram.Running rig(int untilStop, int grace, StopReason why, boolean paid) throws Exception {
        return rig(untilStop, grace, why, paid, false);
    }

    private GuardedRigProgram.Running rig(
            int untilStop, int grace, StopReason why, boolean paid, boolean firstThreadEnds) throws Exception {
        GuardedRigProgram.Running running = GuardedRigProgram.Running.start(
                home,
                Map.of(),
                rig,
                lease,
                engine instanceof PodmanEngine ? "podman" : "docker",
                engine.client.socket(),
                untilStop,
                grace,
                why,
                paid,
                firstThreadEnds);
        guard = folder.beat().orElseThrow().process().pid();
        return running;
    }

    private boolean runs() throws JobFailure {
        return engine.find(lease).orElseThrow() instanceof ContainerState.Running;
    }

    private ContainerState.Exited awaitEnd() {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(JobFailure.class)
                .until(() -> engine.find(lease).orElseThrow() instanceof ContainerState.Exited);
        try {
            return (ContainerState.Exited) engine.find(lease).orElseThrow();
        } catch (JobFailure e) {
            throw new AssertionError(e);
        }
    }

    private EndRecord record() throws IOException {
        await().atMost(SOON)
                .until(() -> folder.ended(lease.value())
                        .filter(r -> r.over().isPresent())
                        .isPresent());
        return folder.ended(lease.value()).orElseThrow();
    }

    @Test
    void jobOfKilledRigEndsAtItsTimeAndTheRecordSaysWhy() throws Exception {
        Instant covered;
        String container;
        try (GuardedRigProgram.Running program = rig(COVERED_MS, 1_000, StopReason.FUNDS_RUN_OUT, false)) {
            assertThat(runs()).isTrue();
            container = program.container;
            covered = folder.job(lease.value())
                    .map(j -> j.written()
                            .wall()
                            .plusMillis(j.killAt() - j.written().boot()))
                    .orElseThrow();
            program.isKilled();
        }
        ContainerState.Exited end = awaitEnd();

        System.out.println(
                "story: ended " + Duration.between(covered, end.endedAt()).toMillis() + " ms after the covered time");
        assertThat(end.exitCode()).isEqualTo(137);
        assertThat(end.endedAt()).isBetween(covered.minusSeconds(1), covered.plus(LATE));
        EndRecord record = record();
        assertThat(record.why()).isEqualTo("FUNDS_RUN_OUT");
        assertThat(record.container()).isEqualTo(container);
        assertThat(end.endedAt())
                .isBetween(
                        record.begun().wall().minusMillis(50),
                        record.over().orElseThrow().wall().plusMillis(50));
        // Nothing is left to guard.
        await().atMost(SOON).until(() -> !folder.hasJob(lease.value()));
    }

    @Test
    void jobOfKilledRigEndsAtItsTimeThoughItsFirstThreadHasEnded() throws Exception {
        long pid;
        try (GuardedRigProgram.Running program = rig(COVERED_MS + 2_000, 500, StopReason.TIME_IS_UP, false, true)) {
            Inspection started = engine.inspect(program.container).orElseThrow();
            pid = started.json().path("State").path("Pid").asLong();
            Path status = Path.of("/proc", Long.toString(pid), "status");
            await().atMost(SOON).until(() -> Files.readString(status).contains("State:\tZ"));
            program.isKilled();
        }
        assertThat(record().why()).isEqualTo("TIME_IS_UP");
        assertThat(Path.of("/proc", Long.toString(pid), "task", Long.toString(pid + 1)))
                .doesNotExist();
        assertThat(awaitEnd().exitCode()).isNotZero();
    }

    @Test
    void jobOfStoppedRigEndsAtItsTime() throws Exception {
        try (GuardedRigProgram.Running program = rig(COVERED_MS, 0, StopReason.TIME_IS_UP, false)) {
            program.signal("STOP");

            assertThat(awaitEnd().exitCode()).isEqualTo(137);

            assertThat(record().why()).isEqualTo("TIME_IS_UP");
            assertThat(folder.hasJob(lease.value()))
                    .as("a rig that lives removes its files itself")
                    .isTrue();
        }
    }

    @Test
    void jobWhoseTimeIsPutOffIsLeftAlone() throws Exception {
        try (GuardedRigProgram.Running program = rig(2_000, 0, StopReason.FUNDS_RUN_OUT, true)) {
            // Longer than any of the times that were written, and than the guard's margin.
            await().during(Duration.ofSeconds(8)).atMost(SOON).until(this::runs);
            assertThat(folder.ended(lease.value())).isEmpty();
            assertThat(program.process.isAlive()).isTrue();
        }
    }

    @Test
    void jobOfKilledRigEndsAlthoughTheEngineHangs() throws Exception {
        try (GuardedRigProgram.Running program = rig(COVERED_MS, 500, StopReason.TIME_IS_UP, false)) {
            engineIsSent("STOP");
            program.isKilled();
        }
        EndRecord record = record();
        assertThat(Duration.between(
                        record.begun().wall(), record.over().orElseThrow().wall()))
                .isLessThan(Duration.ofSeconds(25));
        engineIsSent("CONT");
        assertThat(awaitEnd().exitCode()).isEqualTo(137);
    }

    @Test
    void jobEndsAtOnceWhenItsFolderIsDeleted() throws Exception {
        try (GuardedRigProgram.Running program = rig(600_000, 0, StopReason.TIME_IS_UP, false)) {
            program.isKilled();
        }
        assertThat(runs()).isTrue();

        deleteFolder();

        assertThat(awaitEnd().exitCode()).isEqualTo(137);
        await().atMost(SOON)
                .until(() ->
                        ProcessHandle.of(guard).filter(ProcessHandle::isAlive).isEmpty());
        assertThat(folder.path()).doesNotExist();
        EndRecord note = folder.note(lease.value()).orElseThrow();
        assertThat(note.container())
                .isEqualTo(engine.find(lease).orElseThrow().container().id());
        assertThat(StopReason.valueOf(note.why()).outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_PROVIDER);
        try (RigGuard next = new RigGuard(home, rig, Clock.systemUTC(), Map.of())) {
            assertThat(next.ended(lease).orElseThrow().why()).isEqualTo(StopReason.PROVIDER_ASKED);
        }
    }

    @Test
    void jobOfARigThatLivesGoesOnWhenItsFolderIsDeletedAndIsGuardedAgain() throws Exception {
        try (GuardedRigProgram.Running program = rig(20_000, 0, StopReason.TIME_IS_UP, false)) {
            deleteFolder();

            await().atMost(SOON)
                    .until(() -> folder.hasJob(lease.value())
                            && folder.beat().filter(b -> b.process().lives()).isPresent());
            guard = folder.beat().orElseThrow().process().pid();
            await().during(Duration.ofSeconds(3)).atMost(SOON).until(this::runs);
            program.isKilled();
        }
        assertThat(awaitEnd().exitCode()).isEqualTo(137);
        assertThat(record().why()).isEqualTo("TIME_IS_UP");
    }

    @Test
    void guardThatDiedIsStartedAgainAndTheJobEndsAtItsTime() throws Exception {
        try (GuardedRigProgram.Running program = rig(20_000, 0, StopReason.TIME_IS_UP, false)) {
            ProcessHandle.of(guard).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> folder.beat()
                            .map(Beat::process)
                            .filter(p -> p.pid() != guard && p.lives())
                            .isPresent());
            guard = folder.beat().orElseThrow().process().pid();
            assertThat(runs()).isTrue();
            program.isKilled();
        }
        assertThat(awaitEnd().exitCode()).isEqualTo(137);
        assertThat(record().why()).isEqualTo("TIME_IS_UP");
    }

    @Test
    void guardHoldsNothingOfTheRigsAndItsFilesAreTheOwnersAlone() throws Exception {
        try (GuardedRigProgram.Running program = rig(600_000, 0, StopReason.TIME_IS_UP, false)) {
            Path process = Path.of("/proc", Long.toString(guard));
            assertThat(Files.readSymbolicLink(process.resolve("cwd"))).isEqualTo(Path.of("/"));
            assertThat(Files.readSymbolicLink(process.resolve("fd/0"))).isEqualTo(Path.of("/dev/null"));
            assertThat(Files.readSymbolicLink(process.resolve("fd/1"))).isEqualTo(Path.of("/dev/null"));
            try (var descriptors = Files.list(process.resolve("fd"))) {
                assertThat(descriptors
                                .map(f -> link(f))
                                .filter(l -> l.startsWith("pipe:"))
                                .toList())
                        .isEmpty();
            }
            String[] stat = Files.readString(process.resolve("stat"))
                    .replaceFirst("^.*\\) ", "")
                    .split(" ");
            assertThat(stat[3]).as("leads a session of its own").isEqualTo(Long.toString(guard));
            assertThat(Files.readString(process.resolve("environ"))).doesNotContain("PATH=");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
            try (var files = Files.list(folder.path())) {
                assertThat(files.filter(f -> !f.toString().endsWith(".new")).toList())
                        .allSatisfy(f -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(f)))
                                .isIn("rw-------", "rw-r--r--"))
                        .extracting(f -> f.getFileName().toString())
                        .contains("lock", "beat", "guard.log", lease + ".lease");
            }
            assertThat(program.process.isAlive()).isTrue();
        }
    }

    private static String link(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Rig and guard may write into it meanwhile. */
    private void deleteFolder() {
        await().atMost(SOON).ignoreExceptions().until(() -> {
            delete(folder.path());
            return true;
        });
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** For subclasses with an engine of their own. */
    final Optional<EndRecord> recorded() throws IOException {
        return folder.ended(lease.value());
    }
}
