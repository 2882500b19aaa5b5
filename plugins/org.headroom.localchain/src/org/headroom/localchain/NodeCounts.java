package org.headroom.localchain;

import java.util.Comparator;
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
    private static final int SHOWN = 6;

    public NodeCounts {
        methods = Map.copyOf(methods);
    }

    /** How often a method was called. */
    public long of(String method) {
        return methods.getOrDefault(method, 0L);
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
