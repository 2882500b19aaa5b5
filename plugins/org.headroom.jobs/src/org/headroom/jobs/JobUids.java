package org.headroom.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.headroom.model.files.PrivateFiles;
import org.headroom.model.job.JobFailure;
import org.headroom.model.job.JobFailure.Kind;

/**
 * User ids of the machine that jobs run as, one for each lease, so that no two share what the kernel counts by user. Which
 * one a lease has is written in its container's label; it is free again when no container bears it and no process runs as
 * it. Needs root. Rigs of one machine take turns.
 *
 * <p>The ids are above those that systemd, sssd and useradd give out, and below those that a signed number cannot hold.
 * Each has 65,536 ids to itself, for a user namespace.
 */
final class JobUids {
    static final long FIRST = 2_100_000_000L;
    /** Ids of one lease; the job's is the last but one, as nobody's is in its namespace. */
    static final int SIZE = 65_536;

    private static final int COUNT = 256;
    private static final Duration TURN_PATIENCE = Duration.ofSeconds(60);
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);
    /** From the choice of an id to a container that bears it, with whatever engine. */
    private static final Duration STARTING = Duration.ofMinutes(1);

    private static final String UID_LINE = "Uid:";
    private static final int MOST_LINES = 100_000;
    private static final int ENDING_TRIES = 10;

    private final Path directory;
    private final Path etc;
    private final Path proc;

    JobUids() {
        this(Path.of("/run/headroom-users"), Path.of("/etc"), Path.of("/proc"));
    }

    /**
     * @param directory of all rigs of this machine, emptied by its start
     * @param etc stands for {@code /etc}
     * @param proc stands for {@code /proc}
     */
    JobUids(Path directory, Path etc, Path proc) {
        this.directory = directory;
        this.etc = etc;
        this.proc = proc;
    }

    /** The first id of those that a job's user belongs to. */
    static long base(long uid) {
        return uid - JobUser.NOBODY_ID;
    }

    /** Empty where it is none of those that jobs get. */
    static OptionalLong read(String text) {
        if (!text.matches("[1-9][0-9]{0,9}")) return OptionalLong.empty();
        long uid = Long.parseLong(text);
        boolean ours = uid >= FIRST && uid < FIRST + (long) COUNT * SIZE && (uid - FIRST) % SIZE == JobUser.NOBODY_ID;
        return ours ? OptionalLong.of(uid) : OptionalLong.empty();
    }

    /** Those of all rigs that an engine works for. @param containers its list of those with the label */
    static List<Long> of(JsonNode containers) {
        List<Long> uids = new ArrayList<>();
        for (JsonNode one : containers)
            read(one.path("Labels").path(Isolation.USER_LABEL).asText("")).ifPresent(uids::add);
        return uids;
    }

    /** While it is open no other rig of this machine chooses. */
    final class Turn implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock lock;

        private Turn(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }

        /**
         * One that is free, any.
         *
         * @param contained those of all containers of the engine
         */
        long choose(List<Long> contained) throws JobFailure {
            try {
                BitSet taken = accounts();
                contained.forEach(uid -> take(taken, uid, uid));
                processes(taken);
                starting(taken);
                List<Integer> free = new ArrayList<>();
                for (int slot = 0; slot < COUNT; slot++) if (!taken.get(slot)) free.add(slot);
                if (free.isEmpty())
                    throw new JobFailure(
                            Kind.REFUSED_BY_ENGINE,
                            "The job was not started: all " + COUNT + " user ids for jobs from " + FIRST
                                    + " on are taken by other jobs or by accounts of this machine.");
                int slot = free.get(ThreadLocalRandom.current().nextInt(free.size()));
                Path mark = directory.resolve(Integer.toString(slot));
                Files.deleteIfExists(mark);
                PrivateFiles.createFile(mark);
                return FIRST + (long) slot * SIZE + JobUser.NOBODY_ID;
            } catch (IOException e) {
                throw failure(e);
            }
        }

        @Override
        public void close() throws JobFailure {
            try (channel) {
                lock.release();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    /** Waits, a minute at most. */
    Turn turn() throws JobFailure {
        try {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) PrivateFiles.createFolders(directory);
            if (!Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS)))
                throw new IOException(directory + " does not belong to root");
            FileChannel channel = PrivateFiles.open(
                    directory.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            try {
                return new Turn(channel, lock(channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Another rig was faster, or it is no directory: the next try tells.
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return turn();
            throw failure(e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + TURN_PATIENCE.toNanos();
        do {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) return lock;
            } catch (OverlappingFileLockException e) {
                // Of this process, which waits as for another's.
            }
            LockSupport.parkNanos(AGAIN_NS);
        } while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted());
        throw new IOException("another rig has been choosing for a minute");
    }

    private static JobFailure failure(IOException e) {
        return new JobFailure(
                Kind.REFUSED_BY_ENGINE,
                "The job was not started: a user id of its own cannot be chosen: " + EngineClient.reason(e) + ".",
                e);
    }

    /** Those of users, groups and the ranges that users may hand to their own containers. */
    private BitSet accounts() throws IOException {
        BitSet taken = new BitSet(COUNT);
        for (String file : List.of("passwd", "group")) {
            for (String[] fields : fields(file)) {
                OptionalLong id = fields.length > 2 ? number(fields[2]) : OptionalLong.empty();
                if (id.isPresent()) take(taken, id.getAsLong(), id.getAsLong());
            }
        }
        for (String file : List.of("subuid", "subgid")) {
            for (String[] fields : fields(file)) {
                // Podman's own, for namespaces that it chooses itself: none is chosen for jobs.
                if (fields.length != 3 || fields[0].equals("containers")) continue;
                OptionalLong from = number(fields[1]);
                OptionalLong count = number(fields[2]);
                if (from.isPresent() && count.isPresent())
                    take(taken, from.getAsLong(), from.getAsLong() + count.getAsLong() - 1);
            }
        }
        return taken;
    }

    private List<String[]> fields(String file) throws IOException {
        Path path = etc.resolve(file);
        if (!Files.exists(path)) return List.of();
        try (var lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.limit(MOST_LINES).map(line -> line.split(":", -1)).toList();
        }
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static void take(BitSet taken, long from, long to) {
        long first = Math.max(0, Math.floorDiv(from - FIRST, SIZE));
        long last = Math.min(COUNT - 1, Math.floorDiv(to - FIRST, SIZE));
        if (first <= last) taken.set((int) first, (int) last + 1);
    }

    private void processes(BitSet taken) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : all)
                for (String line : lines(process.resolve("status")))
                    if (line.startsWith(UID_LINE))
                        for (String id :
                                line.substring(UID_LINE.length()).strip().split("\\s+"))
                            number(id).ifPresent(uid -> take(taken, uid, uid));
        }
    }

    /** None of a process that has ended; one that is ending cannot be read for a moment. */
    private static List<String> lines(Path status) throws IOException {
        for (int left = ENDING_TRIES; ; left--) {
            try {
                return Files.readAllLines(status, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                if (!Files.exists(status)) return List.of();
                if (left == 0) throw e;
                LockSupport.parkNanos(AGAIN_NS);
            }
        }
    }

    /** Chosen a moment ago, maybe by a rig with another engine. */
    private void starting(BitSet taken) throws IOException {
        Instant recent = Instant.now().minus(STARTING);
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(directory, "[0-9]*")) {
            for (Path mark : marks) {
                OptionalLong slot = number(String.valueOf(mark.getFileName()));
                if (slot.isPresent()
                        && slot.getAsLong() < COUNT
                        && Files.getLastModifiedTime(mark).toInstant().isAfter(recent))
                    taken.set((int) slot.getAsLong());
            }
        }
    }
}
