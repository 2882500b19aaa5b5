package org.headroom.engine;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/**
 * One job's output on its way to the file, to the console and to the renter. Written by the engine's follower, flushed
 * by the rig's clock; thread-safe.
 */
final class JobOutput {
    static final int TAIL = 256 * 1024;
    private static final int CHUNK = 8 * 1024;
    /** What a renter is sent of one job; the rest stays in the file. */
    private static final long SENT_AT_MOST = 4L << 20;

    private final StringBuilder tail = new StringBuilder();
    private final StringBuilder unsent = new StringBuilder();
    private final BiConsumer<Long, String> send;
    private final Path file;
    private long sent;

    /** @param send takes the offset of the first character and the text; called under this object's lock */
    JobOutput(Path file, BiConsumer<Long, String> send) throws IOException {
        this.file = file;
        this.send = send;
        Files.createDirectories(file.getParent());
        // The engine tells everything from the beginning, after a restart too: the file is written anew.
        Files.deleteIfExists(file);
    }

    synchronized void accept(String text) {
        tail.append(text);
        if (tail.length() > TAIL) tail.delete(0, tail.length() - TAIL);
        unsent.append(text);
        try (Writer out = Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND)) {
            out.write(text);
        } catch (IOException e) {
            org.slf4j.LoggerFactory.getLogger(JobOutput.class).warn("A job's log cannot be kept: {}", e.getMessage());
        }
        while (unsent.length() >= CHUNK) flush();
    }

    synchronized void flush() {
        if (unsent.isEmpty()) return;
        String piece = unsent.substring(0, whole(Math.min(CHUNK, unsent.length())));
        unsent.delete(0, piece.length());
        if (sent < SENT_AT_MOST) send.accept(sent, piece);
        sent += piece.length();
    }

    /** Sends all that there is. */
    synchronized void finish() {
        while (!unsent.isEmpty()) flush();
    }

    /** A cut that does not part a surrogate pair. */
    private int whole(int length) {
        return length > 1 && Character.isHighSurrogate(unsent.charAt(length - 1)) ? length - 1 : length;
    }

    synchronized String tail() {
        return tail.toString();
    }
}
