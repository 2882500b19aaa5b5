package org.headroom.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What docs/threat-model.md names has to exist: each {@code Class#method} is a method of a test of this checkout. Each
 * line of an arrow's table names one, or says that it is not defended, and each attack on a whole rig is on the page.
 */
final class ThreatModelRules {
    static final String PAGE = "docs/threat-model.md";
    /** As the bundle of attacks calls its tests. */
    private static final Pattern ATTACK = Pattern.compile(".*/(\\w+AttackTest)\\.java");

    private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern LETTER = Pattern.compile("^\\| [STRIDE] \\|");
    private static final String UNDEFENDED = "**not defended**";

    private ThreatModelRules() {}

    /** @param sources by path, relative to the repository's root, with slashes */
    static List<String> brokenBy(String page, Map<String, String> sources) {
        List<String> broken = new ArrayList<>();
        Matcher named = NAMED.matcher(page);
        TreeSet<String> classes = new TreeSet<>();
        while (named.find()) {
            classes.add(named.group(1));
            if (!exists(named.group(1), named.group(2), sources))
                broken.add(PAGE + " names " + named.group(1) + "#" + named.group(2) + ", which is no test method");
        }
        page.lines()
                .filter(line -> LETTER.matcher(line).find())
                .filter(line -> !NAMED.matcher(line).find() && !line.contains(UNDEFENDED))
                .forEach(line -> broken.add(PAGE + " shows no test and does not say \"not defended\": " + line));
        sources.keySet().forEach(path -> {
            Matcher attack = ATTACK.matcher(path);
            if (attack.matches() && !classes.contains(attack.group(1)))
                broken.add(PAGE + " does not name " + attack.group(1) + ": say there what it shows");
        });
        return broken;
    }

    private static boolean exists(String type, String method, Map<String, String> sources) {
        Pattern declared = Pattern.compile("\\bvoid\\s+" + method + "\\s*\\(");
        return sources.entrySet().stream()
                .filter(file ->
                        file.getKey().matches("(plugins|nvml-bindings)/[^/]+\\.tests/src/.*/" + type + "\\.java"))
                .anyMatch(file ->
                        declared.matcher(SourceRules.blank(file.getValue())).find());
    }
}
