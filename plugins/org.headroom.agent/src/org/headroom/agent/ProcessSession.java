package org.headroom.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends a program with all that it has started. On Linux they are found by the session that the program leads, even where
 * their parents are gone; elsewhere by their parents.
 */
final class ProcessSession {
    private static final Path PROC = Path.of("/proc");
    /** Whoever starts others while it is being ended is looked for again, and not for ever. */
    private static final int ROUNDS = 20;

    private ProcessSession() {}

    static void end(Process leader) {
        List<ProcessHandle> known = new ArrayList<>(leader.descendants().toList());
        leader.destroyForcibly();
        known.forEach(ProcessHandle::destroyForcibly);
        for (int round = 0; round < ROUNDS; round++) {
            List<Long> left = members(leader.pid());
            if (left.isEmpty()) return;
            for (long pid : left) ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Processes of the session that has this leader, but those that have ended and wait to be noticed. */
    static List<Long> members(long leader) {
        List<Long> found = new ArrayList<>();
        if (!Files.isDirectory(PROC)) return found;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : all) {
                if (session(process) == leader)
                    found.add(Long.parseLong(process.getFileName().toString()));
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return found;
        }
        return found;
    }

    private static long session(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name in brackets may hold anything, so fields are counted from its end.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") || fields[0].equals("X") ? -1 : Long.parseLong(fields[3]);
        } catch (IOException | RuntimeException e) {
            return -1; // It ended meanwhile.
        }
    }
}
