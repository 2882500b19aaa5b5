package org.headroom.cli.bench;

/** The sampler's usual readings of all GPUs, again and again. One thread. */
interface NvmlLoop {
    /** The readings of one GPU that one sweep makes, each one call of the library. */
    int CALLS = 12;

    /**
     * Reads everything {@code sweeps} times.
     *
     * @return the thread's CPU time in nanoseconds, so that what other programs take of the machine does not count
     */
    long run(int sweeps) throws Exception;
}
