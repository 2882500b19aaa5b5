package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.headroom.jobs.guard.ControlGroups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a job's use of the disks is limited as was asked: by the files of its control group, and where these do not
 * show, by the engine's word. Says each reason why it is not once. Any thread.
 */
final class IoInForce {
    private static final Logger LOG = LoggerFactory.getLogger(IoInForce.class);
    private static final Path OWN_MOUNTS = Path.of("/proc/self/mountinfo");
    private static final List<String> WEIGHTS_ONE = List.of("blkio.weight", "blkio.bfq.weight");
    private static final List<String> WEIGHTS_TWO = List.of("io.weight", "io.bfq.weight");
    private static final int MOST_SAID = 32;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** Whether control groups have a weight here. Their root has none: it shows in those below. */
    static boolean hasWeight() {
        try {
            for (String line : lines(OWN_MOUNTS)) {
                String[] halves = line.split(" - ", 2);
                String[] mount = halves[0].split(" ");
                if (halves.length < 2 || mount.length < 5 || !halves[1].startsWith("cgroup")) continue;
                if (hasWeight(Path.of(ControlGroups.plain(mount[4])))) return true;
            }
        } catch (IOException e) {
            LOG.debug("Control groups are not told: {}", e.getMessage());
        }
        return false;
    }

    private static boolean hasWeight(Path hierarchy) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(hierarchy, Files::isDirectory)) {
            for (Path group : groups)
                if (Stream.concat(WEIGHTS_ONE.stream(), WEIGHTS_TWO.stream())
                        .anyMatch(file -> Files.exists(group.resolve(file)))) return true;
        }
        return false;
    }

    /** Says, once each, what is not limited of a job that was started. */
    void check(Inspection started, IoLimits wished) {
        List<String> missing = new ArrayList<>(wished.missing());
        // Of a job that has ended nothing is to be limited any more.
        if (wished.isAsked() && started.json().path("State").path("Running").asBoolean())
            missing.addAll(ofProcess(started, wished).orElseGet(() -> told(started.json(), wished)));
        missing.forEach(this::say);
    }

    /** Once. @param why a part of a sentence */
    void say(String why) {
        if (said.size() < MOST_SAID && said.add(why))
            LOG.warn(
                    "How fast jobs use the disk is not limited in full: {}. Jobs run all the same; one that reads or"
                            + " writes much may slow this machine down.",
                    why);
    }

    /** What was said that begins with these words. */
    List<String> saidOf(String words) {
        return said.stream().filter(why -> why.startsWith(words)).toList();
    }

    private static Optional<List<String>> ofProcess(Inspection started, IoLimits wished) {
        Optional<JobProcess> first = JobProcess.of(started);
        if (first.isEmpty()) return Optional.empty();
        Path process = Path.of("/proc", started.json().path("State").path("Pid").asText());
        try {
            Optional<List<String>> found =
                    differences(lines(process.resolve("cgroup")), lines(OWN_MOUNTS), started.id(), wished);
            // What is read of a number that became another's, or of a group that is gone, says nothing of the job.
            return first.get().ended() ? Optional.of(List.of()) : found;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty where the control group does not show. @param cgroup of a process of the job's */
    static Optional<List<String>> differences(
            List<String> cgroup, List<String> mounts, String container, IoLimits wished) throws IOException {
        List<ControlGroups.Group> groups = ControlGroups.of(cgroup, container);
        Optional<Path> one = ControlGroups.controlledBy("blkio", groups, mounts);
        if (one.isPresent()) return Optional.of(versionOne(one.get(), wished));
        // Where version 1 has the controller, version 2 has not; a process that ends is in none of version 1.
        if (ControlGroups.isMounted("blkio", mounts)) return Optional.empty();
        Optional<Path> two = ControlGroups.unified(groups, mounts);
        return two.isPresent() ? Optional.of(versionTwo(two.get(), wished)) : Optional.empty();
    }

    private static List<String> versionOne(Path group, IoLimits wished) throws IOException {
        List<String> found = new ArrayList<>();
        for (IoLimits.Bound bound : wished.bounds()) {
            Path file = group.resolve(bound.versionOne());
            List<String> set = Files.exists(file) ? lines(file) : List.of();
            for (BlockDevices.Device device : wished.devices())
                if (!set.contains(device.number() + " " + bound.value())) found.add(notSet(bound.versionOne(), device));
        }
        weight(group, WEIGHTS_ONE, wished, found);
        return found;
    }

    private static List<String> versionTwo(Path group, IoLimits wished) throws IOException {
        List<String> found = new ArrayList<>();
        Path file = group.resolve("io.max");
        List<String> set = Files.exists(file) ? lines(file) : List.of();
        for (BlockDevices.Device device : wished.devices()) {
            List<String> values = set.stream()
                    .filter(line -> line.startsWith(device.number() + " "))
                    .flatMap(line -> Stream.of(line.split(" ")))
                    .toList();
            for (IoLimits.Bound bound : wished.bounds())
                if (!values.contains(bound.versionTwo() + "=" + bound.value()))
                    found.add(notSet("io.max " + bound.versionTwo(), device));
        }
        weight(group, WEIGHTS_TWO, wished, found);
        return found;
    }

    private static String notSet(String what, BlockDevices.Device device) {
        // Loop devices have other numbers with each job; that one is not limited is to be said once.
        String name = device.name().startsWith("loop") ? "the job's own disk" : device.name();
        return "the engine has not set " + what + " for " + name;
    }

    /** Version 2 converts it: {@code io.weight} reaches from 1 to 10,000 and is 100 by default. */
    private static void weight(Path group, List<String> files, IoLimits wished, List<String> found) throws IOException {
        if (!wished.yields()) return;
        for (String name : files) {
            Path file = group.resolve(name);
            if (!Files.exists(file)) continue;
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            String value = text.startsWith("default ") ? text.substring("default ".length()) : text;
            if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= IoLimits.WEIGHT) return;
        }
        found.add("the engine has not set the least weight");
    }

    /** What the engine's inspect shows; of what it does not show nothing is known. */
    static List<String> told(JsonNode inspect, IoLimits wished) {
        List<String> found = new ArrayList<>();
        JsonNode host = inspect.path("HostConfig");
        for (IoLimits.Bound bound : wished.bounds()) {
            long set = 0;
            for (JsonNode one : host.path(bound.docker())) if (one.path("Rate").asLong() == bound.value()) set++;
            // How a device is called differs, and Podman leaves out those that it finds no name for.
            if (set < wished.devices().size())
                found.add("the engine does not tell " + bound.docker() + " of each disk");
        }
        if (wished.yields() && host.path("BlkioWeight").asInt() != IoLimits.WEIGHT)
            found.add("the engine has not set the least weight");
        return found;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8);
    }
}
