package org.headroom.jobs;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.headroom.jobs.http.Reply;
import org.headroom.model.Subscription;
import org.headroom.model.job.ContainerState;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.MissingOutput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one container's output on a virtual thread of its own: from the file of Podman's monitor where that can be
 * read, else by the engine's log request. An engine that restarts in between, or that ends the request a few lines too
 * early, costs nothing: the log is read again and what was told is left out. Ends by itself soon after the container.
 */
final class LogFollower implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(250);
    /** A job may fill its log within these; while it prints, its log is looked at more often. */
    private static final long FILE_POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long BUSY_POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long STATE_POLL_NS = TimeUnit.SECONDS.toNanos(2);
    /** For so long after the end of the process the engine is asked often, and then seldom. */
    private static final long SOON_NS = TimeUnit.SECONDS.toNanos(1);

    /** An end that the engine has not learned by then it never learns: its monitor was killed. */
    private static final long LOST_END_NS = TimeUnit.SECONDS.toNanos(30);

    private static final int TRIES_AFTER_THE_END = 20;
    private final SocketEngine engine;
    private final Inspection first;
    /** Opened before the job started; not where the rig was started later than the job. */
    private final Optional<LogFile.First> beginning;

    private final String id;
    private final String target;
    private final Consumer<String> text;
    private final LogFrames frames;
    private final Runnable end;
    private final Object lock = new Object();
    private @org.jspecify.annotations.Nullable Reply open;
    private @org.jspecify.annotations.Nullable Thread thread;
    private boolean rotated;
    private int triesAfterTheEnd;
    /** Whether the last character that was told is none of a line's end. */
    private boolean lineOpen;
    /** Whether the log was given up before its end was read. */
    private boolean cutShort;

    /** Reported once for each job. */
    private boolean listenerFailed;

    private volatile boolean over;
    private volatile boolean closed;

    /** @param beginning closed at the end; empty where the log was not opened before the job started */
    LogFollower(
            SocketEngine engine,
            Inspection first,
            Optional<LogFile.First> beginning,
            String target,
            Consumer<String> text,
            Runnable end) {
        this.engine = engine;
        this.beginning = beginning;
        this.first = first;
        this.id = first.id();
        this.end = end;
        this.target = target + "?stdout=true&stderr=true&follow=";
        this.text = t -> tell(text, t);
        frames = new LogFrames(this.text);
    }

    /** A listener that fails at one text is told the next ones. */
    private void tell(Consumer<String> listener, String t) {
        if (closed) return;
        lineOpen = !t.endsWith("\n");
        try {
            listener.accept(t);
        } catch (RuntimeException | Error e) {
            if (!listenerFailed) LOG.warn("Whoever listens to the output of {} failed; the output goes on", id, e);
            listenerFailed = true;
        }
    }

    /** @param done run at the very end, however it ends */
    void begin(Runnable done) {
        Thread reader = Thread.ofVirtual().name("output-of-" + id).unstarted(() -> {
            try {
                run();
            } finally {
                done.run();
            }
        });
        thread = reader;
        reader.start();
    }

    private void run() {
        try {
            if (!readFile()) {
                while (!closed && readUntilTheEngineStops()) pauseUnlessOver();
                frames.end();
                if (cutShort) endIsMissing();
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("The output of {} cannot be read any further", id, e);
            endIsMissing();
        } finally {
            if (!closed) end.run();
        }
    }

    private void endIsMissing() {
        text.accept(lineOpen ? "\n" + MissingOutput.END : MissingOutput.END);
    }

    private void pauseUnlessOver() {
        if (!over) LockSupport.parkNanos(this, AGAIN_NS);
    }

    /** False where there is no such file, or it cannot be read; then nothing was delivered. */
    private boolean readFile() {
        Optional<LogFile> log = beginning.map(b -> new LogFile(b, text)).or(this::open);
        if (log.isEmpty()) return false;
        try (LogFile file = log.get()) {
            readFile(file, engine.process(first));
            file.end();
        } catch (IOException e) {
            LOG.warn("The log of {} cannot be read to its end: {}", id, e.getMessage());
            endIsMissing();
        }
        return true;
    }

    private Optional<LogFile> open() {
        Optional<Path> file = first.monitorsLog().filter(Files::isReadable);
        if (file.isEmpty()) return Optional.empty();
        try {
            return Optional.of(new LogFile(file.get(), first.startedAt().orElse(Instant.MAX), text));
        } catch (IOException e) {
            LOG.debug("The log of {} cannot be opened: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private void readFile(LogFile log, Optional<JobProcess> process) throws IOException {
        long askedAt = System.nanoTime();
        long goneAt = 0;
        long pause = BUSY_POLL_NS;
        while (!closed) {
            long now = System.nanoTime();
            if (goneAt == 0 && process.isPresent() && process.get().ended()) goneAt = now;
            long gone = goneAt == 0 ? 0 : now - goneAt;
            boolean soon = goneAt != 0 && gone < SOON_NS;
            // First the state and then the log: what was written before the end is there to be read.
            boolean last = over || gone > LOST_END_NS;
            if (!last && (soon || now - askedAt > STATE_POLL_NS)) {
                last = ended();
                askedAt = System.nanoTime();
            }
            long before = log.bytes();
            boolean there = log.read();
            if (last || (!there && ended())) return;
            pause = log.bytes() > before ? BUSY_POLL_NS : Math.min(2 * pause, FILE_POLL_NS);
            LockSupport.parkNanos(this, pause);
        }
    }

    private boolean ended() {
        try {
            Optional<Inspection> now = engine.inspect(id, engine.waitTimes().output());
            return now.isEmpty() || engine.state(now.get()) instanceof ContainerState.Exited;
        } catch (JobFailure e) {
            // The file goes on without the engine.
            return false;
        }
    }

    /** False when there is nothing more to come. */
    private boolean readUntilTheEngineStops() {
        try {
            if (rotated) align();
            if (!over) read(true);
            Optional<Inspection> now = engine.inspect(id, engine.waitTimes().output());
            if (now.isEmpty()) return giveUp();
            if (!over && !(engine.state(now.get()) instanceof ContainerState.Exited)) return true;
            read(false);
            return false;
        } catch (LogFrames.Rotated e) {
            rotated = true;
            if (over && ++triesAfterTheEnd >= TRIES_AFTER_THE_END) return giveUp();
            return !closed;
        } catch (IOException | JobFailure e) {
            if (closed) return false;
            LOG.debug("The output of {} broke off: {}", id, e.getMessage());
            return there();
        }
    }

    /** True also where the engine does not answer. After the container's end that is asked a few times only. */
    private boolean there() {
        if (over && ++triesAfterTheEnd >= TRIES_AFTER_THE_END) return giveUp();
        try {
            if (over) LockSupport.parkNanos(this, AGAIN_NS);
            return engine.inspect(id, engine.waitTimes().output()).isPresent() || giveUp();
        } catch (JobFailure lost) {
            return true;
        }
    }

    private boolean giveUp() {
        cutShort = true;
        return false;
    }

    private interface Reader {
        void read(java.io.InputStream in) throws IOException;
    }

    private void read(boolean follow) throws IOException {
        request(follow, follow ? frames::read : frames::readAll);
    }

    private void align() throws IOException {
        request(false, frames::align);
        rotated = false;
    }

    private void request(boolean follow, Reader reader) throws IOException {
        try (Reply reply = follow
                ? engine.client.stream(target + true)
                : engine.client.part(target + false, engine.waitTimes().output())) {
            synchronized (lock) {
                if (closed || (follow && over)) return;
                if (follow) open = reply;
            }
            if (!reply.ok()) throw new ProtocolException("the engine answers " + reply.status());
            reader.read(reply.body());
        } finally {
            synchronized (lock) {
                open = null;
            }
        }
    }

    /** Told by whoever learned the end first: what is left is read at once, not when the engine ends its request. */
    void containerEnded(String container) {
        if (!container.equals(id)) return;
        synchronized (lock) {
            over = true;
            endRequest();
        }
        Thread reader = thread;
        if (reader != null) LockSupport.unpark(reader);
    }

    private void endRequest() {
        Reply now = open;
        try {
            if (now != null) now.close();
        } catch (IOException e) {
            LOG.debug("Closing the output of {}: {}", id, e.getMessage());
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            endRequest();
        }
        Thread reader = thread;
        if (reader != null) LockSupport.unpark(reader);
    }
}
