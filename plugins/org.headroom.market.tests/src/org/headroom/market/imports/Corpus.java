package org.headroom.market.imports;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Other people's job files, which lie beside the checkout where the corpus is installed. */
final class Corpus {
    private Corpus() {}

    static Path folder(String name) {
        return root().resolve("../shared/corpus").resolve(name).normalize();
    }

    private static Path root() {
        Path start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, p -> p != null, Path::getParent)
                .filter(p -> Files.isDirectory(p.resolve(".mvn")))
                .findFirst()
                .orElseThrow();
    }

    /** Our own files, which are always there: {@code sdl}, {@code compose}, or {@code hostile}. */
    static List<Path> seeds(String name) throws IOException {
        try (Stream<Path> all = Files.list(root().resolve("plugins/org.headroom.market.tests/resources/seeds")
                .resolve(name))) {
            return all.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    /** Every YAML file beneath a folder of the corpus; the test is skipped where there is none. */
    static List<Path> files(String name) throws IOException {
        Path folder = folder(name);
        assumeTrue(Files.isDirectory(folder), "the corpus is not installed here: " + name);
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .filter(f -> !f.getFileName().toString().contains("schema"))
                    .sorted()
                    .toList();
        }
    }

    /** For fuzzing: the files that are there, or none. */
    static List<Path> filesIfAny(String name) {
        try {
            return Files.isDirectory(folder(name)) ? files(name) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
