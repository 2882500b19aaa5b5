package org.headroom.model.gpu;

import java.util.Optional;
import org.headroom.model.units.ByteCount;

/** A process that holds memory of a GPU. {@code used} is empty where the driver does not tell (WDDM). */
public record GpuProcess(long pid, Optional<ByteCount> used, Kind kind) {
    /** Which of NVML's lists the process stood in. */
    public enum Kind {
        COMPUTE,
        GRAPHICS
    }
}
