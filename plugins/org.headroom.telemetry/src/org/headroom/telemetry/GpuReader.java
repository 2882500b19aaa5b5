package org.headroom.telemetry;

import java.time.Instant;
import org.headroom.model.gpu.GpuCondition;
import org.headroom.model.gpu.GpuSample;

/** The way to one GPU. One thread at a time asks; the answers so far may be looked at from any thread. */
public interface GpuReader {
    /**
     * Asks the driver, however long that takes, and keeps the answer until it is asked again.
     *
     * @return false where the card, the driver or the user's rights do not give it
     * @throws GpuFault of kind ERROR: this answer is missing; of another kind: the GPU or the session is gone
     */
    boolean ask(Question question) throws GpuFault;

    /** Lets go of the energy counter: an old count in a new sample would be wrong, unlike a temperature of a moment ago. */
    void beginRound();

    /** What is known so far. */
    GpuSample sample(Instant at);

    /** What is known so far. */
    GpuCondition condition(Instant at);
}
