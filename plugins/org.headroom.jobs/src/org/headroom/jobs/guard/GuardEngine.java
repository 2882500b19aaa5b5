package org.headroom.jobs.guard;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.headroom.jobs.http.SocketHttp;
import org.headroom.jobs.http.SocketHttp.Content;
import org.headroom.jobs.http.SocketHttp.Whole;

/**
 * What the guard asks of a container engine, by the API that Docker and Podman share. Which container is a lease's is the
 * engine's answer to a question by labels and id; nothing else is read from what it says. Any thread; blocks.
 */
interface GuardEngine {
    /** The container of a lease of a rig. @throws IOException where the engine does not answer */
    Optional<String> find(GuardedJob job) throws IOException;

    /** Whether the engine says that the container runs. @throws IOException as above */
    boolean runs(GuardedJob job, String container) throws IOException;

    /** SIGTERM, then SIGKILL after the grace; waits for it. Does nothing where the container is not this rig's. */
    void stop(GuardedJob job, String container, long graceMillis) throws IOException;

    void kill(GuardedJob job, String container) throws IOException;

    /** By the socket that a job's file names. */
    final class OverSocket implements GuardEngine {
        private static final Duration PATIENCE = Duration.ofSeconds(5);
        private static final Pattern ID = Pattern.compile("\"Id\"\\s*:\\s*\"([0-9a-f]{64})\"");
        private static final int MOST = 100;

        @Override
        public Optional<String> find(GuardedJob job) throws IOException {
            Matcher ids = ID.matcher(list(job, ""));
            // The labels of an image may hold anything, also what looks like an id: each is asked for by itself.
            for (int n = 0; n < MOST && ids.find(); n++)
                if (isOurs(job, ids.group(1))) return Optional.of(ids.group(1));
            return Optional.empty();
        }

        private static boolean isOurs(GuardedJob job, String id) throws IOException {
            return isSome(list(job, ",\"id\":[\"" + id + "\"]"));
        }

        @Override
        public boolean runs(GuardedJob job, String container) throws IOException {
            return isSome(list(job, ",\"id\":[\"" + container + "\"],\"status\":[\"running\"]"))
                    || isSome(list(job, ",\"id\":[\"" + container + "\"],\"status\":[\"paused\"]"));
        }

        private static boolean isSome(String list) {
            return !list.replaceAll("\\s", "").equals("[]");
        }

        private static String list(GuardedJob job, String more) throws IOException {
            String filters = "{\"label\":[\"org.headroom.rig=" + escaped(job.rig()) + "\",\"org.headroom.lease="
                    + job.lease() + "\"]" + more + "}";
            Whole answer = call(
                    job,
                    "GET",
                    "/containers/json?all=true&filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8),
                    PATIENCE);
            String body = answer.body().strip();
            // Podman says null where there is none.
            if (answer.ok() && body.equals("null")) return "[]";
            if (!answer.ok() || !body.startsWith("["))
                throw new IOException("the engine does not list containers (status " + answer.status() + ")");
            return body;
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("\"", "\\\"");
        }

        @Override
        public void stop(GuardedJob job, String container, long graceMillis) throws IOException {
            if (!isOurs(job, container)) return;
            long seconds = (graceMillis + 999) / 1000;
            call(job, "POST", "/containers/" + container + "/stop?t=" + seconds, PATIENCE.plusSeconds(seconds));
        }

        @Override
        public void kill(GuardedJob job, String container) throws IOException {
            if (isOurs(job, container))
                call(job, "POST", "/containers/" + container + "/kill?signal=SIGKILL", PATIENCE);
        }

        private static Whole call(GuardedJob job, String method, String target, Duration patience) throws IOException {
            if (job.socket().isEmpty()) throw new IOException("the engine's socket is not known");
            try (SocketHttp http = new SocketHttp(Path.of(job.socket()))) {
                return http.call(method, target, Content.NONE, patience);
            } catch (IllegalArgumentException e) {
                throw new IOException("the engine's socket is malformed: " + e.getMessage(), e);
            }
        }
    }
}
