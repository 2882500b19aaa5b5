package org.headroom.broker;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that wait for a session.
 *
 * @param owner the network address of the client; one client could have many sessions
 */
record Waiting(String clientId, String owner, long bytes) {
    /** Those of the owner for whose sessions most bytes wait come first; of one owner, the session with most. */
    static List<Waiting> mostFirst(List<Waiting> all) {
        Map<String, Long> totals = new HashMap<>();
        for (Waiting each : all) totals.merge(each.owner, each.bytes, Long::sum);
        Comparator<Waiting> byTotal = Comparator.comparingLong(w -> totals.getOrDefault(w.owner, 0L));
        return all.stream()
                .sorted(byTotal.thenComparing(Waiting::owner)
                        .thenComparingLong(Waiting::bytes)
                        .reversed())
                .toList();
    }

    /**
     * Sessions of one owner that wait for as much often wait for the same messages, which are free when none does any more.
     *
     * @return whether at least half as much waits for it
     */
    boolean isAsLargeAs(Waiting most) {
        return owner.equals(most.owner) && bytes >= most.bytes / 2;
    }
}
