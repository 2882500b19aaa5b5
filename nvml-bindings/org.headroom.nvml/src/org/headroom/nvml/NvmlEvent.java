package org.headroom.nvml;

import java.util.Optional;

/**
 * Something that happened to a GPU.
 *
 * @param device the GPU, where the event names one that was registered
 * @param type one bit of {@link NvmlEventSet#XID} and its like
 * @param data for an XID its number
 */
public record NvmlEvent(Optional<NvmlDevice> device, long type, long data) {}
