package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.headroom.jobs.guard.MachineTime.Moment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files by which rig and guard tell each other. */
class GuardFolderTest {
    private static final Moment NOW = new Moment("boot-1", 1_234_560, Instant.parse("2026-03-01T12:00:00.123Z"));

    @TempDir
    Path home;

    private GuardFolder folder;

    @BeforeEach
    void make() throws IOException {
        folder = GuardFolder.of(home);
        folder.make();
    }

    private static GuardedJob job() {
        // As a rig's home may be called.
        return new GuardedJob(
                "my rig: \"1\"=#@0123",
                "lease-0001",
                "docker",
                "/a b\\c/ü\n.sock",
                "",
                NOW,
                5,
                -7,
                true,
                "TIME_IS_UP",
                new ProcessId(1, 2));
    }

    @Test
    void whatIsWrittenIsReadAndIsTheOwnersAlone() throws IOException {
        folder.put(job(), true);
        folder.put(job().withContainer("c0ffee"), false);
        assertThat(folder.job("lease-0001")).contains(job().withContainer("c0ffee"));
        assertThat(folder.jobs()).containsExactly("lease-0001");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.path().resolve("lease-0001.lease"))))
                .isEqualTo("rw-------");
        folder.removeJob("lease-0001");
        assertThat(folder.job("lease-0001")).isEmpty();
    }

    @Test
    void recordIsReadWithAndWithoutItsEnd() throws IOException {
        EndRecord begun = new EndRecord("lease-0001", "c0ffee", "FUNDS_RUN_OUT", NOW, Optional.empty());
        folder.put(begun);
        assertThat(folder.ended("lease-0001")).contains(begun);
        EndRecord over = new EndRecord("lease-0001", "c0ffee", "FUNDS_RUN_OUT", NOW, Optional.of(NOW));
        folder.put(over);
        assertThat(folder.ended("lease-0001")).contains(over);
        assertThat(folder.ended()).containsExactly("lease-0001");
    }

    @Test
    void malformedFileAndOneOfANewerFormatAreNotRead() throws IOException {
        Path file = folder.path().resolve("lease-0001.lease");
        for (String text : new String[] {
            "",
            "\\u12",
            "format=2\n",
            job().format().replace("format=1", "format=2"),
            job().format().replace("TIME_IS_UP", "../x"),
            job().format().replace("stop.boot=5", "stop.boot=later"),
            "x=".repeat(100_000)
        }) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> folder.job("lease-0001")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatABrokenWriterLeftIsNoLease() throws IOException {
        Files.writeString(folder.path().resolve("lease-0001.lease.new"), "half");
        Files.writeString(folder.path().resolve("a b.lease"), "no lease");
        assertThat(folder.jobs()).isEmpty();
        folder.put(job(), true);
        assertThat(folder.jobs()).containsExactly("lease-0001");
    }

    @Test
    void beatIsFreshForAWhileOnTheSameStartOfTheMachine() throws IOException {
        assertThat(folder.beat()).isEmpty();
        folder.put(new Beat(1, ProcessId.own(), NOW, false));
        Beat beat = folder.beat().orElseThrow();
        assertThat(beat.process().lives()).isTrue();
        assertThat(beat.isFresh(new Moment("boot-1", NOW.boot() + 10_000, NOW.wall()), 10_000))
                .isTrue();
        assertThat(beat.isFresh(new Moment("boot-1", NOW.boot() + 10_010, NOW.wall()), 10_000))
                .isFalse();
        assertThat(beat.isFresh(new Moment("boot-2", NOW.boot() + 10, NOW.wall()), 10_000))
                .isFalse();
        assertThat(new ProcessId(ProcessId.own().pid(), ProcessId.own().start() + 1).lives())
                .isFalse();
    }
}
