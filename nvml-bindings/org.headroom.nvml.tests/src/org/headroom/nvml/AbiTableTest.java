package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.Shape;
import org.headroom.nvml.raw.Shapes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bindings against the table of facts made from NVIDIA's own header, in both directions. */
class AbiTableTest {
    private AbiTable table;

    @BeforeEach
    void readTable() throws IOException {
        table = AbiTable.read();
    }

    /** What was asked of a library that has nothing. */
    private static final class Asked implements org.headroom.nvml.raw.Binder {
        private final Map<String, String> signatures = new HashMap<>();

        @Override
        public <T> T bind(Shape<T> shape, String... names) {
            for (String name : names) signatures.put(name, shape.signature());
            return shape.absent();
        }
    }

    @Test
    void everyFunctionOfTheHeaderCanBeCalledByItsNameAndNoOther() throws ReflectiveOperationException {
        Asked asked = new Asked();
        Nvml nvml = new Nvml(asked);
        List<String> called = new ArrayList<>();
        for (Method m : Nvml.class.getMethods()) {
            if (!m.getName().startsWith("nvml")) continue;
            called.add(m.getName());
            Object[] zeros = new Object[m.getParameterCount()];
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < zeros.length; i++) {
                boolean wide = m.getParameterTypes()[i] == long.class;
                zeros[i] = wide ? (Object) 0L : (Object) 0;
                letters.append(wide ? 'w' : 'i');
            }
            asked.signatures.clear();
            assertThat(m.invoke(nvml, zeros)).as(m.getName()).isEqualTo(Constants.NVML_ERROR_FUNCTION_NOT_FOUND);
            // The shape's letters are the C arguments; a pointer and a wide number are both a long in Java.
            assertThat(asked.signatures)
                    .as(m.getName())
                    .containsExactly(Map.entry(m.getName(), table.functions().getOrDefault(m.getName(), "none")));
            assertThat(letters.toString())
                    .as(m.getName())
                    .isEqualTo(asked.signatures.get(m.getName()).replaceAll("[pl]", "w"));
        }
        assertThat(called)
                .hasSize(412)
                .containsExactlyInAnyOrderElementsOf(table.functions().keySet());
    }

    @Test
    void aFunctionIsLookedUpOnceAtItsFirstCall() {
        Asked asked = new Asked();
        Nvml nvml = new Nvml(asked);
        assertThat(asked.signatures).isEmpty();
        nvml.nvmlShutdown();
        assertThat(asked.signatures).containsOnlyKeys("nvmlShutdown");
        asked.signatures.clear();
        nvml.nvmlShutdown();
        assertThat(asked.signatures).isEmpty();
    }

    @Test
    void everyShapeIsNeededAndNoneIsMissing() throws IllegalAccessException {
        Set<String> ours = new HashSet<>();
        for (Field f : Shapes.class.getFields()) if (f.get(null) instanceof Shape<?> s) ours.add(s.signature());
        assertThat(ours)
                .containsExactlyInAnyOrderElementsOf(
                        new HashSet<>(table.functions().values()));
    }

    @Test
    void everyConstantAndEnumValueHasTheHeadersNumber() throws IllegalAccessException {
        Map<String, Integer> ours = new HashMap<>();
        for (Field f : Constants.class.getFields()) ours.put(f.getName(), f.getInt(null));
        Map<String, Integer> theirs = new HashMap<>();
        // Numbers without a sign keep their 32 bits.
        table.constants().forEach((name, value) -> theirs.put(name, value.intValue()));
        assertThat(theirs).hasSizeGreaterThan(1200);
        assertThat(ours).isEqualTo(theirs);
        assertThat(table.constants().values()).allMatch(v -> v >= Integer.MIN_VALUE && v <= 0xffff_ffffL);
    }

    @Test
    void everyReturnCodeOfTheHeaderHasItsNameAndNumber() {
        for (NvmlReturn r : NvmlReturn.values()) {
            String name = r == NvmlReturn.SUCCESS ? "NVML_SUCCESS" : "NVML_ERROR_" + r.name();
            assertThat(table.constants().get(name)).as(name).isEqualTo((long) r.code());
            assertThat(NvmlReturn.of(r.code())).isEqualTo(r);
        }
        long theirs = table.constants().keySet().stream()
                .filter(n -> n.startsWith("NVML_ERROR_"))
                .count();
        assertThat((long) NvmlReturn.values().length).isEqualTo(theirs + 1);
        assertThat(NvmlReturn.of(-7)).isEqualTo(NvmlReturn.UNKNOWN);
        assertThat(NvmlReturn.of(4711)).isEqualTo(NvmlReturn.UNKNOWN);
    }
}
