package org.headroom.agent.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** Asks the rig that runs on a folder. One request at a time, each on a connection of its own. */
public final class ControlClient implements AutoCloseable {
    /** A rig that works says something every few seconds. */
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** A rig answers few commands at once; those that it turned away ask again. */
    private static final Duration BUSY = Duration.ofSeconds(10);

    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final int LARGEST_LINE = 16 << 20;

    private final Path home;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("control-client-timer").unstarted(r));

    /** Nobody listens in this folder. */
    public static final class NoRig extends IOException {
        private static final long serialVersionUID = 1;

        NoRig(String message) {
            super(message);
        }
    }

    /** The connection ended before the answer did: whether the request was carried out is not known. */
    public static final class Lost extends IOException {
        private static final long serialVersionUID = 1;

        Lost(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** @param home the rig's folder */
    public ControlClient(Path home) {
        this.home = home;
    }

    /** A request of the protocol's version. @param what the command's name */
    public static ObjectNode request(String what) {
        return Json.line().put("do", what);
    }

    /**
     * Asks and waits for the last line of the answer. Interrupting the thread ends the wait.
     *
     * @param progress told of each sentence that comes before it
     * @return an object with {@code ok}
     */
    public JsonNode ask(ObjectNode request, Consumer<String> progress) throws IOException, InterruptedException {
        long end = System.nanoTime() + BUSY.toNanos();
        while (true) {
            JsonNode answer = once(request, progress);
            if (!answer.path("code").asText("").equals("busy") || System.nanoTime() > end) return answer;
            pause();
        }
    }

    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
    }

    private JsonNode once(ObjectNode request, Consumer<String> progress) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connect(channel);
            try {
                timed(channel, () -> {
                    ByteBuffer line = ByteBuffer.wrap(
                            (Json.MAPPER.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8));
                    while (line.hasRemaining()) channel.write(line);
                    return 0;
                });
            } catch (Lost e) {
                throw e;
            } catch (IOException e) {
                // Turned away before it was read; why stands in the answer.
            }
            return answer(channel, progress);
        }
    }

    private void connect(SocketChannel channel) throws IOException {
        try {
            if (Files.isRegularFile(home)) throw noFolder();
            Path socket = ControlPath.find(home);
            timed(channel, () -> channel.connect(UnixDomainSocketAddress.of(socket)) ? 1 : 0);
        } catch (AccessDeniedException e) {
            throw new IOException(
                    "You may not enter the folder of the rig in " + home
                            + ", so it is not known whether one runs there."
                            + " Nothing was asked. Run this as the user that the rig runs as, or as root.",
                    e);
        } catch (NoSuchFileException e) {
            throw Files.isDirectory(home) ? none() : noFolder();
        } catch (ConnectException e) {
            throw none();
        } catch (SocketException e) {
            if (String.valueOf(e.getMessage()).contains("ermission")) throw denied();
            if (String.valueOf(e.getMessage()).contains("No such file")) throw none();
            throw e;
        }
        String answers =
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
        String owner = Files.getOwner(ControlPath.folder(home)).getName();
        if (!answers.equals(owner) && !answers.equals("root"))
            throw new IOException("User " + answers + " listens on the socket of the rig in " + home
                    + ", which is another's: nothing was sent.");
    }

    private NoRig noFolder() {
        return new NoRig("There is no folder " + home + ", and so no rig runs in it. Name the rig's folder with --home:"
                + " the demo's is the folder rig in ~/.local/share/headroom/demo. For a rig of your own, go through"
                + " docs/setup.md.");
    }

    private NoRig none() {
        return new NoRig("No rig runs in " + home + ". './headroom run --headless --home " + home + "' starts it.");
    }

    private IOException denied() {
        return new IOException("You may not work the rig in " + home
                + ": only the user that it runs as and root may. Nothing was asked. Run this as one of them.");
    }

    private JsonNode answer(SocketChannel channel, Consumer<String> progress) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer chunk = ByteBuffer.allocate(64 * 1024);
        while (true) {
            int read;
            try {
                read = timed(channel, () -> channel.read(chunk));
            } catch (Lost e) {
                throw e;
            } catch (IOException e) {
                throw new Lost("The rig has closed the connection before its answer was complete.", e);
            }
            if (read < 0)
                throw new Lost("The rig has ended, or closed the connection, before its answer was complete.", null);
            chunk.flip();
            while (chunk.hasRemaining()) {
                byte next = chunk.get();
                if (next != '\n') {
                    if (line.size() >= LARGEST_LINE) throw new IOException("The rig's answer is too long.");
                    line.write(next);
                    continue;
                }
                JsonNode said = parsed(line.toByteArray());
                line.reset();
                if (said.has("ok")) return said;
                if (said.path("progress").isTextual())
                    progress.accept(said.path("progress").asText());
            }
            chunk.clear();
        }
    }

    private static JsonNode parsed(byte[] line) throws IOException {
        try {
            JsonNode said = Json.MAPPER.readTree(line);
            if (said != null && said.path("v").asInt(0) == Json.VERSION) return said;
        } catch (JsonProcessingException e) {
            // Told below.
        }
        throw new IOException("What listens on the rig's socket does not speak version " + Json.VERSION
                + " of its protocol: use the command line of the same build as the rig.");
    }

    private interface Step {
        int run() throws IOException;
    }

    private int timed(SocketChannel channel, Step step) throws IOException {
        Future<?> late = timer.schedule(
                () -> {
                    channel.close();
                    return 0;
                },
                SILENCE.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return step.run();
        } catch (java.nio.channels.AsynchronousCloseException e) {
            if (Thread.currentThread().isInterrupted()) throw e;
            throw new Lost("The rig has not answered for " + SILENCE.toSeconds() + " s.", e);
        } finally {
            late.cancel(false);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
