package org.headroom.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes of retained messages and chooses which go when there are too many: the largest, and of equal ones the
 * oldest. A message is refused where only smaller or equal ones could make room for it.
 */
final class RetainedBytes {
    private record Entry(String topic, long bytes, long number, long atNanos) {}

    private static final Comparator<Entry> LARGEST_FIRST =
            Comparator.comparingLong(Entry::bytes).reversed().thenComparingLong(Entry::number);

    private final long most;
    private final Map<String, Entry> entries = new HashMap<>();
    private final TreeSet<Entry> largest = new TreeSet<>(LARGEST_FIRST);
    private long total;
    private long number;

    RetainedBytes(long most) {
        this.most = most;
    }

    /**
     * Counts a message in place of the topic's earlier one, unless it is refused.
     *
     * @return the topics whose messages the caller must drop; {@code null} if the new message is refused
     */
    synchronized @Nullable List<String> add(String topic, long bytes, long nowNanos) {
        Entry before = entries.get(topic);
        long over = total - (before == null ? 0 : before.bytes) + bytes - most;
        var dropped = new ArrayList<Entry>();
        for (Entry each : largest) {
            if (over <= 0 || each.bytes <= bytes) break;
            if (each.equals(before)) continue;
            dropped.add(each);
            over -= each.bytes;
        }
        if (over > 0) return null;
        dropped.forEach(this::remove);
        remove(topic);
        put(new Entry(topic, bytes, number++, nowNanos));
        return dropped.stream().map(Entry::topic).toList();
    }

    synchronized void remove(String topic) {
        Entry entry = entries.get(topic);
        if (entry != null) remove(entry);
    }

    /**
     * Corrects the figures by what is really retained. What was counted after {@code sinceNanos} may be on its way and stays.
     *
     * @param actual bytes by topic
     */
    synchronized void correct(Map<String, Long> actual, long sinceNanos) {
        for (Entry each : List.copyOf(entries.values())) {
            OptionalLong bytes =
                    actual.containsKey(each.topic) ? OptionalLong.of(actual.get(each.topic)) : OptionalLong.empty();
            if (each.atNanos - sinceNanos > 0 || bytes.equals(OptionalLong.of(each.bytes))) continue;
            remove(each);
            bytes.ifPresent(b -> put(new Entry(each.topic, b, each.number, each.atNanos)));
        }
        actual.forEach((topic, bytes) -> {
            if (!entries.containsKey(topic)) put(new Entry(topic, bytes, number++, sinceNanos));
        });
    }

    synchronized long total() {
        return total;
    }

    private void put(Entry entry) {
        entries.put(entry.topic, entry);
        largest.add(entry);
        total += entry.bytes;
    }

    private void remove(Entry entry) {
        entries.remove(entry.topic);
        largest.remove(entry);
        total -= entry.bytes;
    }
}
