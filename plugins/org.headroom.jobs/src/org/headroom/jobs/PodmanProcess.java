package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.headroom.jobs.guard.ControlGroups;
import org.headroom.jobs.guard.ProcessFolder;
import org.headroom.jobs.guard.ProcessStatus;
import org.headroom.model.job.ContainerRef;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/**
 * The first process of a Podman container, found in {@code /proc} without Podman. It is known by what the kernel says of it
 * at this moment, never by a process id from an earlier one: its control group bears the container's whole id, and it is
 * process 1 of a PID namespace directly below this one. Reads nothing that waits for the process.
 */
final class PodmanProcess {
    /** Of a process that is there: whether it was told to end. */
    interface Processes {
        /**
         * A kill of just this process: it does nothing, and answers false, where the id has become another's since.
         *
         * @return empty where there is none of that id
         */
        Optional<BooleanSupplier> kill(long pid);
    }

    /** The handle holds the process's start time and compares it before it kills. */
    static final Processes OF_THIS_MACHINE = pid -> ProcessHandle.of(pid).map(p -> p::destroyForcibly);

    private PodmanProcess() {}

    /** As {@link org.headroom.model.job.ContainerEngine#killProcess}; only of a Podman container, and where we are root. */
    static OptionalLong kill(ContainerRef container) throws JobFailure {
        boolean may = container.engine().equals(PodmanEngine.NAME) && JobUser.weAreRoot();
        return may ? kill(Path.of("/proc"), OF_THIS_MACHINE, container.id()) : OptionalLong.empty();
    }

    /** @param proc stands for {@code /proc} */
    static OptionalLong kill(Path proc, Processes processes, String container) throws JobFailure {
        if (!ControlGroups.isWholeId(container)) return OptionalLong.empty();
        try {
            List<Found> found = find(proc, processes, container);
            if (found.size() > 1)
                throw new JobFailure(
                        Kind.REFUSED_BY_ENGINE,
                        "More than one process seems to be the first one of container " + container
                                + "; none was killed.");
            return found.stream()
                    .filter(f -> f.kill().getAsBoolean())
                    .mapToLong(Found::pid)
                    .findFirst();
        } catch (IOException e) {
            throw new JobFailure(
                    Kind.REFUSED_BY_ENGINE,
                    "The processes of this machine cannot be listed: " + EngineClient.reason(e) + ".",
                    e);
        }
    }

    private record Found(long pid, BooleanSupplier kill) {}

    private static List<Found> find(Path proc, Processes processes, String container) throws IOException {
        List<Found> found = new ArrayList<>();
        Optional<IOException> unread = Optional.empty();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path directory : all) {
                try {
                    first(directory, processes, container).ifPresent(found::add);
                } catch (IOException e) {
                    // Of one that has ended there is nothing to read.
                    if (Files.exists(directory)) unread = Optional.of(e);
                }
            }
        }
        if (found.isEmpty() && unread.isPresent()) throw unread.get();
        return found;
    }

    private static Optional<Found> first(Path directory, Processes processes, String container) throws IOException {
        if (!isInGroup(directory, container)) return Optional.empty();
        long pid = Long.parseLong(directory.getFileName().toString());
        Optional<BooleanSupplier> kill = processes.kill(pid);
        // Looked at after the handle was taken: it is the handle's process that the kernel speaks of, or none.
        return kill.isPresent() && isInGroup(directory, container) && isFirst(directory, pid)
                ? Optional.of(new Found(pid, kill.get()))
                : Optional.empty();
    }

    /** Not the monitor's group, whose name contains the id, too. */
    private static boolean isInGroup(Path directory, String container) throws IOException {
        String name = "libpod-" + container;
        return ProcessFolder.groups(directory, lines -> lines.stream().anyMatch(line -> names(line, name)))
                .isPresent();
    }

    private static boolean names(String line, String name) {
        String[] parts = line.split(":", 3);
        return parts.length == 3
                && Stream.of(parts[2].split("/"))
                        .anyMatch(group -> group.equals(name) || group.equals(name + ".scope"));
    }

    /** One that the job put into a namespace of its own has one id more. */
    private static boolean isFirst(Path directory, long pid) throws IOException {
        return ProcessStatus.isFirst(Files.readAllLines(directory.resolve("status"), StandardCharsets.ISO_8859_1), pid);
    }
}
