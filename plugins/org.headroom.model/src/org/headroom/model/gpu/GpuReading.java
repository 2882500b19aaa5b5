package org.headroom.model.gpu;

import java.util.Optional;

/** One GPU as it is known now. A lost GPU keeps its identity and its last sample. */
public record GpuReading(GpuIdentity identity, State state, Optional<GpuSample> latest) {
    /** Whether the GPU answers. */
    public enum State {
        OK,
        LOST,
        ERROR
    }
}
