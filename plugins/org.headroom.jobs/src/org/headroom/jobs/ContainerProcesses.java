package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.jobs.guard.ControlGroups;
import org.headroom.jobs.guard.ProcessFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of a container as this machine shows them: those whose control group bears the container's whole id, at
 * this moment. The engine is not asked. Any thread; blocks.
 */
final class ContainerProcesses {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerProcesses.class);
    /** Between two rounds: the kernel takes a moment to end what was killed. */
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int LISTED_AGAIN = 3;

    private final Path proc;
    private final PodmanProcess.Processes processes;
    private final Path mountinfo;

    ContainerProcesses() {
        this(Path.of("/proc"), PodmanProcess.OF_THIS_MACHINE, Path.of("/proc/self/mountinfo"));
    }

    /** @param proc stands for {@code /proc} @param mountinfo tells where control groups are mounted */
    ContainerProcesses(Path proc, PodmanProcess.Processes processes, Path mountinfo) {
        this.proc = proc;
        this.processes = processes;
        this.mountinfo = mountinfo;
    }

    /**
     * Those that run, nested control groups included; what has ended and is not collected yet does not count.
     *
     * @throws IOException where the machine does not tell; then it is unknown
     */
    List<Long> alive(String container) throws IOException {
        List<Long> found = new ArrayList<>();
        for (int left = LISTED_AGAIN; ; left--) {
            found.clear();
            Optional<IOException> unknown = list(container, found);
            if (unknown.isEmpty()) return found;
            if (left == 0) throw unknown.get();
        }
    }

    /** @return why it is unknown of a process whether it is one of them */
    private Optional<IOException> list(String container, List<Long> found) throws IOException {
        Optional<IOException> unknown = Optional.empty();
        if (!ControlGroups.isWholeId(container)) return unknown;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path directory : all) {
                try {
                    if (ProcessFolder.isIn(directory, container))
                        found.add(Long.parseLong(directory.getFileName().toString()));
                } catch (IOException e) {
                    // Of one that has ended there is nothing to read. Others' may be hidden from a user, not from root.
                    if (JobUser.weAreRoot() && Files.exists(directory.resolve("cgroup"))) unknown = Optional.of(e);
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return unknown;
    }

    /**
     * Kills all of them by SIGKILL, again and again until none is left. They are stopped before where the kernel can do
     * that for a whole group, so that none is born faster than others are killed.
     *
     * @param limit after which what is left is left
     * @return what is left
     * @throws IOException as {@link #alive}
     */
    List<Long> kill(String container, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            List<Long> left = new ArrayList<>();
            Optional<IOException> unknown = list(container, left);
            boolean last = System.nanoTime() - end > 0;
            if (unknown.isPresent() && last) throw unknown.get();
            if (unknown.isEmpty() && (left.isEmpty() || last)) return left;
            List<ControlGroups.Group> groups = groupsOf(left, container);
            List<String> mounts = lines(mountinfo);
            Optional<Path> unified = ControlGroups.unified(groups, mounts);
            // Ends no process whose first thread has ended (Linux 6.18): each is killed by itself, too.
            unified.ifPresent(group -> write(group.resolve("cgroup.kill"), "1"));
            Optional<Path> frozen = ControlGroups.controlledBy("freezer", groups, mounts)
                    .flatMap(group -> write(group.resolve("freezer.state"), "FROZEN"))
                    .or(() -> unified.flatMap(group -> write(group.resolve("cgroup.freeze"), "1")));
            try {
                // Those that have begun until the group was frozen, too.
                left.clear();
                list(container, left);
                for (long pid : left) kill(pid, container);
            } finally {
                // A frozen process of version 1 ends when it may go on.
                frozen.ifPresent(file -> write(file, file.endsWith("cgroup.freeze") ? "0" : "THAWED"));
            }
            LockSupport.parkNanos(this, PAUSE_NS);
        }
    }

    private List<ControlGroups.Group> groupsOf(List<Long> pids, String container) {
        for (long pid : pids) {
            try {
                Optional<List<String>> lines = ProcessFolder.groups(
                        proc.resolve(Long.toString(pid)), l -> ControlGroups.contain(l, container));
                if (lines.isPresent()) return ControlGroups.of(lines.get(), container);
            } catch (IOException e) {
                // It has ended.
            }
        }
        return List.of();
    }

    /** The group is read after the handle was taken: it is the handle's process that the kernel speaks of, or none. */
    private void kill(long pid, String container) {
        try {
            var kill = processes.kill(pid);
            if (kill.isPresent() && ProcessFolder.isIn(proc.resolve(Long.toString(pid)), container))
                kill.get().getAsBoolean();
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** @return the file, where it was there and could be written to */
    private static Optional<Path> write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            return Optional.of(file);
        } catch (IOException e) {
            LOG.debug("{} is not written: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }
}
