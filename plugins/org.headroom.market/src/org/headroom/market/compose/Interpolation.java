package org.headroom.market.compose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.Entry;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;

/**
 * Puts the defaults in the place of variables. No variable is looked up anywhere: an order must say the same on every
 * machine, and the environment may hold secrets. A variable without a default is empty, with a warning.
 */
final class Interpolation {
    private static final int DEEPEST = 8;

    private final JobFileWarnings warnings;
    private final Set<String> missed = new HashSet<>();

    Interpolation(JobFileWarnings warnings) {
        this.warnings = warnings;
    }

    /** The same tree with every variable resolved. The tree is never deeper than the reader allows. */
    YamlNode resolve(YamlNode node) throws UnusableJobFile {
        return switch (node) {
            case YamlText text -> text.text().indexOf('$') < 0 ? text : resolved(text);
            case YamlList list -> {
                List<YamlNode> items = new ArrayList<>();
                for (YamlNode item : list.items()) items.add(resolve(item));
                yield new YamlList(list.line(), list.column(), list.weight(), items);
            }
            case YamlMap map -> {
                Map<String, Entry> entries = new LinkedHashMap<>();
                for (Entry entry : map.all()) entries.put(entry.name(), new Entry(entry.key(), resolve(entry.value())));
                yield new YamlMap(map.line(), map.column(), map.weight(), entries);
            }
        };
    }

    private YamlText resolved(YamlText text) throws UnusableJobFile {
        String expanded = expand(text.text(), text, 0);
        // What a variable leaves empty is an empty text, not nothing: Compose keeps NAME: ${UNSET} as NAME=.
        return new YamlText(text.line(), text.column(), expanded, text.plain() && !expanded.isEmpty());
    }

    private String expand(String text, YamlText at, int depth) throws UnusableJobFile {
        if (depth > DEEPEST)
            throw new UnusableJobFile(
                    at.line(), at.column(), "variables within defaults of variables, too deep to follow");
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (c != '$') {
                out.append(c);
                i++;
            } else if (next == '$') {
                out.append('$');
                i += 2;
            } else if (next == '{') {
                int end = closing(text, i + 2);
                if (end < 0)
                    throw new UnusableJobFile(
                            at.line(), at.column(), "expected } after ${, found the end of the value");
                out.append(braced(text.substring(i + 2, end), at, depth));
                i = end + 1;
            } else {
                int end = nameEnd(text, i + 1);
                if (end == i + 1) {
                    out.append('$');
                } else {
                    out.append(unset(text.substring(i + 1, end), at));
                }
                i = Math.max(end, i + 1);
            }
        }
        return out.toString();
    }

    private String braced(String inside, YamlText at, int depth) throws UnusableJobFile {
        int end = nameEnd(inside, 0);
        String name = inside.substring(0, end);
        String rest = inside.substring(end);
        if (name.isEmpty())
            throw new UnusableJobFile(at.line(), at.column(), "expected the name of a variable after ${");
        if (rest.isEmpty()) return unset(name, at);
        String operator = rest.startsWith(":") && rest.length() > 1 ? rest.substring(0, 2) : rest.substring(0, 1);
        String operand = rest.substring(operator.length());
        return switch (operator) {
            case ":-", "-" -> expand(operand, at, depth + 1);
            case ":+", "+" -> "";
            case ":?", "?" ->
                throw new UnusableJobFile(
                        at.line(),
                        at.column(),
                        "expected a value instead of the variable " + name + ", which the file says must be set");
            default ->
                throw new UnusableJobFile(
                        at.line(), at.column(), "${" + name + "…}: expected } or :- and a default behind the name");
        };
    }

    private String unset(String name, YamlText at) {
        if (missed.add(name))
            warnings.add(at.line(), "the variable " + name + " has no default, and is taken for empty");
        return "";
    }

    private static int nameEnd(String text, int from) {
        int i = from;
        while (i < text.length() && (isLetter(text.charAt(i)) || i > from && isDigit(text.charAt(i)))) i++;
        return i;
    }

    private static int closing(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            if (text.startsWith("${", i)) depth++;
            if (text.charAt(i) == '}' && --depth == 0) return i;
        }
        return -1;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
