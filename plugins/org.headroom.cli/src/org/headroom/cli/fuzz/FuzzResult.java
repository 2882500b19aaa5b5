package org.headroom.cli.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run of a fuzzer came to.
 *
 * @param inputs that were made
 * @param kinds what became of them, each with how often it did
 * @param findings what went wrong; no more than a few are kept
 */
public record FuzzResult(long inputs, Map<String, Long> kinds, List<Finding> findings) {
    /** Of streams and connections. */
    static final String PASSED = "passed";

    static final String DROPPED = "dropped";
    static final String ENDED = "ended";

    /**
     * @param what went wrong
     * @param bytes that brought it about, for a test
     */
    public record Finding(String what, byte[] bytes) {}

    public FuzzResult {
        kinds = Map.copyOf(kinds);
        findings = List.copyOf(findings);
    }

    /** Zero where none is of that kind. */
    public long count(String kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Both together, with the findings of both. */
    FuzzResult plus(FuzzResult other) {
        var sum = new TreeMap<String, Long>(kinds);
        other.kinds.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        var found = new ArrayList<Finding>(findings);
        found.addAll(other.findings);
        return new FuzzResult(inputs + other.inputs, sum, found);
    }

    /** Counts of kinds, in the order in which they came. Not thread-safe. */
    static final class Counts {
        private final Map<String, Long> counts = new LinkedHashMap<>();

        void add(String kind) {
            add(kind, 1);
        }

        void add(String kind, long more) {
            if (more > 0) counts.merge(kind, more, Long::sum);
        }

        Map<String, Long> all() {
            return counts;
        }
    }
}
