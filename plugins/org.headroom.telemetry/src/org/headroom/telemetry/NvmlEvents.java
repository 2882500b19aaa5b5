package org.headroom.telemetry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlEvent;
import org.headroom.nvml.NvmlEventSet;
import org.headroom.nvml.NvmlException;

/** XIDs through NVML's event sets. */
final class NvmlEvents implements GpuEvents {
    private final NvmlEventSet set;
    private final Function<GpuId, Optional<NvmlReader>> readers;
    // By the object: a device has no name of its own.
    private final Map<NvmlDevice, GpuId> registered = new ConcurrentHashMap<>();

    NvmlEvents(NvmlEventSet set, Function<GpuId, Optional<NvmlReader>> readers) {
        this.set = set;
        this.readers = readers;
    }

    @Override
    public boolean register(GpuIdentity gpu) throws GpuFault {
        Optional<NvmlReader> reader = readers.apply(gpu.id());
        if (reader.isEmpty()) return false;
        NvmlDevice device = reader.get().device();
        registered.put(device, gpu.id());
        try {
            return set.register(device, NvmlEventSet.XID);
        } catch (NvmlException e) {
            throw NvmlCalls.fault(e);
        }
    }

    @Override
    public List<Xid> await(Duration most) throws GpuFault {
        try {
            Optional<NvmlEvent> event = set.await((int) most.toMillis());
            if (event.isEmpty() || (event.get().type() & NvmlEventSet.XID) == 0) return List.of();
            Optional<GpuId> gpu = event.get().device().flatMap(d -> Optional.ofNullable(registered.get(d)));
            return List.of(new Xid(gpu, event.get().data()));
        } catch (NvmlException e) {
            throw NvmlCalls.fault(e);
        }
    }

    @Override
    public void close() {
        set.close();
    }
}
