package org.headroom.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.headroom.jobs.guard.ControlGroups;

/**
 * What the kernel says is in force in the first process of a container that was just started: filter of system calls,
 * privileges, user, limits, mounts. An engine's word about these is not needed. Any thread; blocks where something differs.
 */
final class InForce {
    /** The runtime's own process becomes the job's within milliseconds, and until then is not confined. */
    private static final Duration PATIENCE = Duration.ofMillis(1_000);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);

    /** What a look found. */
    sealed interface Look {
        /** All that is wished is in force. */
        record Verified() implements Look {}

        /** @param differences one short sentence each */
        record Differs(List<String> differences) implements Look {}

        /** The process has ended, or does not show here. */
        record Unseen() implements Look {}
    }

    private final Path process;
    private final Isolation wished;
    private final String container;

    private InForce(Path process, Isolation wished, String container) {
        this.process = process;
        this.wished = wished;
        this.container = container;
    }

    /** Looks again where something differs, until it no longer does or its time is over. */
    static Look look(Inspection started, Isolation wished) {
        Optional<JobProcess> first = JobProcess.of(started);
        if (first.isEmpty()) return new Look.Unseen();
        Path process = Path.of("/proc", started.json().path("State").path("Pid").asText());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Look look = look(process, wished, started.id());
            // What is read of a number that became another's says nothing of the job.
            if (first.get().ended()) return new Look.Unseen();
            if (!(look instanceof Look.Differs) || System.nanoTime() - end > 0) return look;
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** One look. @param process its directory in {@code /proc} */
    static Look look(Path process, Isolation wished, String container) {
        try {
            List<String> differences = new InForce(process, wished, container).differences();
            return differences.isEmpty() ? new Look.Verified() : new Look.Differs(differences);
        } catch (IOException e) {
            return new Look.Unseen();
        }
    }

    private List<String> differences() throws IOException {
        List<String> found = new ArrayList<>();
        Map<String, String> status = status();
        privileges(status, found);
        if (wished.uid().isPresent()) user(wished.uid().getAsLong(), status, found);
        limits(found);
        mounts(found);
        groups(found);
        return found;
    }

    /** Where its control groups are mounted here; what the engine set there it has told already. */
    private void groups(List<String> found) throws IOException {
        List<ControlGroups.Group> groups = ControlGroups.of(lines("cgroup"), container);
        List<String> here = Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1);
        Optional<Path> unified = ControlGroups.unified(groups, here);
        Optional<Path> memory = ControlGroups.controlledBy("memory", groups, here);
        if (memory.isPresent()) group(memory.get().resolve("memory.limit_in_bytes"), wished.memoryBytes(), found);
        else unified.ifPresent(group -> group(group.resolve("memory.max"), wished.memoryBytes(), found));
        ControlGroups.controlledBy("pids", groups, here)
                .or(() -> unified)
                .ifPresent(group -> group(group.resolve("pids.max"), wished.processes(), found));
    }

    private static void group(Path file, long wish, List<String> found) {
        String is;
        try {
            is = Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            // Not for this user to read, or gone with its processes.
            return;
        }
        // The kernel counts memory in pages.
        if (!is.matches("[0-9]{1,18}") || Long.parseLong(is) > wish)
            found.add(file.getFileName() + " of the job's control group is " + is + ", wished " + wish);
    }

    private Map<String, String> status() throws IOException {
        Map<String, String> status = new HashMap<>();
        for (String line : lines("status")) {
            int colon = line.indexOf(':');
            if (colon > 0)
                status.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return status;
    }

    private static void privileges(Map<String, String> status, List<String> found) {
        if (!"2".equals(status.get("Seccomp"))) found.add("system calls are not filtered");
        if (!"1".equals(status.get("NoNewPrivs"))) found.add("new privileges are not forbidden");
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"))
            if (!status.getOrDefault(set, "").matches("0+")) found.add("capabilities are left in " + set);
    }

    /** Who the job is on this machine, and that it is nobody else beside: real, effective, saved, and by its groups. */
    private void user(long uid, Map<String, String> status, List<String> found) throws IOException {
        for (String ids : List.of("Uid", "Gid")) {
            String is = status.getOrDefault(ids, "unknown").replaceAll("\\s+", " ");
            if (!is.equals(String.join(" ", Collections.nCopies(4, Long.toString(uid)))))
                found.add("the job's " + ids + " on this machine is " + is + ", wished " + uid);
        }
        String groups = status.getOrDefault("Groups", "unknown").strip();
        if (!groups.isEmpty() && !groups.equals(Long.toString(uid)))
            found.add("the job has the groups " + groups + " on this machine, wished none but " + uid);
        // In a namespace of its own the job is nobody there, and by its label somebody here.
        boolean mapped = !wished.user().startsWith(uid + ":");
        for (String map : List.of("uid_map", "gid_map")) {
            String is = map(lines(map));
            String wish = mapped
                    ? "0 " + JobUids.base(uid) + " " + JobUids.SIZE
                    : map(Files.readAllLines(Path.of("/proc/self", map), StandardCharsets.ISO_8859_1));
            if (!is.equals(wish))
                found.add(map + " of the job's user namespace is '" + is + "', wished '" + wish + "'");
        }
    }

    private static String map(List<String> lines) {
        return lines.stream().map(line -> line.strip().replaceAll(" +", " ")).collect(Collectors.joining(", "));
    }

    private void limits(List<String> found) throws IOException {
        Map<String, String> hard = new HashMap<>();
        for (String line : lines("limits")) {
            String[] columns = line.split(" {2,}");
            if (columns.length > 2) hard.put(columns[0], columns[2]);
        }
        limit("Max open files", Isolation.OPEN_FILES, hard, found);
        limit("Max processes", wished.userProcesses(), hard, found);
    }

    private static void limit(String name, long wish, Map<String, String> hard, List<String> found) {
        String is = hard.getOrDefault(name, "unknown");
        if (!is.equals(Long.toString(wish))) found.add("the limit '" + name + "' is " + is + ", wished " + wish);
    }

    /** A path that this kernel does not have cannot be read either. */
    private void mounts(List<String> found) throws IOException {
        Map<String, Set<String>> options = new HashMap<>();
        for (String line : lines("mountinfo")) {
            String[] fields = line.split(" ");
            if (fields.length > 5) options.put(fields[4], new HashSet<>(List.of(fields[5].split(","))));
        }
        if (!options.getOrDefault("/", Set.of()).contains("ro")) found.add("the root is not read-only");
        if (!options.getOrDefault("/tmp", Set.of()).containsAll(List.of("nosuid", "nodev")))
            found.add("/tmp is not mounted nosuid,nodev");
        if (!options.containsKey(Isolation.ARTEFACTS)) found.add("the artefacts are not mounted");
        for (String path : KernelSurface.MASKED)
            if (Files.exists(Path.of(path)) && !options.containsKey(path))
                found.add(path + " is not hidden from the job");
        for (String path : KernelSurface.READ_ONLY)
            if (Files.exists(Path.of(path))
                    && !options.getOrDefault(path, Set.of()).contains("ro"))
                found.add(path + " is not read-only for the job");
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(process.resolve(file), StandardCharsets.ISO_8859_1);
    }
}
