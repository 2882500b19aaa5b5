package org.headroom.cli.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The seeds with which something was found once, and those that a fuzzer begins with. */
final class KeptSeeds {
    private KeptSeeds() {}

    /** In the order of the file; at least one. */
    static List<Long> of(String fuzzer) {
        List<Long> seeds = lines().filter(line -> line[0].equals(fuzzer))
                .map(line -> Long.parseLong(line[1]))
                .toList();
        return seeds.isEmpty() ? List.of(1L) : seeds;
    }

    /** Name and seed; what follows them is for people. */
    private static Stream<String[]> lines() {
        try (InputStream in = KeptSeeds.class.getResourceAsStream("seeds.txt")) {
            if (in == null) throw new IllegalStateException("seeds.txt is missing");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
