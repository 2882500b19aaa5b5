package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.headroom.nvml.raw.Constants;
import org.headroom.nvml.raw.Layouts;
import org.headroom.nvml.raw.NvmlFunctions;
import org.headroom.nvml.raw.Shape;
import org.headroom.nvml.raw.Shapes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bindings against the table of facts made from NVIDIA's own header. */
class AbiTableTest {
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, Map<String, Long>> offsets = new HashMap<>();
    private final Map<String, Long> constants = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, String> signatures = new HashMap<>();

    @BeforeEach
    void readTable() throws IOException {
        Path table = Checkout.root().resolve("../shared/corpus/nvml-abi.tsv");
        Assumptions.assumeTrue(Files.exists(table), "the table of NVML's ABI is not on this machine");
        for (String line : Files.readAllLines(table)) {
            String[] c = line.split("\t", -1);
            switch (c[0]) {
                case "struct" -> sizes.put(c[1], Long.valueOf(c[3]));
                case "field" ->
                    offsets.computeIfAbsent(c[1], k -> new HashMap<>()).put(upperSnake(c[2]), Long.valueOf(c[3]));
                case "const" -> constants.put(c[1], Long.valueOf(c[3]));
                case "enum" -> constants.put(c[2], Long.valueOf(c[3]));
                case "version" -> versions.put(c[1] + "_t", Long.valueOf(c[3]));
                case "function" -> signatures.put(c[1], letters(c[2]));
                default -> throw new IllegalStateException("a line of another kind: " + line);
            }
        }
    }

    private static String upperSnake(String camel) {
        return camel.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    private static String letters(String arguments) {
        if (arguments.equals("void")) return "";
        StringBuilder letters = new StringBuilder();
        for (String argument : arguments.split(",")) letters.append(letter(argument.strip()));
        return letters.toString();
    }

    private static char letter(String argument) {
        boolean handle = argument.matches("nvml(Device|EventSet|Unit|GpuInstance|ComputeInstance|GpmSample)_t .*");
        if (argument.contains("*") || handle) return 'p';
        return argument.startsWith("unsigned long long") ? 'l' : 'i';
    }

    @Test
    void everyStructHasTheHeadersSizeOffsetsAndVersionWord() throws IllegalAccessException {
        int fields = 0;
        for (Class<?> layout : Layouts.class.getDeclaredClasses()) {
            String struct = (String) field(layout, "NAME");
            for (Field f : layout.getDeclaredFields()) {
                if (f.getType() != int.class) continue;
                long ours = f.getInt(null);
                Long theirs = switch (f.getName()) {
                    case "SIZE" -> sizes.get(struct);
                    case "VERSION_WORD" -> versions.get(struct);
                    default -> offsets.get(struct).get(f.getName());
                };
                assertThat(theirs).as(struct + "." + f.getName()).isEqualTo(ours);
                fields++;
            }
        }
        assertThat(fields).isGreaterThan(40);
    }

    private static Object field(Class<?> layout, String name) throws IllegalAccessException {
        try {
            return layout.getField(name).get(null);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(layout + " has no " + name, e);
        }
    }

    @Test
    void everyConstantHasTheHeadersValue() throws IllegalAccessException {
        for (Field f : Constants.class.getFields())
            assertThat(constants.get(f.getName())).as(f.getName()).isEqualTo(f.getInt(null));
    }

    @Test
    void everyReturnCodeOfTheHeaderHasItsNameAndNumber() {
        for (NvmlReturn r : NvmlReturn.values()) {
            String name = r == NvmlReturn.SUCCESS ? "NVML_SUCCESS" : "NVML_ERROR_" + r.name();
            assertThat(constants.get(name)).as(name).isEqualTo((long) r.code());
        }
        long theirs = constants.keySet().stream()
                .filter(n -> n.startsWith("NVML_ERROR_"))
                .count();
        assertThat((long) NvmlReturn.values().length).isEqualTo(theirs + 1);
    }

    @Test
    void everyBoundFunctionIsInTheHeaderWithOurArguments() {
        Map<String, String> bound = new HashMap<>();
        new NvmlFunctions(new org.headroom.nvml.raw.Binder() {
            @Override
            public <T> T bind(Shape<T> shape, String... names) {
                for (String name : names) bound.put(name, shape.signature());
                return shape.absent();
            }
        });
        assertThat(bound).hasSizeGreaterThan(45);
        bound.forEach((name, ours) -> assertThat(signatures.get(name)).as(name).isEqualTo(ours));
    }

    @Test
    void theShapesAreEnoughForEveryFunctionOfTheHeader() throws IllegalAccessException {
        Set<String> ours = new HashSet<>();
        for (Field f : Shapes.class.getFields()) if (f.get(null) instanceof Shape<?> s) ours.add(s.signature());
        List<String> without = new ArrayList<>();
        signatures.forEach((name, letters) -> {
            if (!ours.contains(letters)) without.add(name + "(" + letters + ")");
        });
        assertThat(signatures).hasSize(412);
        assertThat(without).isEmpty();
    }
}
