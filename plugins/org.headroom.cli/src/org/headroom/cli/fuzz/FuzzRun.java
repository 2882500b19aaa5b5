package org.headroom.cli.fuzz;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.headroom.cli.fuzz.FuzzReport.Found;

/**
 * Runs fuzzers in turns: each with the kept seeds first, then with new ones, a seed for a few seconds. What a fuzzer throws is a
 * finding. One thread.
 */
final class FuzzRun {
    private static final Duration TURN = Duration.ofSeconds(8);
    /** A turn that is shorter finds nothing. */
    private static final Duration SHORTEST = Duration.ofMillis(200);

    private static final int MOST_FINDINGS = 100;

    private final List<String> names;
    private final Function<String, Fuzzer> fuzzers;
    private final Consumer<String> progress;
    private final Map<String, FuzzReport.Part> parts = new LinkedHashMap<>();
    private final List<Found> found = new ArrayList<>();

    /** @param progress is told a line after each turn */
    FuzzRun(List<String> names, Function<String, Fuzzer> fuzzers, Consumer<String> progress) {
        this.names = names;
        this.fuzzers = fuzzers;
        this.progress = progress;
    }

    /** @param only this seed alone, for the whole time */
    FuzzReport run(Duration limit, OptionalLong only) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        var random = new Random();
        Map<String, Queue<Long>> kept = new LinkedHashMap<>();
        for (String name : names) {
            parts.put(name, FuzzReport.Part.NONE);
            kept.put(name, new ArrayDeque<>(KeptSeeds.of(name)));
        }
        // Each has its turns; without time for all kept seeds of all, each turn is shorter.
        int turns = only.isPresent()
                ? names.size()
                : kept.values().stream().mapToInt(Queue::size).sum();
        Duration turn = only.isPresent() ? limit.dividedBy(names.size()) : shorter(TURN, limit.dividedBy(turns));
        while (found.size() < MOST_FINDINGS) {
            for (String name : names) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.compareTo(SHORTEST) < 0) return new FuzzReport(parts, found);
                Long next = kept.getOrDefault(name, new ArrayDeque<>()).poll();
                long seed = only.orElse(next == null ? random.nextLong(1, 1L << 40) : next);
                turn(name, seed, shorter(turn, left));
            }
            if (only.isPresent()) break;
        }
        return new FuzzReport(parts, found);
    }

    private void turn(String name, long seed, Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        FuzzResult result;
        try {
            result = fuzzers.apply(name).run(seed, Long.MAX_VALUE, limit);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | Error e) {
            result = new FuzzResult(
                    0, Map.of(), List.of(new FuzzResult.Finding("the fuzzer itself ended with " + e, new byte[0])));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        FuzzReport.Part part = parts.getOrDefault(name, FuzzReport.Part.NONE).plus(seed, result, took);
        parts.put(name, part);
        for (FuzzResult.Finding each : result.findings()) found.add(new Found(name, seed, each));
        progress.accept("%s seed %d: %d inputs in %.1f s, %d in all; findings: %d"
                .formatted(
                        name,
                        seed,
                        result.inputs(),
                        took.toMillis() / 1000.0,
                        part.result().inputs(),
                        found.size()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
