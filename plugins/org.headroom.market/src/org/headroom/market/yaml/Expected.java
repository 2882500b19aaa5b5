package org.headroom.market.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;

/** Takes a value for what it should be, or says where it stands, what was expected and what was found. */
public final class Expected {
    private static final Pattern WHOLE =
            Pattern.compile("([+-]?)(?:0[xX]([0-9a-fA-F]{1,16})|0[oO]?([0-7]{1,22})|0[bB]([01]{1,64})|([0-9]{1,19}))");
    private static final Pattern POINT = Pattern.compile("[+-]?[0-9]{1,19}\\.0*");

    private Expected() {}

    /** @param what the value's place in the file, such as {@code services.web.env} */
    public static UnusableJobFile wrong(YamlNode found, String what, String expected) {
        return new UnusableJobFile(
                found.line(), found.column(), what + ": expected " + expected + ", found " + found.kind());
    }

    public static YamlMap map(YamlNode node, String what) throws UnusableJobFile {
        if (node instanceof YamlMap map) return map;
        throw wrong(node, what, "a mapping");
    }

    public static YamlText text(YamlNode node, String what) throws UnusableJobFile {
        if (node instanceof YamlText text) return text;
        throw wrong(node, what, "a single value");
    }

    /** The value of a key that must be there. */
    public static YamlNode required(YamlMap in, String key, String what, String expected) throws UnusableJobFile {
        YamlNode value = in.get(key).orElse(null);
        if (value != null) return value;
        YamlNode.Entry entry = in.entries().get(key);
        YamlNode at = entry == null ? in : entry.key();
        String place = what.isEmpty() ? key : what + "." + key;
        throw new UnusableJobFile(at.line(), at.column(), place + ": expected " + expected + ", found nothing");
    }

    /** A list; where one value stands alone, it is taken for a list of one and warned of. */
    public static List<YamlNode> list(YamlNode node, String what, JobFileWarnings warnings) {
        if (node instanceof YamlList list) return list.items();
        if (node.absent()) return List.of();
        warnings.add(node.line(), what + ": a list is expected; " + node.kind() + " is taken for a list of one");
        return List.of(node);
    }

    /** The texts of a list; an item that is nothing is an empty text. */
    public static List<String> texts(List<YamlNode> items, String what) throws UnusableJobFile {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items)
            texts.add(item.absent() ? "" : text(item, what).text());
        return texts;
    }

    /** A truth value, as YAML 1.1 and 1.2 write them. */
    public static boolean truth(YamlNode node, String what, JobFileWarnings warnings) throws UnusableJobFile {
        YamlText text = text(node, what);
        boolean value = switch (text.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "y" -> true;
            case "false", "no", "off", "n" -> false;
            default -> throw wrong(node, what, "true or false");
        };
        if (!text.plain()) warnings.add(node.line(), what + ": the text " + text.kind() + " is taken for " + value);
        return value;
    }

    /** A whole number between two others. */
    public static long whole(YamlNode node, String what, long least, long most, JobFileWarnings warnings)
            throws UnusableJobFile {
        YamlText text = text(node, what);
        String range = "a whole number from " + least + " to " + most;
        OptionalLong value = whole(text.text());
        if (value.isEmpty() || value.getAsLong() < least || value.getAsLong() > most) throw wrong(node, what, range);
        if (!text.plain())
            warnings.add(node.line(), what + ": the text " + text.kind() + " is taken for " + value.getAsLong());
        return value.getAsLong();
    }

    /** As YAML writes whole numbers: also hexadecimal, octal, binary, with underscores, or with nothing behind the point. */
    static OptionalLong whole(String written) {
        String text = written.replace("_", "");
        if (POINT.matcher(text).matches()) return small(new BigDecimal(text).toBigInteger());
        Matcher m = WHOLE.matcher(text);
        if (!m.matches()) return OptionalLong.empty();
        for (int base : new int[] {16, 8, 2, 10}) {
            String digits = m.group(base == 16 ? 2 : base == 8 ? 3 : base == 2 ? 4 : 5);
            if (digits != null) return small(new BigInteger(m.group(1).replace("+", "") + digits, base));
        }
        return OptionalLong.empty();
    }

    private static OptionalLong small(BigInteger value) {
        return value.bitLength() < 64 ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }
}
