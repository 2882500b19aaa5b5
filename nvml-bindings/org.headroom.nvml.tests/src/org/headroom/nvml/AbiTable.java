package org.headroom.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table of facts made from NVIDIA's header: what the bindings were made from, read here on its own. */
record AbiTable(
        Map<String, Long> structs,
        Map<String, List<Field>> fields,
        Map<String, Long> constants,
        Map<String, Long> versions,
        Map<String, String> functions) {
    record Field(String name, int offset, int size) {}

    static AbiTable read() throws IOException {
        AbiTable table = new AbiTable(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        for (String line : Files.readAllLines(Checkout.root().resolve("nvml-bindings/generate/nvml-abi.tsv"))) {
            String[] c = line.split("\t", -1);
            switch (c[0]) {
                case "struct" -> table.structs.put(c[1], Long.valueOf(c[3]));
                case "field" ->
                    table.fields
                            .computeIfAbsent(c[1], k -> new ArrayList<>())
                            .add(new Field(c[2], Integer.parseInt(c[3]), Integer.parseInt(c[4])));
                case "const" -> table.constants.put(c[1], Long.valueOf(c[3]));
                case "enum" -> table.constants.put(c[2], Long.valueOf(c[3]));
                case "version" -> table.versions.put(c[1] + "_t", Long.valueOf(c[3]));
                case "function" -> table.functions.put(c[1], letters(c[2]));
                default -> throw new IllegalStateException("a line of another kind: " + line);
            }
        }
        return table;
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
}
