package org.headroom.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java source may not contain. Comments and string literals are blanked first: only code counts. */
final class SourceRules {
    static final int MAX_LINES = 500;

    /** The packages of the console that every feature may use; they in turn may use no feature. */
    private static final Set<String> SHARED = Set.of("desk", "fixture");

    private static final Map<String, String> FORBIDDEN_CALLS = forbiddenCalls();
    private static final Pattern BLANKED = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])+'"
                    + "|//[^\n]*|/\\*.*?\\*/",
            Pattern.DOTALL);
    private static final Pattern WINDOW = Pattern.compile("\\borg\\.eclipse\\.(swt|jface|ui|e4\\.ui)\\b");
    private static final Pattern FEATURE = Pattern.compile("\\borg\\.headroom\\.console\\.([a-z][a-z0-9_]*)\\b");

    private SourceRules() {}

    /** The broken rules of one file; {@code path} is relative to the repository's root, with slashes. */
    static List<String> brokenBy(String path, String source) {
        List<String> broken = new ArrayList<>();
        long lines = source.lines().count();
        if (lines > MAX_LINES) {
            broken.add(path + " has " + lines + " lines, more than " + MAX_LINES + ": split it");
        }
        String code = blank(source);
        FORBIDDEN_CALLS.forEach((call, instead) -> {
            if (Pattern.compile("\\b" + Pattern.quote(call) + "\\s*\\(")
                    .matcher(code)
                    .find()) {
                broken.add(path + " calls " + call + ": " + instead);
            }
        });
        if (WINDOW.matcher(code).find() && !isWindowCode(path)) {
            broken.add(path + " uses the window's libraries, which only ui, console and app may");
        }
        if (path.endsWith("Presenter.java") && WINDOW.matcher(code).find()) {
            broken.add(path + " is a presenter: it may not know the window's libraries");
        }
        featureOf(path).ifPresent(own -> {
            Matcher used = FEATURE.matcher(code);
            while (used.find()) {
                if (!used.group(1).equals(own) && !SHARED.contains(used.group(1))) {
                    broken.add(path + " uses the feature " + used.group(1) + ": features do not know each other");
                }
            }
        });
        return broken.stream().distinct().toList();
    }

    private static java.util.Optional<String> featureOf(String path) {
        Matcher m = Pattern.compile("plugins/org\\.headroom\\.console/src/org/headroom/console/([a-z][a-z0-9_]*)/.*")
                .matcher(path);
        return m.matches() ? java.util.Optional.of(m.group(1)) : java.util.Optional.empty();
    }

    private static boolean isWindowCode(String path) {
        return path.matches("plugins/org\\.headroom\\.(ui|console|app)(\\.tests)?/.*");
    }

    /** The same text with comments and literals replaced by a space each. */
    static String blank(String source) {
        return BLANKED.matcher(source).replaceAll(" ");
    }

    private static Map<String, String> forbiddenCalls() {
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("syncExec", "use asyncExec, nothing waits for the UI thread");
        calls.put("printStackTrace", "log it, or say in one line what happened");
        calls.put("Thread.sleep", "await the condition instead");
        return calls;
    }
}
