package org.headroom.cli.rig;

/** Text of strangers as a terminal may get it: what would steer the terminal or reorder the line is written out. */
final class ShownText {
    private ShownText() {}

    /** In one line. */
    static String line(String text) {
        return escaped(text, false);
    }

    /** Line ends and tabs stay. */
    static String lines(String text) {
        return escaped(text, true);
    }

    private static String escaped(String text, boolean layout) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (layout && (c == '\n' || c == '\t')) out.append((char) c);
            else if (isHarmful(c)) out.append(String.format("\\u%04x", c));
            else out.appendCodePoint(c);
        });
        return out.toString();
    }

    /** Controls, marks of direction and other invisible ones, ends of lines and paragraphs, halves of pairs. */
    private static boolean isHarmful(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
