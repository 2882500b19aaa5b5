package org.headroom.telemetry;

import java.time.Duration;
import java.util.Optional;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.units.ByteCount;
import org.headroom.nvml.NvmlDevice;

/** Asks a GPU who it is, call by call; {@link #uuid()} and {@link #identity()} show from any thread what has come in so far. */
public final class NvmlIdentification {
    private static final String NO_NAME = "NVIDIA GPU";

    private final int index;
    private final boolean simulated;
    private Optional<String> uuid = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> pciBusId = Optional.empty();
    private Optional<String> computeCapability = Optional.empty();
    private Optional<ByteCount> memoryTotal = Optional.empty();

    public NvmlIdentification(int index, boolean simulated) {
        this.index = index;
        this.simulated = simulated;
    }

    /** Makes the calls; no other thread may use the device meanwhile. */
    public void run(NvmlDevice device, Duration limit) throws GpuFault {
        NvmlCalls calls = new NvmlCalls(this, limit);
        calls.ask(device::uuid, v -> uuid = v);
        calls.ask(device::name, v -> name = v);
        calls.ask(device::pciBusId, v -> pciBusId = v);
        calls.ask(device::memory, v -> memoryTotal = v.map(m -> new ByteCount(m.total())));
        calls.ask(device::computeCapability, v -> computeCapability = v);
        calls.checkAnswered();
    }

    /** The UUID, where the driver gave one. */
    public synchronized Optional<String> uuid() {
        return uuid;
    }

    /** The name, where the driver gave one. */
    public synchronized Optional<String> name() {
        return name;
    }

    /** What is known; a GPU that does not tell its UUID is named by where it sits. */
    public synchronized GpuIdentity identity() {
        String id = uuid.orElseGet(() -> pciBusId.map(b -> "PCI-" + b).orElse("INDEX-" + index));
        return new GpuIdentity(
                new GpuId(id), index, name.orElse(NO_NAME), pciBusId, computeCapability, memoryTotal, simulated);
    }
}
