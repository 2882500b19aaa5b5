package org.headroom.market.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.Entry;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;

/** Lays one service over another: mappings by key, lists end to end, single values replaced. */
final class Merge {
    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "extends");

    private Merge() {}

    static YamlMap over(YamlMap upper, YamlMap lower) {
        Map<String, Entry> entries = new LinkedHashMap<>(lower.entries());
        entries.remove("extends");
        for (Entry entry : upper.all()) {
            Entry below = entries.get(entry.name());
            YamlNode value = below == null || REPLACED.contains(entry.name())
                    ? entry.value()
                    : values(entry.value(), below.value());
            entries.put(entry.name(), new Entry(entry.key(), value));
        }
        return new YamlMap(upper.line(), upper.column(), upper.weight() + lower.weight(), entries);
    }

    private static YamlNode values(YamlNode upper, YamlNode lower) {
        if (upper instanceof YamlMap above && lower instanceof YamlMap below) return over(above, below);
        if (upper instanceof YamlList above && lower instanceof YamlList below) {
            List<YamlNode> items = new ArrayList<>(below.items());
            items.addAll(above.items());
            return new YamlList(upper.line(), upper.column(), above.weight() + below.weight(), items);
        }
        return upper;
    }
}
