package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.jobs.guard.ControlGroups;

/**
 * The block devices that carry a path, as the kernel tells them (Linux): whole disks, because the kernel limits no
 * partition. A loop device is one itself, and so are those that its file lies on: who writes to it is known there, while
 * the kernel's own thread writes to the file. Any thread.
 */
final class BlockDevices {
    /** A file in a loop device on an LVM on a RAID on a partition; more is no arrangement but a ring. */
    private static final int DEEPEST = 16;

    private static final int MOST = 32;
    private static final int MOUNT_POINT = 4;

    private final Path sys;
    private final Path mountinfo;
    private final Numbers numbers;

    /** @param number major and minor, such as {@code 254:0} @param name in {@code /dev} */
    record Device(String number, String name) {}

    /** What {@code stat} tells. */
    interface Numbers {
        /** Of the file system that a file is on, such as {@code 254:1}. */
        String ofFile(Path file) throws IOException;

        /** Of a device by its file in {@code /dev}. */
        default String ofDevice(Path device) throws IOException {
            return decoded(Files.getAttribute(device, "unix:rdev"));
        }
    }

    BlockDevices() {
        this(Path.of("/sys"), Path.of("/proc/self/mountinfo"), file -> decoded(Files.getAttribute(file, "unix:dev")));
    }

    /** @param sys stands for {@code /sys} @param mountinfo tells what is mounted */
    BlockDevices(Path sys, Path mountinfo, Numbers numbers) {
        this.sys = sys;
        this.mountinfo = mountinfo;
        this.numbers = numbers;
    }

    /**
     * Those that carry a path; never none.
     *
     * @throws IOException where they cannot be found; its message says why, and names no file of a job's
     */
    Set<Device> of(Path path) throws IOException {
        Set<Device> found = new LinkedHashSet<>();
        try {
            add(path.toRealPath(), found, 0);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this system does not tell a file's device", e);
        }
        if (found.isEmpty()) throw new IOException("the kernel names no disk for it");
        return found;
    }

    private void add(Path path, Set<Device> found, int depth) throws IOException {
        String number = numbers.ofFile(path);
        if (Files.exists(directory(number))) device(directory(number).toRealPath(), found, depth);
        else addByMount(path, found, depth);
    }

    /** Of file systems whose number is no device's: btrfs, overlay. */
    private void addByMount(Path path, Set<Device> found, int depth) throws IOException {
        Mount mount = mount(path).orElseThrow(() -> new IOException("no file system is mounted there"));
        if (mount.type().equals("overlay")) {
            Optional<String> upper = mount.option("upperdir");
            if (upper.isEmpty()) throw new IOException("the overlay has no directory that is written to");
            add(Path.of(upper.get()).toRealPath(), found, deeper(depth));
            return;
        }
        if (!mount.source().startsWith("/dev/"))
            throw new IOException("the file system " + mount.type() + " does not tell its disk");
        Path device = directory(numbers.ofDevice(Path.of(mount.source()))).toRealPath();
        List<Path> all = mount.type().equals("btrfs") ? ofBtrfs(device) : List.of();
        for (Path one : all.isEmpty() ? List.of(device) : all) device(one, found, deeper(depth));
    }

    /** All devices of the btrfs that one belongs to. */
    private List<Path> ofBtrfs(Path device) throws IOException {
        Path systems = sys.resolve("fs/btrfs");
        if (!Files.isDirectory(systems)) return List.of();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(systems)) {
            for (Path system : each) {
                List<Path> devices = children(system.resolve("devices"));
                if (devices.contains(device)) return devices;
            }
        }
        return List.of();
    }

    /** @param directory of the device in {@code /sys}, without links */
    private void device(Path directory, Set<Device> found, int depth) throws IOException {
        if (Files.exists(directory.resolve("partition"))) {
            device(Optional.ofNullable(directory.getParent()).orElse(directory), found, deeper(depth));
            return;
        }
        List<Path> below = children(directory.resolve("slaves"));
        Path file = directory.resolve("loop/backing_file");
        if (below.isEmpty()) found.add(new Device(text(directory.resolve("dev")), name(directory)));
        if (found.size() > MOST) throw new IOException("it lies on more than " + MOST + " disks");
        for (Path one : below) device(one, found, deeper(depth));
        if (Files.exists(file)) add(Path.of(text(file)).toRealPath(), found, deeper(depth));
    }

    private static List<Path> children(Path links) throws IOException {
        List<Path> all = new ArrayList<>();
        if (!Files.isDirectory(links)) return all;
        try (DirectoryStream<Path> each = Files.newDirectoryStream(links)) {
            for (Path link : each) all.add(link.toRealPath());
        }
        return all;
    }

    private static int deeper(int depth) throws IOException {
        if (depth >= DEEPEST) throw new IOException("its devices lie on each other without end");
        return depth + 1;
    }

    private Path directory(String number) {
        return sys.resolve("dev/block").resolve(number);
    }

    /** The kernel writes a slash in a device's name as an exclamation mark. */
    private static String name(Path directory) {
        return String.valueOf(directory.getFileName()).replace('!', '/');
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }

    private record Mount(Path point, String type, String source, List<String> options) {
        Optional<String> option(String name) {
            return options.stream()
                    .filter(o -> o.startsWith(name + "="))
                    .map(o -> o.substring(name.length() + 1))
                    .findFirst();
        }
    }

    /** The one with the longest path; of several at one path the last, which covers the others. */
    private Optional<Mount> mount(Path path) throws IOException {
        Optional<Mount> best = Optional.empty();
        for (String line : Files.readAllLines(mountinfo, StandardCharsets.UTF_8)) {
            String[] halves = line.split(" - ", 2);
            String[] mount = halves[0].split(" ");
            String[] system = halves.length < 2 ? new String[0] : halves[1].split(" ");
            if (mount.length <= MOUNT_POINT || system.length < 3) continue;
            Path point = Path.of(ControlGroups.plain(mount[MOUNT_POINT]));
            if (!path.startsWith(point)) continue;
            if (best.isEmpty() || point.getNameCount() >= best.get().point().getNameCount())
                best = Optional.of(new Mount(
                        point,
                        system[0],
                        ControlGroups.plain(system[1]),
                        List.of(ControlGroups.plain(system[2]).split(","))));
        }
        return best;
    }

    /** As the C library's {@code major} and {@code minor} have it. */
    static String decoded(Object stat) throws IOException {
        if (!(stat instanceof Number number)) throw new IOException("this system does not tell a file's device");
        long dev = number.longValue();
        long major = ((dev >>> 8) & 0xfff) | ((dev >>> 32) & 0xffff_f000L);
        long minor = (dev & 0xff) | ((dev >>> 12) & 0xffff_ff00L);
        return major + ":" + minor;
    }
}
