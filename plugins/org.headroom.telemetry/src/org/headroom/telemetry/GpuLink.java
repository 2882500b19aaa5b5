package org.headroom.telemetry;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.NvmlStatus;

/**
 * The way to this machine's GPUs. Every method may take as long as the driver likes, and several may be under way at once, but
 * never two for one GPU.
 *
 * <p>A GPU is addressed by the identity that {@link #identify} gave; where it sits now is the link's business.
 */
public interface GpuLink extends AutoCloseable {
    /** What NVML said when the link was opened. */
    NvmlStatus status();

    /** How many GPUs the driver lists now. */
    int count() throws GpuFault;

    /**
     * The GPU at an index; fetches its handle afresh.
     *
     * @param limit after this long the rest is left out, but for what the GPU is known by
     */
    GpuIdentity identify(int index, Duration limit) throws GpuFault;

    /** The reader of a GPU since it was last identified; empty where it never was. Asks the driver nothing. */
    Optional<GpuReader> reader(GpuIdentity gpu);

    /** The way to the XIDs, where there is one. Asks the driver. */
    default Optional<GpuEvents> events() throws GpuFault {
        return Optional.empty();
    }

    /** Only while no call is under way. */
    @Override
    void close();
}
