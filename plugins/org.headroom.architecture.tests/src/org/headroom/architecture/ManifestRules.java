package org.headroom.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a manifest may not say. Each broken rule is one sentence that names the bundle and what to change. */
record ManifestRules(Arrows arrows) {
    private static final Set<String> WINDOW_BUNDLES = Set.of("ui", "console", "app");
    private static final List<String> WINDOW_PACKAGES =
            List.of("org.eclipse.swt", "org.eclipse.jface", "org.eclipse.ui", "org.eclipse.e4.ui");

    List<String> brokenBy(BundleManifest manifest) {
        List<String> broken = new ArrayList<>();
        String bundle = manifest.shortName();
        manifest.activator().ifPresent(a -> broken.add(bundle + " has a Bundle-Activator: use a component"));
        manifest.requires().stream()
                .filter(BundleManifest.Clause::isReExported)
                .forEach(c -> broken.add(bundle + " re-exports " + c.name() + ": let each consumer require it"));
        if (!WINDOW_BUNDLES.contains(bundle.replaceFirst("\\.tests$", ""))) {
            Stream.concat(manifest.requires().stream(), manifest.imports().stream())
                    .filter(c -> WINDOW_PACKAGES.stream().anyMatch(c.name()::startsWith))
                    .forEach(c -> broken.add(bundle + " needs " + c.name() + ", which only ui, console and app may"));
        }
        Optional<Arrows.Row> row = arrows.of(bundle);
        if (row.isEmpty()) {
            broken.add(bundle + " has no row in arrows.txt");
            return broken;
        }
        manifest.requires().stream()
                .filter(c -> !Arrows.mayRequire(row.get(), bundle, c.name()))
                .forEach(c -> broken.add(bundle + " may not require " + c.name()));
        manifest.imports().stream()
                .filter(c -> !importAllowed(row.get(), bundle, c.name()))
                .forEach(c -> broken.add(bundle + " may not import " + c.name()));
        manifest.fragmentHost()
                .filter(host -> !Arrows.mayRequire(row.get(), bundle, host))
                .ifPresent(host -> broken.add(bundle + " may not be a fragment of " + host));
        return broken;
    }

    private static boolean importAllowed(Arrows.Row row, String bundle, String packageName) {
        if (!packageName.startsWith(Arrows.OURS)) {
            return Arrows.mayImport(row, bundle, packageName);
        }
        // A package of ours belongs to the bundle whose name it starts with.
        return row.bundles().stream()
                .map(Arrows.OURS::concat)
                .anyMatch(owner -> packageName.equals(owner) || packageName.startsWith(owner + "."));
    }

    /** The bundles that need themselves in the end, each cycle as the set of its members. */
    static Set<Set<String>> cycles(List<BundleManifest> manifests) {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (BundleManifest manifest : manifests) {
            Set<String> to = needs.computeIfAbsent(manifest.symbolicName(), name -> new TreeSet<>());
            manifest.requires().forEach(c -> to.add(c.name()));
            manifest.imports().forEach(c -> exporter(manifests, c.name()).ifPresent(to::add));
            to.remove(manifest.symbolicName());
        }
        Set<Set<String>> cycles = new HashSet<>();
        for (String start : needs.keySet()) {
            Set<String> cycle = new TreeSet<>();
            for (String other : reachable(needs, start)) {
                if (reachable(needs, other).contains(start)) {
                    cycle.add(other);
                }
            }
            if (!cycle.isEmpty()) {
                cycles.add(cycle);
            }
        }
        return cycles;
    }

    private static Optional<String> exporter(List<BundleManifest> manifests, String packageName) {
        return manifests.stream()
                .filter(m -> m.exports().stream().anyMatch(c -> c.name().equals(packageName)))
                .map(BundleManifest::symbolicName)
                .findFirst();
    }

    private static Set<String> reachable(Map<String, Set<String>> needs, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(needs.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(needs.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
