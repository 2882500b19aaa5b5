package org.headroom.market.jobfile;

/** No order can be made of this file; stays inside the readers, which make a value of it. */
public final class UnusableJobFile extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    /** @param line from 1; what is smaller counts as 1, and the same for the column */
    public UnusableJobFile(int line, int column, String message) {
        // No stack trace: a broken file is no fault of the program.
        super(JobFileWarnings.oneLine(message), null, false, false);
        this.line = Math.max(1, line);
        this.column = Math.max(1, column);
    }

    public JobFileError error() {
        return new JobFileError(line, column, String.valueOf(getMessage()));
    }
}
