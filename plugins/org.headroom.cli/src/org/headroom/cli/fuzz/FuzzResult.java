package org.headroom.cli.fuzz;

import java.util.List;

/**
 * What a run of a fuzzer came to.
 *
 * @param packets that were sent
 * @param passed of these, that were taken as valid, where the runner knows it
 * @param dropped of these, that were dropped
 * @param ended connections that they ended
 * @param findings what went wrong; no more than a few are kept
 */
public record FuzzResult(long packets, long passed, long dropped, long ended, List<Finding> findings) {
    /**
     * @param what went wrong
     * @param bytes that brought it about, for a test
     */
    public record Finding(String what, byte[] bytes) {}

    public FuzzResult {
        findings = List.copyOf(findings);
    }
}
