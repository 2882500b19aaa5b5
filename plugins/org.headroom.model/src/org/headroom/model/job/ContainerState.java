package org.headroom.model.job;

import java.time.Instant;

/** What the engine says of a container of ours. */
public sealed interface ContainerState {
    /** Stands for an exit code that the engine does not know. */
    int UNKNOWN_EXIT = -1;

    ContainerRef container();

    /** Created and never started. */
    record Created(ContainerRef container) implements ContainerState {}

    record Running(ContainerRef container, Instant startedAt) implements ContainerState {}

    /**
     * Over. {@code endedAt} is the container's own time of the end. Where the engine never learned it, it is when the end
     * was noticed, at most the time of the machine's start if that lies between; where processes outlived what the
     * engine called the end, it is when they were gone. Both times are what the machine's clock showed then: where it was
     * set back in between, the end may be before the start.
     *
     * @param exitCode the job's own, 128 + signal, or {@link #UNKNOWN_EXIT}
     */
    record Exited(ContainerRef container, Instant startedAt, Instant endedAt, int exitCode, boolean outOfMemory)
            implements ContainerState {}
}
