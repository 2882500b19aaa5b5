package org.headroom.nvml;

import java.util.OptionalLong;

/**
 * Error correction of a GPU's memories, and the errors counted: corrected ones (single bit) and uncorrected ones (double bit),
 * since the driver was loaded (volatile) and over the card's life (aggregate).
 *
 * @param enabled whether it corrects now ({@code nvmlDeviceGetEccMode})
 * @param enabledAfterRestart whether it will after the next restart
 * @param correctedVolatile {@code nvmlDeviceGetTotalEccErrors}
 */
public record NvmlEcc(
        boolean enabled,
        boolean enabledAfterRestart,
        OptionalLong correctedVolatile,
        OptionalLong correctedAggregate,
        OptionalLong uncorrectedVolatile,
        OptionalLong uncorrectedAggregate) {}
