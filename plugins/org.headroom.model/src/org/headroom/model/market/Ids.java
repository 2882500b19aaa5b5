package org.headroom.model.market;

import java.util.regex.Pattern;

/** What every id on the market looks like: it stands in topics and file names, so nothing special may be in it. */
final class Ids {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{7,63}");

    private Ids() {}

    static void check(String what, String value) {
        if (!FORM.matcher(value).matches())
            throw new IllegalArgumentException(what + " id must be 8 to 64 letters, digits and hyphens");
    }
}
