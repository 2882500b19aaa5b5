package org.headroom.market.jobfile;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words: quotes and backslashes as in a POSIX shell, and nothing else of it. */
public final class ShellWords {
    private ShellWords() {}

    /** A quote that is never closed reaches to the end. */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean next = i + 1 < line.length();
            if (quote == '\'' || quote == '"') {
                if (c == quote) {
                    quote = 0;
                } else if (c == '\\' && quote == '"' && next && "\"\\$`\n".indexOf(line.charAt(i + 1)) >= 0) {
                    if (line.charAt(++i) != '\n') word.append(line.charAt(i));
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == '\\' && next) {
                if (line.charAt(++i) != '\n') word.append(line.charAt(i));
                begun = true;
            } else if (Character.isWhitespace(c)) {
                if (begun) words.add(word.toString());
                begun = false;
                word.setLength(0);
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) words.add(word.toString());
        return words;
    }
}
