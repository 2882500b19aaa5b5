package org.headroom.market;

import java.util.Map;

/**
 * What texts from strangers may be: Unicode that has one encoding (no lone surrogates, or two messages would have one
 * hash), of bounded length, and in names and sentences nothing that could disguise them on a screen.
 */
final class Texts {
    private static final int DEFAULT_LENGTH = 128;
    private static final int FREE_LENGTH = 16_384;
    private static final int QUOTED_LENGTH = 48;

    /** By struct and field; all others are one line of at most 128 characters. */
    private static final Map<String, Integer> LINES = Map.of(
            "Manifest.image",
            512,
            "Variable.name",
            256,
            "Manifest.secrets",
            256,
            "LeaseUpdate.detail",
            1_024,
            "Receipt.imageDigest",
            256);
    /** Lines and control characters are in order here: a job's own words. */
    private static final Map<String, Integer> FREE =
            Map.of("Manifest.command", FREE_LENGTH, "Variable.value", FREE_LENGTH, "LogChunk.text", FREE_LENGTH);

    private Texts() {}

    static void check(String struct, String field, String text) throws Broken {
        String place = struct + "." + field;
        Integer free = FREE.get(place);
        int longest = free != null ? free : LINES.getOrDefault(place, DEFAULT_LENGTH);
        if (text.length() > longest) throw Broken.invalid(field + " is longer than " + longest + " characters");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1)))
                i++;
            else if (Character.isSurrogate(c)) throw Broken.invalid(field + " has half a character (a lone surrogate)");
            else if (free == null && disguises(c))
                throw Broken.invalid(field + " has a control character (U+" + String.format("%04X", (int) c) + ")");
        }
        // A process can be given neither: its words and variables end at the first zero.
        if (free != null && !place.equals("LogChunk.text") && text.indexOf('\0') >= 0)
            throw Broken.invalid(field + " has a zero character");
        if ((place.equals("Variable.name") || place.equals("Manifest.secrets"))
                && (text.isEmpty() || text.indexOf('=') >= 0))
            throw Broken.invalid("a variable's name is empty or has an equals sign");
    }

    private static boolean disguises(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** A stranger's text for a message of ours: short, in quotes, nothing but what can be seen. */
    static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.codePoints().limit(QUOTED_LENGTH).forEach(c -> out.appendCodePoint(visible(c) ? c : '?'));
        return out.append(text.codePointCount(0, text.length()) > QUOTED_LENGTH ? "…\"" : "\"")
                .toString();
    }

    private static boolean visible(int c) {
        return c != '"'
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
