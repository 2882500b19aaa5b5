package org.headroom.market.sdl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** The storage of a compute profile: one volume or a list of them. */
final class SdlStorage {
    private static final Set<String> CLASSES = Set.of("default", "beta1", "beta2", "beta3", "ram");
    private static final String UNNAMED = "default";

    private SdlStorage() {}

    /**
     * A volume as the profile has it.
     *
     * @param persistent empty when it has no attributes at all, which counts when volumes of one size are ordered
     */
    record Disk(String name, long bytes, Optional<Boolean> persistent, Optional<String> storageClass, YamlNode at) {
        boolean kept() {
            return persistent.orElse(false);
        }
    }

    static List<Disk> read(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        List<Disk> disks = new ArrayList<>();
        if (node instanceof YamlList list) {
            if (list.items().isEmpty()) throw Expected.wrong(node, what, "at least one volume with its size");
            for (YamlNode item : list.items()) disks.add(disk(Expected.map(item, what), true, what, warnings));
        } else {
            disks.add(disk(Expected.map(node, what), false, what, warnings));
        }
        Set<String> names = new HashSet<>();
        for (Disk disk : disks) {
            if (!names.add(disk.name()))
                throw new UnusableJobFile(
                        disk.at().line(),
                        disk.at().column(),
                        what + ": expected a name of its own for each volume, but two are called \"" + disk.name()
                                + "\"");
        }
        return inAkashOrder(disks);
    }

    private static Disk disk(YamlMap map, boolean listed, String what, JobFileWarnings warnings)
            throws UnusableJobFile {
        for (YamlNode.Entry entry : map.all()) {
            switch (entry.name()) {
                case "size", "attributes" -> {}
                case "name" -> {
                    if (!listed)
                        warnings.add(
                                entry.line(), what + ".name: a volume that is not in a list is always called default");
                }
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        long bytes = SdlQuantities.bytes(
                Expected.required(map, "size", what, "a size, such as 10Gi"), what + ".size", warnings);
        Optional<YamlNode> name = listed ? map.get("name") : Optional.empty();
        String called =
                name.isPresent() ? Expected.text(name.get(), what + ".name").text() : UNNAMED;
        if (called.isEmpty()) called = UNNAMED;
        Optional<YamlNode> attributes = map.get("attributes");
        if (attributes.isEmpty()) return new Disk(called, bytes, Optional.empty(), Optional.empty(), map);
        return withAttributes(
                called, bytes, Expected.map(attributes.get(), what + ".attributes"), what + ".attributes", warnings);
    }

    private static Disk withAttributes(String name, long bytes, YamlMap map, String what, JobFileWarnings warnings)
            throws UnusableJobFile {
        for (YamlNode.Entry entry : map.all()) {
            if (!entry.name().equals("persistent") && !entry.name().equals("class"))
                warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
        }
        boolean persistent = false;
        Optional<YamlNode> given = map.get("persistent");
        if (given.isPresent()) {
            // A quoted "true" is ordinary here: Akash reads attributes as texts.
            JobFileWarnings quiet = new JobFileWarnings();
            persistent = Expected.truth(given.get(), what + ".persistent", quiet);
        }
        Optional<String> storageClass = Optional.empty();
        Optional<YamlNode> kind = map.get("class");
        if (kind.isPresent()) {
            String named = Expected.text(kind.get(), what + ".class").text();
            if (named.equals("ram") && persistent)
                throw new UnusableJobFile(
                        kind.get().line(),
                        kind.get().column(),
                        what + ": expected persistent: false with the class ram, for memory does not outlive its job");
            if (!named.isEmpty()) storageClass = Optional.of(named);
            if (!CLASSES.contains(named))
                warnings.add(
                        kind.get().line(),
                        what + ".class: \"" + named
                                + "\" is none of Akash's classes (default, beta1, beta2, beta3, ram)");
            else if (!named.equals("ram") && !persistent)
                warnings.add(
                        kind.get().line(),
                        what + ".class: Akash wants persistent: true with the class " + named
                                + "; the volume ends with its job");
        } else if (persistent) {
            storageClass = Optional.of("default");
        }
        return new Disk(name, bytes, Optional.of(persistent), storageClass, map);
    }

    /**
     * Akash sorts volumes by size, with an order of its own among equals that is no true order: only the same steps lead
     * to the same list.
     */
    private static List<Disk> inAkashOrder(List<Disk> disks) {
        List<Disk> sorted = new ArrayList<>(disks);
        for (int i = 1; i < sorted.size(); i++) {
            for (int j = i; j > 0 && before(sorted.get(j), sorted.get(j - 1)); j--) {
                Disk later = sorted.set(j, sorted.get(j - 1));
                sorted.set(j - 1, later);
            }
        }
        return sorted;
    }

    private static boolean before(Disk a, Disk b) {
        if (a.bytes() != b.bytes()) return a.bytes() < b.bytes();
        if (a.persistent().isEmpty() && b.persistent().isPresent()) return true;
        if (a.persistent().isPresent() && b.persistent().isEmpty()) return false;
        if (!a.kept()) return true;
        if (!b.kept()) return false;
        return a.name().compareTo(b.name()) < 0;
    }
}
