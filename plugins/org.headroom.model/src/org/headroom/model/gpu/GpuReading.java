package org.headroom.model.gpu;

import java.util.Optional;

/**
 * One GPU as it is known now. A lost GPU keeps its identity, its last sample and its last condition.
 *
 * @param why one line for people where the state is not OK: what the driver said; empty where there is nothing to say
 */
public record GpuReading(
        GpuIdentity identity, State state, String why, Optional<GpuSample> latest, Optional<GpuCondition> condition) {
    /** Whether the GPU answers. */
    public enum State {
        OK,
        /** The system has put it to sleep to save power; it is not woken to be read. */
        ASLEEP,
        /** It is not listed any more or has fallen off the bus. */
        LOST,
        /** It answers with errors, or not at all. */
        ERROR
    }

    /** A reading without a condition and with nothing to say of its state. */
    public GpuReading(GpuIdentity identity, State state, Optional<GpuSample> latest) {
        this(identity, state, "", latest, Optional.empty());
    }
}
