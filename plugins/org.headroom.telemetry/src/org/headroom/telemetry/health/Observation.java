package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.List;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.XidEvent;

/** What there is to see at one moment. */
record Observation(Instant at, NvmlStatus nvml, List<GpuReading> gpus, List<XidEvent> xids) {}
