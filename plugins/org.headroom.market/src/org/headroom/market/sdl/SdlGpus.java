package org.headroom.market.sdl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService.GpuModel;
import org.headroom.market.jobfile.JobService.GpuNeed;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** The GPUs of a compute profile. */
final class SdlGpus {
    private static final Pattern BILLIONS = Pattern.compile("([0-9]{1,6})\\s*(?:G|GB|g|gb|Gb|gi|GiB|gib)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}|\\*");
    private static final int MOST = 1_000_000;
    private static final String VENDOR = "vendor: {nvidia: }, with models beneath it or none for any";

    private SdlGpus() {}

    static GpuNeed read(Optional<YamlNode> node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        if (node.isEmpty()) return GpuNeed.NONE;
        YamlMap map = Expected.map(node.get(), what);
        for (YamlNode.Entry entry : map.all()) {
            if (!entry.name().equals("units") && !entry.name().equals("attributes"))
                warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
        }
        // Akash reads the number from quotes and without them alike.
        Optional<YamlNode> number = map.get("units");
        long units =
                number.isEmpty() ? 0 : Expected.whole(number.get(), what + ".units", 0, MOST, new JobFileWarnings());
        Optional<YamlNode> attributes = map.get("attributes");
        if (units == 0) {
            // Whether the number or the model was forgotten cannot be told.
            if (attributes.isPresent())
                throw Expected.wrong(number.orElse(map), what + ".units", "a number of GPUs above 0 beside attributes");
            return GpuNeed.NONE;
        }
        if (attributes.isEmpty())
            throw new UnusableJobFile(
                    map.line(), map.column(), what + ".attributes: expected " + VENDOR + ", found nothing");
        return new GpuNeed(
                units,
                Optional.of("nvidia"),
                models(Expected.map(attributes.get(), what + ".attributes"), what + ".attributes", warnings));
    }

    private static List<GpuModel> models(YamlMap attributes, String what, JobFileWarnings warnings)
            throws UnusableJobFile {
        for (YamlNode.Entry entry : attributes.all()) {
            switch (entry.name()) {
                case "vendor" -> {}
                case "interconnect", "rdma" ->
                    warnings.add(
                            entry.line(),
                            what + "." + entry.name() + ": links between machines are not offered, ignored");
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        YamlNode vendor = Expected.required(attributes, "vendor", what, VENDOR);
        YamlMap vendors = Expected.map(vendor, what + ".vendor");
        YamlNode.Entry nvidia = vendors.entries().get("nvidia");
        if (nvidia == null) throw Expected.wrong(firstKey(vendors), what + ".vendor", "nvidia");
        for (YamlNode.Entry other : vendors.all()) {
            if (other != nvidia)
                warnings.add(other.line(), what + ".vendor." + other.name() + ": only nvidia is offered, ignored");
        }
        List<GpuModel> models = new ArrayList<>();
        String where = what + ".vendor.nvidia";
        for (YamlNode item : Expected.list(nvidia.value(), where, warnings)) models.add(model(item, where, warnings));
        if (models.isEmpty()) return List.of(GpuModel.ANY);
        models.sort(Comparator.comparing(SdlGpus::akashName));
        return models;
    }

    private static YamlNode firstKey(YamlMap map) {
        return map.all().isEmpty() ? map : map.all().iterator().next().key();
    }

    private static GpuModel model(YamlNode item, String what, JobFileWarnings warnings) throws UnusableJobFile {
        if (item instanceof YamlNode.YamlText text && NAME.matcher(text.text()).matches() && !text.absent()) {
            warnings.add(
                    item.line(), what + ": \"model: " + text.text() + "\" is expected; the name alone is taken for it");
            return new GpuModel(text.text(), Optional.empty(), Optional.empty());
        }
        YamlMap map = Expected.map(item, what);
        for (YamlNode.Entry entry : map.all()) {
            switch (entry.name()) {
                case "model", "ram", "interface" -> {}
                default -> warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
            }
        }
        Optional<YamlNode> named = map.get("model");
        String model =
                named.isPresent() ? Expected.text(named.get(), what + ".model").text() : "";
        if (model.isBlank()) {
            warnings.add(map.line(), what + ".model: no name; any model is taken");
            model = "*";
        }
        Optional<YamlNode> ram = map.get("ram");
        Optional<YamlNode> slot = map.get("interface");
        return new GpuModel(
                model,
                ram.isEmpty() ? Optional.empty() : Optional.of(ram(ram.get(), what + ".ram", warnings)),
                slot.isEmpty() ? Optional.empty() : Optional.of(slot(slot.get(), what + ".interface", warnings)));
    }

    /** In whole Gi, as Akash names it. */
    private static String ram(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        Matcher decimal = BILLIONS.matcher(Expected.text(node, what).text().strip());
        if (decimal.matches()) {
            // The "80 GB" of a data sheet are 80 Gi.
            warnings.add(node.line(), what + ": " + node.kind() + " is taken for " + decimal.group(1) + "Gi");
            return decimal.group(1) + "Gi";
        }
        return (SdlQuantities.bytes(node, what, warnings) >> 30) + "Gi";
    }

    private static String slot(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        String written = Expected.text(node, what).text();
        String small = written.toLowerCase(Locale.ROOT);
        String slot = small.startsWith("sxm") ? "sxm" : small;
        if (!slot.equals("pcie") && !slot.equals("sxm")) throw Expected.wrong(node, what, "pcie or sxm");
        if (!slot.equals(written)) warnings.add(node.line(), what + ": " + node.kind() + " is taken for " + slot);
        return slot;
    }

    private static String akashName(GpuModel m) {
        return m.model()
                + m.ram().map(r -> "/ram/" + r).orElse("")
                + m.interfaceName().map(i -> "/interface/" + i).orElse("");
    }
}
