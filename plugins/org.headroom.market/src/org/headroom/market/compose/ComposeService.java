package org.headroom.market.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.ShellWords;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;

/** One service of a Compose file. */
final class ComposeService {
    static final long ASSUMED_CPU_MILLIS = 1000;
    static final long ASSUMED_MEMORY = 2L << 30;
    private static final int MOST_COPIES = 1_000_000;

    private static final Set<String> READ = Set.of(
            "image",
            "build",
            "command",
            "entrypoint",
            "environment",
            "ports",
            "expose",
            "volumes",
            "tmpfs",
            "shm_size",
            "deploy",
            "gpus",
            "runtime",
            "cpus",
            "mem_limit",
            "mem_reservation",
            "scale",
            "profiles",
            "extends");
    /** What changes nothing about what a job does on another machine. */
    private static final Set<String> HARMLESS = Set.of(
            "container_name",
            "hostname",
            "restart",
            "labels",
            "logging",
            "stdin_open",
            "tty",
            "pull_policy",
            "platform",
            "init",
            "attach",
            "annotations",
            "stop_signal",
            "stop_grace_period",
            "domainname");

    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("depends_on", "services start in no set order"),
            Map.entry("links", "services of one order reach each other by name"),
            Map.entry("env_file", "files of your own machine are not sent along"),
            Map.entry("secrets", "files of your own machine are not sent along"),
            Map.entry("configs", "files of your own machine are not sent along"),
            Map.entry("networks", "services of one order reach each other"),
            Map.entry("network_mode", "a job has a network of its own; publish its ports with ports"),
            Map.entry("healthcheck", "a job runs until it ends"),
            Map.entry("ipc", "a job shares no memory with the machine; use shm_size"),
            Map.entry("pid", "a job sees only its own processes"),
            Map.entry("uts", "a job has a name of its own"),
            Map.entry("userns_mode", "the provider sets the job's user namespace"),
            Map.entry("cap_add", "a job gets no further rights"),
            Map.entry("cap_drop", "a job has the least rights already"),
            Map.entry("devices", "only GPUs are given to a job; reserve them under deploy"),
            Map.entry("device_cgroup_rules", "only GPUs are given to a job"),
            Map.entry("group_add", "a job gets no further rights"),
            Map.entry("security_opt", "the provider sets what confines a job"),
            Map.entry("ulimits", "the provider sets the limits of a job"),
            Map.entry("sysctls", "a job does not set the machine's kernel"),
            Map.entry("user", "the image's own user is kept"),
            Map.entry("working_dir", "the image's own folder is kept"),
            Map.entry("dns", "the provider's name servers are used"),
            Map.entry("extra_hosts", "names are resolved by the provider's name servers"),
            Map.entry("develop", "nothing is watched on your own machine"));

    private final String name;
    private final YamlMap map;
    private final String what;
    private final JobFileWarnings warnings;

    ComposeService(String name, YamlMap map, String what, JobFileWarnings warnings) {
        this.name = name;
        this.map = map;
        this.what = what;
        this.warnings = warnings;
    }

    /** Empty when the file asks for no copies of it. */
    Optional<JobService> order() throws UnusableJobFile {
        sayWhatIsLeftOut();
        String image = image();
        YamlMap deploy = section(map, "deploy", what);
        YamlMap resources = section(deploy, "resources", what + ".deploy");
        YamlMap limits = section(resources, "limits", what + ".deploy.resources");
        YamlMap reservations = section(resources, "reservations", what + ".deploy.resources");
        int count = copies(deploy);
        if (count == 0) return Optional.empty();
        return Optional.of(new JobService(
                name,
                image,
                count,
                cpuMillis(limits, reservations),
                memoryBytes(limits, reservations),
                ComposeVolumes.read(map, what, warnings),
                new ComposeGpus(warnings).read(map, Optional.of(reservations), what),
                new ComposePorts(warnings).read(map, what),
                environment(),
                words("entrypoint"),
                words("command"),
                Optional.empty()));
    }

    private void sayWhatIsLeftOut() throws UnusableJobFile {
        for (YamlNode.Entry entry : map.all()) {
            String key = entry.name();
            if (READ.contains(key)
                    || HARMLESS.contains(key)
                    || key.startsWith("x-")
                    || entry.value().absent()) continue;
            if (key.equals("privileged")) {
                if (Expected.truth(entry.value(), what + ".privileged", warnings))
                    throw Expected.wrong(
                            entry.value(),
                            what + ".privileged",
                            "false: no provider gives a stranger's job its machine");
            } else {
                warnings.add(
                        entry.line(),
                        what + "." + key + ": " + REASONS.getOrDefault(key, "not part of an order") + ", ignored");
            }
        }
    }

    private String image() throws UnusableJobFile {
        Optional<YamlNode> build = map.get("build");
        Optional<YamlNode> node = map.get("image");
        if (node.isEmpty()) {
            YamlNode at = build.orElse(map);
            throw new UnusableJobFile(
                    at.line(),
                    at.column(),
                    what + ".image: expected the name of an image"
                            + (build.isPresent()
                                    ? ", found only build: build and push the image first"
                                    : ", found nothing"));
        }
        String image = Expected.text(node.get(), what + ".image").text().strip();
        if (image.isEmpty()) throw Expected.wrong(node.get(), what + ".image", "the name of an image");
        build.ifPresent(b ->
                warnings.add(b.line(), what + ".build: nothing is built; " + image + " must be in a registry already"));
        return image;
    }

    private int copies(YamlMap deploy) throws UnusableJobFile {
        Optional<YamlNode> mode = deploy.get("mode");
        if (mode.isPresent()
                && Expected.text(mode.get(), what + ".deploy.mode").text().startsWith("global"))
            warnings.add(mode.get().line(), what + ".deploy.mode: one for each machine is taken for one");
        Optional<YamlNode> replicas = deploy.get("replicas").or(() -> map.get("scale"));
        if (replicas.isEmpty()) return 1;
        return (int) Expected.whole(replicas.get(), what + ".deploy.replicas", 0, MOST_COPIES, warnings);
    }

    private long cpuMillis(YamlMap limits, YamlMap reservations) throws UnusableJobFile {
        Optional<YamlNode> node = limits.get("cpus").or(() -> map.get("cpus")).or(() -> reservations.get("cpus"));
        if (node.isPresent()) return ComposeQuantities.cpuMillis(node.get(), what + ".cpus");
        warnings.add(map.line(), what + ": no limit of cpus, one core is assumed");
        return ASSUMED_CPU_MILLIS;
    }

    private long memoryBytes(YamlMap limits, YamlMap reservations) throws UnusableJobFile {
        Optional<YamlNode> node = limits.get("memory")
                .or(() -> map.get("mem_limit"))
                .or(() -> reservations.get("memory"))
                .or(() -> map.get("mem_reservation"));
        if (node.isPresent()) return ComposeQuantities.bytes(node.get(), what + ".memory");
        warnings.add(map.line(), what + ": no limit of memory, 2 GiB are assumed");
        return ASSUMED_MEMORY;
    }

    private List<String> words(String key) throws UnusableJobFile {
        Optional<YamlNode> node = map.get(key);
        if (node.isEmpty()) return List.of();
        if (node.get() instanceof YamlText text) return ShellWords.split(text.text());
        return Expected.texts(Expected.list(node.get(), what + "." + key, warnings), what + "." + key);
    }

    private List<String> environment() throws UnusableJobFile {
        Optional<YamlNode> node = map.get("environment");
        if (node.isEmpty()) return List.of();
        String where = what + ".environment";
        // A variable that stands twice, as it may after merging, has the value that stands last.
        Map<String, String> variables = new LinkedHashMap<>();
        if (node.get() instanceof YamlMap pairs) {
            for (YamlNode.Entry pair : pairs.all()) {
                if (pair.value().absent()) unset(pair.name(), pair.line());
                else
                    variables.put(
                            pair.name(),
                            Expected.text(pair.value(), where + "." + pair.name())
                                    .text());
            }
        } else {
            for (YamlNode item : Expected.list(node.get(), where, warnings)) {
                String variable = Expected.text(item, where).text();
                int equals = variable.indexOf('=');
                if (equals == 0 || variable.isBlank()) throw Expected.wrong(item, where, "NAME=value");
                if (equals < 0) unset(variable, item.line());
                else variables.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        List<String> all = new ArrayList<>();
        variables.forEach((key, value) -> all.add(key + "=" + value));
        return all;
    }

    private void unset(String variable, int line) {
        warnings.add(line, what + ".environment: " + variable + " would come from your own machine, left out");
    }

    private static YamlMap section(YamlMap in, String key, String what) throws UnusableJobFile {
        Optional<YamlNode> node = in.get(key);
        if (node.isEmpty()) return new YamlMap(in.line(), in.column(), 1, Map.of());
        if (node.get() instanceof YamlList list && list.items().isEmpty())
            return new YamlMap(in.line(), in.column(), 1, Map.of());
        return Expected.map(node.get(), what + "." + key);
    }
}
