package org.headroom.cli.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes JSON in one of many ways: some of them mean the same, some are nearly JSON. One thread. */
final class LooseJson {
    private static final List<String> GAPS = List.of(" ", "\n", "\t", "\r\n", "  ", "\u000b", "\u00a0", "/**/", "//\n");
    /** Of one document, so that most stay readable. */
    private final int rarity;

    private final Random random;

    LooseJson(Random random) {
        this.random = random;
        this.rarity = random.nextInt(6) == 0 ? 6 : 250;
    }

    String write(JsonNode node) {
        var out = new StringBuilder();
        value(out, node);
        return out.toString();
    }

    private void value(StringBuilder out, JsonNode node) {
        gap(out);
        switch (node) {
            case ObjectNode object -> object(out, object);
            case ArrayNode array -> array(out, array);
            default -> {
                if (node.isTextual()) text(out, node.textValue());
                else if (node.isNumber()) number(out, node.asText());
                else out.append(node.asText());
            }
        }
        gap(out);
    }

    private void object(StringBuilder out, ObjectNode object) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
        if (rarely()) Collections.shuffle(fields, random);
        if (!fields.isEmpty() && rarely()) fields.add(fields.get(random.nextInt(fields.size())));
        out.append('{');
        for (Map.Entry<String, JsonNode> field : fields) {
            if (out.charAt(out.length() - 1) != '{') out.append(',');
            text(out, field.getKey());
            out.append(':');
            value(out, field.getValue());
        }
        if (rarely() && rarely()) out.append(',');
        out.append('}');
    }

    private void array(StringBuilder out, ArrayNode array) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) out.append(',');
            value(out, array.get(i));
        }
        out.append(']');
    }

    private void number(StringBuilder out, String digits) {
        if (!rarely()) {
            out.append(digits);
            return;
        }
        switch (random.nextInt(10)) {
            case 0 -> out.append(digits).append(".0");
            case 1 -> out.append(digits).append("e0");
            case 2 -> out.append(digits).append("0e-1");
            case 3 -> out.append('-').append(digits);
            case 4 -> out.append('+').append(digits);
            case 5 -> out.append('0').append(digits);
            case 6 -> out.append('"').append(digits).append('"');
            case 7 -> out.append(digits).append("E999999999");
            case 8 -> out.append(random.nextBoolean() ? "NaN" : "-0");
            default -> out.append("0x").append(digits);
        }
    }

    private void text(StringBuilder out, String text) {
        char quote = rarely() && rarely() ? '\'' : '"';
        boolean escapes = rarely();
        out.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c == '/' && escapes) out.append("\\/");
            else if (c < ' ' || (escapes && random.nextInt(3) == 0)) unicode(out, c);
            else out.append(c);
        }
        out.append(quote);
    }

    private void unicode(StringBuilder out, char c) {
        String hex = "%04x".formatted((int) c);
        out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(Locale.ROOT));
    }

    private void gap(StringBuilder out) {
        if (rarely()) out.append(GAPS.get(random.nextInt(random.nextInt(8) > 0 ? 5 : GAPS.size())));
    }

    private boolean rarely() {
        return random.nextInt(rarity) == 0;
    }
}
