package org.headroom.cli.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What jobs left on the machine: containers, processes, disks, secrets; and how often each container was made and
 * started.
 */
final class MachineAudit {
    private static final int LARGEST_SEARCHED = 64 << 20;
    private static final String PREFIX = "headroom-";

    private final CampaignStage stage;
    private final LedgerReader ledger;
    private final long began;
    private final List<String> deviations = new ArrayList<>();
    private long made;

    /** @param began in seconds of the wall clock; what the engine did before is not looked at */
    MachineAudit(CampaignStage stage, LedgerReader ledger, long began) {
        this.stage = stage;
        this.ledger = ledger;
        this.began = began;
    }

    List<String> deviations() {
        return deviations;
    }

    /** How many containers the engine made. */
    long made() {
        return made;
    }

    void run() throws IOException {
        Set<String> leases = new TreeSet<>();
        ledger.rows("SELECT lease FROM lease", row -> leases.add(row.getString(1)));
        Set<String> ids = history();
        for (JsonNode container : stage.engine().containers(stage.label()))
            deviations.add(
                    "A container is left: " + container.path("Names").path(0).asText() + ", "
                            + container.path("State").asText());
        for (JsonNode container : stage.engine().external()) {
            String name = container.path("Names").path(0).asText();
            if (container.path("Labels").path("org.headroom.rig").isMissingNode()
                    && name.startsWith(PREFIX)
                    && leases.contains(name.substring(PREFIX.length())))
                deviations.add("The engine's storage still has a container: " + name);
        }
        for (JsonNode secret : stage.engine().secrets()) {
            String name = secret.path("Spec").path("Name").asText();
            if (leases.stream().anyMatch(lease -> name.startsWith(PREFIX + lease + "-")))
                deviations.add("The engine still has a secret: " + name);
        }
        processes(ids);
        disks();
        secrets();
    }

    /** @return ids of all containers that there ever were */
    private Set<String> history() throws IOException {
        Map<String, Map<String, Set<String>>> seen = new TreeMap<>();
        Set<String> ids = new TreeSet<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : stage.engine().events(stage.label(), began).lines().toList()) {
            if (line.isBlank()) continue;
            JsonNode event = json.readTree(line);
            JsonNode actor = event.path("Actor");
            String name = actor.path("Attributes").path("name").asText();
            if (!name.startsWith(PREFIX)) continue;
            ids.add(actor.path("ID").asText());
            seen.computeIfAbsent(name, n -> new TreeMap<>())
                    .computeIfAbsent(event.path("Action").asText(), a -> new TreeSet<>())
                    .add(actor.path("ID").asText() + " at "
                            + event.path("timeNano").asText());
        }
        seen.forEach((name, actions) -> {
            // Made anew it may be, where its start was cut off in the runtime: nothing of the job has run then.
            Set<String> starts = actions.getOrDefault("start", Set.of());
            if (starts.size() > 1) deviations.add(name + ": started " + starts.size() + " times: " + starts);
        });
        made = seen.values().stream()
                .mapToLong(a -> a.getOrDefault("create", Set.of()).size())
                .sum();
        return ids;
    }

    private void processes(Set<String> ids) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                String group = text(process.resolve("cgroup")) + text(process.resolve("cmdline"));
                ids.stream()
                        .filter(id -> !id.isEmpty() && group.contains(id))
                        .forEach(id -> deviations.add(
                                "Process " + process.getFileName() + " of container " + id + " still runs"));
            }
        }
    }

    private void disks() throws IOException {
        String leases = stage.rigHome().resolve("leases").toRealPath().toString();
        for (String mount : Files.readAllLines(Path.of("/proc/self/mounts")))
            if (mount.contains(leases)) deviations.add("A lease's disk is still mounted: " + mount);
        try (DirectoryStream<Path> loops = Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
            for (Path loop : loops) {
                String file = text(loop.resolve("loop/backing_file")).strip();
                if (file.startsWith(leases)) deviations.add("A loop device still has " + file);
            }
        }
        try (Stream<Path> files = Files.find(
                Path.of(leases), 2, (p, a) -> p.getFileName().toString().startsWith("artefacts."))) {
            files.forEach(f -> deviations.add("A lease's disk was not settled: " + f));
        }
    }

    /** In all that the rig keeps: the renters' values were for their jobs alone. */
    private void secrets() throws IOException {
        try (Stream<Path> files = Files.walk(stage.rigHome())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > LARGEST_SEARCHED) continue;
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(CampaignRenter.SECRET))
                    deviations.add("A secret of a job stands in " + file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Empty where it has gone meanwhile. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
