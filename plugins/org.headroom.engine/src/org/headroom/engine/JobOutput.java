package org.headroom.engine;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one job: its output cut in the middle, on its way to the file, to the console and to the renter. The first
 * {@link #HEAD} characters are kept as they come; of the rest the last {@link #TAIL} are added at the end, after a line that
 * says how much is left out. What cannot be sent stays here until it can. Written by the engine's follower, flushed by a
 * timer; thread-safe.
 */
final class JobOutput {
    static final int TAIL = 256 * 1024;
    static final int HEAD = (4 << 20) - TAIL;
    private static final Logger LOG = LoggerFactory.getLogger(JobOutput.class);
    private static final int CHUNK = 8 * 1024;
    /** So much of what was sent may stand before what was not. */
    private static final int SLACK = 64 * CHUNK;

    /** To whom the output is handed on. */
    @FunctionalInterface
    interface Receiver {
        /**
         * Takes one piece; one call at a time, in the order of the output.
         *
         * @param offset of the first character
         * @return false where the piece was not taken: it comes again
         */
        boolean take(long offset, String text);
    }

    private final Object sending = new Object();
    private final StringBuilder tail = new StringBuilder();
    /** Text that is not sent yet begins at {@code from}. */
    private final StringBuilder unsent = new StringBuilder();

    private final Receiver receiver;
    private final Path file;
    private @Nullable Writer writer;
    private boolean unwritable;
    private boolean finished;
    private long kept;
    private long beyondHead;
    private int from;
    private long sent;

    JobOutput(Path file, Receiver receiver) throws IOException {
        this.file = file;
        this.receiver = receiver;
        Files.createDirectories(file.getParent());
        // The engine tells everything from the beginning, after a restart too: the file is written anew.
        Files.deleteIfExists(file);
    }

    synchronized void accept(String text) {
        if (finished) return;
        int room = (int) Math.min(text.length(), HEAD - kept);
        if (room > 0) keep(text.substring(0, room));
        beyondHead += text.length() - room;
        if (text.length() >= TAIL) {
            tail.setLength(0);
            tail.append(text, text.length() - TAIL, text.length());
            return;
        }
        // Moved seldom and not with each line.
        if (tail.length() + text.length() > 2 * TAIL) tail.delete(0, tail.length() + text.length() - TAIL);
        tail.append(text);
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
    void flush() {
        synchronized (sending) {
            String piece = nextPiece();
            while (!piece.isEmpty() && receiver.take(sent(), piece)) {
                sent(piece);
                piece = nextPiece();
            }
        }
        writeOut();
    }

    private synchronized void writeOut() {
        try {
            Writer out = writer;
            if (out != null) out.flush();
        } catch (IOException e) {
            if (!unwritable) LOG.warn("The log of a job cannot be written to {}: {}", file, e.getMessage());
            unwritable = true;
        }
    }

    private synchronized long sent() {
        return sent;
    }

    /** Empty where all is sent. A cut does not part a surrogate pair. */
    private synchronized String nextPiece() {
        int end = Math.min(from + CHUNK, unsent.length());
        if (end - from > 1 && Character.isHighSurrogate(unsent.charAt(end - 1))) end--;
        return unsent.substring(from, end);
    }

    private synchronized void sent(String piece) {
        sent += piece.length();
        from += piece.length();
        if (from < unsent.length() && from < SLACK) return;
        unsent.delete(0, from);
        from = 0;
        if (unsent.isEmpty() && unsent.capacity() > SLACK) unsent.trimToSize();
    }

    /** Adds the end of an output that was cut, sends all that there is, and closes the file. */
    void finish() {
        end();
        flush();
        close();
    }

    private synchronized void end() {
        if (finished) return;
        finished = true;
        if (beyondHead == 0) return;
        String last = tail();
        long leftOut = Math.max(0, beyondHead - last.length());
        if (leftOut > 0) keep("\n[" + leftOut + " characters of output are left out here]\n");
        keep(last.substring((int) (last.length() - Math.min(last.length(), beyondHead))));
    }

    private synchronized void close() {
        try {
            Writer out = writer;
            if (out != null) out.close();
        } catch (IOException e) {
            LOG.warn("The end of a job's log is not kept in {}: {}", file, e.getMessage());
        }
        writer = null;
    }

    /** How many characters wait to be sent. */
    synchronized int waiting() {
        return unsent.length() - from;
    }

    /** Puts one line that names the offsets in the place of all that waits to be sent. */
    void abandon() {
        synchronized (sending) {
            replaceUnsent();
        }
    }

    private synchronized void replaceUnsent() {
        if (waiting() == 0) return;
        String notice = "\n[characters " + sent + " to " + (sent + waiting())
                + " of the output were not sent: the rig's disk was full]\n";
        unsent.setLength(0);
        unsent.append(notice);
        unsent.trimToSize();
        from = 0;
    }

    synchronized String tail() {
        return tail.length() <= TAIL ? tail.toString() : tail.substring(tail.length() - TAIL);
    }
}
