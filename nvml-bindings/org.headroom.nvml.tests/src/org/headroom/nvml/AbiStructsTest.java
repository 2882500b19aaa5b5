package org.headroom.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.struct.GpuThermalSettings;
import org.headroom.nvml.raw.struct.MemoryV2;
import org.headroom.nvml.raw.struct.PciInfo;
import org.headroom.nvml.raw.struct.ProcessInfo;
import org.headroom.nvml.raw.struct.Struct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every struct against the table made from NVIDIA's own header, in both directions: by its numbers, and by writing to it. */
class AbiStructsTest {
    private static final int MARGIN = 64;
    private static final byte UNTOUCHED = 0x2a;

    private final Map<String, Class<? extends Struct>> ours = new HashMap<>();
    private AbiTable table;

    @BeforeEach
    void readTableAndClasses() throws IOException, ReflectiveOperationException {
        table = AbiTable.read();
        Path folder = Checkout.root().resolve("nvml-bindings/org.headroom.nvml/src/org/headroom/nvml/raw/struct");
        try (Stream<Path> sources = Files.list(folder)) {
            for (String name : sources.map(p -> p.getFileName().toString()).toList()) {
                if (name.equals("Struct.java") || name.equals("package-info.java")) continue;
                Class<? extends Struct> type = Class.forName(
                                Struct.class.getPackageName() + "." + name.replace(".java", ""))
                        .asSubclass(Struct.class);
                ours.put((String) type.getField("C_NAME").get(null), type);
            }
        }
        // Structs without a name of their own in the header, as the type of a field: their parts are not in the table.
        ours.keySet().removeIf(name -> name.contains(".") && knownField(name));
    }

    private boolean knownField(String structAndField) {
        String[] parts = structAndField.split("\\.", 2);
        return table.fields().getOrDefault(parts[0], List.of()).stream()
                .anyMatch(f -> f.name().equals(parts[1]));
    }

    private static int number(Class<?> type, String constant) throws ReflectiveOperationException {
        return type.getField(constant).getInt(null);
    }

    private static Struct view(Class<? extends Struct> type, NativeMemory memory, int offset)
            throws ReflectiveOperationException {
        return type.getConstructor(NativeMemory.class, int.class).newInstance(memory, offset);
    }

    @Test
    void everyStructOfTheHeaderIsThereWithItsSizeAndNoOther() throws ReflectiveOperationException {
        assertThat(ours.keySet())
                .hasSize(160)
                .containsExactlyInAnyOrderElementsOf(table.structs().keySet());
        for (var e : table.structs().entrySet()) {
            assertThat(number(ours.get(e.getKey()), "SIZE_BYTES"))
                    .as(e.getKey())
                    .isEqualTo(e.getValue().intValue());
            Struct made = ours.get(e.getKey()).getConstructor().newInstance();
            assertThat(made.sizeInBytes()).isEqualTo(e.getValue().intValue());
            assertThat(made.pointer()).isNotZero();
        }
    }

    @Test
    void everyVersionWordIsTheHeadersAndIsFilledIn() throws ReflectiveOperationException {
        for (String struct : table.versions().keySet()) assertThat(ours).containsKey(struct);
        for (var e : ours.entrySet()) {
            Class<? extends Struct> type = e.getValue();
            boolean versioned =
                    Stream.of(type.getFields()).anyMatch(f -> f.getName().equals("VERSION_WORD"));
            assertThat(versioned).as(e.getKey()).isEqualTo(expectedWord(e.getKey()) != 0);
            if (!versioned) continue;
            assertThat(number(type, "VERSION_WORD")).as(e.getKey()).isEqualTo(expectedWord(e.getKey()));
            boolean hasField = table.fields().get(e.getKey()).getFirst().name().equals("version");
            if (!hasField) continue;
            Struct made = type.getConstructor().newInstance();
            assertThat(type.getMethod("version").invoke(made)).as(e.getKey()).isEqualTo(expectedWord(e.getKey()));
        }
    }

    private int expectedWord(String struct) {
        // These two count their versions from 1 and leave the size out.
        if (struct.equals("nvmlGpmMetricsGet_t"))
            return table.constants().get("NVML_GPM_METRICS_GET_VERSION").intValue();
        if (struct.equals("nvmlGpmSupport_t"))
            return table.constants().get("NVML_GPM_SUPPORT_VERSION").intValue();
        Long word = table.versions().get(struct);
        if (word != null) return word.intValue();
        // The table has no word for these two, which follow the header's rule: the size, and the version above it.
        if (struct.startsWith("nvmlConfCompute") && struct.endsWith("KeyRotationThresholdInfo_v1_t"))
            return table.structs().get(struct).intValue() | 1 << 24;
        return 0;
    }

    @Test
    void everyFieldIsWhereTheHeaderHasItAndAsLarge() throws ReflectiveOperationException {
        int checked = 0;
        for (var e : table.fields().entrySet()) {
            for (AbiTable.Field field : e.getValue()) {
                check(ours.get(e.getKey()), field);
                checked++;
            }
        }
        assertThat(checked).isEqualTo(676);
    }

    private static String upperSnake(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .toUpperCase(Locale.ROOT);
    }

