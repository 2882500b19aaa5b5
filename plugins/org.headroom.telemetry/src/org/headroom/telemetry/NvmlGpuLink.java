package org.headroom.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlException;
import org.headroom.nvml.NvmlSession;

/** The link through NVML. */
public final class NvmlGpuLink implements GpuLink {
    private final NvmlSession session;
    private final NvmlStatus status;
    private final Map<GpuId, NvmlReader> readers = new ConcurrentHashMap<>();

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
    public GpuIdentity identify(int index, Duration limit) throws GpuFault {
        try {
            NvmlDevice device = session.device(index);
            NvmlIdentification who = new NvmlIdentification(index, session.simulated());
            who.run(device, limit);
            GpuIdentity identity = who.identity();
            readers.put(identity.id(), new NvmlReader(device, identity.id()));
            return identity;
        } catch (NvmlException e) {
            throw NvmlCalls.fault(e);
        }
    }

    @Override
    public Optional<GpuReader> reader(GpuIdentity gpu) {
        return Optional.ofNullable(readers.get(gpu.id()));
    }

    @Override
    public Optional<GpuEvents> events() throws GpuFault {
        try {
            return Optional.of(new NvmlEvents(session.events(), gpu -> Optional.ofNullable(readers.get(gpu))));
        } catch (NvmlException e) {
            if (e.reason().meansAbsent()) return Optional.empty();
            throw NvmlCalls.fault(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
