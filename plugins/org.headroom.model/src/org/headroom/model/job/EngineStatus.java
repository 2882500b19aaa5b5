package org.headroom.model.job;

import java.util.Map;

/**
 * Whether jobs can run here.
 *
 * @param engine {@code podman} or {@code docker}; {@code none} where there is neither
 * @param message one sentence for a person: what is missing and what to do
 * @param parts versions of what the engine starts containers with, such as {@code runc}, as far as it tells
 */
public record EngineStatus(boolean up, String engine, String version, String message, Map<String, String> parts) {
    public EngineStatus {
        parts = Map.copyOf(parts);
    }

    /** Of an engine that tells nothing of its parts. */
    public EngineStatus(boolean up, String engine, String version, String message) {
        this(up, engine, version, message, Map.of());
    }
}
