package org.headroom.nvml;

import java.util.Optional;

/** The name that a GPU is sold under ({@code nvmlBrandType_t}). */
public enum NvmlBrand {
    QUADRO(1),
    TESLA(2),
    NVS(3),
    GRID(4),
    GEFORCE(5),
    TITAN(6),
    NVIDIA_VAPPS(7),
    NVIDIA_VPC(8),
    NVIDIA_VCS(9),
    NVIDIA_VWS(10),
    NVIDIA_CLOUD_GAMING(11),
    QUADRO_RTX(12),
    NVIDIA_RTX(13),
    NVIDIA(14),
    GEFORCE_RTX(15),
    TITAN_RTX(16);

    private final int number;

    NvmlBrand(int number) {
        this.number = number;
    }

    /** The number in the header. */
    public int number() {
        return number;
    }

    /** The one with a number; empty for a number that the header does not have. */
    public static Optional<NvmlBrand> of(int number) {
        for (NvmlBrand one : values()) if (one.number == number) return Optional.of(one);
        return Optional.empty();
    }
}
