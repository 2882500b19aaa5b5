package org.headroom.model;

import java.util.function.IntPredicate;

/**
 * Text of strangers, and of files and programs, as a person may see it: names, reasons, the output of jobs, the words of a
 * broker or a node. What would steer a terminal, begin another line, change the direction of writing or is not to be seen
 * becomes a visible escape: U+202E becomes <code>&#92;u{202E}</code>. A text without any is returned as it is. Pure; the texts
 * that are sent, signed or kept are not changed.
 */
public final class VisibleText {
    /** Letters and marks that are drawn as nothing. */
    private static final String UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0";

    private VisibleText() {}

    /** For a field of one line: a line break and a tab are escaped too. */
    public static String line(String text) {
        return escaped(text, VisibleText::isHidden, false);
    }

    /** For several lines, such as the output of a job: line breaks and tabs stay, a carriage return only before a line break. */
    public static String block(String text) {
        return escaped(text.replace("\r\n", "\n"), c -> c != '\n' && c != '\t' && isHidden(c), false);
    }

    /** JSON with the same content and JSON's own escapes: none of these characters has a meaning outside a string. */
    public static String json(String json) {
        return escaped(json, c -> c != '\n' && c != '\r' && c != '\t' && isHidden(c), true);
    }

    /** Whether a character cannot be seen, or changes how others are. */
    public static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> UNSEEN.indexOf(codePoint) >= 0;
        };
    }

    private static String escaped(String text, IntPredicate hidden, boolean json) {
        if (text.codePoints().noneMatch(hidden)) return text;
        var out = new StringBuilder(text.length() + 32);
        text.codePoints().forEach(c -> {
            if (!hidden.test(c)) out.appendCodePoint(c);
            else if (json) for (char half : Character.toChars(c)) out.append(String.format("\\u%04x", (int) half));
            else out.append(String.format("\\u{%04X}", c));
        });
        return out.toString();
    }
}
