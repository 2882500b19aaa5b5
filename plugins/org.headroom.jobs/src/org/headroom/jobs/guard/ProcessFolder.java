package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The control groups of a process, from its folder in {@code /proc}. It is in those of each thread that lives: a first
 * thread that has ended is in the root of all hierarchies of version 1, whichever the others are in, and takes its process
 * with it for whoever reads {@code /proc/PID/cgroup} alone. Needs the JDK alone, for the guard.
 */
public final class ProcessFolder {
    /** Looks at the threads of one process whose first one has ended, where others begin and end meanwhile. */
    private static final int LOOKS = 20;

    private static final Pattern CONTAINER = Pattern.compile("0::/(.*[^0-9a-f])?[0-9a-f]{64}([^0-9a-f].*)?");

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private ProcessFolder() {}

    /** The threads of a process change faster than they can be looked at: which groups it is in is unknown. */
    public static final class Unsure extends IOException {
        private static final long serialVersionUID = 1;

        Unsure(Path directory) {
            super("the threads of process " + directory.getFileName() + " change faster than they can be looked at");
        }
    }

    /** What one look at the threads found. @param whole whether each that was listed was there to be looked at */
    private record Threads(Optional<List<String>> groups, Set<String> ids, boolean anyLives, boolean whole) {}

    /** Whether a process runs and is in a container's control group or in one below it. */
    public static boolean isIn(Path directory, String container) throws IOException {
        return groups(directory, lines -> ControlGroups.contain(lines, container))
                .isPresent();
    }

    /**
     * The lines of {@code cgroup} of a process, or of one of its living threads where the first one has ended.
     *
     * @param directory of the process
     * @param wanted of which lines it is asked
     * @return empty where the process has ended, or none of its threads has such lines
     * @throws IOException where there is no such process any more, or it cannot be told
     */
    public static Optional<List<String>> groups(Path directory, Predicate<List<String>> wanted) throws IOException {
        Set<String> ending = Set.of();
        for (int look = 0; look < LOOKS; look++) {
            List<String> own = lines(directory);
            // Read after the groups: they were told while the first thread lived.
            ProcessStat stat = ProcessStat.of(directory);
            if (!stat.runs()) return Optional.empty();
            boolean told = !stat.ending() || stat.threads() <= 1 || isToldByVersion2(own);
            if (told) return Optional.of(own).filter(wanted);
            Threads threads = threads(directory, wanted);
            if (threads.groups().isPresent()) return threads.groups();
            // Version 2 still tells the first thread's.
            if (wanted.test(own)) return Optional.of(own);
            if (threads.whole() && threads.anyLives()) return Optional.empty();
            // All of them were ending at the look before, and none has begun since: the process ends.
            if (threads.whole() && threads.ids().equals(ending)) return Optional.empty();
            ending = threads.whole() ? threads.ids() : Set.of();
            LockSupport.parkNanos(PAUSE_NS);
        }
        throw new Unsure(directory);
    }

    /**
     * It tells the group of a first thread that has ended, too. Beside version 1 that counts where it is some container's:
     * an engine may leave its containers in its own group of version 2.
     */
    private static boolean isToldByVersion2(List<String> lines) {
        return lines.stream().anyMatch(l -> CONTAINER.matcher(l).matches())
                || lines.stream().allMatch(l -> l.startsWith("0::"));
    }

    private static Threads threads(Path process, Predicate<List<String>> wanted) throws IOException {
        Set<String> ids = new TreeSet<>();
        boolean anyLives = false;
        boolean whole = true;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("task"), "[0-9]*")) {
            for (Path thread : all) {
                ids.add(thread.getFileName().toString());
                try {
                    List<String> groups = lines(thread);
                    if (ProcessStat.of(thread).ending()) continue;
                    anyLives = true;
                    if (wanted.test(groups)) return new Threads(Optional.of(groups), ids, true, true);
                } catch (IOException e) {
                    // It has ended. One that it began may not be in the list, which ends where a thread does.
                    whole = false;
                }
            }
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new Threads(Optional.empty(), ids, anyLives, whole);
    }

    private static List<String> lines(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve("cgroup"), StandardCharsets.ISO_8859_1);
    }
}
