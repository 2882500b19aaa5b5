package org.headroom.model.gpu;

import java.util.Optional;
import org.headroom.model.units.ByteCount;

/**
 * What does not change while a GPU stays plugged in.
 *
 * @param index NVML's index at the last enumeration
 * @param pciBusId as NVML writes it, such as {@code 00000000:01:00.0}
 * @param computeCapability CUDA's, such as {@code 8.9}
 * @param simulated true where the GPU is a stand-in's and not a card: every view must say so
 */
public record GpuIdentity(
        GpuId id,
        int index,
        String name,
        Optional<String> pciBusId,
        Optional<String> computeCapability,
        Optional<ByteCount> memoryTotal,
        boolean simulated) {}
