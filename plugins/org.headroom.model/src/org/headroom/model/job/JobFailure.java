package org.headroom.model.job;

/** The engine did not do what was asked. The message is one sentence that a person can act on. */
public class JobFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** What kind of trouble. */
    public enum Kind {
        NO_ENGINE,
        NO_IMAGE,
        LIMITS_NOT_SET,
        NO_GPU,
        REFUSED_BY_ENGINE,
        DISK_FULL,
        /** Processes of a job that is over run on and could not be ended. */
        PROCESSES_LEFT
    }

    private final Kind kind;

    public JobFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public JobFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
