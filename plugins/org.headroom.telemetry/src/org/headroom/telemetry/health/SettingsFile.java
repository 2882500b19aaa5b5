package org.headroom.telemetry.health;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.headroom.model.files.PrivateFiles;

/** {@code health.properties} on disk. Not for several threads at once. */
final class SettingsFile {
    private static final long MOST_BYTES = 1 << 20;

    private final Optional<Path> path;
    private Charset charset = StandardCharsets.UTF_8;
    private HealthSettings settings = HealthSettings.parse(List.of());
    private Optional<String> unreadable = Optional.empty();

    /** @param path empty: nothing is read or written */
    SettingsFile(Optional<Path> path) {
        this.path = path;
    }

    /** Reads the file; what makes no sense in it is among the settings' problems, and what cannot be read in {@link #unreadable}. */
    HealthSettings read() {
        if (path.isEmpty() || !Files.exists(path.get())) return settings;
        try {
            if (!Files.isRegularFile(path.get())) throw new IOException("it is not a file");
            if (Files.size(path.get()) > MOST_BYTES) throw new IOException("it is larger than a megabyte");
            settings = HealthSettings.parse(
                    text(Files.readAllBytes(path.get())).lines().toList());
            unreadable = Optional.empty();
        } catch (IOException e) {
            unreadable = Optional.of(
                    path.get() + " cannot be read: " + reason(e)
                            + ". The health rules are as they come, and cannot be changed until it can be read or is moved away.");
        }
        return settings;
    }

    // Bytes that are no UTF-8 must come back to the disk as they were.
    private String text(byte[] bytes) {
        try {
            charset = StandardCharsets.UTF_8;
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            charset = StandardCharsets.ISO_8859_1;
            return new String(bytes, charset);
        }
    }

    Optional<String> unreadable() {
        return unreadable;
    }

    HealthSettings settings() {
        return settings;
    }

    /** Puts the settings on disk, whole or not at all. */
    void write(HealthSettings next) throws IOException {
        if (unreadable.isPresent()) throw new IOException(unreadable.get());
        if (path.isPresent()) {
            Path file = path.get().toAbsolutePath();
            PrivateFiles.createFolders(file.getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            byte[] bytes = (String.join("\n", next.lines()) + "\n").getBytes(charset);
            try (FileChannel out = PrivateFiles.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) out.write(left);
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        settings = next;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
