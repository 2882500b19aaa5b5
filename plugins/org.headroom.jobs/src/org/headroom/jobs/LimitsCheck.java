package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what an engine says of a created container with what was asked for. An engine may drop a limit without an
 * error (rootless Podman on cgroup v1 does); then the job must not start. Pure.
 */
final class LimitsCheck {
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([kKMG]?)B?");

    private final JsonNode inspect;
    private final JsonNode host;
    private final Isolation wished;
    private final List<String> differences = new ArrayList<>();

    private LimitsCheck(JsonNode inspect, Isolation wished) {
        this.inspect = inspect;
        this.host = inspect.path("HostConfig");
        this.wished = wished;
    }

    /** One short sentence for each difference; empty when all is as wished. */
    static List<String> podman(JsonNode inspect, Isolation wished) {
        LimitsCheck check = new LimitsCheck(inspect, wished);
        check.common();
        check.capabilitiesOfPodman();
        check.artefactsOfPodman();
        check.logOf("k8s-file", check.host.path("LogConfig").path("Size").asText(""));
        return List.copyOf(check.differences);
    }

    /** As {@link #podman}, of Docker's answer. Docker cannot mount a directory nosuid,nodev; see the decisions. */
    static List<String> docker(JsonNode inspect, Isolation wished) {
        LimitsCheck check = new LimitsCheck(inspect, wished);
        check.common();
        check.capabilitiesOfDocker();
        JsonNode config = check.host.path("LogConfig").path("Config");
        check.logOf("json-file", config.path("max-size").asText(""));
        check.gpusOfDocker();
        return List.copyOf(check.differences);
    }

    private void common() {
        cpu();
        number("memory", host.path("Memory"), wished.memoryBytes());
        number("memory and swap together", host.path("MemorySwap"), wished.memoryBytes());
        number("processes", host.path("PidsLimit"), wished.processes());
        text("network", host.path("NetworkMode"), "none");
        text("user", inspect.path("Config").path("User"), wished.user());
        yes("read-only root", host.path("ReadonlyRootfs"));
        if (!host.path("Privileged").isBoolean() || host.path("Privileged").asBoolean())
            differences.add("the container is privileged");
        for (String namespace : List.of("PidMode", "IpcMode", "UTSMode", "UsernsMode", "CgroupnsMode"))
            if (host.path(namespace).asText("").matches("host|container:.*"))
                differences.add(
                        namespace + " is shared with " + host.path(namespace).asText());
        securityOptions();
        ulimit("nofile", Isolation.OPEN_FILES);
        ulimit("nproc", wished.userProcesses());
        mounts();
        tmp();
        if (wished.gpus().isEmpty() && !host.path("Devices").isEmpty())
            differences.add("devices are handed in: " + names(host.path("Devices"), "PathOnHost"));
        if (host.path("OomKillDisable").asBoolean()) differences.add("running out of memory would not end the job");
        for (Map.Entry<String, String> label : wished.labels().entrySet())
            text(
                    "label " + label.getKey(),
                    inspect.path("Config").path("Labels").path(label.getKey()),
                    label.getValue());
    }

    private void cpu() {
        long period = host.path("CpuPeriod").asLong();
        long quota = host.path("CpuQuota").asLong();
        if (period <= 0 || quota <= 0)
            differences.add("CPU is not limited, wished " + wished.cpuMillis() + " thousandths of a core");
        else if (quota * 1000 / period != wished.cpuMillis())
            differences.add("CPU is " + quota * 1000 / period + " thousandths of a core, wished " + wished.cpuMillis());
    }

    private void securityOptions() {
        boolean noNewPrivileges = false;
        for (JsonNode option : host.path("SecurityOpt")) {
            String text = option.asText();
            noNewPrivileges |= Set.of("no-new-privileges", "no-new-privileges:true", "no-new-privileges=true")
                    .contains(text);
            if (text.contains("unconfined")) differences.add("a protection is switched off: " + text);
        }
        if (!noNewPrivileges) differences.add("new privileges are not forbidden");
    }

    private void capabilitiesOfPodman() {
        for (String set : List.of("EffectiveCaps", "BoundingCaps")) {
            JsonNode caps = inspect.path(set);
            if (caps.isMissingNode()) differences.add(set + " is not told");
            else if (!caps.isEmpty()) differences.add("capabilities are left: " + caps);
        }
        if (!host.path("CapAdd").isEmpty()) differences.add("capabilities are added: " + host.path("CapAdd"));
    }

