package org.headroom.localchain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a {@link PublicNode} was asked and how it answered.
 *
 * @param requests HTTP requests
 * @param calls JSON-RPC calls, those in batches too
 * @param batches requests that held several calls
 * @param delayed requests that were answered late on purpose
 * @param limited 429s, rate limits, and refusals of batches and of questions for logs
 * @param failed connections dropped or left hanging, answers cut or not JSON
 * @param lied calls of the token and of streams whose answer was changed
 * @param methods calls by method
 */
public record NodeCounts(
        long requests,
        long calls,
        long batches,
        long delayed,
        long limited,
        long failed,
        long lied,
        Map<String, Long> methods) {
    public static final NodeCounts NONE = new NodeCounts(0, 0, 0, 0, 0, 0, 0, Map.of());

    private static final int SHOWN = 6;

    public NodeCounts {
        methods = Map.copyOf(methods);
    }

    /** How often a method was called. */
    public long of(String method) {
        return methods.getOrDefault(method, 0L);
    }

    /** Of two nodes together. */
    public NodeCounts plus(NodeCounts other) {
        Map<String, Long> all = new HashMap<>(methods);
        other.methods.forEach((method, n) -> all.merge(method, n, Long::sum));
        return new NodeCounts(
                requests + other.requests,
                calls + other.calls,
                batches + other.batches,
                delayed + other.delayed,
                limited + other.limited,
                failed + other.failed,
                lied + other.lied,
                all);
    }

    /** What came after an earlier count of the same node. */
    public NodeCounts since(NodeCounts earlier) {
        Map<String, Long> later = new HashMap<>(methods);
        earlier.methods.forEach((method, n) -> later.merge(method, -n, Long::sum));
        later.values().removeIf(n -> n == 0);
        return new NodeCounts(
                requests - earlier.requests,
                calls - earlier.calls,
                batches - earlier.batches,
                delayed - earlier.delayed,
                limited - earlier.limited,
                failed - earlier.failed,
                lied - earlier.lied,
                later);
    }

    /** @throws IllegalStateException if a test met no delay: it asked nothing, or a node that is faster than any real one */
    public void requireDelays(String test) {
        if (delayed == 0) throw new IllegalStateException(test + " met no delay: " + summary());
    }

    /** @throws IllegalStateException if a test met no delay, no limit or no failure: it has proven less than it seems */
    public void requireMishaps(String test) {
        if (delayed == 0 || limited == 0 || failed == 0)
            throw new IllegalStateException(test + " met no delay, no limit or no failure: " + summary());
    }

    /** One line. */
    public String summary() {
        String most = methods.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return "node: " + requests + " requests with " + calls + " calls (" + batches + " batches): " + delayed
                + " delayed, " + limited + " limited, " + failed + " failed" + (most.isEmpty() ? "" : "; " + most);
    }
}
