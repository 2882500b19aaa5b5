/**
 * NVML as it is: {@link org.headroom.nvml.raw.Nvml} has all functions by their C names, {@link org.headroom.nvml.raw.Constants}
 * all values, {@link org.headroom.nvml.raw.struct} all structs. Pointers and handles are {@code long}s, every call answers an
 * {@code nvmlReturn_t}, and nothing is interpreted: for readings with units see {@link org.headroom.nvml.NvmlDevice}.
 *
 * <p>The sources of all this are tables in the folder {@code nvml-bindings/generate}, made from the header {@code nvml.h} 13.3.29
 * on 64-bit Linux; sizes, offsets and numbers are those of the header.
 */
@org.jspecify.annotations.NullMarked
package org.headroom.nvml.raw;
