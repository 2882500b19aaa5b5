package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.jobs.guard.ProcessFolder;
import org.headroom.jobs.guard.ProcessStat;

/**
 * The first process of a container, as {@code /proc} shows it. Its end is seen there before the engine reports it. Only a
 * hint: what ended, when and how is the engine's to say.
 */
final class JobProcess {
    private final Path directory;
    private final long startTime;
    private final boolean first;

    private JobProcess(Path directory, long startTime, boolean first) {
        this.directory = directory;
        this.startTime = startTime;
        this.first = first;
    }

    /** Empty where the process cannot be seen from here, as with an engine in another PID namespace. */
    static Optional<JobProcess> of(Inspection container) {
        long pid = container.json().path("State").path("Pid").asLong();
        if (pid <= 0) return Optional.empty();
        try {
            Path directory = Path.of("/proc", Long.toString(pid));
            ProcessStat stat = ProcessStat.of(directory);
            return stat.runs() && isOf(directory, container.id())
                    ? Optional.of(new JobProcess(directory, stat.start(), isFirst(directory)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The number alone proves nothing: it may be another namespace's, or taken again. The group names the container; where
     * it is unknown, the engine's word counts.
     */
    private static boolean isOf(Path directory, String container) throws IOException {
        try {
            return ProcessFolder.groups(directory, lines -> lines.stream().anyMatch(line -> line.contains(container)))
                    .isPresent();
        } catch (ProcessFolder.Unsure e) {
            return true;
        }
    }

    /** True once the process has ended, even if nobody has collected its exit code yet. */
    boolean ended() {
        try {
            ProcessStat stat = ProcessStat.of(directory);
            return !stat.runs() || stat.start() != startTime;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether it has ended and the kernel has ended all others with it: it was process 1 of a PID namespace. */
    boolean endedWithAll() {
        return first && ended();
    }

    private static boolean isFirst(Path directory) throws IOException {
        for (String line : Files.readAllLines(directory.resolve("status"), StandardCharsets.ISO_8859_1))
            if (line.startsWith("NSpid:")) return line.matches("NSpid:(\\s+[0-9]+)+\\s+1");
        return false;
    }
}
