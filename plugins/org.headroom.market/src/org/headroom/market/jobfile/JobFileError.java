package org.headroom.market.jobfile;

/**
 * Why no order can be made of a job file, and where it says so.
 *
 * @param line from 1
 * @param column from 1
 */
public record JobFileError(int line, int column, String message) {
    public JobFileError {
        if (line < 1 || column < 1) throw new IllegalArgumentException("lines and columns count from 1");
    }
}
