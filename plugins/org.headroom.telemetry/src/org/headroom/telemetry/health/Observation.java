package org.headroom.telemetry.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.NvmlStatus;
import org.headroom.model.gpu.XidEvent;

/**
 * What there is to see at one moment.
 *
 * @param cards whether a card of NVIDIA's is in the machine, driver or not; empty where the system does not tell
 */
record Observation(Instant at, NvmlStatus nvml, List<GpuReading> gpus, List<XidEvent> xids, Optional<Boolean> cards) {}
