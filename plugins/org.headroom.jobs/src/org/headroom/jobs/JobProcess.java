package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The first process of a container, as {@code /proc} shows it. Its end is seen there before the engine reports it. Only a
 * hint: what ended, when and how is the engine's to say.
 */
final class JobProcess {
    /** Fields of {@code /proc/PID/stat} counted from the one after the program's name. */
    private static final int STATE = 0;

    private static final int THREADS = 17;
    private static final int START_TIME = 19;
    private final Path stat;
    private final String startTime;
    private final boolean first;

    private JobProcess(Path stat, String startTime, boolean first) {
        this.stat = stat;
        this.startTime = startTime;
        this.first = first;
    }

    /** Empty where the process cannot be seen from here, as with an engine in another PID namespace. */
    static Optional<JobProcess> of(Inspection container) {
        long pid = container.json().path("State").path("Pid").asLong();
        if (pid <= 0) return Optional.empty();
        try {
            Path directory = Path.of("/proc", Long.toString(pid));
            // The number alone proves nothing: it may be another namespace's, or taken again. The group names the
            // container.
            if (!Files.readString(directory.resolve("cgroup"), StandardCharsets.ISO_8859_1)
                    .contains(container.id())) return Optional.empty();
            Path stat = directory.resolve("stat");
            String[] fields = fields(stat);
            return alive(fields)
                    ? Optional.of(new JobProcess(stat, fields[START_TIME], isFirst(directory)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** True once the process has ended, even if nobody has collected its exit code yet. */
    boolean ended() {
        try {
            String[] fields = fields(stat);
            return !alive(fields) || !fields[START_TIME].equals(startTime);
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

    /** A first thread that has ended leaves a process that runs where others have not. */
    private static boolean alive(String[] fields) {
        if (fields.length <= START_TIME) return false;
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return !ended || fields[THREADS].matches("[1-9][0-9]+|[2-9]");
    }

    private static String[] fields(Path stat) throws IOException {
        String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
        // A program's name may hold spaces and parentheses; what follows the last one holds neither.
        return line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
    }
}
