package org.headroom.nvml;

import java.util.OptionalLong;

/** A process that holds memory of a GPU; {@code usedBytes} is empty where the driver does not know (Windows' WDDM). */
public record NvmlProcess(long pid, OptionalLong usedBytes, Kind kind) {
    /** Which of NVML's lists the process stood in. */
    public enum Kind {
        COMPUTE,
        GRAPHICS
    }
}
