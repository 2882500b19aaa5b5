package org.headroom.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.headroom.model.Listeners;
import org.headroom.model.Subscription;
import org.headroom.model.rig.LedgerReserve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether the open ledger and its lock file are still at their places. Looks at names alone: whoever
 * opens and closes the ledger's file drops the locks that SQLite holds on it in this program.
 */
final class LedgerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Path file;
    private final Optional<Object> key;
    private final ProcessLock lock;
    private final Listeners<Boolean> listeners =
            new Listeners<>(e -> LOG.error("A listener of the ledger's place failed", e));
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            work -> Thread.ofPlatform().daemon().name("ledger-watch").unstarted(work));
    private volatile Optional<String> trouble = Optional.empty();
    /** {@code ledger-watch} only. */
    private Optional<String> lockTrouble = Optional.empty();

    LedgerWatch(Path file, ProcessLock lock) {
        this.file = file;
        this.lock = lock;
        this.key = key(file);
        worker.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The file itself, whatever its name; empty where the name leads to none, or the system has no such keys. */
    static Optional<Object> key(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static boolean isMissing(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return false;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            // Unknown: the disk does not answer, which the next write says better.
            return false;
        }
    }

    private void look() {
        try {
            lookAtLock();
            Optional<String> now = place();
            boolean changed = now.isPresent() != trouble.isPresent();
            trouble = now;
            if (!changed) return;
            now.ifPresentOrElse(LOG::error, () -> LOG.info("The ledger {} is at its place again", file));
            listeners.tell(now.isPresent());
        } catch (RuntimeException e) {
            LOG.error("The place of the ledger could not be looked at", e);
        }
    }

    private void lookAtLock() {
        Optional<String> now = lock.renew();
        if (!now.equals(lockTrouble)) now.ifPresent(LOG::error);
        lockTrouble = now;
    }

    private Optional<String> place() {
        if (key.isEmpty()) return Optional.empty();
        boolean missing = isMissing(file);
        Optional<Object> now = key(file);
        if (!missing && (now.isEmpty() || now.equals(key))) return Optional.empty();
        return Optional.of("The ledger " + file + (missing ? " was deleted or moved" : " was replaced by another file")
                + " while Headroom runs. What is recorded from now on goes into the file without a name and is lost"
                + " when Headroom ends, so no new work is taken; jobs that run go on. Move the file back if it was"
                + " moved; if it was deleted, let the jobs end, withdraw what is due, stop Headroom and put your"
                + " latest backup in its place.");
    }

    /** The same reserve, which takes no work either while the ledger is not at its place. */
    LedgerReserve over(LedgerReserve reserve) {
        return new LedgerReserve() {
            @Override
            public State state() {
                State now = reserve.state();
                return trouble.map(t -> new State(now.phase(), now.wanted(), now.held(), false, t))
                        .orElse(now);
            }

            @Override
            public boolean release() {
                return reserve.release();
            }

            @Override
            public void restore() {
                reserve.restore();
            }

            @Override
            public Subscription onChange(Runnable listener) {
                Subscription place = listeners.add(changed -> listener.run());
                Subscription space = reserve.onChange(listener);
                return () -> {
                    place.close();
                    space.close();
                };
            }
        };
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(PERIOD.toMillis() * 5, TimeUnit.MILLISECONDS))
                LOG.warn("The disk of the ledger does not answer; its place is not looked at any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
