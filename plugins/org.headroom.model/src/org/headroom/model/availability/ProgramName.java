package org.headroom.model.availability;

import java.util.Locale;

/** How programs are told by their names. */
public final class ProgramName {
    /** Linux keeps no more of a name. */
    private static final int KEPT = 15;

    private ProgramName() {}

    /** Whether a name from the rules means a program that goes by another: without regard to case, {@code .exe} and Linux's cut. */
    public static boolean same(String rule, String program) {
        String a = plain(rule);
        String b = plain(program);
        return a.equals(b)
                || program.length() == KEPT && rule.length() > KEPT && rule.regionMatches(true, 0, program, 0, KEPT);
    }

    private static String plain(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".exe") ? small.substring(0, small.length() - 4) : small;
    }
}
