package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LayeredMapTest {
    /** Long enough that changes have joined the bulk several times. */
    @Property(tries = 100, seed = "20261127")
    void isALinkedMapOfWhichEveryEarlierCopyStaysAsItWas(
            @ForAll @Size(min = 50, max = 600) List<@IntRange(min = 0, max = 200) Integer> keys) {
        Map<Integer, String> model = new LinkedHashMap<>(Map.of(7, "from the start"));
        LayeredMap<Integer, String> map = LayeredMap.of(Map.copyOf(model));
        List<LayeredMap<Integer, String>> copies = new ArrayList<>(List.of(map));
        List<List<String>> then = new ArrayList<>(List.of(List.copyOf(model.values())));
        for (int i = 0; i < keys.size(); i++) {
            model.put(keys.get(i), "change " + i);
            map = map.with(keys.get(i), "change " + i);
            assertThat(map.get(keys.get(i))).contains("change " + i);
            copies.add(map);
            then.add(List.copyOf(model.values()));
        }
        for (int i = 0; i < copies.size(); i++)
            assertThat(copies.get(i).values()).isEqualTo(then.get(i));
        for (int key = -1; key <= 201; key++) {
            assertThat(map.has(key)).isEqualTo(model.containsKey(key));
            assertThat(map.get(key)).isEqualTo(Optional.ofNullable(model.get(key)));
        }
    }
}
