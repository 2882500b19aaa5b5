/**
 * NVML as it is: functions by their C names, numbers and addresses, nothing interpreted. Pointers are {@code long}s, structs
 * are bytes laid out as in {@link org.headroom.nvml.raw.Layouts}, and every call answers an {@code nvmlReturn_t}.
 */
@org.jspecify.annotations.NullMarked
package org.headroom.nvml.raw;