    private static void check(Class<? extends Struct> type, AbiTable.Field field) throws ReflectiveOperationException {
        String what = type.getSimpleName() + "." + field.name();
        assertThat(number(type, upperSnake(field.name()))).as(what).isEqualTo(field.offset());
        List<Method> named = Stream.of(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(field.name()))
                .toList();
        assertThat(named).as(what).isNotEmpty();
        int size = number(type, "SIZE_BYTES");
        assertThat(field.offset() + field.size()).as(what).isLessThanOrEqualTo(size);
        NativeMemory memory = new NativeMemory(size + 2 * MARGIN);
        memory.fill(0, memory.size(), UNTOUCHED);
        Struct struct = view(type, memory, MARGIN);
        for (Method m : named) if (m.getReturnType() == type) write(struct, m, field);
        boolean written = named.stream().anyMatch(m -> m.getReturnType() == type);
        if (written) {
            for (int i = 0; i < memory.size(); i++) {
                boolean inside = i >= MARGIN + field.offset() && i < MARGIN + field.offset() + field.size();
                assertThat(memory.get(i) != UNTOUCHED)
                        .as(what + " at " + (i - MARGIN))
                        .isEqualTo(inside);
            }
        } else {
            checkNested(struct, named.getFirst(), field, what);
        }
    }

    // Fills the field and leaves no byte of it as it was.
    private static void write(Struct struct, Method setter, AbiTable.Field field) throws ReflectiveOperationException {
        Class<?> last = setter.getParameterTypes()[setter.getParameterCount() - 1];
        if (setter.getParameterCount() == 2) {
            assertThat(last).isEqualTo(int.class);
            for (int i = 0; i < field.size() / 4; i++) setter.invoke(struct, i, -1);
            assertThatThrownBy(() -> setter.invoke(struct, field.size() / 4, -1))
                    .isNotNull();
            return;
        }
        Object value;
        if (last == byte.class) value = (byte) -1;
        else if (last == short.class) value = (short) -1;
        else if (last == int.class) value = -1;
        else if (last == long.class) value = -1L;
        else if (last == double.class) value = Double.longBitsToDouble(0x3333_3333_3333_3333L);
        else if (last == byte[].class) value = new byte[field.size()];
        else value = "x".repeat(field.size() + 3);
        setter.invoke(struct, value);
        Object back = struct.getClass().getMethod(field.name()).invoke(struct);
        // A text is cut so that its NUL has room.
        Object expected = value instanceof String ? "x".repeat(field.size() - 1) : value;
        assertThat(back).isEqualTo(expected);
    }

    private static void checkNested(Struct struct, Method m, AbiTable.Field field, String what)
            throws ReflectiveOperationException {
        assertThat(Struct.class).as(what).isAssignableFrom(m.getReturnType());
        int one = number(m.getReturnType(), "SIZE_BYTES");
        boolean array = m.getParameterCount() == 1;
        int length = array ? number(struct.getClass(), upperSnake(field.name()) + "_LENGTH") : 1;
        assertThat(one * length).as(what).isEqualTo(field.size());
        for (int i = 0; i < length; i++) {
            Struct inner = (Struct) (array ? m.invoke(struct, i) : m.invoke(struct));
            assertThat(inner.pointer() - struct.pointer()).as(what).isEqualTo(field.offset() + (long) i * one);
        }
        if (array) assertThatThrownBy(() -> m.invoke(struct, length)).isNotNull();
    }

    @Test
    void noStructHasAFieldThatTheHeaderDoesNotHave() {
        Set<String> invented = new HashSet<>();
        for (var e : ours.entrySet()) {
            Set<String> theirs = new HashSet<>(Set.of("array"));
            table.fields().get(e.getKey()).forEach(f -> theirs.add(f.name()));
            for (Method m : e.getValue().getDeclaredMethods())
                if (!m.isSynthetic() && !theirs.contains(m.getName())) invented.add(e.getKey() + "." + m.getName());
        }
        // They stand in a union without a name, which the table leaves out.
        assertThat(invented).containsExactlyInAnyOrder("nvmlPRMTLV_v1_t.inData", "nvmlPRMTLV_v1_t.outData");
    }

    @Test
    void aStructIsMadeReadAndReusedWithoutKnowingItsLayout() {
        MemoryV2 memory = new MemoryV2();
        assertThat(memory.version()).isEqualTo(0x02000028);
        assertThat(memory.total(24L << 30).total()).isEqualTo(24L << 30);
        memory.reset();
        assertThat(memory.version()).isEqualTo(0x02000028);
        assertThat(memory.total()).isZero();
        assertThat(new PciInfo().busId("00000000:01:00.0").busId()).isEqualTo("00000000:01:00.0");
        GpuThermalSettings settings = new GpuThermalSettings();
        settings.sensor(2).currentTemp(71);
        assertThat(settings.sensor(2).currentTemp()).isEqualTo(71);
        List<ProcessInfo> all = ProcessInfo.array(3);
        all.get(2).pid(7);
        assertThat(all.get(2).pointer() - all.getFirst().pointer()).isEqualTo(2L * ProcessInfo.SIZE_BYTES);
        assertThat(all).extracting(ProcessInfo::pid).containsExactly(0, 0, 7);
    }

    @Test
    void aViewThatWouldReachBeyondItsMemoryIsRefused() {
        NativeMemory memory = new NativeMemory(MemoryV2.SIZE_BYTES);
        assertThatThrownBy(() -> new MemoryV2(memory, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
