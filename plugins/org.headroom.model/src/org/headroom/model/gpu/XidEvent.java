package org.headroom.model.gpu;

import java.time.Instant;
import java.util.Optional;

/**
 * The driver reported an XID: an error of a GPU, as it also writes it to the kernel's log.
 *
 * @param gpu empty where the driver did not say which
 * @param code NVIDIA's number, such as 79
 */
public record XidEvent(Optional<GpuId> gpu, long code, Instant at) {}
