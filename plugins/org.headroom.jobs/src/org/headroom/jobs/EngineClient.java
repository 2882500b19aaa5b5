package org.headroom.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.headroom.jobs.http.Reply;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/** Requests to an engine, and its refusals in words that a person can act on. Any thread; blocks. */
final class EngineClient implements AutoCloseable {
    /** Of requests to an engine that is there; one that is busy with an image may take most of it. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final ObjectMapper JSON = new ObjectMapper();
    private final SocketHttp http;
    private final Runnable revive;
    private final Duration patience;

    /** With the usual patience. */
    EngineClient(Path socket, Runnable revive) {
        this(socket, revive, PATIENCE);
    }

    /**
     * @param revive called when nobody listens at the socket, before one more try; may do nothing
     * @param patience after which a request has no answer; it may be carried out all the same
     */
    EngineClient(Path socket, Runnable revive, Duration patience) {
        http = new SocketHttp(socket);
        this.revive = revive;
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    Path socket() {
        return http.socket();
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private <T> T reach(Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (ConnectException | java.nio.file.NoSuchFileException e) {
            revive.run();
            return request.send();
        }
    }

    /** The answer, whatever its status. */
    Whole raw(String method, String target, Content content, Duration limit) throws IOException {
        return reach(() -> http.call(method, target, content, limit));
    }

    Whole send(String method, String target, Content content, Duration limit) throws JobFailure {
        try {
            return raw(method, target, content, limit);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    Whole get(String target) throws JobFailure {
        return send("GET", target, Content.NONE, patience);
    }

    Whole post(String target, Content content) throws JobFailure {
        return send("POST", target, content, patience);
    }

    Reply stream(String target) throws IOException {
        return reach(() -> http.stream("GET", target, patience));
    }

    /** Of a body that has an end: no part of it is waited for longer than that. */
    Reply part(String target, Duration patience) throws IOException {
        return reach(() -> http.part("GET", target, patience));
    }

    JobFailure unreachable(IOException e) {
        return new JobFailure(
                Kind.NO_ENGINE,
                "The container engine at " + http.socket() + " does not answer (" + reason(e)
                        + "); jobs go on running, see whether its service is up.",
                e);
    }

    static JsonNode json(Whole answer) throws JobFailure {
        try {
            JsonNode node = JSON.readTree(answer.body());
            if (node != null && !node.isMissingNode()) return node;
        } catch (JsonProcessingException e) {
            // Told below: where in the text it broke helps nobody.
        }
        throw new JobFailure(
                Kind.REFUSED_BY_ENGINE,
                "The container engine's answer cannot be read (status " + answer.status()
                        + "); check that the socket belongs to Docker or Podman.");
    }

    /** What an engine said when it said no. */
    static String message(Whole answer) {
        try {
            JsonNode node = JSON.readTree(answer.body());
            String text = node == null ? "" : node.path("message").asText("");
            if (!text.isBlank()) return oneLine(text);
        } catch (JsonProcessingException e) {
            // Not JSON: the text itself.
        }
        String text = oneLine(answer.body());
        return text.isEmpty() ? "status " + answer.status() : text;
    }

    static JobFailure refused(String what, String message) {
        String low = message.toLowerCase(Locale.ROOT);
        if (low.contains("no space left on device") || low.contains("disk quota exceeded"))
            return new JobFailure(
                    Kind.DISK_FULL, what + ": the disk is full; free some space where containers are kept. " + message);
        if (low.contains("cdi ")
                || low.contains("cdi:")
                || low.contains("device driver")
                || low.contains("nvidia.com/gpu"))
            return new JobFailure(
                    Kind.NO_GPU,
                    what + ": the engine cannot hand in the GPU; write its CDI file with"
                            + " 'nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml'. " + message);
        return new JobFailure(Kind.REFUSED_BY_ENGINE, what + ": the engine refuses: " + message);
    }

    static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 400 ? line : line.substring(0, 400) + "…";
    }

    static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
    }
}
