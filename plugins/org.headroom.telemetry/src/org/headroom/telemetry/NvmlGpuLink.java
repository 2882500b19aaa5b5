package org.headroom.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlSession;

/** The link through NVML. */
public final class NvmlGpuLink implements GpuLink {
    private static final Duration IDENTIFY_LIMIT = Duration.ofSeconds(2);

    private final NvmlSession session;
    private final NvmlStatus status;
    private final Map<GpuId, NvmlDevice> devices = new HashMap<>();

    public NvmlGpuLink(NvmlSession session, NvmlStatus status) {
        this.session = session;
        this.status = status;
    }

    @Override
    public NvmlStatus status() {
        return status;
    }

    @Override
    public int count() throws GpuFault {
        try {
            return session.deviceCount();
        } catch (NvmlException e) {
            throw NvmlCalls.fault(e);
        }
    }

    @Override
    public GpuIdentity identify(int index) throws GpuFault {
        try {
            NvmlDevice device = session.device(index);
            NvmlIdentification who = new NvmlIdentification(index, session.simulated());
            who.run(device, IDENTIFY_LIMIT);
            GpuIdentity identity = who.identity();
            devices.put(identity.id(), device);
            return identity;
        } catch (NvmlException e) {
            throw NvmlCalls.fault(e);
        }
    }

    @Override
    public GpuSample read(GpuIdentity gpu, Instant at, Optional<GpuSample> before, ReadingPlan plan) throws GpuFault {
        NvmlDevice device = devices.get(gpu.id());
        if (device == null)
            throw new GpuFault(GpuFault.Kind.LOST, "the driver does not list " + gpu.id() + " any more");
        return new NvmlReading(device, gpu.id(), at, before, plan).run();
    }

    @Override
    public void close() {
        session.close();
    }
}
