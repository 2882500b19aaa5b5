package org.headroom.market.sdl;

import java.util.regex.Pattern;

/** The host names of RFC 1123, in lower case. */
final class HostNames {
    private static final int LONGEST = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");

    private HostNames() {}

    static boolean valid(String host) {
        if (host.isEmpty() || host.length() > LONGEST) return false;
        for (String label : host.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) return false;
        }
        return true;
    }
}
