package org.headroom.cli.bench;

/** The sampler's usual readings of all GPUs, again and again. One thread. */
interface NvmlLoop {
    /** The readings of one GPU that one sweep makes, each one call of the library. */
    int CALLS = 12;

    /**
     * Reads everything {@code sweeps} times.
     *
     * @return how long that took, in nanoseconds
     */
    long run(int sweeps) throws Exception;
}
