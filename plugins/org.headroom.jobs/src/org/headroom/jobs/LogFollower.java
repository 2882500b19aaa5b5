package org.headroom.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.jobs.http.Reply;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one container's output on a virtual thread of its own. An engine that restarts in between, or that ends the
 * stream a few lines too early, costs nothing: the log is read again and what was told is left out.
 */
final class LogFollower implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private final SocketEngine engine;
    private final String id;
    private final String target;
    private final LogFrames frames;
    private final Runnable end;
    private final Object lock = new Object();
    private @org.jspecify.annotations.Nullable Reply open;
    private volatile boolean closed;

    LogFollower(SocketEngine engine, String id, String target, Consumer<String> text, Runnable end) {
        this.engine = engine;
        this.id = id;
        this.end = end;
        this.target = target + "?stdout=true&stderr=true&follow=";
        frames = new LogFrames(t -> {
            if (!closed) text.accept(t);
        });
    }

    void begin() {
        Thread.ofVirtual().name("output-of-" + id).start(this::run);
    }

    private void run() {
        try {
            while (!closed && readUntilTheEngineStops()) LockSupport.parkNanos(this, AGAIN_NS);
            frames.end();
        } catch (RuntimeException e) {
            LOG.warn("Whoever listens to the output of {} failed: {}", id, e.toString());
        } finally {
            if (!closed) end.run();
        }
    }

    /** False when there is nothing more to come. */
    private boolean readUntilTheEngineStops() {
        try {
            read(true);
            Optional<Inspection> now = engine.inspect(id);
            if (now.isEmpty()) return false;
            if (!(engine.state(now.get()) instanceof ContainerState.Exited)) return true;
            read(false);
            return false;
        } catch (IOException | JobFailure e) {
            if (closed) return false;
            LOG.debug("The output of {} broke off: {}", id, e.getMessage());
            try {
                return engine.inspect(id).isPresent();
            } catch (JobFailure lost) {
                return true;
            }
        }
    }

    private void read(boolean follow) throws IOException {
        try (Reply reply = engine.client.stream(target + follow)) {
            synchronized (lock) {
                if (closed) return;
                open = reply;
            }
            if (reply.ok()) frames.read(reply.body());
        } finally {
            synchronized (lock) {
                open = null;
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            Reply now = open;
            try {
                if (now != null) now.close();
            } catch (IOException e) {
                LOG.debug("Closing the output of {}: {}", id, e.getMessage());
            }
        }
    }
}
