package org.headroom.console.gpus;

import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.Watching;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;

/** The same GPUs, with no program on them. */
final class Quiet extends Watching {
    Quiet(GpuWatch other) {
        super(other);
    }

    @Override
    public List<GpuReading> gpus() {
        return super.gpus().stream()
                .map(g -> new GpuReading(g.identity(), g.state(), Optional.empty()))
                .toList();
    }
}
