package org.headroom.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in the order in which its keys came, of which a changed copy costs little however large it is: the
 * latest changes lie over a bulk that all copies share, until there are so many that they join it. Any thread.
 */
final class LayeredMap<K, V> {
    private static final int LEAST_ON_TOP = 32;

    private final Map<K, V> bulk;
    private final Map<K, V> top;
    private final int size;
    /** Worked out when first asked for; whoever is second at the same moment makes the same. */
    private volatile @Nullable List<V> values;

    private LayeredMap(Map<K, V> bulk, Map<K, V> top, int size) {
        this.bulk = bulk;
        this.top = top;
        this.size = size;
    }

    /** @param bulk must not be changed any more */
    static <K, V> LayeredMap<K, V> of(Map<K, V> bulk) {
        return new LayeredMap<>(bulk, Map.of(), bulk.size());
    }

    Optional<V> get(K key) {
        V changed = top.get(key);
        return Optional.ofNullable(changed != null ? changed : bulk.get(key));
    }

    boolean has(K key) {
        return top.containsKey(key) || bulk.containsKey(key);
    }

    /** A key that was there keeps its place in the order. */
    LayeredMap<K, V> with(K key, V value) {
        int grown = has(key) ? size : size + 1;
        Map<K, V> changes = new LinkedHashMap<>(top);
        changes.put(key, value);
        // The square root makes both dear things, the copy of the changes and their joining the bulk, equally rare.
        if (changes.size() <= LEAST_ON_TOP + (int) Math.sqrt(bulk.size()))
            return new LayeredMap<>(bulk, changes, grown);
        Map<K, V> all = new LinkedHashMap<>(bulk);
        all.putAll(changes);
        return new LayeredMap<>(all, Map.of(), grown);
    }

    /** Without a key. Costs a copy of the whole, as the keys that are left are few. */
    LayeredMap<K, V> without(K key) {
        if (!has(key)) return this;
        Map<K, V> all = new LinkedHashMap<>(bulk);
        all.putAll(top);
        all.remove(key);
        return of(all);
    }

    /** Unmodifiable. */
    List<V> values() {
        List<V> known = values;
        if (known == null) values = known = inOrder();
        return known;
    }

    private List<V> inOrder() {
        List<V> all = new ArrayList<>(size);
        bulk.forEach((key, value) -> all.add(top.getOrDefault(key, value)));
        top.forEach((key, value) -> {
            if (!bulk.containsKey(key)) all.add(value);
        });
        return Collections.unmodifiableList(all);
    }
}
