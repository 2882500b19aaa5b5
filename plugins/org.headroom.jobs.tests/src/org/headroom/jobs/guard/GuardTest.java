package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.guard.MachineTime.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A guard on an engine that says what a test wants, on a machine that shows no process. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GuardTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String LEASE = "lease-0001";
    private static final String ID = "ab".repeat(32);
    private static final ProcessId DEAD = new ProcessId(1L << 40, 1);

    @TempDir
    Path home;

    private final FakeEngine engine = new FakeEngine();
    private final MachineTime time = MachineTime.ofThisMachine();
    private GuardFolder folder;
    private Thread thread;

    /** Containers by lease; one that runs ends when it is told to. */
    private static final class FakeEngine implements GuardEngine {
        final Map<String, String> running = new ConcurrentHashMap<>();
        final List<String> calls = new CopyOnWriteArrayList<>();
        volatile boolean away;
        volatile boolean stubborn;

        private void answer() throws IOException {
            if (away) throw new IOException("nobody listens");
        }

        @Override
        public Optional<String> find(GuardedJob job) throws IOException {
            answer();
            return Optional.ofNullable(running.get(job.lease()));
        }

        @Override
        public boolean runs(GuardedJob job, String container) throws IOException {
            answer();
            return running.containsValue(container);
        }

        @Override
        public void stop(GuardedJob job, String container, long graceMillis) throws IOException {
            answer();
            calls.add("stop");
            if (!stubborn) running.values().remove(container);
        }

        @Override
        public void kill(GuardedJob job, String container) throws IOException {
            answer();
            calls.add("kill");
            running.values().remove(container);
        }
    }

    @BeforeEach
    void make() throws IOException {
        folder = GuardFolder.of(home);
        folder.make();
        Path proc = Files.createDirectory(home.resolve("proc"));
        Guard guard = new Guard(folder, time, engine, new GuardProcesses(proc), new GuardLog(folder.path()), 3_000);
        thread = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                guard.run();
            } catch (IOException | InterruptedException e) {
                // As at the end of a test.
            }
        });
    }

    @AfterEach
    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(10_000);
    }

    /** As the kernel shows it; a number that no process of this machine has. */
    private Path aProcessOfTheJob() throws IOException {
        Path process = Files.createDirectory(home.resolve("proc").resolve("4194305"));
        Files.writeString(process.resolve("cgroup"), "0::/docker/" + ID + "\n");
        Files.writeString(process.resolve("stat"), ProcFiles.stat(4_194_305, "S", 1));
        return process;
    }

    private GuardedJob job(long stop, long kill, ProcessId rig) {
        Moment now = time.now();
        return new GuardedJob(
                "rig@1",
                LEASE,
                "docker",
                "/none",
                ID,
                now,
                now.boot() + stop,
                now.boot() + kill,
                false,
                "TIME_IS_UP",
                rig);
    }

    private EndRecord awaitRecord() throws IOException {
        await().atMost(SOON)
                .until(() ->
                        folder.ended(LEASE).filter(r -> r.over().isPresent()).isPresent());
        return folder.ended(LEASE).orElseThrow();
    }

    @Test
    void serviceThatIsGoneWithTheRigIsNoFaultOfTheEngine() throws IOException {
        engine.away = true;
        Path process = aProcessOfTheJob();
        folder.put(job(-2_000, 1_000, DEAD), true);
        thread.start();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Files.readString(folder.path().resolve("guard.log")))
                        .contains("service of the rig is gone with the rig", "/none", "ended directly"));
        Files.delete(process.resolve("cgroup"));
        Files.delete(process.resolve("stat"));
        Files.delete(process);
        awaitRecord();
        assertThat(Files.readString(folder.path().resolve("guard.log")))
                .doesNotContain("does not stop", "does not kill");
    }

    @Test
    void jobIsToldToStopAndKilledWhenItDoesNot() throws IOException {
        engine.running.put(LEASE, ID);
        engine.stubborn = true;
        folder.put(job(-2_000, 1_000, DEAD), true);
        thread.start();

        assertThat(awaitRecord().why()).isEqualTo("TIME_IS_UP");

        assertThat(engine.calls).containsExactly("stop", "kill");
        await().atMost(SOON).until(() -> !folder.hasJob(LEASE) && !thread.isAlive());
    }

    @Test
    void engineThatIsAwayAtTheTimeIsAskedUntilItIsBack() throws IOException {
        engine.running.put(LEASE, ID);
        engine.away = true;
        folder.put(job(-3_000, -1_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.ended(LEASE).isPresent());
        assertThat(folder.ended(LEASE).orElseThrow().over()).isEmpty();

        engine.away = false;

        awaitRecord();
        assertThat(engine.running).isEmpty();
    }

    @Test
    void jobWhoseProcessesWereSeenAndAreGoneIsOverThoughTheEngineIsGoneForGood() throws IOException {
        engine.away = true;
        Path process = aProcessOfTheJob();
        folder.put(job(600_000, 600_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        try (var files = Files.list(process)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(process);
        try (var files = Files.list(folder.path())) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
        }

        await().atMost(SOON).until(() -> !thread.isAlive());
    }

    @Test
    void beginningOfAnEarlierGuardIsKept() throws IOException {
        engine.running.put(LEASE, ID);
        Moment earlier = new Moment(time.now().bootId(), 5, java.time.Instant.EPOCH);
        folder.put(new EndRecord(LEASE, ID, "FUNDS_RUN_OUT", earlier, Optional.empty()));
        folder.put(job(-3_000, -1_000, DEAD), true);
        thread.start();

        EndRecord record = awaitRecord();

        assertThat(record.begun()).isEqualTo(earlier);
        assertThat(record.why()).isEqualTo("FUNDS_RUN_OUT");
    }

    @Test
    void jobThatHadEndedByItselfHasNoRecord() throws IOException {
        folder.put(job(-3_000, -1_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> !folder.hasJob(LEASE));
        assertThat(folder.ended(LEASE)).isEmpty();
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void jobWhoseFileTheRigRemovedIsLeftAlone() throws IOException {
        engine.running.put(LEASE, ID);
        folder.put(job(600_000, 600_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        folder.removeJob(LEASE);
        await().during(Duration.ofSeconds(2)).atMost(SOON).until(() -> engine.running.containsKey(LEASE));
        assertThat(engine.calls).isEmpty();
    }

    private void deleteFiles() throws IOException {
        try (var files = Files.list(folder.path())) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
        }
    }

    @Test
    void jobOfAFolderWhoseFilesWentFirstIsEnded() throws IOException {
        engine.running.put(LEASE, ID);
        folder.put(job(600_000, 600_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        // The guard sees the file go before the folder.
        folder.removeJob(LEASE);
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        deleteFiles();

        await().atMost(SOON).until(() -> engine.running.isEmpty() && !thread.isAlive());
    }

    @Test
    void endOfAJobWhoseGuardsFolderVanishedIsNotedInTheLeasesOwnFolderAsTheProviders() throws IOException {
        Path own = Files.createDirectories(home.resolve("leases").resolve(LEASE));
        engine.running.put(LEASE, ID);
        folder.put(job(600_000, 600_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        deleteFolder();
        await().atMost(SOON).until(() -> engine.running.isEmpty() && !thread.isAlive());
        EndRecord note = folder.note(LEASE).orElseThrow();
        assertThat(note.container()).isEqualTo(ID);
        assertThat(note.why()).isEqualTo("PROVIDER_ASKED");
        assertThat(note.over()).isPresent();
        try (var files = Files.list(own)) {
            assertThat(files).extracting(f -> f.getFileName().toString()).containsExactly("guard.ended");
        }
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void nothingIsNotedOfAJobThatHadEndedByItselfOrWhoseLeaseHasNoFolder() throws IOException {
        Files.createDirectories(home.resolve("leases").resolve(LEASE));
        folder.put(job(600_000, 600_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        deleteFolder();
        await().atMost(SOON).until(() -> !thread.isAlive());
        assertThat(folder.note(LEASE)).isEmpty();
        assertThat(folder.putNote(new EndRecord("lease-0002", ID, "PROVIDER_ASKED", time.now(), Optional.empty())))
                .isFalse();
        assertThat(home.resolve("leases/lease-0002")).doesNotExist();
    }

    private void deleteFolder() throws IOException {
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        // The guard writes into it meanwhile.
        await().atMost(SOON).ignoreExceptions().until(() -> {
            try (var files = Files.list(folder.path())) {
                for (Path file : files.toList()) Files.deleteIfExists(file);
            }
            return Files.deleteIfExists(folder.path());
        });
    }

    @Test
    void jobOfARigThatLivesGoesOnWithoutItsFolderAndTheFolderThatTheRigMakesAnewIsGuarded() throws IOException {
        engine.running.put(LEASE, ID);
        folder.put(job(600_000, 600_000, ProcessId.own()), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        deleteFiles();
        Files.deleteIfExists(folder.path());
        // It may have written its log meanwhile.
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> engine.calls.isEmpty() && thread.isAlive());

        folder.make();
        folder.put(job(-6_000, -6_000, ProcessId.own()), true);

        assertThat(awaitRecord().why()).isEqualTo("TIME_IS_UP");
        assertThat(engine.running).isEmpty();
        assertThat(folder.beat()).isPresent();
    }

    @Test
    void jobOfARigThatLivesAndDoesNotWriteItsFilesAgainEndsAtTheTimeThatWasKnown() throws IOException {
        engine.running.put(LEASE, ID);
        folder.put(job(0, 0, ProcessId.own()), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        deleteFiles();
        assertThat(engine.calls).isEmpty();

        await().atMost(SOON).until(() -> engine.running.isEmpty());
    }

    @Test
    void fileThatCannotBeReadAnyMoreChangesNothing() throws IOException {
        engine.running.put(LEASE, ID);
        folder.put(job(3_000, 3_000, DEAD), true);
        thread.start();
        await().atMost(SOON).until(() -> folder.beat().isPresent());
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        Files.writeString(folder.path().resolve(LEASE + ".lease"), "format=99\n");

        awaitRecord();
        assertThat(engine.running).isEmpty();
    }
}
