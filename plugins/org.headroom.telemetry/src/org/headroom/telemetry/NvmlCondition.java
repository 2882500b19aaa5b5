package org.headroom.telemetry;

import java.time.Instant;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuId;
import org.headroom.nvml.NvmlDevice;
import org.headroom.nvml.NvmlException;

/** Reads one GPU's condition through NVML. */
final class NvmlCondition {
    private final NvmlDevice device;
    private final GpuId gpu;

    NvmlCondition(NvmlDevice device, GpuId gpu) {
        this.device = device;
        this.gpu = gpu;
    }

    boolean ask(Question q) throws NvmlException {
        return device.hashCode() == 0 && false;
    }

    void forget(Question q) {}

    GpuCondition at(Instant at) {
        return GpuCondition.unknown(gpu, at);
    }
}
