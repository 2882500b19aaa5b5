package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobLogSize;
import org.headroom.model.money.Hash32;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskImageTest {
    private static final long SIZE = 24L << 20;
    private static final DiskPolicy SMALL = new DiskPolicy(new ByteCount(SIZE), 1000, true, new ByteCount(8L << 20));

    @TempDir
    Path directory;

    private Path artefacts;
    private final List<String> steps = new ArrayList<>();
    private final DiskImage images = new DiskImage(SMALL, steps::add);

    @BeforeEach
    void attach() throws JobFailure {
        artefacts = directory.resolve("lease-0001/artefacts");
        assumeThat(images.attach(artefacts, SIZE))
                .as("loop devices need root and a kernel that has them")
                .isTrue();
    }

    @AfterEach
    void discard() throws IOException {
        DiskImage.discard(artefacts);
    }

    private void fill(String name, int mebibytes) throws IOException {
        Files.write(artefacts.resolve(name), new byte[mebibytes << 20]);
    }

    private static Path beside(Path artefacts, String suffix) {
        return artefacts.resolveSibling("artefacts" + suffix);
    }

    @Test
    void directoryTakesNoMoreThanItsSizeAndTheDigestSeesOnlyWhatTheJobLeft() throws Exception {
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(Hash32.ZERO);
        assertThatThrownBy(() -> fill("big", 25))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        Files.delete(artefacts.resolve("big"));
        fill("most", 20);
        assertThat(FileTree.measure(artefacts.getParent(), Long.MAX_VALUE, 100, Duration.ofSeconds(10))
                        .bytes())
                .isLessThanOrEqualTo(SIZE + 16384);
    }

    @Test
    void directoryTakesNoMoreFilesThanAllowed() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1100; i++) Files.createFile(artefacts.resolve("f" + i));
                })
                .hasMessageContaining("No space left");
    }

    @Test
    void filesOfAFileSystemAreNoMoreThanAllowedWhateverItsSize() throws Exception {
        for (long size : new long[] {2L << 20, 24L << 20, 200L << 20, 1L << 30, 100L << 30})
            assertThat(DiskImage.inodes(size, 100_000)).as(size + " bytes").isBetween(16L, 100_000L);
        assertThat(DiskImage.inodes(1L << 30, 100_000)).isGreaterThan(99_000);
        int[] files = {0};
        Command.lines(
                Duration.ofSeconds(10),
                false,
                line -> {
                    files[0] = Integer.parseInt(line);
                    return true;
                },
                "stat",
                "-f",
                "-c",
                "%c",
                artefacts.toString());
        assertThat(files[0]).isBetween(900, 1000);
    }

    @Test
    void lostAndFoundThatAKilledRigLeftIsRemovedAndTheJobsOwnIsKept() throws Exception {
        Path directory = Files.createDirectory(artefacts.resolve("lost+found"));
        assertThat(images.attach(artefacts, SIZE)).isTrue();
        assertThat(directory).doesNotExist();
        Files.createDirectory(directory);
        Files.setAttribute(directory, "unix:uid", JobUser.NOBODY_ID);
        assertThat(images.attach(artefacts, SIZE)).isTrue();
        assertThat(directory).isDirectory();
    }

    @Test
    void attachedAgainItIsTheSame() throws Exception {
        fill("one", 1);
        assertThat(new DiskImage(SMALL).attach(artefacts, SIZE)).isTrue();
        assertThat(artefacts.resolve("one")).exists();
        Command.run(Duration.ofSeconds(10), "umount", artefacts.toString());
        assertThat(new DiskImage(SMALL).attach(artefacts, SIZE)).isTrue();
        assertThat(artefacts.resolve("one")).exists();
    }

    @Test
    void smallArtefactsLeaveTheImage() throws Exception {
        Files.writeString(artefacts.resolve("result"), "42");
        Files.createSymbolicLink(artefacts.resolve("link"), Path.of("/etc/passwd"));
        Hash32 before = new Artefacts().digest(artefacts);
        images.settle(artefacts);
        assertThat(DiskImage.isMounted(artefacts)).isFalse();
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        try (var files = Files.list(artefacts.getParent())) {
            assertThat(files).containsExactly(artefacts);
        }
        images.settle(artefacts);
        assertThat(Files.readString(artefacts.resolve("result"))).isEqualTo("42");
    }

    @Test
    void largeArtefactsStayInTheImageReadOnlyAndFreeWhatTheyDoNotUse() throws Exception {
        fill("big", 10);
        Hash32 before = new Artefacts().digest(artefacts);
        images.settle(artefacts);
        assertThat(DiskImage.isKept(artefacts)).isTrue();
        assertThatThrownBy(() -> fill("more", 1)).hasMessageContaining("Read-only");
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        assertThat(FileTree.measure(beside(artefacts, ".img").getParent(), Long.MAX_VALUE, 100, Duration.ofSeconds(10))
                        .bytes())
                .isLessThan(14L << 20);
        // As after a restart of the machine.
        Command.run(Duration.ofSeconds(10), "umount", artefacts.toString());
        new DiskImage(SMALL).restore(artefacts);
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        images.settle(artefacts);
        assertThat(DiskImage.isKept(artefacts)).isTrue();
    }

    @Test
    void whatAJobLeftInAnImageThatNobodyHasMountedIsMadeReadableOrReportedAsUnreadable() throws Exception {
        Files.writeString(artefacts.resolve("result"), "42");
        Hash32 before = new Artefacts().digest(artefacts);
        LeaseDisks disks = new LeaseDisks(directory, images);
        // As after a restart of the machine between the job's end and its digest.
        Command.run(Duration.ofSeconds(10), "umount", artefacts.toString());
        disks.makeReadable(artefacts);
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        disks.makeReadable(artefacts);
        Command.run(Duration.ofSeconds(10), "umount", artefacts.toString());
        Files.write(beside(artefacts, ".img"), new byte[1 << 20]);
        assertThatThrownBy(() -> disks.makeReadable(artefacts)).isInstanceOf(IOException.class);
    }

    /** Ends in {@code artefacts.img.left}, with nothing mounted or attached, and all in it is there. */
    private void assertLeft(Path artefacts, String because) throws Exception {
        assertThat(DiskImage.isMounted(artefacts)).isFalse();
        assertThat(LoopDevices.of(artefacts)).isEmpty();
        assertThat(DiskImage.isSettled(artefacts)).isTrue();
        try (var files = Files.list(artefacts.getParent())) {
            assertThat(files)
                    .containsExactlyInAnyOrder(artefacts, beside(artefacts, ".img.left"), beside(artefacts, ".note"));
        }
        assertThat(artefacts).isEmptyDirectory();
        assertThat(beside(artefacts, ".note")).content().contains(because, beside(artefacts, ".img.left") + " /mnt");
    }

    private int filesIn(Path image) throws Exception {
        Path at = Files.createDirectory(directory.resolve("mnt"));
        Command.run(Duration.ofSeconds(10), "mount", "-o", "loop,ro", image.toString(), at.toString());
        try {
            return (int) FileTree.measure(at, Long.MAX_VALUE, Long.MAX_VALUE, Duration.ofSeconds(10))
                    .entries();
        } finally {
            Command.run(Duration.ofSeconds(10), "umount", at.toString());
        }
    }

    private void nest(int levels, int name) throws Exception {
        Process nesting = new ProcessBuilder(
                        "bash",
                        "-c",
                        "d=$(printf 'D%.0s' $(seq " + name + ")); for i in $(seq " + levels
                                + "); do mkdir $d && cd $d || exit 1; done")
                .directory(artefacts.toFile())
                .start();
        assertThat(nesting.waitFor()).isZero();
    }

    @Test
    void treeWithPathsBeyondWhatTheSystemTakesStaysInAnImageThatIsUnmounted() throws Exception {
        fill("big", 5);
        nest(30, 200);
        assertThatThrownBy(() -> new Artefacts().digest(artefacts)).hasMessageContaining("cannot be read");
        steps.clear();
        images.settle(artefacts);
        assertThat(steps).as("nothing was copied").doesNotContain("copy begun");
        assertLeft(artefacts, "a path has more than ");
        assertThat(FileTree.measure(artefacts.getParent(), Long.MAX_VALUE, 100, Duration.ofSeconds(10))
                        .bytes())
                .as("what the job did not use is free")
                .isLessThan(9L << 20);
        assertThat(filesIn(beside(artefacts, ".img.left"))).isEqualTo(31);
        images.settle(artefacts);
        assertThatThrownBy(() -> images.restore(artefacts)).hasMessageContaining("it stays unmounted in");
        images.discardAll(artefacts);
        try (var files = Files.list(artefacts.getParent())) {
            assertThat(files).containsExactly(artefacts);
        }
    }

    @Test
    void treeThatIsDeeperThanADigestListsStaysInAnImageThatIsUnmounted() throws Exception {
        Files.createDirectories(artefacts.resolve("d/".repeat(257)));
        assertThatThrownBy(() -> new Artefacts().digest(artefacts)).hasMessageContaining("nested deeper than 256");
        images.settle(artefacts);
        assertLeft(artefacts, "directories are nested deeper than 256");
    }

    @Test
    void namesOfTwoHundredAndFiftyFiveBytesAreCopied() throws Exception {
        nest(14, 255);
        Files.writeString(artefacts.resolve("ä".repeat(127) + "x"), "42");
        Hash32 before = new Artefacts().digest(artefacts);
        images.settle(artefacts);
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        assertThat(DiskImage.isMounted(artefacts)).isFalse();
        assertThat(beside(artefacts, ".img.left")).doesNotExist();
    }

    @Test
    void filesThatAreLongerThanWhatIsCopiedStayInTheImageThoughTheirHolesTakeNothing() throws Exception {
        try (var file =
                FileChannel.open(artefacts.resolve("holes"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), 1L << 30);
        }
        images.settle(artefacts);
        assertThat(DiskImage.isKept(artefacts)).isTrue();
    }

    @Test
    void copyThatTheOwnersDiskHasNoRoomForIsRemovedAndTheImageStays() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Command.run(Duration.ofSeconds(10), "mount", "-t", "tmpfs", "-o", "size=100m", "none", disk.toString());
        Path small = disk.resolve("lease-0006/artefacts");
        try {
            // Somebody fills the disk while what the job left is copied.
            DiskImage filled = new DiskImage(SMALL, step -> {
                steps.add(step);
                if (step.equals("copy begun")) fillDisk(disk);
            });
            assertThat(filled.attach(small, SIZE)).isTrue();
            Files.write(small.resolve("result"), new byte[4 << 20]);
            filled.settle(small);
            assertThat(steps).containsOnlyOnce("copy begun").doesNotContain("copied");
            assertLeft(small, "No space left on device");
            assertThat(filesIn(beside(small, ".img.left"))).isEqualTo(1);
        } finally {
            DiskImage.discard(small);
            Command.run(Duration.ofSeconds(10), "umount", disk.toString());
        }
    }

    @Test
    void imageThatWouldBeOneTooManyToStayMountedIsUnmounted() throws Exception {
        DiskImage one = new DiskImage(SMALL, steps::add, 1);
        Path second = directory.resolve("lease-0007/artefacts");
        try {
            fill("big", 10);
            one.settle(artefacts);
            assertThat(DiskImage.isKept(artefacts)).isTrue();
            assertThat(one.attach(second, SIZE)).isTrue();
            Files.write(second.resolve("big"), new byte[10 << 20]);
            one.settle(second);
            assertLeft(second, "1 disks of other jobs are mounted");
            one.settle(artefacts);
            assertThat(DiskImage.isKept(artefacts)).as("as it was").isTrue();
        } finally {
            DiskImage.discard(second);
        }
    }

    private static void fillDisk(Path disk) {
        try {
            long free = Files.getFileStore(disk).getUsableSpace();
            Command.run(
                    Duration.ofSeconds(10),
                    "fallocate",
                    "-l",
                    Long.toString(free - (1 << 20)),
                    disk.resolve("owners").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void imageThatCannotBeMountedIsTriedThreeTimesAndThenLeftAsItIs() throws Exception {
        Command.run(Duration.ofSeconds(10), "umount", artefacts.toString());
        Files.write(beside(artefacts, ".img"), new byte[1 << 20]);
        for (int n = 1; n < CopyTries.MOST; n++)
            assertThatThrownBy(() -> images.settle(artefacts)).hasMessageContaining("mount failed");
        images.settle(artefacts);
        assertLeft(artefacts, "mount failed");
    }

    @Test
    void settlingThatWasCutShortIsFinishedByTheNext() throws Exception {
        Files.writeString(artefacts.resolve("result"), "42");
        Hash32 before = new Artefacts().digest(artefacts);
        // Killed while it copied.
        Files.createDirectories(beside(artefacts, ".copy").resolve("half/of"));
        Files.createFile(beside(artefacts, ".img.new"));
        images.settle(artefacts);
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        // Killed when all was copied and the copy not yet in place.
        Files.move(artefacts, beside(artefacts, ".copy"));
        Files.createDirectory(artefacts);
        Files.createFile(beside(artefacts, ".img.done"));
        images.settle(artefacts);
        assertThat(new Artefacts().digest(artefacts)).isEqualTo(before);
        assertThat(beside(artefacts, ".img.done")).doesNotExist();
    }

    @Test
    void directoryWithFilesOfItsOwnIsNotCovered() throws Exception {
        Path other = Files.createDirectories(directory.resolve("lease-0002/artefacts"));
        Files.writeString(other.resolve("old"), "x");
        assertThat(images.attach(other, SIZE)).isFalse();
        assertThat(other.resolve("old")).exists();
    }

    @Test
    void diskThatCouldNotBeMadeIsTriedAgainWithTheNextJob() throws Exception {
        Path failing = directory.resolve("lease-0004/artefacts");
        Files.createDirectories(beside(failing, ".img.new").resolve("in the way"));
        assertThat(images.attach(failing, SIZE)).isFalse();
        Path next = directory.resolve("lease-0005/artefacts");
        try {
            assertThat(images.attach(next, SIZE)).isTrue();
        } finally {
            DiskImage.discard(next);
        }
    }

    @Test
    void missingProgramAndForbiddenMountComeAgainWithEveryJobAndATimeoutDoesNot() {
        Throwable missing =
                catchThrowable(() -> Command.run(Duration.ofSeconds(10), "a-program-that-is-not-installed"));
        assertThat(missing)
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(DiskImage.isLasting(e)).isTrue());
        Throwable late = catchThrowable(() -> Command.run(Duration.ofMillis(1), "sleep", "10"));
        assertThat(late)
                .isInstanceOfSatisfying(
                        IOException.class,
                        e -> assertThat(DiskImage.isLasting(e)).isFalse());
        assertThat(DiskImage.isLasting(new IOException("mount failed (32): mount: /x: permission denied.")))
                .isTrue();
        assertThat(DiskImage.isLasting(new IOException("mount failed (32): mount: /x: failed to setup loop device")))
                .isFalse();
    }

    @Test
    void moreThanTheDiskHasLeftIsRefused() {
        Path other = directory.resolve("lease-0003/artefacts");
        assertThatThrownBy(() -> images.attach(other, 1L << 50))
                .isInstanceOfSatisfying(
                        JobFailure.class, f -> assertThat(f.kind()).isEqualTo(JobFailure.Kind.DISK_FULL));
        assertThat(beside(other, ".img")).doesNotExist();
        assertThat(beside(other, ".img.new")).doesNotExist();
    }

    @Test
    void diskIsDividedWithoutGettingLarger() {
        for (long disk : new long[] {2L << 20, 10_000_000, 64L << 20, 1L << 30, 123_456_789_012L}) {
            long log = DiskPolicy.logBytes(disk);
            assertThat(DiskPolicy.artefactBytes(disk) + 2 * log + JobLogSize.bytes(disk))
                    .isEqualTo(disk);
            assertThat(log).isBetween(1_000L, Isolation.LOG_BYTES);
            assertThat(Long.toString(log).replaceAll("0+$", "").length()).isLessThanOrEqualTo(4);
        }
        assertThat(DiskPolicy.logBytes(1L << 30)).isEqualTo(Isolation.LOG_BYTES);
    }
}
