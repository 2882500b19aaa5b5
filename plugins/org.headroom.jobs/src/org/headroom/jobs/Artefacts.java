package org.headroom.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.money.Hash32;
import org.jspecify.annotations.Nullable;

/**
 * The digest of what a job left behind, which its receipt carries: the SHA-256 of a listing, one entry after the other
 * in the order of their names' bytes. docs/protocol/artefacts.md has the form and a recipe for a shell. Whatever the job
 * may have left, nothing outside the directory is read: links are listed, not followed.
 *
 * <p>All is listed before anything is read, so that what is beyond the limits is not read at all. Each file is read once,
 * however many names it has.
 */
public final class Artefacts {
    /** Each level has a directory open while it is listed. */
    static final int MAX_DEPTH = 256;

    /** Of all names together, which are in memory while they are sorted. */
    private static final long MAX_NAME_BYTES = 32L << 20;

    /** Holes have no blocks, but count as zeros: reading so many takes a minute or two. */
    private static final long MAX_HOLES = 64L << 30;

    private static final Duration USUAL_TIME = Duration.ofMinutes(5);
    private static final Duration MEASURE_TIME = Duration.ofSeconds(20);
    private static final int BUFFER = 64 * 1024;
    private final long maxEntries;
    private final long maxBytes;
    private final Duration time;
    private final long maxHoles;

    /** Refuses more than 100,000 entries, a tebibyte, or what takes longer than five minutes to read. */
    public Artefacts() {
        this(100_000, 1L << 40);
    }

    public Artefacts(long maxEntries, long maxBytes) {
        this(maxEntries, maxBytes, USUAL_TIME);
    }

    /** @param time that one digest may take */
    public Artefacts(long maxEntries, long maxBytes, Duration time) {
        this(maxEntries, maxBytes, time, MAX_HOLES);
    }

    /** @param maxHoles bytes of sparse files that have no blocks */
    Artefacts(long maxEntries, long maxBytes, Duration time, long maxHoles) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.time = time;
        this.maxHoles = maxHoles;
    }

    /** The job left more than is listed. The message is a part of a sentence for a person. */
    public static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        TooMuch(String message) {
            super(message);
        }
    }

    /**
     * {@link Hash32#ZERO} when the directory is empty or absent. Stops as soon as a limit is passed, or the thread is
     * interrupted. What another file system that is mounted below holds is left out.
     *
     * @throws TooMuch beyond the limits
     * @throws IOException a file cannot be read; the message is a part of a sentence
     */
    public Hash32 digest(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return Hash32.ZERO;
        try {
            Listing listing = new Listing(directory);
            Files.walkFileTree(directory, Set.of(), MAX_DEPTH, listing);
            if (listing.entries.isEmpty()) return Hash32.ZERO;
            checkHoles(directory, listing.total);
            return listing.digest();
        } catch (FileSystemException e) {
            // Its message is the path, which the job may have made as long and as odd as it liked.
            String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException("a file or directory of it cannot be read (" + why + ")", e);
        }
    }

    private void checkHoles(Path directory, long size) throws IOException {
        if (size <= maxHoles) return;
        long allocated = FileTree.measure(directory, Long.MAX_VALUE, Long.MAX_VALUE, MEASURE_TIME)
                .bytes();
        if (size - allocated > maxHoles)
            throw new TooMuch("its files have " + size + " bytes and only " + allocated
                    + " of them on the disk; more than " + maxHoles + " bytes of holes are not read");
    }

    /** @param key the file itself, whatever its names; null where the system has no such key, and for all but files */
    private record Entry(
            byte[] name, char kind, Path path, @Nullable Object key) {}

    private final class Listing extends SimpleFileVisitor<Path> {
        private final Path directory;
        private final int prefix;
        private final List<Entry> entries = new ArrayList<>();
        /** The files that were seen, and of those that were read size and digest. */
        private final Map<Object, String> files = new HashMap<>();

        private final byte[] buffer = new byte[BUFFER];
        private final long begin = System.nanoTime();
        private final Optional<Object> device;
        private long nameBytes;
        private long total;

        Listing(Path directory) {
            this.directory = directory;
            device = device(directory);
            prefix = bytes(directory).length + 1;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) throws IOException {
            if (path.equals(directory)) return FileVisitResult.CONTINUE;
            add(path, 'd', null);
            return device(path).equals(device) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes is) throws IOException {
            if (is.isSymbolicLink()) {
                add(path, 'l', null);
            } else if (is.isRegularFile()) {
                Object key = is.fileKey();
                if (key == null || files.putIfAbsent(key, "") == null) count(is.size());
                add(path, 'f', key);
            } else if (is.isDirectory()) {
                throw new TooMuch("it left directories nested deeper than " + MAX_DEPTH);
            } else {
                add(path, 's', null);
            }
            return FileVisitResult.CONTINUE;
        }

        /** With the holes of sparse files: they are part of what is hashed. */
        private void count(long size) throws TooMuch {
            if (size > maxBytes - total) throw new TooMuch("it left more than " + maxBytes + " bytes");
            total += size;
        }

        private void add(Path path, char kind, @Nullable Object key) throws IOException {
            if (entries.size() == maxEntries) throw new TooMuch("it left more than " + maxEntries + " files");
            check();
            byte[] whole = bytes(path);
            byte[] name = Arrays.copyOfRange(whole, prefix, whole.length);
            nameBytes += name.length;
            if (nameBytes > MAX_NAME_BYTES)
                throw new TooMuch("the names of its files have more than " + MAX_NAME_BYTES + " bytes");
            entries.add(new Entry(name, kind, path, key));
        }

        Hash32 digest() throws IOException {
            entries.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
            MessageDigest all = sha256();
            for (Entry entry : entries) {
                String facts = entry.kind() == 'f' ? file(entry) : "- -";
                all.update((entry.kind() + " " + facts + " ").getBytes(StandardCharsets.US_ASCII));
                all.update(entry.name());
                // A name may hold any byte but zero, so zero ends the line.
                all.update((byte) 0);
            }
            return new Hash32("0x" + HexFormat.of().formatHex(all.digest()));
        }

        private String file(Entry entry) throws IOException {
            Object key = entry.key();
            if (key == null) return read(entry.path());
            String known = files.getOrDefault(key, "");
            if (!known.isEmpty()) return known;
            String facts = read(entry.path());
            files.put(key, facts);
            return facts;
        }

        private String read(Path path) throws IOException {
            MessageDigest digest = sha256();
            long size = 0;
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                for (int n; (n = in.read(buffer)) >= 0; ) {
                    digest.update(buffer, 0, n);
                    size += n;
                    check();
                }
            }
            return size + " " + HexFormat.of().formatHex(digest.digest());
        }

        private void check() throws IOException {
            if (System.nanoTime() - begin > time.toNanos())
                throw new TooMuch("reading it took longer than " + time.toSeconds() + " s");
            if (Thread.currentThread().isInterrupted()) throw new InterruptedIOException("reading it was given up");
        }
    }

    /** Empty where the system has no numbers for devices. */
    private static Optional<Object> device(Path directory) {
        try {
            return Optional.of(Files.getAttribute(directory, "unix:dev", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * A path's own bytes. As text they would pass through the locale's character set, which loses what it does not
     * know; only the URI keeps them.
     */
    private static byte[] bytes(Path path) {
        String uri = path.toUri().getRawPath();
        int end = uri.length() > 1 && uri.endsWith("/") ? uri.length() - 1 : uri.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end);
        for (int i = 0; i < end; i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(uri, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
