package org.headroom.market.sdl;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.Expected;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlText;

/**
 * Amounts of processor and memory. They are multiplied as binary floating-point numbers and cut off, because that is how
 * Akash itself reads them: the same file must ask for the same bytes.
 */
final class SdlQuantities {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?");
    private static final Pattern SIZE = Pattern.compile("(" + NUMBER.pattern() + ")\\s*([A-Za-z]*)");
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}m");

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("k", 1_000L),
            Map.entry("M", 1_000_000L),
            Map.entry("G", 1_000_000_000L),
            Map.entry("T", 1_000_000_000_000L),
            Map.entry("P", 1_000_000_000_000_000L),
            Map.entry("E", 1_000_000_000_000_000_000L),
            Map.entry("Ki", 1L << 10),
            Map.entry("Mi", 1L << 20),
            Map.entry("Gi", 1L << 30),
            Map.entry("Ti", 1L << 40),
            Map.entry("Pi", 1L << 50),
            Map.entry("Ei", 1L << 60));

    private SdlQuantities() {}

    /** Thousandths of a processor core. */
    static long cpuMillis(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        String expected = "a number of processor cores above 0, such as 0.5 or 500m";
        if (node instanceof YamlNode.YamlList list && list.items().size() == 1) {
            warnings.add(node.line(), what + ": one number is expected; the only one of the list is taken");
            return cpuMillis(list.items().getFirst(), what, warnings);
        }
        if (!(node instanceof YamlText text)) throw Expected.wrong(node, what, expected);
        String written = text.text().strip();
        long millis;
        if (MILLIS.matcher(written).matches()) {
            millis = Long.parseLong(written.substring(0, written.length() - 1));
        } else if (NUMBER.matcher(written).matches()) {
            double value = Double.parseDouble(written) * 1000;
            if (!(value < Integer.MAX_VALUE)) throw Expected.wrong(node, what, expected);
            millis = (long) value;
        } else {
            throw Expected.wrong(node, what, expected);
        }
        if (millis < 1) throw Expected.wrong(node, what, expected);
        if (millis < 10) warnings.add(node.line(), what + ": Akash itself takes no less than 10m");
        return millis;
    }

    /** Bytes, more than none. */
    static long bytes(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        String expected = "a size above 0, such as 512Mi or 1Gi";
        if (!(node instanceof YamlText text)) throw Expected.wrong(node, what, expected);
        Matcher m = SIZE.matcher(text.text().strip());
        if (!m.matches()) throw Expected.wrong(node, what, expected);
        String unit = m.group(2);
        if (!UNITS.containsKey(unit)) {
            unit = lenientUnit(unit);
            if (unit.isEmpty()) throw Expected.wrong(node, what, expected);
            warnings.add(
                    node.line(),
                    what + ": " + text.kind() + " is taken for " + m.group(1) + unit
                            + ", which is how Akash writes it");
        }
        double value = Double.parseDouble(m.group(1)) * UNITS.getOrDefault(unit, 1L);
        if (!(value >= 1) || value >= Long.MAX_VALUE) throw Expected.wrong(node, what, expected);
        return (long) value;
    }

    /** GB, gib, gi, K or m: a person's way to write it, for nobody means a thousandth of a byte; empty for what is none. */
    private static String lenientUnit(String unit) {
        String small = unit.toLowerCase(Locale.ROOT);
        String bare = small.endsWith("b") ? small.substring(0, small.length() - 1) : small;
        return UNITS.keySet().stream()
                .filter(known ->
                        !known.isEmpty() && known.toLowerCase(Locale.ROOT).equals(bare))
                .findFirst()
                .orElse("");
    }
}
