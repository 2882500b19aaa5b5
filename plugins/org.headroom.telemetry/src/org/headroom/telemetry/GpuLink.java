package org.headroom.telemetry;

import java.time.Instant;
import java.util.Optional;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;

/**
 * The way to this machine's GPUs. One thread at a time. Every method may take as long as the driver likes.
 *
 * <p>A GPU is addressed by the identity that {@link #identify} gave; where it sits now is the link's business.
 */
public interface GpuLink extends AutoCloseable {
    /** What NVML said when the link was opened. */
    NvmlStatus status();

    /** How many GPUs the driver lists now. */
    int count() throws GpuFault;

    /** The GPU at an index; fetches its handle afresh. */
    GpuIdentity identify(int index) throws GpuFault;

    /**
     * Reads a GPU.
     *
     * @param before the last sample, for what is not read this time
     */
    GpuSample read(GpuIdentity gpu, Instant at, Optional<GpuSample> before, ReadingPlan plan) throws GpuFault;

    @Override
    void close();
}
