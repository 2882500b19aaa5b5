package org.headroom.engine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one job: its output cut in the middle, on its way to the file, to the console and to the renter. The first
 * {@link #HEAD} characters are kept as they come; of the rest the last {@link #TAIL} are added at the end, after a line that
 * says how much is left out. Written by the engine's follower, flushed by a timer; thread-safe.
 */
final class JobOutput {
    static final int TAIL = 256 * 1024;
    static final int HEAD = (4 << 20) - TAIL;
    private static final Logger LOG = LoggerFactory.getLogger(JobOutput.class);
    private static final int CHUNK = 8 * 1024;

    private final StringBuilder tail = new StringBuilder();
    private final StringBuilder unsent = new StringBuilder();
    private final BiConsumer<Long, String> send;
    private final Path file;
    private @Nullable Writer writer;
    private boolean unwritable;
    private boolean finished;
    private long kept;
    private long beyondHead;
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
        if (finished) return;
        tail.append(text);
        if (tail.length() > TAIL) tail.delete(0, tail.length() - TAIL);
        int room = (int) Math.min(text.length(), HEAD - kept);
        if (room > 0) keep(text.substring(0, room));
        beyondHead += text.length() - room;
        while (unsent.length() >= CHUNK) sendPiece();
    }

    private void keep(String text) {
        kept += text.length();
        unsent.append(text);
        if (unwritable) return;
        try {
            Writer out = writer;
            if (out == null) writer = out = open();
            out.write(text);
        } catch (IOException e) {
            unwritable = true;
            LOG.warn("The log of a job is not kept in {} from here on: {}", file, e.getMessage());
        }
    }

    private BufferedWriter open() throws IOException {
        return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Sends what there is and writes it to the file. */
    synchronized void flush() {
        while (!unsent.isEmpty()) sendPiece();
        try {
            Writer out = writer;
            if (out != null) out.flush();
        } catch (IOException e) {
            if (!unwritable) LOG.warn("The log of a job cannot be written to {}: {}", file, e.getMessage());
            unwritable = true;
        }
    }

    private void sendPiece() {
        String piece = unsent.substring(0, whole(Math.min(CHUNK, unsent.length())));
        unsent.delete(0, piece.length());
        send.accept(sent, piece);
        sent += piece.length();
    }

    /** Adds the end of an output that was cut, sends all that there is, and closes the file. */
    synchronized void finish() {
        if (finished) return;
        if (beyondHead > 0) {
            long leftOut = Math.max(0, beyondHead - tail.length());
            if (leftOut > 0) keep("\n[" + leftOut + " characters of output are left out here]\n");
            int from = (int) (tail.length() - Math.min(tail.length(), beyondHead));
            keep(tail.substring(from));
        }
        finished = true;
        flush();
        try {
            Writer out = writer;
            if (out != null) out.close();
        } catch (IOException e) {
            LOG.warn("The end of a job's log is not kept in {}: {}", file, e.getMessage());
        }
        writer = null;
    }

    /** A cut that does not part a surrogate pair. */
    private int whole(int length) {
        return length > 1 && Character.isHighSurrogate(unsent.charAt(length - 1)) ? length - 1 : length;
    }

    synchronized String tail() {
        return tail.toString();
    }
}
