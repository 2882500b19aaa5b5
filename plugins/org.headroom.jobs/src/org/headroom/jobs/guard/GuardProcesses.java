package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The processes of a container as this machine shows them: those whose control group bears the container's whole id, at this
 * moment. The engine is not asked. Any thread; blocks.
 */
final class GuardProcesses {
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int MOST_COMMAND = 64 * 1024;

    private final Path proc;

    GuardProcesses() {
        this(Path.of("/proc"));
    }

    /** @param proc stands for {@code /proc} */
    GuardProcesses(Path proc) {
        this.proc = proc;
    }

    /**
     * Those that run, nested control groups included; what has ended and is not collected yet does not count.
     *
     * @throws IOException where the machine does not tell; then it is unknown
     */
    List<Long> alive(String container) throws IOException {
        List<Long> found = new ArrayList<>();
        Optional<IOException> unknown = list(container, found);
        if (unknown.isPresent()) throw unknown.get();
        return found;
    }

    /** @return why it is unknown of a process whether it is one of them */
    private Optional<IOException> list(String container, List<Long> found) throws IOException {
        Optional<IOException> unknown = Optional.empty();
        if (!ControlGroups.isWholeId(container)) return unknown;
        for (Path directory : all()) {
            try {
                if (isIn(directory, container)) found.add(pid(directory));
            } catch (IOException e) {
                unknown = Optional.of(e);
            }
        }
        return unknown;
    }

    private List<Path> all() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            all.forEach(found::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static long pid(Path directory) {
        return Long.parseLong(directory.getFileName().toString());
    }

    private static boolean isIn(Path directory, String container) throws IOException {
        try {
            return ProcessFolder.isIn(directory, container);
        } catch (IOException e) {
            // What may be read and cannot be is unknown.
            if (Files.isReadable(directory.resolve("cgroup"))) throw e;
            // It has ended, or is another user's, whose containers are none of ours.
            return false;
        }
    }

    /** SIGTERM to the container's first process, as the engine would send it. */
    void terminate(String container) throws IOException {
        for (long pid : alive(container)) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            Path directory = proc.resolve(Long.toString(pid));
            // Looked at after the handle was taken: it is the handle's process that the kernel speaks of, or none.
            if (process.isPresent()
                    && isIn(directory, container)
                    && ProcessStatus.isFirst(lines(directory.resolve("status")), pid))
                process.get().destroy();
        }
    }

    /**
     * Kills all of them by SIGKILL, again and again until none is left: with the first one the kernel ends all others of its
     * namespace, so that none is born faster than others are killed.
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
            for (long pid : left) {
                Optional<ProcessHandle> process = ProcessHandle.of(pid);
                if (process.isPresent() && isIn(proc.resolve(Long.toString(pid)), container))
                    process.get().destroyForcibly();
            }
            LockSupport.parkNanos(this, PAUSE_NS);
        }
    }

    /** The container of a lease by the command line of Podman's monitor, which has its name and id; of our own user's alone. */
    Optional<String> monitored(String name) throws IOException {
        Object own = Files.getOwner(
                proc.resolve(Long.toString(ProcessHandle.current().pid())));
        for (Path directory : all()) {
            try {
                if (!own.equals(Files.getOwner(directory))) continue;
                byte[] command = Files.readAllBytes(directory.resolve("cmdline"));
                if (command.length == 0 || command.length > MOST_COMMAND) continue;
                Optional<String> id = monitored(List.of(new String(command, StandardCharsets.UTF_8).split("\0")), name);
                if (id.isPresent()) return id;
            } catch (IOException e) {
                // It has ended.
            }
        }
        return Optional.empty();
    }

    private static Optional<String> monitored(List<String> command, String name) {
        if (!command.get(0).endsWith("conmon")) return Optional.empty();
        boolean named = false;
        Optional<String> id = Optional.empty();
        for (int i = 1; i + 1 < command.size(); i++) {
            if (command.get(i).equals("-n")) named |= command.get(i + 1).equals(name);
            if (command.get(i).equals("-c") && id.isEmpty())
                id = Optional.of(command.get(i + 1)).filter(ControlGroups::isWholeId);
        }
        return named ? id : Optional.empty();
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    }
}
