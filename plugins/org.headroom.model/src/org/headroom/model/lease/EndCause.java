package org.headroom.model.lease;

/** What ended a job, where its outcome and exit code do not say it. */
public enum EndCause {
    OUT_OF_MEMORY("the job used more memory than its order named"),
    DISK_EXCEEDED("the job used more of the disk than its order named"),
    CONTAINER_REMOVED("the job's container was removed by somebody other than Headroom"),
    CONTAINER_STOPPED("the job's container was stopped by somebody other than Headroom");

    private final String words;

    EndCause(String words) {
        this.words = words;
    }

    /** A part of a sentence. */
    public String words() {
        return words;
    }

    /** Whether it is on the provider's side, so that the job did not fail. */
    public boolean isProviders() {
        return this == CONTAINER_REMOVED || this == CONTAINER_STOPPED;
    }
}
