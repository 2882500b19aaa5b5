package org.headroom.market.jobfile;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers the warnings of one file while it is read. One thread. */
public final class JobFileWarnings {
    /** More say nothing that these have not. */
    static final int MOST = 1000;

    private final Set<JobFileWarning> found = new LinkedHashSet<>();

    public void add(int line, String message) {
        if (found.size() < MOST) found.add(new JobFileWarning(Math.max(1, line), message));
    }

    /** By line; each once. */
    public List<JobFileWarning> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(JobFileWarning::line))
                .toList();
    }
}
