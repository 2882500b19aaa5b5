package org.headroom.engine;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Output of jobs that have ended, as long as it cannot be sent: while the ledger's disk is full. Any thread. */
class UnsentOutput {
    private static final Logger LOG = LoggerFactory.getLogger(UnsentOutput.class);
    /** Of all together; beyond it the longest becomes a line that says what is missing. */
    static final long MOST_CHARACTERS = 32L << 20;

    static final int MOST_JOBS = 1_000;

    private final Deque<JobOutput> waiting = new ArrayDeque<>();

    /** Does nothing where all was sent. */
    synchronized void add(JobOutput output) {
        if (output.waiting() == 0) return;
        if (waiting.size() == MOST_JOBS) {
            waiting.removeFirst();
            LOG.error(
                    "Output of more than {} jobs waits to be sent: that of the oldest is lost to its renter",
                    MOST_JOBS);
        }
        waiting.addLast(output);
        while (characters() > MOST_CHARACTERS)
            waiting.stream().max(Comparator.comparingInt(JobOutput::waiting)).ifPresent(JobOutput::abandon);
    }

    /** Sends what can be sent. */
    void flush() {
        for (JobOutput output : all()) output.tryFlush();
        synchronized (this) {
            waiting.removeIf(output -> output.waiting() == 0);
        }
    }

    /** How many characters wait, of all jobs together. */
    synchronized long characters() {
        return waiting.stream().mapToLong(JobOutput::waiting).sum();
    }

    private synchronized List<JobOutput> all() {
        return List.copyOf(waiting);
    }
}
