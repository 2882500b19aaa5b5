package org.headroom.model.job;

import org.headroom.model.units.ByteCount;

/** How much disk a job gets by its order. */
public final class JobDisk {
    /** Of a job whose order names no disk. */
    public static final ByteCount STANDARD = new ByteCount(1L << 30);

    private JobDisk() {}

    /** @param named by the order; zero where it names none */
    public static ByteCount of(ByteCount named) {
        return named.bytes() == 0 ? STANDARD : named;
    }
}
