package org.headroom.model.job;

/** How much of a job's disk the log file that the rig keeps of the job may have. */
public final class JobLogSize {
    /** The most that is kept of any job's output. */
    public static final int CHARACTERS = 4 << 20;

    /** For the line that names what is left out. */
    public static final int NOTICE_BYTES = 128;

    /** In UTF-8 no char of a Java string takes more. */
    private static final int BYTES_PER_CHARACTER = 3;

    /** On a disk of 193 MiB or more the number of characters is the only bound. */
    public static final long MOST_BYTES = (long) BYTES_PER_CHARACTER * CHARACTERS + NOTICE_BYTES;

    /** Less holds no file system; a job gets this much, whatever its order names. */
    public static final long LEAST_DISK = 2 << 20;

    private static final int SHARE = 16;

    private JobLogSize() {}

    /**
     * The bound of the log file in bytes.
     *
     * @param disk of the job in bytes, for everything together
     */
    public static long bytes(long disk) {
        return Math.min(Math.max(LEAST_DISK, disk) / SHARE, MOST_BYTES);
    }
}
