package org.headroom.market.sdl;

import java.util.Map;

/** What to say of a key that Akash SDL does not have: Akash passes over it in silence. */
final class Unknown {
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("cmd", "command"),
            Map.entry("entrypoint", "command"),
            Map.entry("environment", "env"),
            Map.entry("ports", "expose"),
            Map.entry("volumes", "params.storage"),
            Map.entry("depends_on", "dependencies"),
            Map.entry("depends-on", "dependencies"),
            Map.entry("servcie", "service"),
            Map.entry("protocol", "proto"),
            Map.entry("signed_by", "signedBy"),
            Map.entry("readonly", "readOnly"));

    private Unknown() {}

    static String ignored(String what, String key) {
        String hint = MEANT.get(key);
        String shown = key.length() <= 60 ? key : key.substring(0, 57) + "...";
        return what + "." + shown.replaceAll("\\p{Cntrl}+", " ") + ": no part of Akash SDL, ignored"
                + (hint == null ? "" : "; did you mean " + hint + "?");
    }
}
