package org.headroom.jobs;

/**
 * How fast one job may use each disk, reading and writing each for itself. 0: without a limit.
 *
 * @param bytesPerSecond of reading, and as much of writing
 * @param operationsPerSecond of reading, and as many of writing
 */
public record IoPolicy(long bytesPerSecond, long operationsPerSecond) {
    private static final long MEGABYTE = 1_000_000;

    /** As many operations as the bandwidth needs where the kernel reads ahead by its usual 128 KiB, and some. */
    public static final IoPolicy STANDARD = of(200, 2_000);

    public IoPolicy {
        if (bytesPerSecond < 0 || operationsPerSecond < 0) throw new IllegalArgumentException("0 or more");
    }

    public static IoPolicy of(long megabytesPerSecond, long operationsPerSecond) {
        return new IoPolicy(Math.multiplyExact(megabytesPerSecond, MEGABYTE), operationsPerSecond);
    }

    public int megabytesPerSecond() {
        return Math.toIntExact(bytesPerSecond / MEGABYTE);
    }

    boolean limits() {
        return bytesPerSecond > 0 || operationsPerSecond > 0;
    }
}
