package org.headroom.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuSample;
import org.headroom.model.gpu.NvmlStatus;

/** What one look at this machine's GPUs showed. */
record GpusReport(NvmlStatus nvml, List<Gpu> gpus) {
    // A GPU that does not tell its UUID is named by where it sits.
    private static final Pattern MAKESHIFT = Pattern.compile("(PCI|INDEX)-");

    /** What the watch knows now. */
    static GpusReport of(NvmlStatus nvml, List<GpuReading> readings) {
        return new GpusReport(nvml, readings.stream().map(GpusReport::of).toList());
    }

    private static Gpu of(GpuReading r) {
        boolean named = !MAKESHIFT.matcher(r.identity().id().uuid()).lookingAt();
        return new Gpu(
                r.identity(),
                named ? Optional.of(r.identity().id().uuid()) : Optional.empty(),
                Optional.of(r.identity().name()),
                r.latest(),
                r.state(),
                r.state() == GpuReading.State.OK || r.why().isBlank() ? Optional.empty() : Optional.of(r.why()));
    }

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
