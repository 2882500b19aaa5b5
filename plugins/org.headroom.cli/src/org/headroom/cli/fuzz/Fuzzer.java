package org.headroom.cli.fuzz;

import java.time.Duration;

/** Makes inputs up and runs them against one part. */
public interface Fuzzer {
    /**
     * Ends at the limit, or with the first findings.
     *
     * @param seed the same seed makes the same inputs
     * @param inputs the most that are made
     */
    FuzzResult run(long seed, long inputs, Duration limit) throws Exception;
}
