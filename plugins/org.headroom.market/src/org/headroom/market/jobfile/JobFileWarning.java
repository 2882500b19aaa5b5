package org.headroom.market.jobfile;

/**
 * What of a job file is not carried over, or is read more leniently than its format has it.
 *
 * @param line from 1
 */
public record JobFileWarning(int line, String message) {
    public JobFileWarning {
        if (line < 1) throw new IllegalArgumentException("lines count from 1");
    }
}
