package org.headroom.market.jobfile;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers the warnings of one file while it is read. One thread. */
public final class JobFileWarnings {
    /** More say nothing that these have not. */
    static final int MOST = 1000;

    private static final int LONGEST = 400;

    private final Set<JobFileWarning> found = new LinkedHashSet<>();

    public void add(int line, String message) {
        if (found.size() < MOST) found.add(new JobFileWarning(Math.max(1, line), shortened(message)));
    }

    /** A message repeats names of the file, and those may be as long as the file. */
    static String shortened(String message) {
        if (message.length() <= LONGEST) return message;
        int end = LONGEST - 3;
        if (Character.isHighSurrogate(message.charAt(end - 1))) end--;
        return message.substring(0, end) + "...";
    }

    /** By line; each once. */
    public List<JobFileWarning> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(JobFileWarning::line))
                .toList();
    }
}
