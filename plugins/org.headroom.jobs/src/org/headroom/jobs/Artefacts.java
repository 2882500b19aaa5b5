package org.headroom.jobs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.money.Hash32;

/**
 * The digest of what a job left behind, which its receipt carries: the SHA-256 of a listing, one entry after the other
 * in the order of their names' bytes. docs/protocol/artefacts.md has the form and a recipe for a shell. Whatever the job
 * may have left, nothing outside the directory is read: links are listed, not followed.
 */
public final class Artefacts {
    /** Each level has a directory open while it is read. */
    private static final int MAX_DEPTH = 256;

    private static final Duration USUAL_TIME = Duration.ofMinutes(5);
    private final long maxEntries;
    private final long maxBytes;
    private final Duration time;

    /** Refuses more than 100,000 entries, a tebibyte, or what takes longer than five minutes to read. */
    public Artefacts() {
        this(100_000, 1L << 40);
    }

    public Artefacts(long maxEntries, long maxBytes) {
        this(maxEntries, maxBytes, USUAL_TIME);
    }

    /** @param time that one digest may take; a receipt waits for it */
    public Artefacts(long maxEntries, long maxBytes, Duration time) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.time = time;
    }

    /** The job left more than is listed. The message is one sentence for a person. */
    public static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        TooMuch(String message) {
            super(message);
        }
    }

    /**
     * {@link Hash32#ZERO} when the directory is empty or absent. Reads every file and stops as soon as a limit is passed.
     * What another file system that is mounted below holds is left out.
     *
     * @throws TooMuch beyond the limits
     * @throws IOException a file cannot be read
     */
    public Hash32 digest(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return Hash32.ZERO;
        Listing listing = new Listing(directory);
        Files.walkFileTree(directory, Set.of(), MAX_DEPTH, listing);
        if (listing.lines.isEmpty()) return Hash32.ZERO;
        listing.lines.sort((a, b) -> Arrays.compareUnsigned(a.name(), b.name()));
        MessageDigest all = sha256();
        for (Line line : listing.lines) {
            all.update(line.facts().getBytes(StandardCharsets.US_ASCII));
            all.update(line.name());
            all.update((byte) 0);
        }
        return new Hash32("0x" + HexFormat.of().formatHex(all.digest()));
    }

    /** A name may hold any byte but zero, so zero ends the line. */
    private record Line(byte[] name, String facts) {}

    private final class Listing extends SimpleFileVisitor<Path> {
        private final Path directory;
        private final int prefix;
        private final List<Line> lines = new ArrayList<>();
        private final long begin = System.nanoTime();
        private final Optional<Object> device;
        private final long most;
        private long total;

        Listing(Path directory) throws IOException {
            this.directory = directory;
            // More than its disk holds is holes: reading them would take for ever and prove nothing.
            most = Math.min(maxBytes, Files.getFileStore(directory).getTotalSpace());
            device = device(directory);
            prefix = bytes(directory).length + 1;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) throws IOException {
            if (path.equals(directory)) return FileVisitResult.CONTINUE;
            add(path, 'd', "-", "-");
            return device(path).equals(device) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes is) throws IOException {
            if (is.isSymbolicLink()) {
                add(path, 'l', "-", "-");
            } else if (is.isRegularFile()) {
                // Known before it is read, sparse files included.
                if (is.size() > most - total) throw tooManyBytes();
                file(path);
            } else if (is.isDirectory()) {
                throw new TooMuch(
                        "The job left directories nested deeper than " + MAX_DEPTH + "; its artefacts have no digest.");
            } else {
                add(path, 's', "-", "-");
            }
            return FileVisitResult.CONTINUE;
        }

        private void file(Path path) throws IOException {
            MessageDigest digest = sha256();
            long size = 0;
            byte[] buffer = new byte[64 * 1024];
            try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                for (int n; (n = in.read(buffer)) >= 0; ) {
                    digest.update(buffer, 0, n);
                    size += n;
                    total += n;
                    if (total > most) throw tooManyBytes();
                    checkTime();
                }
            }
            add(path, 'f', Long.toString(size), HexFormat.of().formatHex(digest.digest()));
        }

        private TooMuch tooManyBytes() {
            return new TooMuch("The job left more than " + most + " bytes; its artefacts have no digest.");
        }

        private void checkTime() throws TooMuch {
            if (System.nanoTime() - begin > time.toNanos())
                throw new TooMuch("Reading what the job left took longer than " + time.toSeconds()
                        + " s; its artefacts have no digest.");
        }

        private void add(Path path, char kind, String size, String digest) throws IOException {
            if (lines.size() == maxEntries)
                throw new TooMuch("The job left more than " + maxEntries + " files; its artefacts have no digest.");
            checkTime();
            byte[] whole = bytes(path);
            byte[] name = Arrays.copyOfRange(whole, prefix, whole.length);
            lines.add(new Line(name, kind + " " + size + " " + digest + " "));
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
