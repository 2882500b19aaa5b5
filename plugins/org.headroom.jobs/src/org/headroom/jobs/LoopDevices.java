package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The loop devices of this machine as the kernel tells them (Linux). Any thread. */
final class LoopDevices {
    private static final Path BLOCK_DEVICES = Path.of("/sys/block");
    private static final Path PROCESSES = Path.of("/proc");
    private static final String DELETED = " (deleted)";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** The fields of a line of mountinfo. */
    private static final int DEVICE = 2;

    private static final int MOUNT_POINT = 4;

    private LoopDevices() {}

    /**
     * A loop device that is attached.
     *
     * @param number major and minor, such as {@code 7:3}
     * @param file that it shows; that may be deleted by now
     */
    record Loop(String name, String number, Path file) {}

    /** Those that are attached; none where the system has no loop devices. */
    static List<Loop> attached() throws IOException {
        if (!Files.isDirectory(BLOCK_DEVICES)) return List.of();
        List<Loop> loops = new ArrayList<>();
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(BLOCK_DEVICES, "loop*")) {
            for (Path device : devices) {
                try {
                    String file = Files.readString(device.resolve("loop/backing_file"))
                            .strip();
                    if (file.endsWith(DELETED)) file = file.substring(0, file.length() - DELETED.length());
                    String number = Files.readString(device.resolve("dev")).strip();
                    loops.add(new Loop(device.getFileName().toString(), number, Path.of(file)));
                } catch (IOException e) {
                    // Not attached, or no more.
                }
            }
        }
        return loops;
    }

    /** Those that show an image of this artefacts directory, whatever it is called by now. */
    static List<Loop> of(Path artefacts) throws IOException {
        Path folder = artefacts.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) return List.of();
        Path real = folder.toRealPath();
        return attached().stream()
                .filter(loop -> real.equals(loop.file().getParent()) && DiskImage.isImage(loop.file()))
                .toList();
    }

    /** How many show an image of this lease or of one whose folder lies beside its folder. */
    static long beside(Path artefacts) throws IOException {
        Optional<Path> leases = above(above(Optional.of(artefacts.toRealPath())));
        return attached().stream()
                .filter(loop -> DiskImage.isImage(loop.file()) && leases.equals(above(above(Optional.of(loop.file())))))
                .count();
    }

    private static Optional<Path> above(Optional<Path> path) {
        return path.map(Path::getParent);
    }

    /** Detaches all that show an image of this directory. One that somebody still uses is detached when that ends. */
    static void detach(Path artefacts) throws IOException {
        for (Loop loop : of(artefacts)) {
            try {
                Command.run(PATIENCE, "losetup", "-d", "/dev/" + loop.name());
            } catch (IOException e) {
                // The kernel detaches one by itself after its last use.
                if (of(artefacts).contains(loop)) throw e;
            }
        }
    }

    /** Whether a process in a container has one of these devices mounted at a path. Needs no container engine. */
    static boolean isMountedInContainer(List<Loop> loops, String at) throws IOException {
        if (loops.isEmpty()) return false;
        Set<String> numbers = new HashSet<>();
        loops.forEach(loop -> numbers.add(loop.number()));
        Set<Path> known = new HashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                try {
                    if (!known.add(Files.readSymbolicLink(process.resolve("ns/mnt")))) continue;
                    for (String line : Files.readAllLines(process.resolve("mountinfo"))) {
                        String[] fields = line.split(" ");
                        if (fields.length > MOUNT_POINT
                                && numbers.contains(fields[DEVICE])
                                && fields[MOUNT_POINT].equals(at)) return true;
                    }
                } catch (IOException e) {
                    // It has ended.
                }
            }
        }
        return false;
    }
}
