package org.headroom.console.gpu;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a person set the charts up; it is remembered.
 *
 * @param panels the charts of one GPU, in the order of {@link Panel}
 * @param many whether all GPUs stand side by side
 * @param by what they are compared by then
 */
public record GpuSetup(List<Panel> panels, Range range, boolean many, Panel by) {
    public static final GpuSetup USUAL = new GpuSetup(Panel.USUAL, Range.MINUTES, false, Panel.POWER);

    public GpuSetup {
        panels = panels.isEmpty()
                ? Panel.USUAL
                : panels.stream().distinct().sorted().toList();
    }

    public GpuSetup with(Range other) {
        return new GpuSetup(panels, other, many, by);
    }

    public GpuSetup many(boolean on) {
        return new GpuSetup(panels, range, on, by);
    }

    public GpuSetup comparedBy(Panel panel) {
        return new GpuSetup(panels, range, true, panel);
    }

    /** A chart more or less; the last one stays. */
    public GpuSetup toggled(Panel panel) {
        Set<Panel> chosen = EnumSet.copyOf(panels);
        if (!chosen.remove(panel)) chosen.add(panel);
        return chosen.isEmpty() ? this : new GpuSetup(List.copyOf(chosen), range, many, by);
    }

    /** One line, as it is remembered. */
    public String line() {
        return panels.stream().map(GpuSetup::word).collect(Collectors.joining(",")) + ";" + word(range) + ";" + many
                + ";" + word(by);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** From a remembered line; what is not understood is as usual. */
    public static GpuSetup of(String line) {
        String[] parts = line.split(";", -1);
        if (parts.length != 4) return USUAL;
        List<Panel> panels = Arrays.stream(parts[0].split(","))
                .flatMap(w -> Panel.named(w).stream())
                .toList();
        Range range = Arrays.stream(Range.values())
                .filter(r -> word(r).equals(parts[1]))
                .findFirst()
                .orElse(USUAL.range);
        return new GpuSetup(
                panels,
                range,
                Boolean.parseBoolean(parts[2]),
                Panel.named(parts[3]).orElse(USUAL.by));
    }
}
