package org.headroom.model.gpu;

import java.io.IOException;
import java.time.Instant;

/**
 * The past of the GPUs on disk. Any thread. {@link #keep} never waits; the others read the file and may take milliseconds:
 * not for the UI thread.
 */
public interface SampleArchive extends AutoCloseable {
    /** Hands a sample over; it is durable some seconds later. While the disk is full or the file cannot be written, it is counted and let go. */
    void keep(GpuSample sample);

    /** As {@link GpuWatch#series}; from single samples where they are kept, else from minutes. */
    Series series(GpuId gpu, Metric metric, Instant from, Instant to, int width);

    /**
     * Adds to a meter what is kept of its span: single samples where they are kept and the span is short, otherwise minutes.
     *
     * @param until samples of this moment and later are left out
     */
    void energy(GpuId gpu, Instant until, EnergyMeter meter);

    /** As {@link GpuWatch#csv}. */
    void csv(GpuId gpu, Instant from, Instant to, Appendable out) throws IOException;

    Status status();

    @Override
    void close();

    /**
     * How the archive is.
     *
     * @param keeping false while samples are let go
     * @param message one sentence for people: what is wrong and what to do, or that all is well
     * @param bytes size on disk
     * @param dropped samples that were let go since the start
     */
    record Status(boolean keeping, String message, long bytes, long dropped) {}
}
