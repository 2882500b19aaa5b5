package org.headroom.model.job;

import java.time.Instant;

/** What the engine says of a container of ours. */
public sealed interface ContainerState {
    ContainerRef container();

    /** Created and never started. */
    record Created(ContainerRef container) implements ContainerState {}

    record Running(ContainerRef container, Instant startedAt) implements ContainerState {}

    /** Over. {@code exitCode} is the job's own or 128 + signal. */
    record Exited(ContainerRef container, Instant startedAt, Instant endedAt, int exitCode, boolean outOfMemory)
            implements ContainerState {}
}
