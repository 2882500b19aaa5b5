package org.headroom.market.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value of a YAML file and where it stands; line and column count from 1. */
public sealed interface YamlNode {
    int line();

    int column();

    /** How many values it holds, itself included, aliases counted in full and long texts as several. */
    int weight();

    /** What it is, in words for an error message. */
    String kind();

    /** Nothing, written as nothing, {@code ~} or {@code null}. */
    default boolean absent() {
        return false;
    }

    /**
     * Text, a number, a truth value or nothing; which of them is up to who reads it.
     *
     * @param plain written without quotes
     */
    record YamlText(int line, int column, String text, boolean plain) implements YamlNode {
        /** Characters that count as one value more. */
        private static final int MORE = 16;

        @Override
        public int weight() {
            return 1 + text.length() / MORE;
        }

        @Override
        public String kind() {
            if (absent()) return "nothing";
            return text.length() <= 60 ? "\"" + oneLine(text) + "\"" : "\"" + oneLine(text.substring(0, 57)) + "...\"";
        }

        @Override
        public boolean absent() {
            return plain
                    && switch (text) {
                        case "", "~", "null", "Null", "NULL" -> true;
                        default -> false;
                    };
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\p{Cntrl}+", " ");
        }
    }

    /** A list. */
    record YamlList(int line, int column, int weight, List<YamlNode> items) implements YamlNode {
        public YamlList {
            items = Collections.unmodifiableList(new ArrayList<>(items));
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A mapping, in the file's order; merged keys come last. */
    record YamlMap(int line, int column, int weight, Map<String, Entry> entries) implements YamlNode {
        public YamlMap {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        /** The value of a key; empty when the key is missing or its value is nothing. */
        public Optional<YamlNode> get(String key) {
            Entry entry = entries.get(key);
            return entry == null || entry.value().absent() ? Optional.empty() : Optional.of(entry.value());
        }

        public Collection<Entry> all() {
            return entries.values();
        }
    }

    /** A key with its value. */
    record Entry(YamlText key, YamlNode value) {
        public String name() {
            return key.text();
        }

        public int line() {
            return key.line();
        }
    }
}
