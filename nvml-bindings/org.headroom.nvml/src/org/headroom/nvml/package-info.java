/**
 * NVIDIA's management library from Java: {@link org.headroom.nvml.NvmlSession} opens it, {@link org.headroom.nvml.NvmlDevice}
 * reads a GPU, and what a card does not tell is empty. Needs JNA. The functions themselves are in
 * {@code org.headroom.nvml.raw}.
 */
@org.jspecify.annotations.NullMarked
package org.headroom.nvml;
