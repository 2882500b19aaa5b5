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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.headroom.model.money.Hash32;

/**
 * The digest of what a job left behind, which its receipt carries: the SHA-256 of a listing, one entry after the other
 * in the order of their names' bytes. docs/protocol/artefacts.md has the form and a recipe for a shell. Whatever the job
 * may have left, nothing outside the directory is read: links are listed, not followed.
 */
public final class Artefacts {
    private final long maxEntries;
    private final long maxBytes;

    /** Refuses more than 100,000 entries or a tebibyte. */
    public Artefacts() {
        this(100_000, 1L << 40);
    }

    public Artefacts(long maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** The job left more than is listed. The message is one sentence for a person. */
    public static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1;

        TooMuch(String message) {
            super(message);
        }
    }

    /**
     * {@link Hash32#ZERO} when the directory is empty or absent. Reads every file: takes as long as that takes.
     *
     * @throws TooMuch beyond the limits
     * @throws IOException a file cannot be read
     */
    public Hash32 digest(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return Hash32.ZERO;
        Listing listing = new Listing(directory);
        Files.walkFileTree(directory, listing);
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
        private long total;

        Listing(Path directory) {
            this.directory = directory;
            prefix = bytes(directory).length + 1;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes is) throws IOException {
            if (!path.equals(directory)) add(path, 'd', "-", "-");
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes is) throws IOException {
            if (is.isSymbolicLink()) {
                add(path, 'l', "-", "-");
            } else if (is.isRegularFile()) {
                file(path);
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
                    if (total > maxBytes)
                        throw new TooMuch(
                                "The job left more than " + maxBytes + " bytes; its artefacts have no digest.");
                }
            }
            add(path, 'f', Long.toString(size), HexFormat.of().formatHex(digest.digest()));
        }

        private void add(Path path, char kind, String size, String digest) throws IOException {
            if (lines.size() == maxEntries)
                throw new TooMuch("The job left more than " + maxEntries + " files; its artefacts have no digest.");
            byte[] whole = bytes(path);
            byte[] name = Arrays.copyOfRange(whole, prefix, whole.length);
            lines.add(new Line(name, kind + " " + size + " " + digest + " "));
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
