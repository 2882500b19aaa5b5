package org.headroom.jobs.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Control groups of containers, of both versions, as {@code /proc/PID/cgroup} and {@code /proc/self/mountinfo} tell
 * them. Pure; needs the JDK alone, for the guard.
 */
public final class ControlGroups {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private ControlGroups() {}

    /**
     * A container's own group in one hierarchy.
     *
     * @param controllers as {@code freezer} or {@code cpu,cpuacct}; empty for version 2
     * @param path from the hierarchy's root as seen from here
     */
    public record Group(String controllers, String path) {
        public boolean unified() {
            return controllers.isEmpty();
        }

        private boolean has(String controller) {
            return List.of(controllers.split(",")).contains(controller);
        }
    }

    /** Whether a container is named by its whole id, which no other group bears by accident. */
    public static boolean isWholeId(String container) {
        return ID.matcher(container).matches();
    }

    /** Whether a process is in a container's group or in one below it. */
    public static boolean contain(List<String> cgroup, String container) {
        return !of(cgroup, container).isEmpty();
    }

    /** The container's groups that a process is in or below; lines that are malformed are passed over. */
    public static List<Group> of(List<String> cgroup, String container) {
        List<Group> groups = new ArrayList<>();
        for (String line : cgroup) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) continue;
            ownPath(parts[2], container).ifPresent(path -> groups.add(new Group(parts[1], path)));
        }
        return groups;
    }

    /**
     * The path up to the part that names the container: {@code ID}, {@code docker-ID.scope}, {@code libpod-ID}. Two
     * words before the id are the monitor's group ({@code libpod-conmon-ID}), which is not the job's.
     */
    private static Optional<String> ownPath(String path, String container) {
        int at = 0;
        while (at < path.length()) {
            int end = path.indexOf('/', at + 1);
            if (end < 0) end = path.length();
            if (names(path.substring(at + 1, end), container)) return Optional.of(path.substring(0, end));
            at = end;
        }
        return Optional.empty();
    }

    private static boolean names(String part, String container) {
        String name = part.endsWith(".scope") ? part.substring(0, part.length() - ".scope".length()) : part;
        if (!name.endsWith(container)) return false;
        String before = name.substring(0, name.length() - container.length());
        return before.isEmpty() || before.matches("[a-z]+-");
    }

    /** Where version 2's group is mounted; empty where the process is in none, or that is mounted nowhere here. */
    public static Optional<Path> unified(List<Group> groups, List<String> mountinfo) {
        return groups.stream()
                .filter(Group::unified)
                .findFirst()
                .flatMap(group -> directory(group, mountinfo, "cgroup2", ""));
    }

    /** Where version 1's group of a controller is mounted; empty as above. */
    public static Optional<Path> controlledBy(String controller, List<Group> groups, List<String> mountinfo) {
        return groups.stream()
                .filter(group -> group.has(controller))
                .findFirst()
                .flatMap(group -> directory(group, mountinfo, "cgroup", controller));
    }

    /** Whether version 1 has a controller here. */
    public static boolean isMounted(String controller, List<String> mountinfo) {
        for (String line : mountinfo) {
            String[] halves = line.split(" - ", 2);
            String[] system = halves.length < 2 ? new String[0] : halves[1].split(" ");
            if (system.length > 2
                    && system[0].equals("cgroup")
                    && List.of(system[2].split(",")).contains(controller)) return true;
        }
        return false;
    }

    private static Optional<Path> directory(Group group, List<String> mountinfo, String type, String option) {
        for (String line : mountinfo) {
            String[] halves = line.split(" - ", 2);
            if (halves.length < 2) continue;
            String[] mount = halves[0].split(" ");
            String[] system = halves[1].split(" ");
            if (mount.length < 6 || system.length < 3 || !system[0].equals(type)) continue;
            if (!option.isEmpty() && !List.of(system[2].split(",")).contains(option)) continue;
            String root = plain(mount[3]);
            if (root.contains("..") || group.path().contains("..")) continue;
            String base = root.equals("/") ? "" : root;
            if (group.path().startsWith(base + "/"))
                return Optional.of(Path.of(plain(mount[4]) + group.path().substring(base.length())));
        }
        return Optional.empty();
    }

    /** A path of {@code mountinfo} without its escapes. */
    public static String plain(String escaped) {
        return OCTAL.matcher(escaped)
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(m.group(1), 8))));
    }
}
