package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.headroom.model.files.PrivateFiles;

/** What fuzzers did and found. @param parts by the fuzzers' names */
record FuzzReport(Map<String, Part> parts, List<Found> found) {
    /** The seeds that are named; more are counted. */
    private static final int MOST_SEEDS = 1_000;

    /** What one fuzzer did. */
    record Part(FuzzResult result, Duration took, List<Long> seeds) {
        static final Part NONE = new Part(new FuzzResult(0, Map.of(), List.of()), Duration.ZERO, List.of());

        Part plus(long seed, FuzzResult more, Duration time) {
            var all = new ArrayList<>(seeds);
            if (all.size() < MOST_SEEDS) all.add(seed);
            return new Part(result.plus(more), took.plus(time), List.copyOf(all));
        }

        double rate() {
            return took.isZero() ? 0 : result.inputs() / (took.toMillis() / 1000.0 + 0.001);
        }
    }

    /** A finding, with what makes it come again. */
    record Found(String fuzzer, long seed, FuzzResult.Finding finding) {
        String command() {
            return "./headroom fuzz " + fuzzer + " --seed " + seed + " --minutes 1";
        }
    }

    FuzzReport {
        parts = new LinkedHashMap<>(parts);
        found = List.copyOf(found);
    }

    boolean isClean() {
        return found.isEmpty();
    }

    private Path file(Path folder, int number) {
        Found each = found.get(number);
        return folder.resolve(each.fuzzer() + "-" + each.seed() + "-" + number + ".bin");
    }

    /** Makes the folder where there is something to write. */
    void writeFindings(Path folder) throws IOException {
        if (found.isEmpty()) return;
        PrivateFiles.createFolders(folder);
        for (int i = 0; i < found.size(); i++)
            Files.write(file(folder, i), found.get(i).finding().bytes());
    }

    String text(Path folder) {
        var out = new StringBuilder();
        parts.forEach((name, part) -> {
            out.append("%-8s %,12d %s in %,.0f s (%,.0f a second), seeds: %d%n"
                    .formatted(
                            name,
                            part.result().inputs(),
                            Fuzzers.unit(name),
                            part.took().toMillis() / 1000.0,
                            part.rate(),
                            part.seeds().size()));
            new TreeMap<>(part.result().kinds())
                    .forEach((kind, count) -> out.append("         %,12d %s%n".formatted(count, kind)));
        });
        for (int i = 0; i < found.size(); i++) {
            Found each = found.get(i);
            out.append("Finding: ").append(each.fuzzer()).append(": ");
            out.append(each.finding().what()).append(System.lineSeparator());
            out.append("  again:  ").append(each.command()).append(System.lineSeparator());
            out.append("  input:  ").append(file(folder, i)).append(System.lineSeparator());
        }
        out.append("Findings: ").append(found.size()).append(System.lineSeparator());
        return out.toString();
    }

    ObjectNode json() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode root = nodes.objectNode();
        ObjectNode all = root.putObject("fuzzers");
        parts.forEach((name, part) -> {
            ObjectNode one = all.putObject(name);
            one.put("inputs", part.result().inputs());
            one.put("seconds", part.took().toMillis() / 1000.0);
            one.put("inputsPerSecond", Math.round(part.rate()));
            ObjectNode kinds = one.putObject("kinds");
            new TreeMap<>(part.result().kinds()).forEach(kinds::put);
            part.seeds().forEach(one.withArray("seeds")::add);
        });
        var list = root.putArray("findings");
        found.forEach(each -> list.addObject()
                .put("fuzzer", each.fuzzer())
                .put("seed", each.seed())
                .put("what", each.finding().what())
                .put("again", each.command()));
        return root;
    }
}
