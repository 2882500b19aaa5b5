/**
 * NVML's structs, one class each, named as in the header without prefix and suffix: {@code nvmlMemory_v2_t} is
 * {@link org.headroom.nvml.raw.struct.MemoryV2}.
 */
@org.jspecify.annotations.NullMarked
package org.headroom.nvml.raw.struct;
