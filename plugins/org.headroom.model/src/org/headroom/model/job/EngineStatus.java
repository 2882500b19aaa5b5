package org.headroom.model.job;

/**
 * Whether jobs can run here.
 *
 * @param engine {@code podman} or {@code docker}; {@code none} where there is neither
 * @param message one sentence for a person: what is missing and what to do
 */
public record EngineStatus(boolean up, String engine, String version, String message) {}
