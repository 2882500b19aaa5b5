package org.headroom.model.market;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to run: an image, its command and its environment. The artefacts are what the job leaves in
 * {@code /artefacts}, the only place that it may write to and that outlives it.
 *
 * @param environment sorted by name, so that both sides hash the same bytes
 */
public record Manifest(String image, List<String> command, Map<String, String> environment, Limits limits) {
    public Manifest {
        if (image.isBlank() || image.length() > 512) throw new IllegalArgumentException("image: 1 to 512 characters");
        if (command.size() > 256) throw new IllegalArgumentException("command: at most 256 words");
        if (environment.size() > 256) throw new IllegalArgumentException("environment: at most 256 variables");
        command = List.copyOf(command);
        environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
    }
}
