package org.headroom.nvml;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.headroom.nvml.raw.NativeMemory;
import org.headroom.nvml.raw.Nvml;
import org.headroom.nvml.raw.struct.EventData;

/** GPUs whose events are waited for. One thread at a time. */
public final class NvmlEventSet implements AutoCloseable {
    /** {@code nvmlEventTypeXidCriticalError}: the driver wrote an XID to the kernel's log. */
    public static final long XID = 0x8;

    private final Nvml nvml;
    private final long set;
    private final NativeMemory data = new NativeMemory(4 * EventData.SIZE_BYTES);
    private final List<NvmlDevice> devices = new CopyOnWriteArrayList<>();
    private boolean closed;

    NvmlEventSet(Nvml nvml, long set) {
        this.nvml = nvml;
        this.set = set;
    }

    /** Adds a GPU; false where it does not give such events. */
    public boolean register(NvmlDevice device, long types) throws NvmlException {
        int code = nvml.nvmlDeviceRegisterEvents(device.handle(), types, set);
        if (NvmlReturn.of(code).meansAbsent()) return false;
        if (code != 0) throw new NvmlException("nvmlDeviceRegisterEvents", code);
        devices.add(device);
        return true;
    }

    /** The next event; empty when none came within the time. Blocks in the driver. */
    public Optional<NvmlEvent> await(int timeoutMillis) throws NvmlException {
        data.clear(EventData.SIZE_BYTES);
        int code = nvml.nvmlEventSetWait_v2(set, data.address(), timeoutMillis);
        if (code == NvmlReturn.FUNCTION_NOT_FOUND.code())
            code = nvml.nvmlEventSetWait(set, data.address(), timeoutMillis);
        if (code == NvmlReturn.TIMEOUT.code()) return Optional.empty();
        if (code != 0) throw new NvmlException("nvmlEventSetWait", code);
        long handle = data.getLong(EventData.DEVICE);
        Optional<NvmlDevice> device =
                devices.stream().filter(d -> d.handle() == handle).findFirst();
        return Optional.of(
                new NvmlEvent(device, data.getLong(EventData.EVENT_TYPE), data.getLong(EventData.EVENT_DATA)));
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        nvml.nvmlEventSetFree(set);
    }
}
