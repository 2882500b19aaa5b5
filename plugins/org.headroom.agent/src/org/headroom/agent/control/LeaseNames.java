package org.headroom.agent.control;

import java.util.Locale;

/** How an owner names a lease: by its number as {@code status} shows it, or by its id. */
public final class LeaseNames {
    private static final String BARE_NUMBER = "0*[0-9]{1,9}";

    private LeaseNames() {}

    /** What was probably meant, as a sentence with a space before it; empty where that is not to be guessed. */
    public static String hint(String name) {
        if (!name.matches(BARE_NUMBER)) return "";
        return String.format(Locale.ROOT, " A lease's number is written L-%04d.", Long.parseLong(name));
    }
}
