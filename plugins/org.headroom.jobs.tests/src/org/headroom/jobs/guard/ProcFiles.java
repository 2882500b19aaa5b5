package org.headroom.jobs.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a made-up {@code /proc}. */
public final class ProcFiles {
    private ProcFiles() {}

    /** @param state as {@code S} or {@code Z (zombie)} */
    public static String stat(long pid, String state, int threads) {
        boolean ended = state.startsWith("Z") || state.startsWith("X");
        return "%d (a ) b) %c 1 1 1 0 -1 %d 0 0 0 0 0 0 0 0 20 0 %d 0 4711 0 0%n"
                .formatted(pid, state.charAt(0), ended ? 4 : 0, threads);
    }

    /** A thread that lives, of a process that is there. */
    public static void thread(Path process, long id, String cgroup) throws IOException {
        Path thread = Files.createDirectories(process.resolve("task").resolve(Long.toString(id)));
        Files.writeString(thread.resolve("cgroup"), cgroup);
        Files.writeString(thread.resolve("stat"), stat(id, "S", 2));
    }

    /** Makes a process as the kernel shows one whose first thread has ended: only another thread is in the groups. */
    public static void firstThreadHasEnded(Path process, long pid, String cgroup) throws IOException {
        String root = cgroup.replaceAll("(?m)^([0-9]+:[^:]*):.*$", "$1:/");
        thread(process, pid, root);
        Files.writeString(process.resolve("task").resolve(Long.toString(pid)).resolve("stat"), stat(pid, "Z", 2));
        thread(process, pid + 1, cgroup);
        Files.writeString(process.resolve("stat"), stat(pid, "Z", 2));
        Files.writeString(process.resolve("cgroup"), root);
    }
}
