package org.headroom.market.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.OrderAllowance;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlMap;

/**
 * Reads Docker Compose: each service that starts by default becomes an order. What only makes sense on the renter's own
 * machine is left out with a warning; what would give a job power over the provider's machine is refused.
 */
public final class ComposeReader {
    private static final int LONGEST_CHAIN = 16;

    private final YamlMap services;
    private final JobFileWarnings warnings;

    private ComposeReader(YamlMap services, JobFileWarnings warnings) {
        this.services = services;
        this.warnings = warnings;
    }

    public static List<JobService> read(YamlMap file, JobFileWarnings warnings) throws UnusableJobFile {
        YamlNode resolved = new Interpolation(warnings).resolve(file);
        YamlMap root = Expected.map(resolved, "the file");
        YamlMap services = Expected.map(Expected.required(root, "services", "", "a mapping of services"), "services");
        for (YamlNode.Entry entry : root.all()) {
            if (entry.name().startsWith("x-") || entry.value().absent()) continue;
            switch (entry.name()) {
                case "services", "version", "name", "volumes" -> {}
                case "networks" ->
                    warnings.add(entry.line(), "networks: services of one order reach each other, ignored");
                case "configs", "secrets" ->
                    warnings.add(
                            entry.line(), entry.name() + ": files of your own machine are not sent along, ignored");
                case "include" -> warnings.add(entry.line(), "include: other files are not read, ignored");
                default -> warnings.add(entry.line(), entry.name() + ": not known, ignored");
            }
        }
        return new ComposeReader(services, warnings).orders();
    }

    private List<JobService> orders() throws UnusableJobFile {
        List<JobService> orders = new ArrayList<>();
        OrderAllowance allowance = new OrderAllowance();
        for (YamlNode.Entry entry : services.all()) {
            if (entry.name().startsWith("x-")) continue;
            String what = "services." + entry.name();
            YamlMap map = extended(entry, new HashSet<>());
            Optional<YamlNode> profiles = map.get("profiles");
            if (profiles.isPresent()
                    && !Expected.list(profiles.get(), what + ".profiles", warnings)
                            .isEmpty()) {
                warnings.add(entry.line(), what + ": starts only when its profile is asked for, so it is left out");
                continue;
            }
            Optional<JobService> order = new ComposeService(entry.name(), map, what, warnings).order();
            if (order.isEmpty()) {
                warnings.add(entry.line(), what + ": no replicas, so it is left out");
                continue;
            }
            allowance.take(order.get(), entry.line(), entry.key().column());
            orders.add(order.get());
        }
        if (orders.isEmpty()) throw Expected.wrong(services, "services", "a service that starts by default");
        return orders;
    }

    /** The service with what it extends beneath it. */
    private YamlMap extended(YamlNode.Entry entry, Set<String> seen) throws UnusableJobFile {
        String what = "services." + entry.name();
        YamlMap map = Expected.map(entry.value(), what);
        Optional<YamlNode> extended = map.get("extends");
        if (extended.isEmpty()) return map;
        YamlNode base = extended.get();
        String name;
        if (base instanceof YamlMap from) {
            if (from.get("file").isPresent())
                throw Expected.wrong(
                        from.get("file").get(), what + ".extends", "a service of this file: others are not read");
            name = Expected.text(
                            Expected.required(from, "service", what + ".extends", "a service of this file"),
                            what + ".extends")
                    .text();
        } else {
            name = Expected.text(base, what + ".extends").text();
        }
        YamlNode.Entry found = services.entries().get(name);
        if (found == null || !seen.add(entry.name()))
            throw Expected.wrong(base, what + ".extends", "another service of this file that does not extend this one");
        if (seen.size() > LONGEST_CHAIN)
            throw Expected.wrong(
                    base, what + ".extends", "at most " + LONGEST_CHAIN + " services that extend each other");
        return Merge.over(map, extended(found, seen));
    }
}
