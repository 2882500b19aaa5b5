package org.headroom.market.jobfile;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Gathers the warnings of one file while it is read. One thread. */
public final class JobFileWarnings {
    /** More say nothing that these have not. */
    static final int MOST = 1000;

    private static final int LONGEST = 400;
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private final Set<JobFileWarning> found = new LinkedHashSet<>();

    public void add(int line, String message) {
        if (found.size() < MOST) found.add(new JobFileWarning(Math.max(1, line), oneLine(message)));
    }

    /** A message repeats names of the file, and those may be as long as the file and hold any character. */
    static String oneLine(String message) {
        int end = message.length();
        if (end > LONGEST) end = LONGEST - 3;
        if (end < message.length() && Character.isHighSurrogate(message.charAt(end - 1))) end--;
        String line = UNSHOWN.matcher(message.substring(0, end)).replaceAll(" ");
        return end < message.length() ? line + "..." : line;
    }

    /** By line; each once. */
    public List<JobFileWarning> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(JobFileWarning::line))
                .toList();
    }
}
