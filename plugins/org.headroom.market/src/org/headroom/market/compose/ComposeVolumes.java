package org.headroom.market.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.Volume;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/**
 * The volumes of a service. Named ones become storage of an assumed size, memory stays memory; folders of the renter's
 * own machine cannot be had on another one and are left out.
 */
final class ComposeVolumes {
    static final long ASSUMED_BYTES = 10L << 30;
    private static final long ASSUMED_MEMORY = 64L << 20;
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*");
    private static final Pattern TMPFS_SIZE = Pattern.compile("size=([^,]+)");

    private final JobFileWarnings warnings;
    private final List<Volume> volumes = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> mounts = new HashSet<>();

    private ComposeVolumes(JobFileWarnings warnings) {
        this.warnings = warnings;
    }

    static List<Volume> read(YamlMap service, String what, JobFileWarnings warnings) throws UnusableJobFile {
        ComposeVolumes all = new ComposeVolumes(warnings);
        Optional<YamlNode> listed = service.get("volumes");
        if (listed.isPresent()) {
            for (YamlNode item : Expected.list(listed.get(), what + ".volumes", warnings)) {
                if (item instanceof YamlMap map) all.longForm(map, what + ".volumes");
                else all.shortForm(item, what + ".volumes");
            }
        }
        Optional<YamlNode> memory = service.get("tmpfs");
        if (memory.isPresent()) {
            for (YamlNode item : Expected.list(memory.get(), what + ".tmpfs", new JobFileWarnings()))
                all.tmpfs(item, what + ".tmpfs");
        }
        Optional<YamlNode> shared = service.get("shm_size");
        if (shared.isPresent())
            all.memory("/dev/shm", "shm", ComposeQuantities.bytes(shared.get(), what + ".shm_size"));
        return all.volumes;
    }

    private void shortForm(YamlNode item, String what) throws UnusableJobFile {
        String written = Expected.text(item, what).text().strip();
        if (WINDOWS.matcher(written).matches()) {
            bind(item, written, what);
            return;
        }
        String[] parts = written.split(":", -1);
        if (parts.length > 3 || written.isEmpty())
            throw Expected.wrong(item, what, "a volume such as data:/data or data:/data:ro");
        if (parts.length == 1) {
            if (!written.startsWith("/")) throw Expected.wrong(item, what, "an absolute path in the container");
            named(item, "", written, what);
        } else if (isPath(parts[0])) {
            bind(item, parts[0], what);
        } else {
            named(item, parts[0], parts[1], what);
        }
    }

    private void longForm(YamlMap map, String what) throws UnusableJobFile {
        Optional<YamlNode> given = map.get("type");
        String type = given.isEmpty()
                ? "volume"
                : Expected.text(given.get(), what + ".type").text();
        Optional<YamlNode> source = map.get("source").or(() -> map.get("src"));
        String from = source.isEmpty()
                ? ""
                : Expected.text(source.get(), what + ".source").text();
        Optional<YamlNode> to = map.get("target").or(() -> map.get("dst")).or(() -> map.get("destination"));
        if (to.isEmpty())
            throw new UnusableJobFile(
                    map.line(),
                    map.column(),
                    what + ".target: expected an absolute path in the container, found nothing");
        String target = Expected.text(to.get(), what + ".target").text();
        switch (type) {
            case "volume" -> named(to.get(), from, target, what);
            case "bind", "npipe" -> bind(map, from, what);
            case "tmpfs" -> {
                Optional<YamlNode> options = map.get("tmpfs");
                Optional<YamlNode> size = options.isEmpty()
                        ? Optional.empty()
                        : Expected.map(options.get(), what + ".tmpfs").get("size");
                memory(
                        target,
                        "tmpfs",
                        size.isEmpty() ? ASSUMED_MEMORY : ComposeQuantities.bytes(size.get(), what + ".tmpfs.size"));
            }
            default -> warnings.add(map.line(), what + ": a volume of the type " + type + " is not offered, ignored");
        }
    }

    private void tmpfs(YamlNode item, String what) throws UnusableJobFile {
        String written = Expected.text(item, what).text();
        int colon = written.indexOf(':');
        String path = colon < 0 ? written : written.substring(0, colon);
        Matcher size = TMPFS_SIZE.matcher(colon < 0 ? "" : written.substring(colon));
        long bytes = ASSUMED_MEMORY;
        if (size.find())
            bytes = ComposeQuantities.bytes(
                    new YamlNode.YamlText(item.line(), item.column(), size.group(1), true), what);
        if (!path.startsWith("/")) throw Expected.wrong(item, what, "an absolute path in the container");
        memory(path, "tmpfs", bytes);
    }

    private void named(YamlNode at, String source, String target, String what) throws UnusableJobFile {
        if (!target.startsWith("/")) throw Expected.wrong(at, what, "an absolute path in the container");
        add(at, what, source.isEmpty() ? unnamed(target) : source, ASSUMED_BYTES, Optional.empty(), target);
        warnings.add(
                at.line(),
                what + ": Compose names no size, " + (ASSUMED_BYTES >> 30)
                        + " GiB are assumed; the volume ends with its job");
    }

    private void memory(String target, String name, long bytes) {
        if (mounts.add(target))
            volumes.add(new Volume(nameFor(name), bytes, false, Optional.of("ram"), Optional.of(target)));
    }

    private void bind(YamlNode at, String source, String what) throws UnusableJobFile {
        String path = source.toLowerCase(Locale.ROOT);
        if (path.endsWith("docker.sock") || path.endsWith("podman.sock") || path.endsWith("containerd.sock"))
            throw Expected.wrong(
                    at, what, "no mount of the container engine's socket, which no provider gives to a stranger's job");
        warnings.add(
                at.line(),
                what + ": \"" + shortened(source)
                        + "\" is a folder of your own machine, which the job does not see; ignored");
    }

    private void add(YamlNode at, String what, String name, long bytes, Optional<String> kind, String target) {
        if (!mounts.add(target)) {
            warnings.add(at.line(), what + ": " + target + " is mounted already, ignored");
            return;
        }
        volumes.add(new Volume(nameFor(name), bytes, false, kind, Optional.of(target)));
    }

    /** A name that no other volume has; where the search for one ended is kept, for there may be thousands. */
    private String nameFor(String name) {
        String called = name;
        while (!names.add(called)) called = name + numbers.merge(name, 2, (n, two) -> n + 1);
        return called;
    }

    private static String unnamed(String target) {
        String name = target.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
        return name.isEmpty() ? "root" : name;
    }

    private static boolean isPath(String source) {
        return source.startsWith("/") || source.startsWith(".") || source.startsWith("~") || source.startsWith("\\");
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }
}
