package org.headroom.market.sdl;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.GpuNeed;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** What one copy of a service needs. */
record SdlProfile(long cpuMillis, long memoryBytes, GpuNeed gpu, List<SdlStorage.Disk> storage) {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "arm64");

    static SdlProfile read(YamlNode.Entry found, JobFileWarnings warnings) throws UnusableJobFile {
        String what = "profiles.compute." + found.name();
        YamlMap profile = Expected.map(found.value(), what);
        for (YamlNode.Entry entry : profile.all()) {
            if (!entry.name().equals("resources")) warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
        }
        what += ".resources";
        YamlMap resources = Expected.map(
                Expected.required(profile, "resources", "profiles.compute." + found.name(), "cpu, memory and storage"),
                what);
        for (YamlNode.Entry entry : resources.all()) {
            switch (entry.name()) {
                case "cpu", "memory", "storage", "gpu" -> {}
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        YamlMap cpu = Expected.map(Expected.required(resources, "cpu", what, "units"), what + ".cpu");
        long millis = SdlQuantities.cpuMillis(
                Expected.required(cpu, "units", what + ".cpu", "a number of processor cores"),
                what + ".cpu.units",
                warnings);
        architecture(cpu, what + ".cpu", warnings);
        YamlMap memory = Expected.map(Expected.required(resources, "memory", what, "size"), what + ".memory");
        for (YamlNode.Entry entry : memory.all()) {
            if (!entry.name().equals("size"))
                warnings.add(entry.line(), Unknown.ignored(what + ".memory", entry.name()));
        }
        long bytes = SdlQuantities.bytes(
                Expected.required(memory, "size", what + ".memory", "a size, such as 512Mi"),
                what + ".memory.size",
                warnings);
        GpuNeed gpu = SdlGpus.read(resources.get("gpu"), what + ".gpu", warnings);
        List<SdlStorage.Disk> storage = SdlStorage.read(
                Expected.required(resources, "storage", what, "a size, such as size: 10Gi"),
                what + ".storage",
                warnings);
        return new SdlProfile(millis, bytes, gpu, storage);
    }

    private static void architecture(YamlMap cpu, String what, JobFileWarnings warnings) throws UnusableJobFile {
        for (YamlNode.Entry entry : cpu.all()) {
            switch (entry.name()) {
                case "units" -> {}
                case "arch" -> architecture(entry.value(), what + ".arch", warnings);
                case "attributes" -> {
                    if (entry.value().absent()) continue;
                    YamlMap attributes = Expected.map(entry.value(), what + ".attributes");
                    for (YamlNode.Entry attribute : attributes.all()) {
                        if (!attribute.name().equals("arch"))
                            throw Expected.wrong(attribute.key(), what + ".attributes", "arch");
                        architecture(attribute.value(), what + ".attributes.arch", warnings);
                    }
                }
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
    }

    private static void architecture(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        Optional<String> named = SdlReader.nonBlank(Optional.of(node), what);
        if (named.isEmpty() || !ARCHITECTURES.contains(named.get())) throw Expected.wrong(node, what, "amd64 or arm64");
        if (named.get().equals("arm64"))
            warnings.add(node.line(), what + ": an order cannot ask for arm64; see that the image runs on amd64 too");
    }
}
