package org.headroom.cli.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.headroom.cli.fuzz.FuzzResult.Finding;

/** What one run of a fuzzer finds: the first of each kind, until there are enough. Thread-safe. */
final class Findings {
    private static final int MOST = 20;

    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> kinds = new HashSet<>();

    /** Before the next run. */
    synchronized void clear() {
        findings.clear();
        kinds.clear();
    }

    /** Whether the run is to end: as much was found as is kept. */
    synchronized boolean isFull() {
        return findings.size() >= MOST;
    }

    synchronized boolean has(String kind) {
        return kinds.contains(kind);
    }

    /** @param bytes asked for where it is the first of its kind */
    synchronized void add(String kind, String what, Supplier<byte[]> bytes) {
        if (kinds.add(kind)) findings.add(new Finding(what, bytes.get()));
    }

    synchronized List<Finding> all() {
        return List.copyOf(findings);
    }
}
