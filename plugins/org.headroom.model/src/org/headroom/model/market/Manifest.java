package org.headroom.model.market;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What to run: an image, its command and its environment. The artefacts are what the job leaves in
 * {@code /artefacts}, the only place that it may write to and that outlives it.
 *
 * @param environment sorted by name, so that both sides hash the same bytes
 * @param secrets names of further variables, sorted; their values come sealed with the acceptance, for the provider alone
 */
public record Manifest(
        String image, List<String> command, Map<String, String> environment, List<String> secrets, Limits limits) {
    public Manifest {
        if (image.isBlank() || image.length() > 512) throw new IllegalArgumentException("image: 1 to 512 characters");
        if (command.size() > 256) throw new IllegalArgumentException("command: at most 256 words");
        if (environment.size() > 256) throw new IllegalArgumentException("environment: at most 256 variables");
        if (secrets.size() > 64) throw new IllegalArgumentException("secrets: at most 64 variables");
        for (String secret : secrets)
            if (environment.containsKey(secret))
                throw new IllegalArgumentException(
                        "secrets: a variable that the environment tells openly is no secret");
        if (new TreeSet<>(secrets).size() != secrets.size())
            throw new IllegalArgumentException("secrets: a name stands there twice");
        secrets = List.copyOf(new TreeSet<>(secrets));
        command = List.copyOf(command);
        environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Without secrets. */
    public Manifest(String image, List<String> command, Map<String, String> environment, Limits limits) {
        this(image, command, environment, List.of(), limits);
    }

    /** The same with more in its environment and no secrets left: what the container is given. */
    public Manifest withOpened(Map<String, String> values) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(values);
        return new Manifest(image, command, all, limits);
    }
}
