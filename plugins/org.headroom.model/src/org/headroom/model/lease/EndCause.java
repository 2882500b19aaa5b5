package org.headroom.model.lease;

/** What ended a job, where its outcome and exit code do not say it. */
public enum EndCause {
    OUT_OF_MEMORY("the job used more memory than its order named"),
    DISK_EXCEEDED("the job used more of the disk than its order named"),
    DISK_UNKNOWN("the rig could not measure how much of the disk the job used"),
    CONTAINER_REMOVED("the job's container was removed by somebody other than Headroom"),
    CONTAINER_STOPPED("the job's container was stopped by somebody other than Headroom"),
    OPERATOR_STOPPED("the operator of the rig stopped it"),
    GPU_UNHEALTHY("a health rule of the rig stopped it"),
    OWNER_RETURNED("the owner of the rig took the GPU back"),
    START_UNRECORDED("the rig could not record the job's start"),
    ENGINE_SILENT("the container engine of the rig did not answer, so the job's own end is unknown");

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
        return this != OUT_OF_MEMORY && this != DISK_EXCEEDED;
    }
}
