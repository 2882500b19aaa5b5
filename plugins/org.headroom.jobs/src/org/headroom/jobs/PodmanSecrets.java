package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobSpec;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What renters sealed, as Podman's secrets: so the values never are in its database, whose pages keep what was removed.
 * Podman reads them when the container starts; from then on they are not needed and deleted. Their names are
 * {@code headroom-LEASE-N}. While the job runs they are in its runtime's configuration, which root alone reads and which
 * goes with the container.
 */
final class PodmanSecrets implements SecretKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(PodmanSecrets.class);
    private static final Pattern NAME = Pattern.compile("headroom-(.+)-([0-9]{1,2})");
    /** From a secret to its container, with plenty to spare. */
    private static final Duration MAKING = Duration.ofMinutes(10);

    /** Where Podman keeps images, containers and secrets; empty where it does not tell. */
    interface Storage {
        Optional<Path> path() throws JobFailure;
    }

    private interface Request {
        Whole send() throws JobFailure;
    }

    private final EngineClient client;
    private final String api;
    private final Storage storage;

    PodmanSecrets(EngineClient client, String api, Storage storage) {
        this.client = client;
        this.api = api;
        this.storage = storage;
    }

    /** Once more where a write that was cut off had spoiled Podman's own files, which is mended then. */
    private Whole ask(Request request) throws JobFailure {
        Whole answer = request.send();
        if (answer.status() < 500) return answer;
        Optional<Path> files = storage.path();
        return files.isPresent() && PodmanSecretFiles.removeCutOff(files.get(), Clock.systemUTC())
                ? request.send()
                : answer;
    }

    /** Those of a job whose values are worth hiding: Podman takes no empty one. */
    private static List<String> hidden(JobSpec job, Map<String, String> environment) {
        return job.secrets().stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .sorted()
                .toList();
    }

    private static String name(LeaseId lease, int n) {
        return "headroom-" + lease + "-" + n;
    }

    /** Takes them out of the environment that a request tells openly. */
    static void refer(JobSpec job, Map<String, String> environment, ObjectNode request) {
        ObjectNode openly = request.putObject("env");
        environment.forEach(openly::put);
        List<String> hidden = hidden(job, environment);
        if (hidden.isEmpty()) return;
        openly.remove(hidden);
        ObjectNode secrets = request.putObject("secret_env");
        for (int n = 0; n < hidden.size(); n++) secrets.put(hidden.get(n), name(job.lease(), n));
    }

    /** Those that are there are replaced. */
    @Override
    public void keep(JobSpec job, Map<String, String> environment) throws JobFailure {
        List<String> hidden = hidden(job, environment);
        for (int n = 0; n < hidden.size(); n++) {
            String name = name(job.lease(), n);
            delete(name);
            byte[] value = environment.get(hidden.get(n)).getBytes(StandardCharsets.UTF_8);
            Whole answer = ask(() -> client.post(
                    api + "/secrets/create?name=" + EngineClient.encoded(name),
                    new Content("text/plain", value.length, new ByteArrayInputStream(value))));
            // What the engine says may hold what it was given.
            if (!answer.ok())
                throw new JobFailure(
                        JobFailure.Kind.REFUSED_BY_ENGINE,
                        "The job was not started: Podman does not take its sealed variable " + hidden.get(n)
                                + " (status " + answer.status()
                                + "); 'podman secret create' on this machine shows why.");
        }
    }

    @Override
    public void forget(LeaseId lease) {
        try {
            for (JsonNode secret : list()) if (name(secret).startsWith("headroom-" + lease + "-")) delete(name(secret));
        } catch (JobFailure e) {
            LOG.warn("The sealed variables of lease {} are deleted later: {}", lease, e.getMessage());
        }
    }

    @Override
    public void sweep() throws JobFailure {
        ObjectNode filters = EngineClient.JSON.createObjectNode();
        filters.putArray("label").add(Isolation.LEASE_LABEL);
        Set<String> contained = new HashSet<>();
        Whole answer =
                client.get(api + "/containers/json?all=true&filters=" + EngineClient.encoded(filters.toString()));
        if (!answer.ok()) throw EngineClient.refused("Containers cannot be listed", EngineClient.message(answer));
        for (JsonNode one : EngineClient.json(answer))
            contained.add(one.path("Labels").path(Isolation.LEASE_LABEL).asText(""));
        sweep(contained, Instant.now().minus(MAKING));
    }

    /** @param contained leases of all rigs that have a container */
    void sweep(Set<String> contained, Instant old) throws JobFailure {
        for (JsonNode secret : list()) {
            Matcher name = NAME.matcher(name(secret));
            if (name.matches() && !contained.contains(name.group(1)) && madeBefore(secret, old)) {
                LOG.info("The sealed variable {} has no job any more and is deleted", name.group());
                delete(name.group());
            }
        }
    }

    private static boolean madeBefore(JsonNode secret, Instant time) {
        try {
            return OffsetDateTime.parse(secret.path("CreatedAt").asText())
                    .toInstant()
                    .isBefore(time);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String name(JsonNode secret) {
        return secret.path("Spec").path("Name").asText("");
    }

    private JsonNode list() throws JobFailure {
        Whole answer = ask(() -> client.get(api + "/secrets/json"));
        if (!answer.ok()) throw EngineClient.refused("Secrets cannot be listed", EngineClient.message(answer));
        JsonNode list = EngineClient.json(answer);
        return list.isArray() ? list : EngineClient.JSON.createArrayNode();
    }

    private void delete(String name) throws JobFailure {
        Whole answer = ask(() ->
                client.send("DELETE", api + "/secrets/" + EngineClient.encoded(name), Content.NONE, client.patience()));
        if (!answer.ok() && answer.status() != 404)
            throw EngineClient.refused("A sealed variable could not be deleted", EngineClient.message(answer));
    }
}
