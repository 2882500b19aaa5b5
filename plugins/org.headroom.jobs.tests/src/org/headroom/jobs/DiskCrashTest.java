package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.headroom.model.job.JobFailure;
import org.headroom.model.market.LeaseId;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rig that is killed after any step of making or removing a job's disk leaves nothing that its next start does not remove. */
@Timeout(120)
class DiskCrashTest {
    private static final long SIZE = 24L << 20;
    private static final DiskPolicy SMALL = new DiskPolicy(new ByteCount(SIZE), 1000, true, new ByteCount(8L << 20));
    private static final int MOST_STEPS = 20;

    /** Ends what runs as SIGKILL does: nothing that is written to clean up gets to run. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private interface Work {
        void run(DiskImage disk) throws Exception;
    }

    @TempDir
    Path directory;

    private Path leases;
    private int number;
    private LeaseId lease;
    private Path artefacts;

    @BeforeEach
    void nextLease() throws IOException {
        leases = Files.createDirectories(directory.resolve("leases"));
        lease = new LeaseId("lease-" + String.format("%04d", ++number));
        artefacts = leases.resolve(lease.value()).resolve("artefacts");
        assumeThat(JobUser.weAreRoot()).as("loop devices need root").isTrue();
    }

    @AfterEach
    void discardAll() throws IOException {
        try (var folders = Files.walk(directory, 3)) {
            for (Path folder : folders.filter(p -> p.endsWith("artefacts")).toList()) DiskImage.discard(folder);
        }
    }

    private void attach() throws JobFailure {
        assumeThat(new DiskImage(SMALL).attach(artefacts, SIZE))
                .as("a kernel that has loop devices")
                .isTrue();
    }

    /** @return false where the work has fewer steps */
    private static boolean killedAfter(int step, Work work) throws Exception {
        int[] left = {step};
        Consumer<String> steps = name -> {
            if (--left[0] == 0) throw new Killed();
        };
        try {
            work.run(new DiskImage(SMALL, steps));
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    /** What the rig does when it starts again, without a container engine. */
    private void sweep() throws Exception {
        try (AwaitedEngine engine = new AwaitedEngine(
                () -> new NoEngine("none here"),
                new GpuToolkit(Map.of()),
                Optional.of(new LeaseDisks(leases, new DiskImage(SMALL))),
                Duration.ofSeconds(30))) {
            for (LeaseId one : engine.disks()) engine.settleDisk(one);
        }
    }

    private void assertNothingLeft(String after) throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                .as("mounts after " + after)
                .doesNotContain(artefacts.toString());
        assertThat(LoopDevices.attached())
                .as("loop devices after " + after)
                .noneMatch(loop -> loop.file().startsWith(artefacts.getParent()));
        try (var files = Files.list(artefacts.getParent())) {
            assertThat(files).as("files after " + after).containsExactly(artefacts);
        }
        assertThat(new LeaseDisks(leases, SMALL).unsettled())
                .as("after " + after)
                .isEmpty();
    }

    @Test
    void killAtAnyStepOfMakingADiskLeavesNothingAfterTheNextStart() throws Exception {
        int step = 0;
        while (killedAfter(++step, disk -> disk.attach(artefacts, SIZE))) {
            assertThat(step).isLessThan(MOST_STEPS);
            sweep();
            assertNothingLeft("step " + step);
            nextLease();
        }
        assertThat(step).as("steps were counted").isGreaterThan(6);
    }

    @Test
    void leaseThatGoesOnAfterAKillGetsItsDiskWhateverStepWasTheLast() throws Exception {
        for (int step = 1; killedAfter(step, disk -> disk.attach(artefacts, SIZE)); step++) {
            assertThat(step).isLessThan(MOST_STEPS);
            assertThat(new DiskImage(SMALL).attach(artefacts, SIZE)).isTrue();
            assertThat(DiskImage.bounds(artefacts)).as("step " + step).isTrue();
            assertThat(artefacts).as("step " + step).isEmptyDirectory();
            nextLease();
        }
    }

    @Test
    void allDisksAreDiscardedWithWhatJobsLeftThereAlsoWhereTheyAreReadOnly() throws Exception {
        attach();
        Files.writeString(artefacts.resolve("result"), "of a job that ended");
        new DiskImage(new DiskPolicy(new ByteCount(SIZE), 1000, true, new ByteCount(0))).settle(artefacts);
        assertThat(new LeaseDisks(leases, SMALL).unsettled())
                .as("it is read-only")
                .isEmpty();
        nextLease();
        attach();
        Files.writeString(artefacts.resolve("result"), "of a job that was cut off");
        Files.writeString(leases.resolve(".sizes"), "a file of the rig beside the folders");

        new LeaseDisks(leases, SMALL).discardAll();

        Files.delete(leases.resolve(".sizes"));

        assertNothingLeft("all were discarded");
        assertThat(artefacts).isEmptyDirectory();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(leases.toString());
        assertThat(LoopDevices.attached()).noneMatch(loop -> loop.file().startsWith(leases));
    }

    @Test
    void killBetweenTheRemovalOfTheContainerAndTheEndOfItsDiskLeavesTheArtefactsAlone() throws Exception {
        attach();
        Files.writeString(artefacts.resolve("result"), "42");
        assertThat(new LeaseDisks(leases, SMALL).unsettled()).containsExactly(lease);
        sweep();
        assertNothingLeft("the removal of the container");
        assertThat(artefacts.resolve("result")).hasContent("42");
    }

    @Test
    void killAtAnyStepOfRemovingADiskLeavesTheArtefactsAlone() throws Exception {
        for (int step = 1; ; step++) {
            attach();
            Files.writeString(artefacts.resolve("result"), "42");
            boolean killed = killedAfter(step, disk -> disk.settle(artefacts));
            sweep();
            assertNothingLeft("step " + step);
            assertThat(artefacts.resolve("result")).as("step " + step).hasContent("42");
            if (!killed) break;
            assertThat(step).isLessThan(MOST_STEPS);
            nextLease();
        }
    }

    @Test
    void killAtAnyStepOfKeepingALargeDiskKeepsItReadOnly() throws Exception {
        for (int step = 1; ; step++) {
            attach();
            Files.write(artefacts.resolve("big"), new byte[10 << 20]);
            boolean killed = killedAfter(step, disk -> disk.settle(artefacts));
            sweep();
            assertThat(DiskImage.isKept(artefacts)).as("step " + step).isTrue();
            assertThat(artefacts.resolve("big")).hasSize(10 << 20);
            try (var files = Files.list(artefacts.getParent())) {
                assertThat(files).hasSize(2);
            }
            assertThat(new LeaseDisks(leases, SMALL).unsettled()).isEmpty();
            if (!killed) break;
            nextLease();
        }
    }

    @Test
    void killAtAnyStepOfLeavingWhatCannotBeCopiedLeavesOneFileAndNothingMounted() throws Exception {
        for (int step = 1; ; step++) {
            attach();
            Files.createDirectories(artefacts.resolve("d/".repeat(Artefacts.MAX_DEPTH + 1)));
            boolean killed = killedAfter(step, disk -> disk.settle(artefacts));
            sweep();
            assertThat(DiskImage.isMounted(artefacts)).as("step " + step).isFalse();
            assertThat(LoopDevices.of(artefacts)).as("step " + step).isEmpty();
            assertThat(artefacts.resolveSibling("artefacts.img.left"))
                    .as("step " + step)
                    .exists();
            try (var files = Files.list(artefacts.getParent())) {
                assertThat(files).as("step " + step).hasSize(3);
            }
            assertThat(new LeaseDisks(leases, SMALL).unsettled()).isEmpty();
            if (!killed) break;
            assertThat(step).isLessThan(MOST_STEPS);
            nextLease();
        }
    }

    @Test
    void killAtAnyStepOfDeletingAnExpiredFolderLeavesNothing() throws Exception {
        Instant later = Instant.now().plus(Duration.ofDays(90));
        for (int step = 1; ; step++) {
            attach();
            Files.writeString(artefacts.resolve("result"), "42");
            boolean killed = killedAfter(step, disk -> folders(disk, later).clean(Set.of()));
            sweep();
            folders(new DiskImage(SMALL), later).clean(Set.of());
            assertThat(leases).as("step " + step).isEmptyDirectory();
            assertThat(LoopDevices.attached()).noneMatch(loop -> loop.file().startsWith(artefacts.getParent()));
            if (!killed) break;
            nextLease();
        }
    }

    private LeaseFolders folders(DiskImage disk, Instant now) {
        return new LeaseFolders(
                new LeaseDisks(leases, disk), LeaseFolders.Retention.STANDARD, Clock.fixed(now, ZoneOffset.UTC));
    }

    @Test
    void deviceThatWasAttachedForAMountThatNeverCameIsDetached() throws Exception {
        attach();
        Files.writeString(artefacts.resolve("result"), "42");
        run("umount", artefacts.toString());
        run("losetup", "-f", artefacts.resolveSibling("artefacts.img").toString());
        assertThat(LoopDevices.of(artefacts)).hasSize(1);
        sweep();
        assertNothingLeft("a mount that never came");
        assertThat(artefacts.resolve("result")).hasContent("42");
    }

    @Test
    void deviceWhoseImageWasDeletedIsUnmountedAndDetached() throws Exception {
        attach();
        Files.delete(artefacts.resolveSibling("artefacts.img"));
        sweep();
        assertNothingLeft("the deletion of the image");
    }

    @Test
    void diskThatSomebodyStandsInIsReportedUntilItIsLeft() throws Exception {
        attach();
        Process shell = new ProcessBuilder("sh", "-c", "echo there; read x")
                .directory(artefacts.toFile())
                .start();
        try {
            assertThat(shell.getInputStream().read()).isEqualTo('t');
            assertThatThrownBy(this::sweep)
                    .isInstanceOf(JobFailure.class)
                    .hasMessageContaining("somebody still uses it");
            assertThat(new LeaseDisks(leases, SMALL).unsettled()).containsExactly(lease);
        } finally {
            shell.getOutputStream().close();
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        sweep();
        assertNothingLeft("the end of the shell");
    }

    @Test
    void disksOfAnotherRigAndMountsThatAreNoDisksOfJobsAreLeftAlone() throws Exception {
        attach();
        Path other = directory.resolve("other-rig/lease-0001/artefacts");
        assertThat(new DiskImage(SMALL).attach(other, SIZE)).isTrue();
        LeaseId plain = new LeaseId("lease-plain");
        Path foreign = Files.createDirectories(leases.resolve(plain.value()).resolve("artefacts"));
        run("mount", "-t", "tmpfs", "none", foreign.toString());
        try {
            assertThat(new LeaseDisks(leases, SMALL).unsettled()).containsExactly(lease);
            sweep();
            new LeaseDisks(leases, SMALL).settle(plain);
            assertNothingLeft("the sweep");
            assertThat(DiskImage.bounds(other)).isTrue();
            assertThat(DiskImage.isMounted(foreign)).isTrue();
        } finally {
            run("umount", foreign.toString());
        }
    }

    @Test
    void foldersWithoutADiskAreNotListed() throws Exception {
        Files.createDirectories(artefacts);
        Files.writeString(artefacts.resolve("artefacts.img"), "of the job's own making");
        assertThat(new LeaseDisks(leases, SMALL).unsettled()).isEqualTo(List.of());
        assertThat(new LeaseDisks(directory.resolve("none"), SMALL).unsettled()).isEqualTo(List.of());
    }

    private static void run(String... command) throws IOException {
        Command.run(Duration.ofSeconds(10), command);
    }
}
