package org.headroom.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.headroom.jobs.LeaseFolders;
import org.headroom.model.market.LeaseId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the folders of finished leases that are beyond their retention and what killed programs left in the folder for
 * temporary files: hourly, on a thread of its own.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final LeaseFolders folders;
    private final Supplier<Optional<Set<LeaseId>>> open;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            r -> Thread.ofPlatform().daemon().name("housekeeping").unstarted(r));

    /** @param open leases whose folders are in use; empty while they are not known */
    Housekeeping(LeaseFolders folders, Supplier<Optional<Set<LeaseId>>> open) {
        this.folders = folders;
        this.open = open;
        thread.scheduleWithFixedDelay(Housekeeping::deleteLeftLibraries, 0, 60, TimeUnit.MINUTES);
        thread.scheduleWithFixedDelay(this::clean, 1, 60, TimeUnit.MINUTES);
    }

    private static void deleteLeftLibraries() {
        try {
            int deleted = LeftLibraries.delete(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
            if (deleted > 0) LOG.info("{} files of killed programs were deleted", deleted);
        } catch (RuntimeException | Error e) {
            LOG.warn("Files of killed programs could not be deleted", e);
        }
    }

    private void clean() {
        try {
            Optional<Set<LeaseId>> inUse = open.get();
            if (inUse.isEmpty()) {
                thread.schedule(this::clean, 1, TimeUnit.MINUTES);
                return;
            }
            LeaseFolders.Cleaning done = folders.clean(inUse.get());
            done.failures().forEach(f -> LOG.warn("{}", f));
            if (!done.deleted().isEmpty())
                LOG.info(
                        "{} folders of finished leases were deleted, {} are kept",
                        done.deleted().size(),
                        done.kept().size());
            if (done.more() && !done.deleted().isEmpty()) thread.schedule(this::clean, 1, TimeUnit.MINUTES);
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("The folders of finished leases could not be cleaned; it is tried again in an hour", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
