package org.headroom.nvml;

import java.util.Optional;

/** A family of GPUs ({@code nvmlDeviceArchitecture_t}). */
public enum NvmlArchitecture {
    KEPLER(2),
    MAXWELL(3),
    PASCAL(4),
    VOLTA(5),
    TURING(6),
    AMPERE(7),
    ADA(8),
    HOPPER(9),
    BLACKWELL(10),
    RUBIN(13);

    private final int number;

    NvmlArchitecture(int number) {
        this.number = number;
    }

    /** The number in the header. */
    public int number() {
        return number;
    }

    /** The one with a number; empty for a number that the header does not have. */
    public static Optional<NvmlArchitecture> of(int number) {
        for (NvmlArchitecture one : values()) if (one.number == number) return Optional.of(one);
        return Optional.empty();
    }
}
