package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tree as the kernel's, and once on this machine. */
class BlockDevicesTest {
    @TempDir
    Path directory;

    private Path root;
    private Path file;
    private Path sys;
    private final Map<Path, String> numbers = new HashMap<>();

    @BeforeEach
    void machine() throws IOException {
        root = directory.toRealPath();
        file = Files.writeString(root.resolve("file"), "");
        sys = Files.createDirectories(root.resolve("sys"));
        Files.createDirectories(sys.resolve("dev/block"));
        Files.createDirectories(sys.resolve("fs/btrfs"));
        Files.writeString(root.resolve("mounts"), "");
    }

    private Path device(String path, String number) throws IOException {
        Path made = Files.createDirectories(sys.resolve("devices").resolve(path));
        Files.writeString(made.resolve("dev"), number + "\n");
        Files.createSymbolicLink(sys.resolve("dev/block").resolve(number), made);
        return made;
    }

    private static void lies(Path device, Path... on) throws IOException {
        Files.createDirectories(device.resolve("slaves"));
        for (Path one : on) Files.createSymbolicLink(device.resolve("slaves").resolve(one.getFileName()), one);
    }

    private Path partition(String path, String number) throws IOException {
        Path made = device(path, number);
        Files.writeString(made.resolve("partition"), "1\n");
        return made;
    }

    private void mounted(String line) throws IOException {
        Files.writeString(root.resolve("mounts"), line + "\n", java.nio.file.StandardOpenOption.APPEND);
    }

    private String of(Path path) throws IOException {
        BlockDevices.Numbers told = new BlockDevices.Numbers() {
            @Override
            public String ofFile(Path of) {
                return numbers.getOrDefault(of, "0:50");
            }

            @Override
            public String ofDevice(Path of) {
                return numbers.getOrDefault(of, "0:0");
            }
        };
        return new BlockDevices(sys, root.resolve("mounts"), told)
                .of(path).stream().map(d -> d.number() + " " + d.name()).collect(Collectors.joining(", "));
    }

    @Test
    void wholeDiskOfAPartitionIsFound() throws IOException {
        device("sda", "8:0");
        partition("sda/sda2", "8:2");
        numbers.put(file, "8:2");
        assertThat(of(file)).isEqualTo("8:0 sda");
    }

    @Test
    void allDisksBelowAVolumeOnARaidAreFoundOnce() throws IOException {
        device("sda", "8:0");
        device("cciss!c0d0", "104:0");
        Path raid = device("virtual/md0", "9:0");
        lies(raid, partition("sda/sda1", "8:1"), partition("cciss!c0d0/cciss!c0d0p1", "104:1"));
        lies(device("virtual/dm-0", "253:0"), raid, partition("sda/sda3", "8:3"));
        numbers.put(file, "253:0");
        assertThat(of(file).split(", ")).containsExactlyInAnyOrder("8:0 sda", "104:0 cciss/c0d0");
    }

    @Test
    void loopDeviceCountsItselfAndWhatItsFileLiesOn() throws IOException {
        device("nvme0n1", "259:0");
        partition("nvme0n1/nvme0n1p1", "259:1");
        Path loop = Files.createDirectories(device("virtual/loop3", "7:3").resolve("loop"));
        Path image = Files.writeString(root.resolve("artefacts.img"), "");
        Files.writeString(loop.resolve("backing_file"), image + "\n");
        numbers.put(file, "7:3");
        numbers.put(image, "259:1");
        assertThat(of(file)).isEqualTo("7:3 loop3, 259:0 nvme0n1");
    }

    @Test
    void allDevicesOfABtrfsAreFoundByItsMount() throws IOException {
        Path one = device("sda", "8:0");
        device("sdb", "8:16");
        Path two = partition("sdb/sdb1", "8:17");
        Path devices = Files.createDirectories(sys.resolve("fs/btrfs/2d47c1f4/devices"));
        Files.createSymbolicLink(devices.resolve("sda"), one);
        Files.createSymbolicLink(devices.resolve("sdb1"), two);
        mounted("20 1 8:99 / / rw - ext4 /dev/none rw");
        mounted("21 20 0:40 /sub " + root + " rw,relatime shared:1 - btrfs /dev/sdb1 rw,subvol=/sub");
        numbers.put(Path.of("/dev/sdb1"), "8:17");
        assertThat(of(file).split(", ")).containsExactlyInAnyOrder("8:0 sda", "8:16 sdb");
    }

    @Test
    void overlayLiesWhereItsWritableDirectoryLies() throws IOException {
        device("vda", "254:0");
        Path upper = Files.createDirectories(root.resolve("an upper"));
        mounted("20 1 0:50 / / rw - overlay overlay rw,lowerdir=/l,upperdir="
                + upper.toString().replace(" ", "\\040") + ",workdir=/w");
        numbers.put(upper, "254:0");
        assertThat(of(file)).isEqualTo("254:0 vda");
    }

    @Test
    void fileSystemThatDoesNotTellItsDiskIsSaid() throws IOException {
        mounted("20 1 0:50 / / rw - zfs pool/root rw");
        assertThatThrownBy(() -> of(file))
                .isInstanceOf(IOException.class)
                .hasMessage("the file system zfs does not tell its disk");
        Files.writeString(root.resolve("mounts"), "malformed\n\n20 1\n");
        assertThatThrownBy(() -> of(file)).hasMessage("no file system is mounted there");
    }

    @Test
    void devicesThatLieOnEachOtherAreNotFollowedForEver() throws IOException {
        Path one = device("virtual/dm-0", "253:0");
        Path two = device("virtual/dm-1", "253:1");
        lies(one, two);
        lies(two, one);
        numbers.put(file, "253:0");
        assertThatThrownBy(() -> of(file)).hasMessage("its devices lie on each other without end");
    }

    @Test
    void numbersAreReadAsTheCLibraryReadsThem() throws IOException {
        assertThat(BlockDevices.decoded(65_024L)).isEqualTo("254:0");
        assertThat(BlockDevices.decoded(66_305L)).isEqualTo("259:1");
        assertThat(BlockDevices.decoded(17_596_480_028_671L)).isEqualTo("4351:1048575");
    }

    @Test
    void disksOfThisMachineAreThoseThatTheKernelCounts() throws IOException {
        Path there = Path.of("/var/lib");
        if (!Files.isDirectory(Path.of("/sys/block")) || !Files.isDirectory(there)) return;
        for (BlockDevices.Device one : new BlockDevices().of(there)) {
            assertThat(Path.of("/sys/block", one.name(), "dev")).hasContent(one.number() + "\n");
            assertThat(Path.of("/dev", one.name())).exists();
        }
    }
}
