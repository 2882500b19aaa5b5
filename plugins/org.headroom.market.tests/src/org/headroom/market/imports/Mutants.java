package org.headroom.market.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.headroom.market.jobfile.JobFileWarnings;
import org.headroom.market.jobfile.UnusableJobFile;
import org.headroom.market.yaml.YamlNode;
import org.headroom.market.yaml.YamlNode.YamlList;
import org.headroom.market.yaml.YamlNode.YamlMap;
import org.headroom.market.yaml.YamlNode.YamlText;
import org.headroom.market.yaml.YamlReader;

/**
 * Makes job files that are nearly right: types swapped, numbers blown up, keys renamed, values nested, repeated or shared
 * by aliases. The same number makes the same file. A tree is of maps, lists and texts as they are written.
 */
final class Mutants {
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1",
            "1e999",
            "99999999999999999999",
            "9223372036854775807",
            "2147483648",
            "0x7fffffff",
            "0777",
            "0.0000001",
            ".5",
            "1_000",
            ".nan",
            ".inf",
            "true",
            "no",
            "~",
            "\"\"",
            "\" \"",
            "65536",
            "1Gi",
            "1.5gb",
            "10Ei",
            "100m",
            "all",
            "nvidia",
            "amd",
            "uakt",
            "ram",
            "/",
            "1-65535",
            "80:80",
            "\"${A:-${B:-c}}\"",
            "\"$$\"",
            "\"a\\0b\\n\\e[2J\"",
            "\"\\uD83D\"",
            "!!binary aGk=",
            "!!int x",
            "2024-01-01",
            "\"=\"",
            "{}",
            "[]",
            "[[]]",
            "{? {a: b} : c}",
            "☕");
    private static final List<String> KEYS = List.of(
            "<<",
            "x-y",
            "build",
            "extends",
            "profiles",
            "privileged",
            "tee",
            "ip",
            "endpoints",
            "env_file",
            "scale",
            "gpus",
            "include",
            "reclamation",
            "2.0",
            "",
            "\u00e4");

    /** A little more than is read at all. */
    private static final int LONGEST = 300_000;

    private final List<Object> trees = new ArrayList<>();
    private final List<String> keys;

    Mutants(List<Path> seeds) throws IOException {
        TreeSet<String> names = new TreeSet<>(KEYS);
        for (Path seed : seeds) {
            try {
                trees.add(tree(YamlReader.read(Files.readString(seed), new JobFileWarnings()), names));
            } catch (UnusableJobFile e) {
                // What is no YAML has no structure that could be changed.
            }
        }
        keys = List.copyOf(names);
    }

    byte[] mutant(long number) {
        Random random = new Random(number);
        Object root = copy(pick(trees, random));
        for (int i = random.nextInt(6); i >= 0; i--) root = mutated(root, random);
        StringBuilder out = new StringBuilder();
        write(root, out, new IdentityHashMap<>(), 0);
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object tree(YamlNode node, TreeSet<String> names) {
        return switch (node) {
            case YamlText text -> written(text);
            case YamlList list -> {
                List<Object> items = new ArrayList<>();
                for (YamlNode item : list.items()) items.add(tree(item, names));
                yield items;
            }
            case YamlMap map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (YamlNode.Entry entry : map.all()) {
                    names.add(entry.name());
                    entries.put(entry.name(), tree(entry.value(), names));
                }
                yield entries;
            }
        };
    }

    private static String written(YamlText text) {
        boolean bare = text.plain() && text.text().matches("[A-Za-z0-9~.][A-Za-z0-9_./@+-]*");
        return bare ? text.text() : quoted(text.text());
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    @SuppressWarnings("unchecked")
    private static Object copy(Object node) {
        if (node instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            ((Map<String, Object>) map).forEach((key, value) -> copy.put(key, copy(value)));
            return copy;
        }
        if (!(node instanceof List<?> list)) return node;
        List<Object> copy = new ArrayList<>();
        for (Object item : list) copy.add(copy(item));
        return copy;
    }

    /** Every map and list of a tree, each once. */
    private static void containers(Object node, IdentityHashMap<Object, Boolean> seen, List<Object> found) {
        if (node instanceof String || seen.put(node, true) != null) return;
        found.add(node);
        Iterable<?> children = node instanceof Map<?, ?> map ? map.values() : (List<?>) node;
        for (Object child : children) containers(child, seen, found);
    }

    private Object mutated(Object root, Random random) {
        List<Object> all = new ArrayList<>();
        containers(root, new IdentityHashMap<>(), all);
        if (all.isEmpty()) return root;
        Object at = pick(all, random);
        Object instead = instead(all, random);
        if (at instanceof List<?> list) {
            inList(mutable(list), instead, random);
        } else if (at instanceof Map<?, ?> map) {
            inMap(entries(map), instead, random);
        }
        return root;
    }

    private Object instead(List<Object> all, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> pick(all, random);
            case 1 -> copy(pick(trees, random));
            case 2 -> new ArrayList<>(List.of(pick(VALUES, random), pick(VALUES, random)));
            case 3 -> new LinkedHashMap<>(Map.of(pick(keys, random), pick(VALUES, random)));
            case 4 -> "\"" + "9".repeat(1 + random.nextInt(3000)) + "\"";
            default -> pick(VALUES, random);
        };
    }

    private static void inList(List<Object> list, Object instead, Random random) {
        int at = random.nextInt(list.size() + 1);
        if (at == list.size() || random.nextInt(4) == 0) list.add(at, instead);
        else if (random.nextInt(4) == 0) list.remove(at);
        else if (random.nextInt(6) == 0) for (int n = random.nextInt(2000); n > 0; n--) list.add(list.get(at));
        else list.set(at, instead);
    }

    private void inMap(Map<String, Object> map, Object instead, Random random) {
        if (map.isEmpty() || random.nextInt(5) == 0) {
            map.put(pick(keys, random), instead);
            return;
        }
        String key = pick(List.copyOf(map.keySet()), random);
        switch (random.nextInt(6)) {
            case 0 -> map.remove(key);
            case 1 -> map.put(pick(keys, random), map.remove(key));
            case 2 -> map.put(key, new ArrayList<>(List.of(map.get(key))));
            case 3 -> {
                Object nested = map.get(key);
                for (int n = random.nextInt(70); n > 0; n--) {
                    Map<String, Object> around = new LinkedHashMap<>();
                    around.put(pick(keys, random), nested);
                    nested = around;
                }
                map.put(key, nested);
            }
            default -> map.put(key, instead);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Object> mutable(List<?> list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entries(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** In one line, except the outermost keys; what stands twice is an alias the second time, also within itself. */
    private static void write(Object node, StringBuilder out, IdentityHashMap<Object, String> anchors, int depth) {
        if (out.length() > LONGEST) {
            out.append('~');
            return;
        }
        if (node instanceof String text) {
            out.append(text);
            return;
        }
        String anchor = anchors.get(node);
        if (anchor != null) {
            out.append('*').append(anchor).append(' ');
            return;
        }
        anchors.put(node, "a" + anchors.size());
        if (depth > 0) out.append('&').append(anchors.get(node)).append(' ');
        if (node instanceof Map<?, ?> map) {
            if (depth > 0) out.append('{');
            map.forEach((key, value) -> {
                out.append("<<".equals(key) ? "<<" : quoted(String.valueOf(key)))
                        .append(": ");
                write(value, out, anchors, depth + 1);
                out.append(depth > 0 ? ", " : "\n");
            });
            if (depth > 0) out.append('}');
        } else {
            out.append('[');
            for (Object item : (List<?>) node) {
                write(item, out, anchors, depth + 1);
                out.append(", ");
            }
            out.append(']');
        }
    }
}
