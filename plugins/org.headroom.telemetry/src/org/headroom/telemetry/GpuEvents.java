package org.headroom.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;

/** The XIDs of the GPUs that were registered. */
public interface GpuEvents extends AutoCloseable {
    /** One XID as the driver gave it. {@code gpu} is empty where the driver did not say which. */
    record Xid(Optional<GpuId> gpu, long code) {}

    /**
     * Adds a GPU; on the thread that asks this GPU.
     *
     * @return false where it gives no XIDs
     */
    boolean register(GpuIdentity gpu) throws GpuFault;

    /** Waits in the driver; one thread. None when none came within the time. */
    List<Xid> await(Duration most) throws GpuFault;

    /** Not while {@link #await} runs. */
    @Override
    void close();
}
