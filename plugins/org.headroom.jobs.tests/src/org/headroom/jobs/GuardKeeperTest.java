package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.headroom.jobs.guard.Beat;
import org.headroom.jobs.guard.GuardFolder;
import org.headroom.jobs.guard.GuardedJob;
import org.headroom.jobs.guard.MachineTime;
import org.headroom.jobs.guard.MachineTime.Moment;
import org.headroom.jobs.guard.ProcessId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One guard for each folder: started where there is none, replaced where it is old or silent, gone where it has nothing to do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GuardKeeperTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path NO_SYSTEMD = Path.of("/nonexistent");

    @TempDir
    Path directory;

    private final AtomicLong ahead = new AtomicLong();
    private final MachineTime time = () -> {
        Moment now = MachineTime.ofThisMachine().now();
        return new Moment(now.bootId(), now.boot() + ahead.get(), now.wall());
    };
    private Path home;
    private GuardFolder folder;

    @BeforeEach
    void make() throws IOException {
        home = directory.resolve("rig");
        folder = GuardFolder.of(home);
        folder.make();
    }

    @AfterEach
    void end() {
        folder.beat()
                .filter(b -> b.process().lives())
                .flatMap(b -> ProcessHandle.of(b.process().pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    private GuardKeeper keeper(GuardStart start) {
        return new GuardKeeper(folder, home, time, start, Duration.ZERO);
    }

    private GuardKeeper keeper() {
        return keeper(new GuardStart(System.getenv(), NO_SYSTEMD, List.of()));
    }

    private GuardedJob job() {
        Moment now = time.now();
        return new GuardedJob(
                "rig@1",
                "lease-0001",
                "podman",
                directory.resolve("none.sock").toString(),
                "",
                now,
                now.boot() + 600_000,
                now.boot() + 600_000,
                false,
                "TIME_IS_UP",
                ProcessId.own());
    }

    private ProcessHandle guard() {
        return ProcessHandle.of(folder.beat().orElseThrow().process().pid()).orElseThrow();
    }

    private Path program(String name, String script) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return bin;
    }

    @Test
    void guardWithoutALeaseEndsWhenItsRigDoes() {
        GuardKeeper keeper = keeper();
        keeper.awaitGuard();
        ProcessHandle guard = guard();

        keeper.endIdle();
        assertThat(guard.isAlive()).isFalse();
        keeper.endIdle();
    }

    @Test
    void secondStartOfAGuardChangesNothing() throws Exception {
        folder.put(job(), true);
        GuardStart start = new GuardStart(System.getenv(), NO_SYSTEMD, List.of());
        keeper(start).awaitGuard();
        ProcessHandle first = guard();

        start.start(home, folder.path());

        // The other one looks for the lock for some seconds, and ends without it.
        await().atMost(SOON)
                .until(() -> ProcessHandle.current()
                                .children()
                                .filter(ProcessHandle::isAlive)
                                .filter(p -> p.info().commandLine().orElse("").contains(home.toString()))
                                .count()
                        == 1);
        assertThat(first.isAlive()).isTrue();
        assertThat(guard()).isEqualTo(first);
    }

    @Test
    void guardEndsWhenThereIsNoLeaseAndAnotherIsStartedForTheNext() throws Exception {
        GuardKeeper keeper = keeper(new GuardStart(System.getenv(), NO_SYSTEMD, List.of("1000")));
        keeper.awaitGuard();
        ProcessHandle first = guard();
        await().atMost(SOON).until(() -> !first.isAlive());
        assertThat(folder.beat().orElseThrow().ending()).isTrue();

        folder.put(job(), true);
        keeper.awaitGuard();

        assertThat(guard()).isNotEqualTo(first);
        await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> guard().isAlive());
    }

    @Test
    void guardOfAnOlderProgramIsReplaced() throws Exception {
        folder.put(job(), true);
        Process old = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    folder.path().resolve("beat"),
                    "format=0\npid=" + old.pid() + "\nstart=" + start(old.pid()) + "\nending=false\nat.bootId="
                            + time.now().bootId() + "\nat.boot=" + time.now().boot() + "\nat.wall=" + Instant.now()
                            + "\n");

            keeper().awaitGuard();

            assertThat(old.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(folder.beat().orElseThrow().format()).isEqualTo(Beat.FORMAT);
            assertThat(guard().pid()).isNotEqualTo(old.pid());
        } finally {
            old.destroyForcibly();
        }
    }

    private static String start(long pid) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                .replaceFirst("^.*\\) ", "")
                .split(" ")[19];
    }

    @Test
    void guardThatIsStoppedIsKilledAfterSomeLooksAndReplaced() throws Exception {
        folder.put(job(), true);
        GuardKeeper keeper = keeper();
        keeper.awaitGuard();
        ProcessHandle stopped = guard();
        new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid()))
                .start()
                .waitFor();
        ahead.set(30_000);
        keeper.check();
        keeper.check();
        assertThat(stopped.isAlive()).isTrue();

        keeper.check();

        await().atMost(SOON).until(() -> !stopped.isAlive());
        ahead.set(0);
        await().atMost(SOON).until(() -> {
            keeper.check();
            return folder.beat().filter(b -> b.process().lives()).isPresent() && !guard().equals(stopped);
        });
    }

    @Test
    void whereSystemdRunsTheMachineTheGuardIsAUnitOfItsOwn() throws Exception {
        folder.put(job(), true);
        Path told = directory.resolve("told");
        Path bin = program(
                "systemd-run",
                "echo \"$@\" >'" + told + "'\nwhile [ \"$1\" != -- ]; do shift; done\nshift\n"
                        + "setsid \"$@\" </dev/null >/dev/null 2>&1 &\n");
        Path systemd = Files.createDirectory(directory.resolve("systemd"));
        Map<String, String> environment =
                TestEngines.environment("PATH", bin + ":" + System.getenv("PATH"), "SECRET", "none");

        keeper(new GuardStart(environment, systemd, List.of())).awaitGuard();

        assertThat(told).content().contains("--collect", "--unit=headroom-guard-", "GuardMain " + home);
        assertThat(guard().isAlive()).isTrue();
        assertThat(guard().parent().map(ProcessHandle::pid))
                .isNotEqualTo(Optional.of(ProcessHandle.current().pid()));
    }

    @Test
    void whereSystemdStartsNoUnitTheGuardIsAProgramOfTheRigs() throws Exception {
        folder.put(job(), true);
        Path bin = program("systemd-run", "exit 1\n");
        Path systemd = Files.createDirectory(directory.resolve("systemd"));
        Map<String, String> environment = TestEngines.environment("PATH", bin + ":" + System.getenv("PATH"));

        keeper(new GuardStart(environment, systemd, List.of())).awaitGuard();

        assertThat(guard().isAlive()).isTrue();
    }
}
