package org.headroom.market.sdl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.OrderAllowance;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/**
 * Reads Akash SDL: what is deployed where, by placement and then by service, which is the order of Akash's own manifest.
 * The quantities, defaults and refusals are those of Akash; where its users commonly err and mean something clear, that
 * is taken and warned of.
 */
public final class SdlReader {
    private static final int MOST_COPIES = 1_000_000;
    private static final Pattern VERSION =
            Pattern.compile("v?([0-9]{1,6})(?:\\.([0-9]{1,6}))?(?:\\.([0-9]{1,6}))?(?:[-+].*)?");
    private static final Pattern WINDOW = Pattern.compile("[1-9][0-9]*[smh]");

    private final YamlMap root;
    private final JobFileFormat format;
    private final JobFileWarnings warnings;
    private final Map<String, SdlProfile> profiles = new HashMap<>();

    private SdlReader(YamlMap root, JobFileFormat format, JobFileWarnings warnings) {
        this.root = root;
        this.format = format;
        this.warnings = warnings;
    }

    /** Which version of SDL this is. */
    public static JobFileFormat format(YamlMap root, JobFileWarnings warnings) throws UnusableJobFile {
        String expected = "\"2.0\" or \"2.1\"";
        YamlNode node = Expected.required(root, "version", "", expected);
        Matcher m = VERSION.matcher(Expected.text(node, "version").text().strip());
        if (!m.matches()) throw Expected.wrong(node, "version", expected);
        int major = Integer.parseInt(m.group(1));
        int minor = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
        int patch = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
        if (major < 2 || major == 2 && minor == 0 && patch > 0) throw Expected.wrong(node, "version", expected);
        if (major == 2 && minor == 0) return JobFileFormat.AKASH_SDL_2_0;
        if (major > 2 || minor > 1)
            warnings.add(node.line(), "version: " + node.kind() + " is newer than 2.1, and is read as 2.1");
        return JobFileFormat.AKASH_SDL_2_1;
    }

    public static List<JobService> read(YamlMap root, JobFileFormat format, JobFileWarnings warnings)
            throws UnusableJobFile {
        return new SdlReader(root, format, warnings).services();
    }

    private List<JobService> services() throws UnusableJobFile {
        checkTopLevel();
        YamlMap services = Expected.map(Expected.required(root, "services", "", "a mapping"), "services");
        YamlMap allProfiles = Expected.map(Expected.required(root, "profiles", "", "a mapping"), "profiles");
        YamlMap deployment = Expected.map(Expected.required(root, "deployment", "", "a mapping"), "deployment");
        YamlMap compute =
                Expected.map(Expected.required(allProfiles, "compute", "profiles", "a mapping"), "profiles.compute");
        YamlMap placement = Expected.map(
                Expected.required(allProfiles, "placement", "profiles", "a mapping"), "profiles.placement");
        for (YamlNode.Entry entry : allProfiles.all()) {
            if (!entry.name().equals("compute") && !entry.name().equals("placement"))
                warnings.add(entry.line(), Unknown.ignored("profiles", entry.name()));
        }
        SdlEndpoints endpoints = SdlEndpoints.read(root.get("endpoints"), warnings);
        Map<String, List<JobService>> groups = new TreeMap<>();
        Set<String> usedProfiles = new HashSet<>();
        OrderAllowance allowance = new OrderAllowance();
        for (YamlNode.Entry deployed : sorted(deployment)) {
            String name = deployed.name();
            SdlService service = service(services, deployed, endpoints);
            YamlMap places = Expected.map(deployed.value(), "deployment." + name);
            for (YamlNode.Entry place : sorted(places)) {
                String what = "deployment." + name + "." + place.name();
                YamlMap map = Expected.map(place.value(), what);
                for (YamlNode.Entry entry : map.all()) {
                    if (!entry.name().equals("profile") && !entry.name().equals("count"))
                        warnings.add(entry.line(), Unknown.ignored(what, entry.name()));
                }
                YamlNode named = Expected.required(map, "profile", what, "the name of a compute profile");
                String profileName = Expected.text(named, what + ".profile").text();
                SdlProfile profile = profile(compute, named, profileName, what);
                usedProfiles.add(profileName);
                SdlPlacement where = SdlPlacement.read(placement, place, warnings);
                JobService.Price price = where.price(profileName, named, warnings);
                YamlNode number = Expected.required(map, "count", what, "how many copies");
                int count = (int) Expected.whole(number, what + ".count", 1, MOST_COPIES, warnings);
                JobService order = service.with(profile, count, price, format);
                allowance.take(order, place.line(), place.key().column());
                groups.computeIfAbsent(place.name(), n -> new ArrayList<>()).add(order);
            }
        }
        endpoints.allUsed();
        if (groups.isEmpty()) throw Expected.wrong(deployment, "deployment", "a service with a placement");
        warnOfUnused(services, deployment, compute, usedProfiles);
        List<JobService> all = new ArrayList<>();
        groups.values().forEach(all::addAll);
        if (all.stream().flatMap(s -> s.exposures().stream()).noneMatch(JobService.Exposure::global))
            warnings.add(
                    services.line(),
                    "services: no port is global; Akash itself would refuse this, Headroom runs it all the same");
        return all;
    }

