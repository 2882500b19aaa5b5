package org.headroom.console.host;

import java.util.Optional;
import org.headroom.console.desk.Watching;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.SampleArchive;

/** A watch whose archive has no room left. */
final class Full extends Watching {
    Full(GpuWatch other) {
        super(other);
    }

    @Override
    public Optional<SampleArchive.Status> archive() {
        return Optional.of(new SampleArchive.Status(
                false, "The disk is full: new samples are let go. Free some space on it.", 1 << 20, 412));
    }
}
