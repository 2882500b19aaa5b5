package org.headroom.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.model.market.LeaseId;
import org.headroom.model.units.ByteCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of finished leases: what each job left, and its log. They are kept for a time and up to a size in total,
 * and then deleted, the oldest first. Folders of open leases are never touched. One thread at a time; blocks.
 */
public final class LeaseFolders {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseFolders.class);
    private static final String ARTEFACTS = "artefacts";
    /** Begins the names of folders whose deletion has begun. */
    private static final String DELETED = ".deleted-";

    /** For so long a folder is kept in any case, so that what a job left can be fetched. */
    private static final Duration LEAST_TIME = Duration.ofHours(1);

    private static final int MOST_FOLDERS = 200_000;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int DELETIONS = 200_000;
    private static final Duration MEASURE_LIMIT = Duration.ofSeconds(20);

    /**
     * What is kept.
     *
     * @param time since a folder was last changed
     * @param total of all folders of finished leases together
     */
    public record Retention(Duration time, ByteCount total) {
        /** Thirty days, 20 GiB. */
        public static final Retention STANDARD = new Retention(Duration.ofDays(30), new ByteCount(20L << 30));
    }

    /** One folder. {@code bytes} are allocated blocks; empty where they could not be counted. */
    public record Folder(LeaseId lease, Optional<ByteCount> bytes, Instant changedAt) {}

    /**
     * What one cleaning did.
     *
     * @param kept folders of finished leases that remain
     * @param failures one sentence for each folder that could not be deleted or settled
     * @param more whether there may be something left for the next call
     */
    public record Cleaning(List<LeaseId> deleted, List<Folder> kept, List<String> failures, boolean more) {
        public Cleaning {
            deleted = List.copyOf(deleted);
            kept = List.copyOf(kept);
            failures = List.copyOf(failures);
        }
    }

    private final Path leases;
    private final Retention retention;
    private final Clock clock;
    private final DiskImage images;
    private final FolderSizes sizes;
    private @org.jspecify.annotations.Nullable Map<LeaseId, Folder> known;

    /** @param leases the directory that holds them */
    public LeaseFolders(Path leases, Retention retention, Clock clock) {
        this(new LeaseDisks(leases, DiskPolicy.STANDARD), retention, clock);
    }

    /** @param disks shared with the container engine that makes and removes them */
    public LeaseFolders(LeaseDisks disks, Retention retention, Clock clock) {
        this.leases = disks.leases();
        this.retention = retention;
        this.clock = clock;
        this.images = disks.images();
        this.sizes = new FolderSizes(leases);
    }

    /** All folders, the newest first. What is no lease's folder is not listed. */
    public List<Folder> folders() throws IOException {
        if (!Files.isDirectory(leases, LinkOption.NOFOLLOW_LINKS)) return List.of();
        Map<LeaseId, Folder> before = known;
        if (before == null) before = sizes.read();
        // Where there are too many, the oldest ones: they are the first to be deleted.
        PriorityQueue<Folder> oldest =
                new PriorityQueue<>(Comparator.comparing(Folder::changedAt).reversed());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(leases)) {
            for (Path path : entries) {
                Optional<LeaseId> lease = Inspection.leaseId(path.getFileName().toString());
                if (lease.isEmpty() || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) continue;
                oldest.add(new Folder(lease.get(), Optional.empty(), changedAt(path)));
                if (oldest.size() > MOST_FOLDERS) oldest.remove();
            }
        }
        List<Folder> folders = new ArrayList<>();
        for (Folder folder = oldest.poll(); folder != null; folder = oldest.poll())
            folders.add(measured(folder, before.get(folder.lease())));
        known = folders.stream().collect(Collectors.toUnmodifiableMap(Folder::lease, folder -> folder));
        return folders;
    }

    /** A folder that has not changed is not measured again, also after a restart. */
    private Folder measured(Folder now, @org.jspecify.annotations.Nullable Folder before) {
        boolean same = before != null
                && before.changedAt().equals(now.changedAt())
                && before.bytes().isPresent();
        return same
                ? before
                : new Folder(now.lease(), bytes(leases.resolve(now.lease().value())), now.changedAt());
    }

    /**
     * Settles what a killed rig left mounted, and deletes what is beyond the retention, the oldest first. Bounded in work:
     * what is left is done by the next call. A folder changed within the last hour is kept in any case.
     *
     * @param open leases whose folders are in use
     */
    public Cleaning clean(Set<LeaseId> open) throws IOException {
        Work work = new Work();
        if (!Files.isDirectory(leases, LinkOption.NOFOLLOW_LINKS)) return work.result(List.of());
        try (DirectoryStream<Path> begun = Files.newDirectoryStream(leases, DELETED + "*")) {
            for (Path path : begun) work.delete(path);
        }
        Instant now = clock.instant();
        Instant oldest = now.minus(retention.time());
        Instant fresh = now.minus(LEAST_TIME);
        long left = retention.total().bytes();
        List<Folder> kept = new ArrayList<>();
        List<Folder> expired = new ArrayList<>();
        for (Folder folder : folders()) {
            if (open.contains(folder.lease())) continue;
            // What cannot be measured is unknown: it is left out of the sum, reported, and measured again the next
            // time.
            if (folder.bytes().isEmpty())
                work.failures.add("The size of the folder of lease " + folder.lease() + " is unknown.");
            left -= folder.bytes().map(ByteCount::bytes).orElse(0L);
            boolean keep = folder.changedAt().isAfter(fresh)
                    || (left >= 0 && !folder.changedAt().isBefore(oldest));
            (keep ? kept : expired).add(folder);
        }
        // A fresh one may be settled by the removal of its container in this very moment.
        for (Folder folder : kept) if (!folder.changedAt().isAfter(fresh)) work.settle(folder.lease());
        for (Folder folder : expired.reversed()) if (!work.expire(folder.lease())) kept.add(folder);
        work.failures.forEach(LOG::warn);
        sizes.write(kept);
        return work.result(kept);
    }

    private static Optional<ByteCount> bytes(Path folder) {
        try {
            FileTree.Size size = FileTree.measure(folder, Long.MAX_VALUE, MOST_ENTRIES, MEASURE_LIMIT);
            return Optional.of(new ByteCount(size.bytes()));
        } catch (IOException e) {
            LOG.debug("The size of {} is unknown: {}", folder, EngineClient.reason(e));
            return Optional.empty();
        }
    }

    /** The last change in the folder itself; what a job writes deeper ends before its log does. */
    private static Instant changedAt(Path folder) throws IOException {
        Instant last =
                Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.limit(100).toList()) {
                // The job sets the times of its own directory as it likes.
                if (entry.endsWith(ARTEFACTS)) continue;
                Instant changed = Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
                        .toInstant();
                if (changed.isAfter(last)) last = changed;
            }
        }
        return last;
    }

    /** One cleaning. */
    private final class Work {
        private final List<LeaseId> deleted = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private int left = DELETIONS;

        void settle(LeaseId lease) {
            Path artefacts = leases.resolve(lease.value()).resolve(ARTEFACTS);
            try {
                if (JobUser.weAreRoot() && !DiskImage.isKept(artefacts)) images.settle(artefacts);
            } catch (IOException e) {
                failures.add("What the job of lease " + lease + " left stays in its disk image: "
                        + EngineClient.reason(e) + ".");
            }
        }

        /** Takes the folder out of sight first: one that is half deleted looks as if it had just been changed. */
        boolean expire(LeaseId lease) {
            Path folder = leases.resolve(lease.value());
            Path hidden = leases.resolve(DELETED + lease.value());
            if (left <= 0) return false;
            try {
                images.discardAll(folder.resolve(ARTEFACTS));
                Files.move(folder, hidden, StandardCopyOption.ATOMIC_MOVE);
                deleted.add(lease);
            } catch (IOException e) {
                failures.add("The folder of lease " + lease + " stays: " + EngineClient.reason(e) + ".");
                return false;
            }
            delete(hidden);
            return true;
        }

        void delete(Path hidden) {
            try {
                if (left > 0) left -= FileTree.delete(hidden, left);
            } catch (IOException e) {
                failures.add(hidden.getFileName() + " cannot be deleted: " + EngineClient.reason(e) + ".");
            }
        }

        Cleaning result(List<Folder> kept) {
            return new Cleaning(deleted, kept, failures, left <= 0);
        }
    }
}
