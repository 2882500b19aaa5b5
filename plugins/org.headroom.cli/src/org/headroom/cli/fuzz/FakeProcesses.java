package org.headroom.cli.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.files.PrivateFiles;

/** The processes of one container, as files that stand for {@code /proc}. Thread-safe. */
final class FakeProcesses {
    private final Path proc;
    private final Set<Long> alive = ConcurrentHashMap.newKeySet();
    private final Set<Long> mortal = ConcurrentHashMap.newKeySet();

    FakeProcesses(Path proc) throws IOException {
        this.proc = PrivateFiles.createFolders(proc);
        Files.createFile(proc.resolve("mountinfo"));
    }

    Path proc() {
        return proc;
    }

    /** @param group the control group's name below the container's, or an empty text */
    void add(long pid, String container, String group, boolean isMortal) throws IOException {
        Path own = PrivateFiles.createFolders(proc.resolve(Long.toString(pid)));
        Files.writeString(own.resolve("stat"), pid + " (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 1\n");
        Files.writeString(own.resolve("cgroup"), "0::/machine/" + container + group + "\n");
        alive.add(pid);
        if (isMortal) mortal.add(pid);
    }

    boolean isEmpty() {
        return alive.isEmpty();
    }

    boolean kill(long pid) {
        return mortal.contains(pid) && end(pid);
    }

    void endAll() {
        alive.forEach(this::end);
    }

    /** It is over before its files are gone: who sees none of them has not seen too much. */
    private boolean end(long pid) {
        if (!alive.remove(pid)) return false;
        Path own = proc.resolve(Long.toString(pid));
        try {
            Files.deleteIfExists(own.resolve("cgroup"));
            Files.deleteIfExists(own.resolve("stat"));
            Files.deleteIfExists(own);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
