package org.headroom.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a call of NVML costs from C, through the raw functions and through the typed session.
 *
 * @param rounds at least one
 * @param rawBytes what a sweep over all GPUs leaves on Java's heap through the raw functions
 * @param typedBytes the same through the typed session: the readings themselves
 */
record NvmlCost(int gpus, int sweeps, List<Round> rounds, double rawBytes, double typedBytes) {
    /** Nanoseconds a call, the three ways one after the other. */
    record Round(double c, double raw, double typed) {
        double rawOver() {
            return raw - c;
        }

        double typedOver() {
            return typed - c;
        }
    }

    /** The most that a raw call may take longer than from C, in nanoseconds. */
    static final double LIMIT_NS = 300;

    /** A few bytes are the measurement's own. */
    private static final double NO_BYTES = 16;

    double median(ToDoubleFunction<Round> of) {
        double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double least(ToDoubleFunction<Round> of) {
        return rounds.stream().mapToDouble(of).min().orElseThrow();
    }

    /** Whether the raw functions keep to the limit and leave nothing on the heap. */
    boolean within() {
        return median(Round::rawOver) <= LIMIT_NS && rawBytes < NO_BYTES;
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(line("nanoseconds a call", "median", "least", "over C (µs)", "bytes a sweep"));
        text.append(row("C", Round::c, "", ""));
        text.append(row("Java, raw functions", Round::raw, micros(median(Round::rawOver)), bytes(rawBytes)));
        text.append(row("Java, typed session", Round::typed, micros(median(Round::typedOver)), bytes(typedBytes)));
        text.append(String.format(
                Locale.ROOT,
                "%d rounds of %d sweeps over %d simulated GPUs, %d calls a GPU; C, raw and typed take turns.%n",
                rounds.size(),
                sweeps,
                gpus,
                NvmlLoop.CALLS));
        text.append("The bytes of the typed session are its readings; none of either stays after the sweep.\n");
        if (rawBytes >= NO_BYTES) text.append("The raw functions should leave nothing on the heap.\n");
        text.append(String.format(
                Locale.ROOT,
                "A raw call from Java takes %s µs longer than from C: %s the limit of %.1f µs.%n",
                micros(median(Round::rawOver)),
                median(Round::rawOver) <= LIMIT_NS ? "within" : "over",
                LIMIT_NS / 1000));
        return text.toString();
    }

    private String row(String name, ToDoubleFunction<Round> of, String over, String bytes) {
        return line(name, number(median(of)), number(least(of)), over, bytes);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String micros(double nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1000);
    }

    private static String bytes(double value) {
        return value < NO_BYTES ? "0" : number(value);
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-24s%8s%8s%13s%15s%n", cells);
    }

    ObjectNode json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("gpus", gpus).put("callsPerSweep", gpus * NvmlLoop.CALLS);
        root.put("rounds", rounds.size()).put("sweepsPerRound", sweeps);
        way(root.putObject("c"), Round::c);
        way(root.putObject("raw"), Round::raw)
                .put("overC", rounded(median(Round::rawOver) / 1000))
                .put("bytesPerSweep", Math.round(rawBytes));
        way(root.putObject("typed"), Round::typed)
                .put("overC", rounded(median(Round::typedOver) / 1000))
                .put("bytesPerSweep", Math.round(typedBytes));
        root.put("limit", LIMIT_NS / 1000).put("unit", "microseconds a call").put("within", within());
        return root;
    }

    private ObjectNode way(ObjectNode node, ToDoubleFunction<Round> of) {
        return node.put("median", rounded(median(of) / 1000)).put("least", rounded(least(of) / 1000));
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
