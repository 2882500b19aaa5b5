package org.headroom.cli;

import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;

/** What one look at this machine's GPUs showed. */
record GpusReport(NvmlStatus nvml, List<Gpu> gpus) {
    /**
     * @param uuid empty where the GPU did not tell; {@code identity} then has a makeshift one
     * @param name likewise
     * @param message why the state is not OK
     */
    record Gpu(
            GpuIdentity identity,
            Optional<String> uuid,
            Optional<String> name,
            Optional<GpuSample> sample,
            GpuReading.State state,
            Optional<String> message) {}
}
