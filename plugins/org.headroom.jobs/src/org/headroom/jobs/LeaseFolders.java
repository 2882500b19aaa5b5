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
import org.headroom.jobs.FolderSizes.Known;
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
     * @param time since the rig last wrote to a folder: at its lease's end or soon after it
     * @param total of all folders of finished leases together
     */
    public record Retention(Duration time, ByteCount total) {
        /** Thirty days, 20 GiB. */
        public static final Retention STANDARD = new Retention(Duration.ofDays(30), new ByteCount(20L << 30));
    }

    /**
     * One folder of a lease that is over.
     *
     * @param bytes allocated blocks; empty where they could not be counted
     * @param changedAt when the rig last wrote to it, and not in the future; no time that a job sets. Once known it is
     *     renewed by the job's log alone, not by work on what the job left
     */
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
    /** Those that were kept; null until they are read. */
    private @org.jspecify.annotations.Nullable Map<LeaseId, Known> known;

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

    /** The folders of leases that are over, the newest first. What is no lease's folder is not listed. */
    private List<Known> folders(Set<LeaseId> open, Instant now) throws IOException {
        Map<LeaseId, Known> before = known;
        if (before == null) before = sizes.read();
        // Where there are too many, the oldest ones: they are the first to be deleted.
        PriorityQueue<Known> oldest = new PriorityQueue<>(
                Comparator.comparing((Known k) -> k.folder().changedAt()).reversed());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(leases)) {
            for (Path path : entries) {
                Optional<LeaseId> lease = Inspection.leaseId(path.getFileName().toString());
                if (lease.isEmpty()
                        || open.contains(lease.get())
                        || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) continue;
                FolderTimes times = FolderTimes.of(path);
                Optional<Instant> noted = Optional.ofNullable(before.get(lease.get()))
                        .map(k -> k.folder().changedAt());
                oldest.add(new Known(
                        new Folder(lease.get(), Optional.empty(), times.changedAt(noted, now)), times.touchedAt()));
                if (oldest.size() > MOST_FOLDERS) oldest.remove();
            }
        }
        List<Known> folders = new ArrayList<>();
        for (Known folder = oldest.poll(); folder != null; folder = oldest.poll())
            folders.add(measured(folder, before.get(folder.folder().lease())));
        return folders;
    }

    /** A folder that has not changed is not measured again, also after a restart. */
    private Known measured(Known now, @org.jspecify.annotations.Nullable Known before) {
        Folder folder = now.folder();
        Optional<ByteCount> bytes = before != null && before.touchedAt().equals(now.touchedAt())
                ? before.folder().bytes()
                : Optional.empty();
        if (bytes.isEmpty()) bytes = bytes(leases.resolve(folder.lease().value()));
        return new Known(new Folder(folder.lease(), bytes, folder.changedAt()), now.touchedAt());
    }

    /**
     * Settles what a killed rig left mounted, and deletes what is beyond the retention, the oldest first. Bounded in work:
     * what is left is done by the next call. A folder that the rig wrote to within the last hour is kept in any case.
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
        List<Known> kept = new ArrayList<>();
        List<Known> expired = new ArrayList<>();
        for (Known each : folders(open, now)) {
            Folder folder = each.folder();
            // What cannot be measured is unknown: it is left out of the sum, reported, and measured again the next
            // time.
            if (folder.bytes().isEmpty())
                work.failures.add("The size of the folder of lease " + folder.lease() + " is unknown.");
            left -= folder.bytes().map(ByteCount::bytes).orElse(0L);
            boolean keep = folder.changedAt().isAfter(fresh)
                    || (left >= 0 && !folder.changedAt().isBefore(oldest));
            (keep ? kept : expired).add(each);
        }
        // A fresh one may be settled by the removal of its container in this very moment.
        for (Known each : kept)
            if (!each.folder().changedAt().isAfter(fresh))
                work.settle(each.folder().lease());
        for (Known each : expired.reversed()) if (!work.expire(each.folder().lease())) kept.add(each);
        work.failures.forEach(LOG::warn);
        known = kept.stream()
                .collect(Collectors.toUnmodifiableMap(k -> k.folder().lease(), k -> k));
        sizes.write(kept);
        return work.result(kept.stream().map(Known::folder).toList());
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
