package org.headroom.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts a rig on three ledgers by turns, each time in a new process: an empty one, one with no more closed leases than views
 * show in any case, and one with a long history.
 */
final class StartAfterHistory {
    static final double MOST_START = 1.5;
    static final double MOST_MIB = 20;
    static final double MOST_TICK = 1.5;
    static final int OPEN = 10;

    private static final int SHOWN = 100;
    private static final double MIB = 1 << 20;

    private final Path folder;
    private final int closed;
    private final int rounds;
    private final Duration watched;

    /**
     * @param closed leases in the long history
     * @param rounds starts on each ledger
     * @param watched how long the cost of views is measured each time
     */
    StartAfterHistory(Path folder, int closed, int rounds, Duration watched) {
        this.folder = folder;
        this.closed = closed;
        this.rounds = rounds;
        this.watched = watched;
    }

    private enum Kind {
        EMPTY,
        SHORT,
        LONG
    }

    /** Of one ledger: milliseconds, bytes, microseconds. */
    private static final class Starts {
        final List<Double> cpu = new ArrayList<>();
        final List<Double> ready = new ArrayList<>();
        final List<Double> heap = new ArrayList<>();
        final List<Double> tick = new ArrayList<>();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    LimitsReport.Part measure() throws IOException, InterruptedException {
        Map<Kind, Path> ledgers = new EnumMap<>(Kind.class);
        Map<Kind, Starts> all = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            ledgers.put(kind, folder.resolve(kind.name().toLowerCase(Locale.ROOT)));
            all.put(kind, new Starts());
            LedgerHistory.fill(ledgers.get(kind), closedIn(kind), kind == Kind.EMPTY ? 0 : OPEN);
        }
        // The first start of all reads Java's classes from the disk.
        if (rounds > 1) start(Kind.EMPTY, ledgers, new Starts());
        for (int round = 0; round < rounds; round++) {
            System.err.println("start " + (round + 1) + " of " + rounds + " on each ledger");
            for (Kind kind : Kind.values()) start(kind, ledgers, all.get(kind));
        }
        return part(all.get(Kind.EMPTY), all.get(Kind.SHORT), all.get(Kind.LONG));
    }

    private int closedIn(Kind kind) {
        return switch (kind) {
            case EMPTY -> 0;
            case SHORT -> Math.min(SHOWN, closed);
            case LONG -> closed;
        };
    }

    /** On a copy, so that each start finds the same. */
    private void start(Kind kind, Map<Kind, Path> ledgers, Starts to) throws IOException, InterruptedException {
        Path copy = folder.resolve("started");
        Folders.remove(copy);
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(ledgers.get(kind))) {
            for (Path file : files.toList())
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        int open = kind == Kind.EMPTY ? 0 : OPEN;
        RigProcess.Ended ended = RigProcess.run(
                "--folder",
                copy.toString(),
                "--first",
                Integer.toString(closedIn(kind) + 1),
                "--open",
                Integer.toString(open),
                "--shown",
                Integer.toString(open + Math.min(SHOWN, closedIn(kind))),
                "--watched-ms",
                Long.toString(watched.toMillis()));
        to.ready.add(ended.ready().toNanos() / 1e6);
        to.cpu.add(ended.json().path("cpuMs").asDouble());
        to.heap.add(ended.json().path("heap").asDouble());
        to.tick.add(ended.json().path("tickMicros").asDouble());
    }

    /** Of the starts of one round, which follow each other: what else the machine does is felt by both. */
    private static double ratio(List<Double> one, List<Double> other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) ratios.add(one.get(i) / other.get(i));
        return median(ratios);
    }

    private LimitsReport.Part part(Starts empty, Starts brief, Starts history) {
        double start = ratio(history.ready, empty.ready);
        double memory = (median(history.heap) - median(empty.heap)) / MIB;
        double tick = ratio(history.tick, brief.tick);
        return new LimitsReport.Part(
                "start",
                String.format(
                        Locale.ROOT, "Start with %,d closed and %d open leases, median of %d", closed, OPEN, rounds),
                List.of(
                        Figure.of("emptyMs", "start to ready, empty ledger, ms", median(empty.ready)),
                        Figure.of(
                                "shortMs",
                                "start to ready, " + closedIn(Kind.SHORT) + " closed and " + OPEN + " open leases, ms",
                                median(brief.ready)),
                        Figure.of("historyMs", "start to ready, ms", median(history.ready)),
                        Figure.limited("ratio", "ratio to the empty ledger in the same round", start, MOST_START),
                        Figure.of("emptyCpuMs", "CPU until ready, empty ledger, ms", median(empty.cpu)),
                        Figure.of("cpuMs", "CPU until ready, ms", median(history.cpu)),
                        Figure.of("emptyHeapMib", "heap, empty ledger, MiB", median(empty.heap) / MIB),
                        Figure.limited("moreHeapMib", "more heap than with the empty ledger, MiB", memory, MOST_MIB),
                        Figure.of("emptyTickMicros", "CPU a view, empty ledger, µs", median(empty.tick)),
                        Figure.of(
                                "shortTickMicros",
                                "CPU a view, " + closedIn(Kind.SHORT) + " closed and " + OPEN + " open leases, µs",
                                median(brief.tick)),
                        Figure.of("tickMicros", "CPU a view, µs", median(history.tick)),
                        Figure.limited(
                                "tickRatio",
                                "ratio to the view with " + closedIn(Kind.SHORT) + " closed leases",
                                tick,
                                MOST_TICK)));
    }
}
