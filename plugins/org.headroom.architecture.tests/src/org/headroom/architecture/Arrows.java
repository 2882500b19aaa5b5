package org.headroom.architecture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of arrows between the bundles, as read from {@code arrows.txt}. */
record Arrows(Map<String, Row> rows) {
    static final String OURS = "org.headroom.";

    /** Packages that any bundle may import. */
    private static final List<String> COMMON = List.of(
            "java.", "javax.", "org.jspecify.", "org.slf4j", "org.osgi.service.component.annotations", "org.w3c.dom");

    private static final List<String> TEST_LIBRARIES =
            List.of("org.junit", "org.assertj", "org.awaitility", "net.jqwik", "org.opentest4j", "org.apiguardian");

    /** What one bundle may need: short names of bundles, and package prefixes. */
    record Row(Set<String> bundles, Set<String> packages) {}

    static Arrows parse(String table) {
        Map<String, Row> rows = new LinkedHashMap<>();
        table.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String[] name = line.split(":", 2);
                    String[] needs = name[1].split("\\|", 2);
                    Row before = rows.put(name[0].strip(), new Row(words(needs[0]), words(needs[1])));
                    if (before != null) {
                        throw new IllegalArgumentException("Two rows for " + name[0]);
                    }
                });
        return new Arrows(rows);
    }

    /** What the bundle of this short name may need; empty when the table does not know it. */
    Optional<Row> of(String bundle) {
        if (!bundle.endsWith(".tests")) {
            return Optional.ofNullable(rows.get(bundle));
        }
        String tested = bundle.substring(0, bundle.length() - ".tests".length());
        return of(tested).map(row -> {
            Set<String> bundles = new java.util.HashSet<>(row.bundles());
            bundles.add(tested);
            bundles.add("console.fixture");
            return new Row(Set.copyOf(bundles), row.packages());
        });
    }

    static boolean mayImport(Row row, String bundle, String packageName) {
        return startsWithAny(packageName, COMMON)
                || row.packages().contains("*")
                || row.packages().stream().anyMatch(prefix -> within(packageName, prefix))
                || bundle.endsWith(".tests") && startsWithAny(packageName, TEST_LIBRARIES);
    }

    static boolean mayRequire(Row row, String bundle, String required) {
        if (required.startsWith(OURS)) {
            return row.bundles().contains(required.substring(OURS.length()));
        }
        return row.packages().contains("*")
                || row.packages().stream().anyMatch(prefix -> within(required, prefix))
                || bundle.endsWith(".tests")
                        && (startsWithAny(required, TEST_LIBRARIES) || required.startsWith("junit"));
    }

    private static boolean within(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty() && !word.equals("nothing"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
