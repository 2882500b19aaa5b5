package org.headroom.market.compose;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.GpuNeed;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;

/** The GPUs that a service reserves: under deploy, in the short form {@code gpus}, or by the runtime alone. */
final class ComposeGpus {
    private static final int MOST = 1024;
    private static final Set<String> GPU_CAPABILITIES =
            Set.of("gpu", "nvidia", "compute", "utility", "graphics", "video", "display", "compat32");

    private final JobFileWarnings warnings;

    ComposeGpus(JobFileWarnings warnings) {
        this.warnings = warnings;
    }

    GpuNeed read(YamlMap service, Optional<YamlMap> reservations, String what) throws UnusableJobFile {
        long units = 0;
        Optional<YamlNode> devices = reservations.flatMap(r -> r.get("devices"));
        if (devices.isPresent()) {
            String where = what + ".deploy.resources.reservations.devices";
            for (YamlNode item : Expected.list(devices.get(), where, warnings))
                units += device(Expected.map(item, where), true, where);
        }
        Optional<YamlNode> gpus = service.get("gpus");
        if (gpus.isPresent()) {
            String where = what + ".gpus";
            if (gpus.get() instanceof YamlText text) {
                units += count(text, where);
            } else {
                for (YamlNode item : Expected.list(gpus.get(), where, warnings))
                    units += device(Expected.map(item, where), false, where);
            }
        }
        Optional<YamlNode> runtime = service.get("runtime");
        if (runtime.isPresent()) {
            boolean nvidia =
                    Expected.text(runtime.get(), what + ".runtime").text().equals("nvidia");
            if (nvidia && units == 0) {
                units = 1;
                warnings.add(runtime.get().line(), what + ".runtime: nvidia without a number of GPUs is taken for one");
            } else if (!nvidia) {
                warnings.add(runtime.get().line(), what + ".runtime: the provider chooses how containers run, ignored");
            }
        }
        return units == 0 ? GpuNeed.NONE : GpuNeed.anyNvidia(units);
    }

    private long device(YamlMap map, boolean capabilitiesNeeded, String what) throws UnusableJobFile {
        for (YamlNode.Entry entry : map.all()) {
            switch (entry.name()) {
                case "driver", "count", "device_ids", "capabilities" -> {}
                case "options" -> warnings.add(entry.line(), what + ".options: options of the driver, ignored");
                default -> warnings.add(entry.line(), what + "." + entry.name() + ": not known, ignored");
            }
        }
        Optional<YamlNode> driver = map.get("driver");
        String named = driver.isEmpty()
                ? "nvidia"
                : Expected.text(driver.get(), what + ".driver").text().toLowerCase(Locale.ROOT);
        if (!gpu(map, capabilitiesNeeded, what)) {
            warnings.add(map.line(), what + ": a device that is no GPU is not offered, ignored");
            return 0;
        }
        if (!named.equals("nvidia") && !named.equals("cdi"))
            throw Expected.wrong(driver.orElse(map), what + ".driver", "nvidia");
        Optional<YamlNode> count = map.get("count");
        Optional<YamlNode> ids = map.get("device_ids");
        if (count.isPresent() && ids.isPresent())
            throw Expected.wrong(ids.get(), what, "either count or device_ids, not both");
        if (count.isPresent()) return count(count.get(), what + ".count");
        if (ids.isPresent()) {
            Set<String> distinct = new HashSet<>(
                    Expected.texts(Expected.list(ids.get(), what + ".device_ids", warnings), what + ".device_ids"));
            warnings.add(ids.get().line(), what + ".device_ids: the provider chooses which GPUs; their number is kept");
            if (distinct.isEmpty()) throw Expected.wrong(ids.get(), what + ".device_ids", "at least one GPU");
            return distinct.size();
        }
        warnings.add(map.line(), what + ": no count means all GPUs; an order must name a number, one is taken");
        return 1;
    }

    private boolean gpu(YamlMap map, boolean needed, String what) throws UnusableJobFile {
        Optional<YamlNode> capabilities = map.get("capabilities");
        if (capabilities.isEmpty()) {
            if (needed)
                throw new UnusableJobFile(
                        map.line(), map.column(), what + ".capabilities: expected [gpu], found nothing");
            return true;
        }
        for (YamlNode item : Expected.list(capabilities.get(), what + ".capabilities", warnings)) {
            // A list within the list says "all of these".
            List<YamlNode> inner = item instanceof YamlNode.YamlList list ? list.items() : List.of(item);
            for (String capability : Expected.texts(inner, what + ".capabilities"))
                if (GPU_CAPABILITIES.contains(capability.toLowerCase(Locale.ROOT))) return true;
        }
        return false;
    }

    private long count(YamlNode node, String what) throws UnusableJobFile {
        if (Expected.text(node, what).text().strip().equalsIgnoreCase("all")) {
            warnings.add(
                    node.line(), what + ": \"all\" depends on the machine; an order must name a number, one is taken");
            return 1;
        }
        return Expected.whole(node, what, 0, MOST, new JobFileWarnings());
    }
}
