package org.headroom.model.gpu;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.headroom.model.units.Celsius;
import org.headroom.model.units.Megahertz;
import org.headroom.model.units.Percent;
import org.headroom.model.units.Watts;

/**
 * What a GPU says of its own body: limits, wear and errors. It changes slowly and is read a few times a minute. What the
 * card or the driver does not tell is empty.
 *
 * @param fans one by one; none where the card has none of its own
 * @param pcieReplays counter since the driver was loaded ({@code nvmlDeviceGetPcieReplayCounter})
 * @param performanceState 0 (fastest) to 15 ({@code nvmlDeviceGetPerformanceState})
 * @param mig whether the GPU is split into MIG instances; empty where it cannot be
 */
public record GpuCondition(
        GpuId gpu,
        Instant at,
        Limits limits,
        List<Fan> fans,
        Optional<Ecc> ecc,
        Optional<RowRemap> rowRemap,
        Optional<RetiredPages> retiredPages,
        OptionalLong pcieReplays,
        List<NvLink> nvLinks,
        OptionalInt performanceState,
        Optional<Boolean> mig) {
    public GpuCondition {
        fans = List.copyOf(fans);
        nvLinks = List.copyOf(nvLinks);
    }

    /** Nothing known but whose it is. */
    public static GpuCondition unknown(GpuId gpu, Instant at) {
        return new GpuCondition(
                gpu,
                at,
                Limits.UNKNOWN,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /**
     * What the card may and can do.
     *
     * @param slowdown core temperature at which it slows itself down
     * @param shutdown core temperature at which it turns itself off
     * @param memoryMost the memory's highest temperature for good work
     * @param powerMost the highest power limit that can be set
     */
    public record Limits(
            Optional<Celsius> slowdown,
            Optional<Celsius> shutdown,
            Optional<Celsius> memoryMost,
            Optional<Megahertz> smClockMost,
            Optional<Megahertz> memoryClockMost,
            Optional<Watts> powerDefault,
            Optional<Watts> powerMost) {
        public static final Limits UNKNOWN = new Limits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A fan: the speed it has and the one it was told to have, in percent of its highest. */
    public record Fan(int index, Optional<Percent> speed, Optional<Percent> target, OptionalInt rpm) {}

    /** Memory errors: since the driver was loaded (volatile) and over the card's life (aggregate). */
    public record Ecc(
            boolean enabled,
            OptionalLong correctedVolatile,
            OptionalLong correctedAggregate,
            OptionalLong uncorrectedVolatile,
            OptionalLong uncorrectedAggregate) {}

    /** Rows of memory that were replaced by spare ones ({@code nvmlDeviceGetRemappedRows}). */
    public record RowRemap(int corrected, int uncorrected, boolean pending, boolean failed) {}

    /** Pages that are no longer used ({@code nvmlDeviceGetRetiredPages}). */
    public record RetiredPages(int singleBit, int doubleBit, boolean pending) {}

    /** One NVLink: whether it is up, and the sum of its error counters where they are told. */
    public record NvLink(int index, boolean active, OptionalLong errors) {}
}