    private void checkTopLevel() throws UnusableJobFile {
        for (YamlNode.Entry entry : root.all()) {
            switch (entry.name()) {
                case "version", "services", "profiles", "deployment", "endpoints" -> {}
                case "include" -> warnings.add(entry.line(), "include: other files are not read, ignored");
                case "reclamation" -> reclamation(entry.value());
                default -> {
                    if (!entry.name().startsWith("x-"))
                        throw Expected.wrong(
                                entry.key(),
                                "top level",
                                "one of version, services, profiles, deployment, endpoints, include, reclamation");
                    warnings.add(entry.line(), Unknown.ignored("top level", entry.name()));
                }
            }
        }
    }

    private void reclamation(YamlNode node) throws UnusableJobFile {
        if (node.absent()) return;
        YamlNode window =
                Expected.required(Expected.map(node, "reclamation"), "min_window", "reclamation", "a time such as 24h");
        if (!WINDOW.matcher(Expected.text(window, "reclamation.min_window").text())
                .matches())
            throw Expected.wrong(window, "reclamation.min_window", "a whole number above 0 and s, m or h, such as 24h");
        warnings.add(node.line(), "reclamation: a notice before the lease ends is not part of an order, ignored");
    }

    private SdlService service(YamlMap services, YamlNode.Entry deployed, SdlEndpoints endpoints)
            throws UnusableJobFile {
        String name = deployed.name();
        YamlNode.Entry found = services.entries().get(name);
        if (found == null) throw Expected.wrong(deployed.key(), "deployment", "the name of a service under services");
        return SdlService.read(found, endpoints, warnings);
    }

    private SdlProfile profile(YamlMap compute, YamlNode named, String name, String what) throws UnusableJobFile {
        SdlProfile known = profiles.get(name);
        if (known != null) return known;
        YamlNode.Entry found = compute.entries().get(name);
        if (found == null)
            throw Expected.wrong(named, what + ".profile", "the name of a profile under profiles.compute");
        SdlProfile profile = SdlProfile.read(found, warnings);
        profiles.put(name, profile);
        return profile;
    }

    private void warnOfUnused(YamlMap services, YamlMap deployment, YamlMap compute, Set<String> usedProfiles) {
        for (YamlNode.Entry entry : services.all()) {
            if (!deployment.entries().containsKey(entry.name()))
                warnings.add(
                        entry.line(),
                        "services." + entry.name() + ": not under deployment, so nothing is ordered for it");
        }
        for (YamlNode.Entry entry : compute.all()) {
            if (!usedProfiles.contains(entry.name()))
                warnings.add(entry.line(), "profiles.compute." + entry.name() + ": not used");
        }
    }

    private static List<YamlNode.Entry> sorted(YamlMap map) {
        return List.copyOf(new TreeMap<>(map.entries()).values());
    }

    static Optional<String> nonBlank(Optional<YamlNode> node, String what) throws UnusableJobFile {
        if (node.isEmpty()) return Optional.empty();
        String text = Expected.text(node.get(), what).text().strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
