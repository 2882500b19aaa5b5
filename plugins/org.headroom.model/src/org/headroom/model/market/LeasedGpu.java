package org.headroom.model.market;

import org.headroom.model.gpu.GpuId;
import org.headroom.model.units.ByteCount;

/** A GPU as a bid names it. @param memory zero where the card does not tell */
public record LeasedGpu(GpuId id, String name, ByteCount memory) {}
