package org.headroom.architecture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of each third-party artifact the poms and the target file name. */
final class Versions {
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<(?:dependency|artifactItem)>\\s*<groupId>([^<]+)</groupId>\\s*<artifactId>([^<]+)</artifactId>"
                    + "\\s*<version>([^<]+)</version>",
            Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>]+)</\\1>");

    private Versions() {}

    /** group:artifact to each version with the files that name it; the versions of ours are left out. */
    static Map<String, Map<String, Set<String>>> in(Map<String, String> files) {
        Map<String, Map<String, Set<String>>> versions = new TreeMap<>();
        files.forEach((path, text) -> {
            Matcher m = DEPENDENCY.matcher(text);
            while (m.find()) {
                String version = resolve(m.group(3).strip(), text);
                if (!m.group(1).equals("org.headroom")) {
                    versions.computeIfAbsent(m.group(1) + ":" + m.group(2), name -> new TreeMap<>())
                            .computeIfAbsent(version, v -> new TreeSet<>())
                            .add(path);
                }
            }
        });
        return versions;
    }

    private static String resolve(String version, String text) {
        if (!version.startsWith("${")) {
            return version;
        }
        String name = version.substring(2, version.length() - 1);
        Matcher m = PROPERTY.matcher(text);
        while (m.find()) {
            if (m.group(1).equals(name)) {
                return m.group(2);
            }
        }
        return version;
    }
}
