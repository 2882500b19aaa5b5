package org.headroom.model.gpu;

/** A GPU's name for life: the UUID that NVML gives, such as {@code GPU-5c6b4a2e-…}. */
public record GpuId(String uuid) {
    public GpuId {
        if (uuid.isBlank()) throw new IllegalArgumentException("a GPU's UUID is empty");
    }

    @Override
    public String toString() {
        return uuid;
    }
}
