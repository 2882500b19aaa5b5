package org.headroom.cli.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.headroom.jobs.PodmanService;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.model.job.JobFailure;

/**
 * A Podman service of the campaign's own, which is killed and started again, and what Podman itself says of
 * containers.
 */
final class CampaignEngine implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final String API = "/v4.0.0/libpod";
    private static final long END_SECONDS = 10;

    private final PodmanService service;
    /** Looked for beforehand: a kill at a moment leaves no time for it. */
    private volatile Optional<ProcessHandle> podman = Optional.empty();

    CampaignEngine(Path podman, Path folder, Map<String, String> environment) throws IOException {
        service = new PodmanService(podman, folder, environment);
        start();
    }

    void start() throws IOException {
        try {
            service.ensureUp();
            podman = process();
        } catch (JobFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    Path socket() {
        return service.socket();
    }

    /** SIGKILL for the service's own process; returns when it is dead. */
    void kill() {
        ProcessHandle running = podman.orElseThrow(() -> new IllegalStateException("Podman's service does not run."));
        running.destroyForcibly();
        running.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Below the shell that ends it with this process. */
    private Optional<ProcessHandle> process() {
        String socket = "unix://" + socket();
        return ProcessHandle.current()
                .descendants()
                .filter(p ->
                        p.info().command().filter(c -> c.endsWith("podman")).isPresent())
                .filter(p -> p.info()
                        .arguments()
                        .filter(a -> Arrays.asList(a).contains(socket))
                        .isPresent())
                .findFirst();
    }

    /** All containers with this label, also those that only the storage knows. */
    JsonNode containers(String label) throws IOException {
        return ask("/containers/json?all=true&filters=" + encoded("{\"label\":[\"" + label + "\"]}"));
    }

    /** Those that the storage has and Podman does not list. */
    JsonNode external() throws IOException {
        return ask("/containers/json?all=true&external=true");
    }

    JsonNode secrets() throws IOException {
        return ask("/secrets/json");
    }

    private JsonNode ask(String question) throws IOException {
        try (SocketHttp http = new SocketHttp(socket())) {
            var answer = http.call("GET", API + question, SocketHttp.Content.NONE, ANSWER);
            if (!answer.ok()) throw new IOException("Podman does not answer " + question + ": " + answer.body());
            return new ObjectMapper().readTree(answer.body());
        }
    }

    /**
     * Podman's own record of what it did.
     *
     * @return one object a line
     */
    String events(String label, long since) throws IOException {
        try (SocketHttp http = new SocketHttp(socket())) {
            String filters = encoded("{\"label\":[\"" + label + "\"]}");
            var answer = http.call(
                    "GET",
                    API + "/events?stream=false&since=" + since + "&filters=" + filters,
                    SocketHttp.Content.NONE,
                    ANSWER);
            if (!answer.ok()) throw new IOException("Podman does not tell its events: " + answer.body());
            return answer.body();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        service.close();
    }
}
