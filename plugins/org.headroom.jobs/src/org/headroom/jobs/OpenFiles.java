package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files that processes of a container hold open although they have no name any more (Linux). Any thread; blocks. */
final class OpenFiles {
    private static final Path PROCESSES = Path.of("/proc");
    /** Far more than a job may have; the command's arguments stay short. */
    private static final int MOST_PROCESSES = 4_096;

    private static final int BLOCK = 512;

    private OpenFiles() {}

    /**
     * What they take of the file system that a directory is on, in bytes of allocated blocks. Zero where the system does not
     * tell: then only named files count.
     *
     * @param container the engine's id, which is part of the name of the container's control group
     */
    static long unlinkedBytes(String container, Path directory, Duration limit) throws IOException {
        List<String> command = new ArrayList<>(List.of("find", "-L"));
        for (Path process : processes(container))
            command.add(process.resolve("fd").toString());
        if (command.size() == 2) return 0;
        command.addAll(List.of("-maxdepth", "1", "-type", "f", "-links", "0", "-printf", "%b %D %i\\n"));
        String device = String.valueOf(Files.getAttribute(directory, "unix:dev"));
        long[] sum = {0};
        Set<String> counted = new HashSet<>();
        Command.lines(
                limit,
                false,
                line -> {
                    String[] f = line.split(" ");
                    if (f.length != 3 || !f[0].matches("[0-9]{1,16}")) return false;
                    if (f[1].equals(device) && counted.add(f[2])) sum[0] += Long.parseLong(f[0]) * BLOCK;
                    return true;
                },
                command.toArray(String[]::new));
        return sum[0];
    }

    private static List<Path> processes(String container) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(PROCESSES.resolve("self/fd"))) return found;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : all) {
                try {
                    String groups = Files.readString(process.resolve("cgroup"), StandardCharsets.ISO_8859_1);
                    if (groups.contains(container)) found.add(process);
                } catch (IOException e) {
                    // It has ended.
                }
                if (found.size() >= MOST_PROCESSES) break;
            }
        }
        return found;
    }
}
