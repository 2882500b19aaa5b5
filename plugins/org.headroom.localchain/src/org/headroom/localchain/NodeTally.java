package org.headroom.localchain;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts for a {@link PublicNode}. Any thread. */
final class NodeTally {
    private static final int MOST_METHODS = 100;
    private static final int LONGEST_NAME = 60;

    final LongAdder requests = new LongAdder();
    final LongAdder batches = new LongAdder();
    final LongAdder delayed = new LongAdder();
    final LongAdder limited = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder lied = new LongAdder();
    private final LongAdder calls = new LongAdder();
    private final Map<String, LongAdder> methods = new ConcurrentHashMap<>();

    void call(String method) {
        calls.increment();
        boolean room = method.length() <= LONGEST_NAME && methods.size() < MOST_METHODS;
        String name = room || methods.containsKey(method) ? method : "other";
        methods.computeIfAbsent(name, n -> new LongAdder()).increment();
    }

    NodeCounts counts() {
        return new NodeCounts(
                requests.sum(),
                calls.sum(),
                batches.sum(),
                delayed.sum(),
                limited.sum(),
                failed.sum(),
                lied.sum(),
                methods.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> e.getValue().sum())));
    }
}
