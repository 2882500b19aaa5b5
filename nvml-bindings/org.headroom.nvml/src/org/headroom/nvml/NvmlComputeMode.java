package org.headroom.nvml;

import java.util.Optional;

/** Who may compute on a GPU ({@code nvmlComputeMode_t}). */
public enum NvmlComputeMode {
    DEFAULT(0),
    EXCLUSIVE_THREAD(1),
    PROHIBITED(2),
    EXCLUSIVE_PROCESS(3);

    private final int number;

    NvmlComputeMode(int number) {
        this.number = number;
    }

    /** The number in the header. */
    public int number() {
        return number;
    }

    /** The one with a number; empty for a number that the header does not have. */
    public static Optional<NvmlComputeMode> of(int number) {
        for (NvmlComputeMode one : values()) if (one.number == number) return Optional.of(one);
        return Optional.empty();
    }
}
