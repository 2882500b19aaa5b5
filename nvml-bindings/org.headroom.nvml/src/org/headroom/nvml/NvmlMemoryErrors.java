package org.headroom.nvml;

import java.util.OptionalLong;

/** Errors counted in one place of a GPU ({@code nvmlDeviceGetMemoryErrorCounter}); see {@link NvmlEcc} for the words. */
public record NvmlMemoryErrors(
        OptionalLong correctedVolatile,
        OptionalLong correctedAggregate,
        OptionalLong uncorrectedVolatile,
        OptionalLong uncorrectedAggregate) {
    /** {@code nvmlMemoryLocation_t}, with the header's number. */
    public enum Place {
        L1_CACHE(0),
        L2_CACHE(1),
        DEVICE_MEMORY(2),
        REGISTER_FILE(3),
        TEXTURE_MEMORY(4),
        TEXTURE_SHM(5),
        CBU(6),
        SRAM(7);

        private final int number;

        Place(int number) {
            this.number = number;
        }

        /** The number in the header. */
        public int number() {
            return number;
        }
    }
}