    private void capabilitiesOfDocker() {
        boolean all = false;
        for (JsonNode cap : host.path("CapDrop")) all |= cap.asText().equalsIgnoreCase("ALL");
        if (!all) differences.add("not all capabilities are dropped");
        if (!host.path("CapAdd").isEmpty()) differences.add("capabilities are added: " + host.path("CapAdd"));
    }

    private void mounts() {
        JsonNode mounts = inspect.path("Mounts");
        boolean found = false;
        for (JsonNode mount : mounts) {
            String destination = mount.path("Destination").asText();
            // Docker lists a tmpfs here too when it came as a mount; it is compared elsewhere.
            if (destination.equals("/tmp") && mount.path("Type").asText().equals("tmpfs")) continue;
            if (!destination.equals(Isolation.ARTEFACTS)) {
                differences.add("there is another mount at " + destination);
                continue;
            }
            found = true;
            text(
                    "source of the artefacts",
                    mount.path("Source"),
                    wished.artefacts().toString());
            text("type of the artefacts' mount", mount.path("Type"), "bind");
            yes("writable artefacts", mount.path("RW"));
        }
        if (!found) differences.add("the artefacts are not mounted");
    }

    private void artefactsOfPodman() {
        for (JsonNode mount : inspect.path("Mounts")) {
            if (!mount.path("Destination").asText().equals(Isolation.ARTEFACTS)) continue;
            Set<String> options = new TreeSet<>();
            mount.path("Options").forEach(o -> options.add(o.asText()));
            for (String option : List.of("nosuid", "nodev"))
                if (!options.contains(option)) differences.add("the artefacts are not mounted " + option);
        }
    }

    private void tmp() {
        JsonNode tmpfs = host.path("Tmpfs");
        for (var names = tmpfs.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!name.equals("/tmp")) differences.add("there is another memory disk at " + name);
        }
        List<String> options = List.of(tmpfs.path("/tmp").asText("").split(","));
        for (String option : wished.tmpOptions())
            if (!options.contains(option)) differences.add("/tmp is not mounted " + option);
    }

    private void ulimit(String name, long value) {
        boolean found = false;
        for (JsonNode limit : host.path("Ulimits")) {
            if (!limit.path("Name")
                    .asText()
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace("rlimit_", "")
                    .equals(name)) continue;
            found = true;
            number("ulimit " + name, limit.path("Hard"), value);
        }
        if (!found) differences.add("ulimit " + name + " is not set, wished " + value);
    }

    private void logOf(String driver, String size) {
        text("log driver", host.path("LogConfig").path("Type"), driver);
        Matcher m = SIZE.matcher(size);
        if (!m.matches()) {
            differences.add("the log's size is not limited");
            return;
        }
        double factor = switch (m.group(2)) {
            case "k", "K" -> 1e3;
            case "M" -> 1e6;
            case "G" -> 1e9;
            default -> 1;
        };
        long bytes = Math.round(Double.parseDouble(m.group(1)) * factor);
        if (bytes != wished.logBytes())
            differences.add("the log may have " + bytes + " bytes, wished " + wished.logBytes());
    }

    private void gpusOfDocker() {
        JsonNode requests = host.path("DeviceRequests");
        if (wished.gpus().isEmpty()) {
            if (!requests.isEmpty()) differences.add("a GPU is handed in that was not asked for");
            return;
        }
        List<String> ids = new ArrayList<>();
        requests.forEach(r -> r.path("DeviceIDs").forEach(id -> ids.add(id.asText())));
        List<String> uuids = wished.gpus().stream().map(gpu -> gpu.uuid()).toList();
        if (!ids.equals(uuids) && !ids.equals(wished.cdiDevices()))
            differences.add("the GPUs handed in are " + ids + ", wished " + uuids);
    }

    private void number(String what, JsonNode is, long wish) {
        if (!is.isIntegralNumber()) differences.add(what + " is not limited, wished " + wish);
        else if (is.asLong() != wish) differences.add(what + " is " + is.asLong() + ", wished " + wish);
    }

    private void text(String what, JsonNode is, String wish) {
        if (!is.asText("").equals(wish)) differences.add(what + " is '" + is.asText("") + "', wished '" + wish + "'");
    }

    private void yes(String what, JsonNode is) {
        if (!is.isBoolean() || !is.asBoolean()) differences.add(what + " is not set");
    }

    private static List<String> names(JsonNode list, String field) {
        List<String> names = new ArrayList<>();
        list.forEach(n -> names.add(n.path(field).asText()));
        return names;
    }
}
