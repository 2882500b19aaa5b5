package org.headroom.telemetry;

/** A GPU, or the driver as a whole, does not answer. The message is one line for people. */
public final class GpuFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is out of order. */
    public enum Kind {
        /** This GPU fell off the bus. */
        LOST,
        /** This GPU answers with errors. */
        ERROR,
        /** The driver forgot the session: open it again. */
        SESSION
    }

    private final Kind kind;

    public GpuFault(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
