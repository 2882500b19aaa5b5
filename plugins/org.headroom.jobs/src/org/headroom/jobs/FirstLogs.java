package org.headroom.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the logs of containers that are being started as soon as Podman's monitor makes them, which is before the job's first
 * line. A job may fill and replace its log within a twentieth of a second, before its start is even recorded; of a log that is
 * open nothing is lost by that. Thread-safe.
 */
final class FirstLogs implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FirstLogs.class);
    /** Each is an open file. More jobs than that do not start at once; what is beyond is opened later. */
    private static final int MOST = 64;
    /** An engine that has not started a container by then does not start it for this request. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Map<String, Opening> openings = new ConcurrentHashMap<>();

    /** To be called before the container is started. Does not block. */
    void expect(Inspection created) {
        Optional<Path> file = created.monitorsLog();
        if (file.isEmpty() || openings.size() >= MOST) return;
        Opening opening = new Opening(file.get());
        if (openings.putIfAbsent(created.id(), opening) == null)
            Thread.ofVirtual().name("log-of-" + created.id()).start(opening);
    }

    /** The log's beginning, once; empty where it is not open. The caller closes it. */
    Optional<LogFile.First> take(String container) {
        return Optional.ofNullable(openings.remove(container)).flatMap(Opening::take);
    }

    /** The container is not followed. */
    void forget(String container) {
        take(container).ifPresent(FirstLogs::close);
    }

    private static void close(LogFile.First log) {
        try {
            log.close();
        } catch (IOException e) {
            LOG.debug("Closing {}: {}", log.file(), e.getMessage());
        }
    }

    @Override
    public void close() {
        for (String container : openings.keySet()) forget(container);
    }

    private static final class Opening implements Runnable {
        private final Path file;
        private LogFile.@Nullable First log;
        private boolean over;

        Opening(Path file) {
            this.file = file;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!isOpen() && System.nanoTime() - end < 0) LockSupport.parkNanos(this, POLL_NS);
        }

        /** @return whether nothing is left to be done */
        private synchronized boolean isOpen() {
            if (over) return true;
            try {
                log = LogFile.First.open(file);
                return true;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                LOG.debug("The log {} cannot be opened: {}", file, e.getMessage());
                return true;
            }
        }

        synchronized Optional<LogFile.First> take() {
            over = true;
            Optional<LogFile.First> opened = Optional.ofNullable(log);
            log = null;
            return opened;
        }
    }
}
